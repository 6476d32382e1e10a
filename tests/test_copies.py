"""Copies of a story: what is one, what only looks like one, and clusters that no order of input changes."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article
from broadsheet_index.copies import alike as alike_module
from broadsheet_index.copies import are_alike, fingerprint
from broadsheet_index.copies.alike import ONE_BY_ONE, Alike, Texts
from broadsheet_index.copies.clusters import changed, clustered
from broadsheet_index.copies.clusters import texts_of as texts_of_articles
from broadsheet_index.copies.fingerprint import SLOTS, fingerprints, word_hashes
from broadsheet_index.copies.likeness import BANDS, common

from . import score_copies as made

SAID = """harbour ferry council winter island captain engine room passenger evening company ticket storm bridge tram fare strike union
driver market doctor school library river valley mayor budget vote plan road station train night morning water carried refused promised
repaired opened closed crossed counted painted warned answered followed waited moved returned old new long cold quiet heavy narrow early
late northern public open broken local small"""
WORDS = SAID.split()


def story(number: int, sentences: int = 24) -> list[str]:
    chance = random.Random(number)
    return [" ".join(chance.choices(WORDS, k=chance.randint(8, 22))).capitalize() + "." for _ in range(sentences)]


@pytest.mark.parametrize("change", made.COPIES, ids=lambda change: change.__name__)
def test_a_changed_story_is_a_copy(change: object) -> None:
    found = 0
    for number in range(20):
        original = made.article("A headline", story(number))
        copy = made.article("Quite another", change(story(number), random.Random(number)))  # type: ignore[operator]
        found += are_alike(fingerprint(original), fingerprint(copy))
    assert found >= (15 if change is made.all_at_once else 19)


@pytest.mark.parametrize("kind", [made.weather, made.market, made.results, made.notice], ids=lambda kind: kind.__name__)
def test_pages_of_one_form_are_no_copies(kind: object) -> None:
    pages = [fingerprint(page) for page in made.pages_of(kind, 12)]  # type: ignore[arg-type]
    assert not any(are_alike(one, other) for at, one in enumerate(pages) for other in pages[:at])


def text(body: str, title: str = "Title") -> Article:
    return Article(path="p", digest="", title=title, body=tuple(body.split("\n")))


SAME = [
    ("Ferry's engine fails — again", "FERRY’S ENGINE FAILS, AGAIN"),
    ("The ferry\nfailed", "The ferry failed"),
    ("東京都知事、橋を開く", "東京都知事 橋を開く"),
    ("Жёлтый паром", "ЖЁЛТЫЙ ПАРОМ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_case_signs_and_paragraphs_make_no_difference(one: str, other: str) -> None:
    assert word_hashes(one.split("\n"))[0].tolist() == word_hashes(other.split("\n"))[0].tolist()


@given(texts=st.lists(st.text(st.sampled_from("abc XY'’.,東日กß𝒳İΣσ\t-"), max_size=60), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_texts_have_the_fingerprints_together_that_each_has_alone(texts: list[str]) -> None:
    hashes, counts = word_hashes(texts)
    slots, sizes = fingerprints(hashes, counts)
    for at, one in enumerate(texts):
        own, own_counts = word_hashes([one])
        own_slots, own_sizes = fingerprints(own, own_counts)
        assert counts[at] == own_counts[0] and sizes[at] == own_sizes[0] and slots[at].tolist() == own_slots[0].tolist()


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    found = fingerprint(text("The island ferry will run through the winter, the council said on Wednesday."))
    assert (found.size, found.slots[:4].tolist()) == (10, [18215, 27568, 56187, 18215])


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    notice = "Police ask whoever saw the accident in Mill Lane on Tuesday evening to call the station before the end of the week."
    assert not are_alike(fingerprint(text(notice)), fingerprint(text(notice.replace("Tuesday", "Friday"))))
    assert are_alike(fingerprint(text(notice)), fingerprint(text(notice.upper())))
    stub = "This is a developing story. Check back for updates."
    assert not are_alike(fingerprint(text(stub, "Storm hits coast")), fingerprint(text(stub, "Mayor resigns")))


def test_articles_without_a_word_are_nobodys_copies() -> None:
    empty = fingerprint(text("…", "—"))
    assert empty.size == 0 and not are_alike(empty, empty)


# -- clusters


def texts_of(drawn: list[tuple[int, int, int]]) -> Texts:
    """Articles of a few families; (family, how many slots differ from it, size in twelfths)."""
    slots, sizes = [], []
    for family, other, size in drawn:
        base = np.arange(SLOTS, dtype=np.uint16) + 1000 * family
        start = 7 * other * size % SLOTS
        base[np.arange(start, start + other) % SLOTS] += 500 + 64 * (other * size % 3)
        slots.append(base)
        sizes.append(50 * size)
    ids = np.array([f"id{number:03}" for number in range(len(drawn))], "S")
    return Texts([(np.array(slots, np.uint16).reshape(-1, SLOTS), np.array(sizes, np.int64), ids)])


DRAWN = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([0, 0, 5, 12, 20, 28, 36]), st.sampled_from([0, 1, 2, 3, 5])), max_size=40)
FIRSTS = st.sampled_from([1, 2, 3, 16])


@pytest.fixture(autouse=True)
def first(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """How many of those that have a band may represent the others."""
    return lambda number: monkeypatch.setattr(alike_module, "FIRST", number)


def taken(texts: Texts, rows: list[int]) -> Texts:
    """Some articles alone."""
    some = np.array(rows, np.int64)
    return Texts([(texts.slots(some), texts.sizes[some], texts.ids(some))])


def plainly(texts: Texts) -> list[int]:
    """Clusters as they are defined, every pair compared."""
    leaders = list(range(len(texts)))
    order = texts.in_order(np.flatnonzero(texts.sizes))
    slots = texts.slots(order)
    keys = slots[:, BANDS[:, 0]].astype(np.int64) << 16 | slots[:, BANDS[:, 1]]
    raised: list[int] = []  # places in the order
    for at, row in enumerate(order.tolist()):
        may = [one for one in raised if any((keys[:one, band] == keys[at, band]).sum() < alike_module.FIRST for band in np.flatnonzero(keys[one] == keys[at]))]
        shares = common(slots[at], int(texts.sizes[row]), slots[may], texts.sizes[order[may]]) if may else np.zeros(0)
        if len(shares) and shares.max() > 0:
            leaders[row] = int(order[may[int(shares.argmax())]])
        else:
            raised.append(at)
    return leaders


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, FIRSTS)
def test_each_member_is_alike_its_representative_and_no_representative_another(
    first: Callable[[int], None], drawn: list[tuple[int, int, int]], number: int
) -> None:
    first(number)
    texts = texts_of(drawn)
    assert clustered(texts).tolist() == plainly(texts)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, FIRSTS, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(
    first: Callable[[int], None], drawn: list[tuple[int, int, int]], number: int, chance: random.Random
) -> None:
    first(number)
    texts = texts_of(drawn)
    order = list(range(len(texts)))
    chance.shuffle(order)
    assert named(taken(texts, order)) == named(texts)


def named(texts: Texts) -> dict[bytes, bytes]:
    """Of each article by id the representative."""
    ids = texts.ids(np.arange(len(texts))).tolist()
    return {ids[row]: ids[leader] for row, leader in enumerate(clustered(texts).tolist())}


class Held:
    """The clusters there were, by row."""

    def __init__(self, leaders: list[int]) -> None:
        self.leaders = leaders

    def leader(self, row: int) -> int:
        return self.leaders[row]

    def members(self, row: int) -> list[int]:
        return [one for one, leader in enumerate(self.leaders) if leader == row and one != row]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, FIRSTS, st.lists(st.lists(st.integers(0, 39), max_size=24), max_size=6))
def test_what_changes_is_worked_out_from_what_changed(
    first: Callable[[int], None], drawn: list[tuple[int, int, int]], number: int, steps: list[list[int]]
) -> None:
    """Each step turns some articles from being there to being gone, or back."""
    first(number)
    texts = texts_of(drawn)
    there = np.zeros(len(texts), bool)
    leader_of: dict[int, int] = {}
    for step in steps:
        turned = {row for row in step if row < len(texts)}
        for row in turned:
            there[row] = not there[row]
        rows = np.flatnonzero(there).tolist()
        place = {row: at for at, row in enumerate(rows)}
        before = Held([place.get(leader_of.get(row, row), place[row]) for row in rows])
        dirty = [place[row] for row in rows if row in turned or (leader := leader_of.get(row, row)) not in place or leader in turned]
        left = texts.slots(np.array(sorted(row for row in turned if row not in place and texts.sizes[row]), np.int64))
        now = taken(texts, rows)
        found = changed(now, dirty, before, left)
        leaders = [found.get(at, before.leader(at)) for at in range(len(rows))]
        assert leaders == plainly(now)
        leader_of = {row: rows[leader] for row, leader in zip(rows, leaders, strict=True)}
    assert ONE_BY_ONE < 24  # both ways of looking for what is alike were gone


# -- pages of one form


def of_one_form(number: int) -> list[Article]:
    """Pages that share two thirds of a long template, alike and no copies, and weather."""
    chance = random.Random(3)
    form = chance.choices(WORDS, k=300)
    pages = []
    for at in range(number // 2):
        chance = random.Random(at)
        words = [f"{chance.randrange(10**6)}" if place % 14 == 5 else word for place, word in enumerate(form)]
        words += [f"{chance.randrange(10**6)}" for _ in range(150)]
        pages.append(made.article("The day", [" ".join(words)]))
    return pages + made.pages_of(made.weather, number - len(pages))


@pytest.fixture(scope="module")
def crowd() -> Texts:
    """Alike, and no copies."""
    pages = of_one_form(5_000)
    return texts_of_articles(pages, [f"{at:05}" for at in range(len(pages))])


def compared(texts: Texts) -> int:
    alike = Alike(texts)
    alike.look_up(range(len(texts)))
    return alike.compared


def test_thousands_of_pages_of_one_form_cost_as_many_comparisons_as_they_are(crowd: Texts) -> None:
    whole, half = compared(crowd), compared(taken(crowd, list(range(0, 5_000, 2))))
    assert whole < 2.6 * half
    assert whole < 600 * len(crowd)


def test_thousands_of_pages_of_one_form_make_the_same_stories_in_any_order_and_in_steps(crowd: Texts) -> None:
    order = list(range(len(crowd)))
    random.Random(1).shuffle(order)
    whole = named(crowd)
    assert named(taken(crowd, order)) == whole
    leaders: list[int] = []
    for size in (4_995, 5_000):
        before = Held([*leaders, *range(len(leaders), size)])
        now = taken(crowd, order[:size])
        found = changed(now, range(len(leaders), size), before)
        leaders = [found.get(row, leader) for row, leader in enumerate(before.leaders)]
    ids = taken(crowd, order).ids(np.arange(5_000)).tolist()
    assert {ids[row]: ids[leader] for row, leader in enumerate(leaders)} == whole
