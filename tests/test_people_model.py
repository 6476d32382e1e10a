"""The model that finds people: what is read from its file, which labels it gives, and the rules that mend its names."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet_index.people import lists
from broadsheet_index.people.after import straightened
from broadsheet_index.people.features import own
from broadsheet_index.people.labels import FOLLOWS
from broadsheet_index.people.model import Model, pack

STRAIGHTENED = [
    (["told", "Dr.", "Koval"], (1, 3), "Koval"),
    (["Princess", "Elena"], (0, 2), "Elena"),
    (["Foreign", "Minister", "Tom", "Barrow"], (1, 4), "Tom Barrow"),
    (["Dean", "Barrow"], (0, 2), "Dean Barrow"),  # a given name too
    (["met", "von", "der", "Berg"], (3, 4), "von der Berg"),
    (["president", "de", "Berg"], (2, 3), "Berg"),  # French or Spanish, and no part of the name as far as one can tell
    (["Tom", "Barrow", "Jr.", "left"], (0, 2), "Tom Barrow Jr."),
    (["Tom", "Barrow", "”"], (0, 3), "Tom Barrow"),
    (["@", "TomBarrow"], (1, 2), None),
    (["Merrill", "Lynch"], (0, 2), None),
    (["Tom", "Barrow", "Tuesday"], (0, 3), "Tom Barrow"),
    (["Costa", "Ricans"], (0, 2), None),
    (["hacker", "Zorkin", "2.0"], (1, 2), None),
    (["Trump", "2.0"], (0, 1), "Trump"),
    (["Oslo-born", "Dana", "Hale"], (0, 3), "Dana Hale"),
    (["Anne-Marie", "Hale"], (0, 2), "Anne-Marie Hale"),
    (["Cornerback", "Al", "Hale"], (0, 3), "Al Hale"),
    (["Tory", "MPs"], (0, 2), None),
    (["Secretary", "of", "State", "John", "Hale"], (2, 5), "John Hale"),
    (["wife", "of", "John", "State", "Hale"], (2, 5), "John State Hale"),
    (["Harlan", "County"], (0, 2), None),
    (["X", "X", "X"], (0, 3), None),
    (["J.", "J.", "Hale"], (0, 3), "J. J. Hale"),
    (["Santa", "Clara"], (0, 2), None),
    (["Clara", "Hale"], (0, 2), "Clara Hale"),
    (["Rio", "de", "Janeiro"], (0, 3), None),
    (["Hodgkin", "'s", "disease"], (0, 1), None),
    (["Hodgkin", "'s", "wife"], (0, 1), "Hodgkin"),
    (["Robert", "Hale", "Jr.", "Koval"], (0, 4), "Robert Hale Jr."),
]


@pytest.mark.parametrize(("words", "name", "expected"), STRAIGHTENED)
def test_the_ends_of_a_name_are_straightened(words, name, expected):
    kept = straightened(words, name)
    assert (kept and " ".join(words[slice(*kept)])) == expected


def test_a_model_comes_out_of_its_file_as_it_went_in():
    """Weights by hand: Elena begins a name, Koval ends one, a name alone is not worth it."""
    words = {"w=elena": (9, 0, -9, 1), "w=koval": (-9, 0, 9, 2), "w=said": (-9, -9, -9, -9)}
    model = Model(pack(words, {"BE": 1}))

    def names(*run: str) -> list[tuple[int, int]]:
        return model.names([[(own, word)] for word in run])

    assert pack(words, {"BE": 1}) == pack(dict(reversed(words.items())), {"BE": 1})
    assert names("Said", "Elena", "Koval", "Said", "Koval") == [(1, 3), (4, 5)]
    assert names("Koval") == [(0, 1)]
    assert names("Said") == []


@given(
    st.lists(st.tuples(*[st.integers(-99, 99)] * 4), min_size=1, max_size=8),
    st.lists(st.integers(-99, 99), min_size=25, max_size=25),
)
def test_only_legal_labels_are_given(rows, steps):
    moves = dict(zip((a + b for a in FOLLOWS for b in FOLLOWS), steps, strict=True))
    names = Model(pack({f"w={k}": row for k, row in zip("abcdefgh", rows, strict=False)}, moves)).names(
        [[(own, letter)] for letter in "abcdefgh"[: len(rows)]]
    )
    assert all(0 <= start < end <= len(rows) for start, end in names)
    assert all(a[1] <= b[0] for a, b in pairwise(names))


def test_what_ships_is_small():
    folder = Path(lists.__file__).parent
    assert sum(path.stat().st_size for path in folder.iterdir() if path.suffix in {".txt", ".gz"}) < 2_000_000
