"""How many letters two words are apart: wrong, missing, too many, or two neighbours swapped (optimal string alignment)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SHORTEST, LONGEST = 3, 40  # letters of a word that may be meant by another


def is_plain(word: str) -> bool:
    """Whether a word of an index may be meant by another: letters only."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def distance(one: str, other: str) -> int:
    """
    >>> distance("ferry", "ferry"), distance("ferry", "fery"), distance("ferry", "frery"), distance("ferry", "fairy")
    (0, 1, 1, 2)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for there, found in enumerate(other, 1):
            best = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != found))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == found:
                best = min(best, last[there - 2] + 1)
            row.append(best)
    return row[-1]


def distances(word: str, others: Sequence[str]) -> npt.NDArray[np.int64]:
    """(n,) from one word to each of n others, all at once: a hundred times as fast as one by one.

    The others are of about one length: memory is n times the longest.
    """
    size = len(others)
    if not size or not word:
        return np.array([len(other) for other in others], np.int64)
    ends = np.fromiter(map(len, others), np.int64, size)
    letters = np.array(others, np.str_).view(np.uint32).reshape(size, -1).T  # (longest, n)
    rows = np.arange(len(letters) + 1, dtype=np.int64)[:, None].repeat(size, 1)
    before = rows
    codes = [ord(letter) for letter in word]
    for at, code in enumerate(codes, 1):
        before, last, rows = rows, before, np.empty_like(rows)
        rows[0] = at
        for there in range(1, len(rows)):
            here = np.minimum(before[there] + 1, rows[there - 1] + 1)
            np.minimum(here, before[there - 1] + (letters[there - 1] != code), out=here)
            if at > 1 and there > 1:
                swapped = (letters[there - 2] == code) & (letters[there - 1] == codes[at - 2])
                here = np.where(swapped, np.minimum(here, last[there - 2] + 1), here)
            rows[there] = here
    found: npt.NDArray[np.int64] = rows[ends, np.arange(size)]
    return found


def within(word: str, others: Sequence[str], most: int) -> dict[str, int]:
    """Those of some words that are at most so many letters away, and how many."""
    near = [other for other in others if abs(len(other) - len(word)) <= most]
    return {other: apart for other, apart in zip(near, distances(word, near).tolist(), strict=True) if apart <= most}
