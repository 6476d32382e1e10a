"""Copies of a story: what is one, what only looks like one, and clusters that no order of input changes."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article
from broadsheet_index.copies import are_alike, fingerprint
from broadsheet_index.copies.clusters import ONE_BY_ONE, Texts, clustered
from broadsheet_index.copies.fingerprint import SLOTS, fingerprints, word_hashes
from broadsheet_index.copies.likeness import common

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
    return Texts(np.array(slots, np.uint16).reshape(-1, SLOTS), np.array(sizes, np.int64), ids)


DRAWN = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([0, 0, 5, 12, 20, 28, 36]), st.sampled_from([0, 1, 2, 3, 5])), max_size=40)


def plainly(texts: Texts) -> list[int]:
    """Clusters as they are defined, every pair compared."""
    leaders = list(range(len(texts)))
    raised: list[int] = []
    for row in texts.in_order(np.arange(len(texts))).tolist():
        shares = common(texts.slots[row], int(texts.sizes[row]), texts.slots[raised], texts.sizes[raised]) if raised else np.zeros(0)
        if len(shares) and shares.max() > 0:
            leaders[row] = raised[int(shares.argmax())]
        else:
            raised.append(row)
    return leaders


@settings(max_examples=200, deadline=None)
@given(DRAWN)
def test_each_member_is_alike_its_representative_and_no_representative_another(drawn: list[tuple[int, int, int]]) -> None:
    texts = texts_of(drawn)
    assert clustered(texts).tolist() == plainly(texts)


@settings(max_examples=100, deadline=None)
@given(DRAWN, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(drawn: list[tuple[int, int, int]], chance: random.Random) -> None:
    texts = texts_of(drawn)
    order = list(range(len(texts)))
    chance.shuffle(order)
    mixed = Texts(texts.slots[order], texts.sizes[order], texts.ids[order])
    names = {mixed.ids[row]: mixed.ids[leader] for row, leader in enumerate(clustered(mixed).tolist())}
    assert names == {texts.ids[row]: texts.ids[leader] for row, leader in enumerate(clustered(texts).tolist())}


@settings(max_examples=200, deadline=None)
@given(DRAWN, st.lists(st.lists(st.integers(0, 39), max_size=24), max_size=6))
def test_what_changes_is_worked_out_from_what_changed(drawn: list[tuple[int, int, int]], steps: list[list[int]]) -> None:
    """Each step turns some articles from being there to being gone, or back."""
    texts = texts_of(drawn)
    there = np.zeros(len(texts), bool)
    leader_of: dict[int, int] = {}
    for step in steps:
        turned = {row for row in step if row < len(texts)}
        for row in turned:
            there[row] = not there[row]
        rows = np.flatnonzero(there)
        place = {row: at for at, row in enumerate(rows.tolist())}
        now = Texts(texts.slots[rows], texts.sizes[rows], texts.ids[rows])
        before = [leader_of.get(row, row) for row in rows.tolist()]
        dirty = np.array([row in turned or leader not in place or leader in turned for row, leader in zip(rows.tolist(), before, strict=True)], bool)
        leaders = np.array([place.get(leader, place[row]) for row, leader in zip(rows.tolist(), before, strict=True)], np.int64)
        found = clustered(now, leaders, dirty)
        assert found.tolist() == plainly(now)
        leader_of = {row: int(rows[leader]) for row, leader in zip(rows.tolist(), found.tolist(), strict=True)}
    assert ONE_BY_ONE < 24  # both ways of looking for what is alike were gone
