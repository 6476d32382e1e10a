"""Asking for copies: how many there are, which they are, one of each story; the same from every engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article, Person, Published, Source
from broadsheet_index.copies import stories
from broadsheet_index.store import ArchiveWriter, open_snapshot
from broadsheet_index.store.upkeep import compact, rebuild
from broadsheet_search import BadQuery, Engine, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.opensearch import OpenSearchEngine
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.whoosh import WhooshEngine

from . import score_copies as made
from .both import lived
from .opensearch.cluster import needs_opensearch
from .test_copies import story
from .test_engines import same

DATES = ("2024-06-15", "2024-06-20", "2024-06", "2023-12-31", None)
CHANGES = (*made.COPIES[:7], lambda sentences, chance: sentences)


def copy(number: int, at: int) -> Article:
    """One of the copies of a story: `at` 0 is the fullest and has its own headline."""
    chance = random.Random(100 * number + at)
    sentences = story(number)
    article = made.article(f"Ferry story {number} told {at}", sentences if at == 0 else CHANGES[at % len(CHANGES)](sentences, chance))
    date = chance.choice(DATES)
    return replace(
        article,
        path=f"{number}-{at}.html",
        source=Source(None, chance.choice(("tass.com", "echo.example", "tidewater.example"))),
        published=Published(date, "none" if date is None else "month" if len(date) == 7 else "day", "meta", date),
        people=tuple(Person(name, 1, (name,)) for name in chance.sample(("Joe Biden", "Zoë Marsh"), chance.randint(0, 2))),
        lang="en",
    )


SIZES = (1, 4, 1, 2, 7, 1, 3, 1, 12)
CORPUS = {
    f"{random.Random(f'{number} {at}').getrandbits(64):016x}": copy(number, at)
    for number, size in enumerate(SIZES)
    for at in range(size)
}
STORY_OF = {id: int(article.path.split("-")[0]) for id, article in CORPUS.items()}


@pytest.fixture(scope="module", params=["whoosh", pytest.param("opensearch", marks=needs_opensearch)])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MemoryEngine, Engine]]:
    place = tmp_path_factory.mktemp("stories") / "index"
    if request.param == "opensearch":
        place = request.getfixturevalue("cluster").address("stories")
    with closing(OpenSearchSink(place) if isinstance(place, str) else ArchiveWriter(place)) as sink:
        for start in range(3):
            for id in sorted(CORPUS)[start::3]:
                sink.put(f"/pages/{id}", id, CORPUS[id])
            sink.commit()
    engine = OpenSearchEngine(place, deadline=None) if isinstance(place, str) else WhooshEngine(place, deadline=None)
    with MemoryEngine(CORPUS) as memory, engine as other:
        yield memory, other


@pytest.mark.parametrize("collapse", ["none", "story"])
@pytest.mark.parametrize("sort", [None, "newest", "oldest"])
@pytest.mark.parametrize("q", ["*", "ferry", "harbour -council", "copies:>3", "copies:1", "copies:2..4 ferry", "person:Biden", "nothing"])
def test_answers_are_those_of_the_reference(pair: tuple[MemoryEngine, Engine], q: str, sort: str, collapse: str) -> None:
    for page in (1, 2, 3):
        request = Request(q, sort=sort, collapse=collapse, page=page, page_size=4, facets=("source", "person"), explain=True)  # type: ignore[arg-type]
        same(pair, request)
        wanted, got = (engine.answer(request) for engine in pair)
        assert (got.stories, got.pages, got.collapse) == (wanted.stories, wanted.pages, wanted.collapse)
        assert [hit.cluster for hit in got.hits] == [hit.cluster for hit in wanted.hits]


COUNTED = [
    ("copies:>3", 23, 3),
    ("copies:>=2", 28, 5),
    ("copies:1", 4, 4),
    ("copies:<=3", 9, 6),
    ("copies:<2", 4, 4),
    ("copies:2..4", 9, 3),
    ("copies:4..2", 9, 3),
    ("copies:(3 OR 7)", 10, 2),
    ("-copies:1", 28, 5),
    ("copies:[4 TO 7]", 11, 2),
    ("copies:99..", 0, 0),
]


@pytest.mark.parametrize(("q", "total", "told"), COUNTED)
def test_articles_are_found_by_the_number_of_their_copies(pair: tuple[MemoryEngine, Engine], q: str, total: int, told: int) -> None:
    for engine in pair:
        answer = engine.answer(Request(q, lenient=True))
        assert (answer.total, answer.stories) == (total, told)


def test_an_id_finds_its_article_and_all_copies_of_it(pair: tuple[MemoryEngine, Engine]) -> None:
    for engine in pair:
        for id, number in STORY_OF.items():
            answer = engine.answer(Request(f"cluster:{id}", page_size=100, snippets=0))
            assert {hit.id for hit in answer.hits} == {other for other in STORY_OF if STORY_OF[other] == number}
            assert {(hit.cluster.id, hit.cluster.size) for hit in answer.hits if hit.cluster} == {
                (min(hit.id for hit in answer.hits), SIZES[number])
            }
        assert engine.answer(Request("cluster:0000000000000000")).total == 0


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_of_stories_hold_the_first_of_each_and_nothing_twice(pair: tuple[MemoryEngine, Engine], sort: str) -> None:
    for engine in pair:
        whole = engine.answer(Request("ferry", sort=sort, page_size=100))  # type: ignore[arg-type]
        first: dict[int, str] = {}
        for hit in whole.hits:
            first.setdefault(STORY_OF[hit.id], hit.id)
        pages = [engine.answer(Request("ferry", sort=sort, page_size=2, page=page, collapse="story")) for page in range(1, 6)]  # type: ignore[arg-type]
        assert [hit.id for page in pages for hit in page.hits] == list(first.values())
        assert {(page.total, page.stories, page.pages) for page in pages} == {(len(CORPUS), len(SIZES), 5)}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_a_cursor_and_an_export_go_from_story_to_story(pair: tuple[MemoryEngine, Engine], sort: str) -> None:
    for engine in pair:
        whole = engine.answer(Request("ferry", sort=sort, page_size=100, collapse="story"))  # type: ignore[arg-type]
        request = Request("ferry", sort=sort, page_size=2, collapse="story", cursor="*")  # type: ignore[arg-type]
        seen: list[str] = []
        while request.cursor:
            answer = engine.answer(request)
            assert (answer.total, answer.stories) == (len(CORPUS), len(SIZES))
            seen += [hit.id for hit in answer.hits]
            request = replace(request, cursor=answer.cursor)
        assert seen == [hit.id for hit in whole.hits]
        back = [hit.id for hit in answer.hits]
        while answer.cursor_back:
            answer = engine.answer(replace(request, cursor=answer.cursor_back))
            back = [hit.id for hit in answer.hits] + back
        assert back == seen
        with engine.walk(request) as walked:
            assert [hit.id for hit in walked.hits] == seen


def test_facets_count_articles_not_stories(pair: tuple[MemoryEngine, Engine]) -> None:
    for engine in pair:
        counts = [
            engine.answer(Request("*", facets=("source",), collapse=collapse)).facets  # type: ignore[arg-type]
            for collapse in ("none", "story")
        ]
        assert counts[0] == counts[1]


MISTAKES = ("copies:many", "copies:>", "copies:..", "copies:1.5", "copies:-1", "copies:>=x", "cluster:,")


@pytest.mark.parametrize("q", MISTAKES)
def test_what_is_no_number_is_a_mistake_with_its_place(q: str) -> None:
    with MemoryEngine(CORPUS) as engine, pytest.raises(BadQuery) as error:
        engine.answer(Request(q))
    assert error.value.position is not None


# -- the overlay

POOL = [copy(number, at) for number in range(3) for at in range(5)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "put", "remove", "commit", "compact", "reopen"]), st.integers(0, 8), st.integers(0, 14)
    ),
    max_size=30,
)


def told(folder: Path) -> dict[str, str]:
    snapshot = open_snapshot(folder)
    ids = list(snapshot.columns.ids)
    return {id: ids[story] for id, story in zip(ids, snapshot.stories.story.tolist(), strict=True)}


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_stories_follow_from_the_articles_alone(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]) -> None:
    folder = tmp_path_factory.mktemp("stories") / "index"

    def holds(alive: Mapping[str, Article]) -> None:
        assert told(folder) == stories(alive)

    alive = lived(folder, steps, POOL, POOL[0], holds)
    rebuild(folder, folder.with_name("anew"))
    compact(folder)
    assert told(folder) == told(folder.with_name("anew")) == stories(alive)
