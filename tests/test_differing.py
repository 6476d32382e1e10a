"""The words in which two copies differ: all of both, in order, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_search import differing
from broadsheet_search.differing import differences

CASES = [
    (["The ferry sails at 6."], ["The ferry sails at 7."], [("same", "The ferry sails at "), ("gone", "6."), ("new", "7.")]),
    (["One. Two. Three."], ["One. Three."], [("same", "One. "), ("gone", "Two. "), ("same", "Three.")]),
    (["Same."], ["Same."], [("same", "Same.")]),
    ([], ["All new."], [("new", "All new.")]),
    (["All gone."], [], [("gone", "All gone.")]),
    (["a <b>bold</b> claim"], ["a <b>bald</b> claim"], [("same", "a "), ("gone", "<b>bold</b> "), ("new", "<b>bald</b> "), ("same", "claim")]),
    (["橋が開く"], ["橋が閉じる"], [("same", "橋が"), ("gone", "開く"), ("new", "閉じる")]),
    (["One.", "Two."], ["One.", "Two.", "Three."], [("same", "One."), ("same", "Two."), ("new", "Three.")]),
]


@pytest.mark.parametrize(("one", "other", "pieces"), CASES)
def test_what_differs_is_told_in_words(one: list[str], other: list[str], pieces: list[tuple[str, str]]) -> None:
    found = differences(one, other)
    assert [(piece.kind, piece.text) for paragraph in found.paragraphs for piece in paragraph] == pieces


WORDS = st.lists(st.lists(st.sampled_from(["ferry", "tram.", "the", "1,000", "“No,”", "橋", "sailed!"]), min_size=1).map(" ".join))


def parts(paragraphs: list[str]) -> list[str]:
    return [word.strip() for word in differing.WORD.findall(" ".join(paragraphs))]


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(one: list[str], other: list[str]) -> None:
    found = differences(one, other)
    pieces = [piece for paragraph in found.paragraphs for piece in paragraph]
    for kind, text in (("gone", one), ("new", other)):
        assert parts([piece.text for piece in pieces if piece.kind in ("same", kind)]) == parts(text)
    assert (found.same + found.gone, found.same + found.new) == (len(parts(one)), len(parts(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["word " * 100_000], ["other " * 100_000]),
        (["a. b. " * 50_000], ["b. a. c. " * 40_000]),
        ([f"w{number} x y." for number in range(30_000)], [f"y x w{number}." for number in range(30_000)]),
        ([" ".join(f"{number % 7}" for number in range(30_000))], [" ".join(f"{number % 11}" for number in range(30_000))]),
    ],
)
def test_no_text_takes_long(one: list[str], other: list[str]) -> None:
    began = time.monotonic()
    differences(one, other)
    assert time.monotonic() - began < 20  # each takes a second or two; without the limits, hours
