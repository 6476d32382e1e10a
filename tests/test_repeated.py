"""Lines that a site repeats: which go, which stay, and that nothing but the set of articles decides it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article, Person, Removed, Source
from broadsheet_index.repeated import applied, as_extracted, lines_of, read_together
from broadsheet_index.store import ArchiveWriter, open_snapshot
from broadsheet_index.store.overlays import lines
from broadsheet_index.store.records import capture, pages_of
from broadsheet_index.store.upkeep import compact, rebuild
from broadsheet_search import Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.whoosh import WhooshEngine

from .both import lived
from .test_copies import story

SIGN_UP = "Sign up here to get the Harbour Courier's best stories every morning, and never miss the tide again."
FOLLOW = "Follow the Courier"


def page(number: int, *more: str, before: tuple[str, ...] = (), domain: str = "courier.example", middle: str = "") -> Article:
    told = story(number, 12)
    body = (*before, *told[:6], *([middle] if middle else []), *told[6:], *more)
    return Article(path=f"{domain}/{number}.html", digest="", title=f"Story {number}", body=body, source=Source(None, domain), lang="en")


def together(*pages: Article) -> list[Article]:
    return list(read_together({f"{at:03}": one for at, one in enumerate(pages)}).values())


def gone(article: Article) -> list[tuple[str, str]]:
    return [(block.text, block.rule) for block in article.removed]


def test_what_three_stories_of_a_site_end_with_goes_with_its_reason() -> None:
    for article in together(*(page(number, SIGN_UP) for number in range(4))):
        assert gone(article) == [(SIGN_UP, "seen on 4 pages of this site")]
        assert SIGN_UP not in article.body and len(article.body) == 12


STAYS = [
    ("on two pages", [page(number, SIGN_UP) for number in range(2)]),
    ("on another site each", [page(number, SIGN_UP, domain=f"{number}.example") for number in range(4)]),
    ("a sentence inside", [page(number, middle=SIGN_UP) for number in range(4)]),
    ("copies of one story", [replace(page(1, SIGN_UP), path=f"{number}.html") for number in range(5)]),
    ("on three of forty pages", [page(number, *([SIGN_UP] if number < 3 else [])) for number in range(40)]),
    ("most of the page", [replace(page(number), body=("Breaking " + str(number), SIGN_UP)) for number in range(5)]),
]


@pytest.mark.parametrize(("why", "pages"), STAYS, ids=[why for why, _ in STAYS])
def test_what_may_be_the_story_stays(why: str, pages: list[Article]) -> None:
    assert together(*pages) == pages


def test_a_short_line_that_is_no_sentence_goes_from_anywhere() -> None:
    for article in together(*(page(number, middle=FOLLOW) for number in range(3))):
        assert gone(article) == [(FOLLOW, "seen on 3 pages of this site")]
        assert article.removed[0].position == 6


def test_the_headline_stays_and_who_is_named_in_a_line_alone_goes() -> None:
    people = (Person("Mara Lindqvist", 2, ("Mara Lindqvist",)), Person("Olle Berg", 1, ("Olle Berg",)))
    line = "Written by Olle Berg, who follows Mara Lindqvist"
    pages = [replace(page(number, line, before=(f"Mara Lindqvist spoke {number} times.",)), title=line, people=people) for number in range(3)]
    for article in together(*pages):
        assert article.title == line
        assert article.people == (Person("Mara Lindqvist", 1, ("Mara Lindqvist",)),)


def test_mentions_stay_where_they_are_in_what_is_left() -> None:
    olle = Person("Olle Berg", 2, ("Olle Berg",), ((0, 0, 9), (4, 5, 14)))
    pages = [page(number, SIGN_UP, before=("Olle Berg writes",)) for number in range(3)]
    pages = [replace(one, body=(*one.body[:4], f"When Olle Berg {at} left.", *one.body[4:]), people=(olle,)) for at, one in enumerate(pages)]
    for article in together(*pages):
        assert [(who.mentions, who.places) for who in article.people] == [(1, ((3, 5, 14),))]
        at, begin, end = article.people[0].places[0]
        assert article.body[at][begin:end] == "Olle Berg"


BODY = st.lists(st.sampled_from(["a", "b", "c", "d", "One two. Three.", "e f"]), min_size=1, max_size=9)


@given(BODY, st.lists(st.tuples(st.sampled_from(["x", "y"]), st.integers(0, 9)), max_size=5), st.sets(st.integers(0, 8)))
def test_an_article_can_be_made_of_what_is_left_of_it(body: list[str], blocks: list[tuple[str, int]], seen: set[int]) -> None:
    removed = tuple(Removed(text, "share bar", min(at, len(body))) for text, at in sorted(blocks, key=lambda block: block[1]))
    article = Article(path="p", digest="", title="t", body=tuple(body), removed=removed, people=(Person("a", 3, ("a",)),))
    asked = iter(range(100))
    changed = applied(article, lines_of(article), lambda term: 3 if next(asked) in seen else 0)
    assert as_extracted(changed, article.people) == article
    assert len(changed.body) + len(changed.removed) == len(article.body) + len(article.removed)


# -- in the index

POOL = [
    page(number, *more, domain=domain, middle=middle)
    for number, (domain, more, middle) in enumerate(
        (domain, more, middle)
        for domain in ("courier.example", "echo.example")
        for more in ((), (SIGN_UP,), (SIGN_UP, FOLLOW))
        for middle in ("", FOLLOW)
        for _ in range(2)
    )
]
POOL += [replace(POOL[number], path=f"copy{number}") for number in (2, 4, 14)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "remove", "commit", "commit", "compact", "reopen"]), st.integers(0, 11), st.integers(0, len(POOL) - 1)
    ),
    max_size=40,
)


def shown(folder: Path) -> dict[str, Article]:
    snapshot = open_snapshot(folder)
    return {id: snapshot.article(number) for number, id in enumerate(snapshot.columns.ids)}


def extracted(folder: Path) -> dict[str, Article]:
    from broadsheet_index.store import generation

    return dict(capture(part.segment, number) for part, number in pages_of(generation.open_newest(folder)))


@pytest.mark.parametrize("many", [0, 200], ids=["all lines", "changed lines"])
@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_articles_alone_decide_what_is_shown(tmp_path_factory: pytest.TempPathFactory, many: int, steps: list[tuple[str, int, int]]) -> None:
    folder = tmp_path_factory.mktemp("repeated") / "index"

    def holds(alive: Mapping[str, Article]) -> None:
        assert shown(folder) == read_together(alive)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lines, "MANY", many)
        alive = lived(folder, steps, POOL, POOL[2], holds)
    assert {"last" if key == "/last" else f"id{int(key[1:]):02}": article for key, article in extracted(folder).items()} == alive
    rebuild(folder, folder.with_name("anew"))
    compact(folder)
    assert shown(folder) == shown(folder.with_name("anew")) == read_together(alive)


def committed(folder: Path, *changes: tuple[str, Article | None]) -> dict[str, Article]:
    """What is shown after one commit."""
    with ArchiveWriter(folder) as writer:
        for id, article in changes:
            if article is None:
                writer.remove(f"/{id}")
            else:
                writer.put(f"/{id}", id, article)
        writer.commit()
    return shown(folder)


def test_a_line_comes_back_where_too_few_pages_are_left_that_say_it(tmp_path: Path) -> None:
    pages = {f"{number}": page(number, SIGN_UP) for number in range(3)}
    assert SIGN_UP not in committed(tmp_path / "index", *pages.items())["0"].body
    assert committed(tmp_path / "index", ("2", page(2))) == pages | {"2": page(2)}
    assert SIGN_UP not in committed(tmp_path / "index", *pages.items())["0"].body
    assert committed(tmp_path / "index", ("1", None)) == {"0": pages["0"], "2": pages["2"]}


def test_halves_of_one_story_are_two_once_the_whole_of_it_is_gone(tmp_path: Path) -> None:
    whole = replace(page(1), body=tuple(story(1, 24)))
    halves = {"first": replace(whole, body=(*whole.body[:12], SIGN_UP)), "second": replace(whole, body=(*whole.body[12:], SIGN_UP))}
    pages = halves | {"other": page(2, SIGN_UP)}
    assert committed(tmp_path / "index", *pages.items(), ("whole", whole)) == pages | {"whole": whole}
    assert not any(SIGN_UP in article.body for article in committed(tmp_path / "index", ("whole", None)).values())


def test_what_went_is_found_in_the_removed_text_alone(tmp_path: Path) -> None:
    corpus = {f"{number:04}": article for number, article in enumerate(POOL)}
    with ArchiveWriter(tmp_path / "index") as writer:
        order = sorted(corpus)
        random.Random(1).shuffle(order)
        for at, id in enumerate(order):
            writer.put(f"/{id}", id, corpus[id])
            if at % 5 == 0:
                writer.commit()
        writer.commit()
    with WhooshEngine(tmp_path / "index") as whoosh, MemoryEngine(corpus) as memory:
        for engine in (whoosh, memory):
            assert engine.answer(Request('"sign up here"')).total == 0
            found = engine.answer(Request('in:removed "sign up here"', page_size=100))
            assert found.total == sum(SIGN_UP in article.body for article in POOL)
            rules = {block.rule for hit in found.hits for block in hit.article.removed if block.text == SIGN_UP}
            assert rules == {"seen on 8 pages of this site"}  # of each of the two sites; copies are counted once
