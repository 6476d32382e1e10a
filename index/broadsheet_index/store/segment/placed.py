"""Where values and words begin in the texts of a page of hits: all texts at once, as what costs is the number of steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .file import Array
from .runs import offsets
from .texts import StoredTexts

ROW = 32  # bits of a key below the row
BELOW = (1 << ROW) - 1
BEYOND = np.iinfo(np.int64).max  # where a word begins that a text does not have
Part = tuple[StoredTexts | None, Array]


class Placed:
    """t texts, the rows: those of some articles in a field, or in several fields one after the other.

    Characters are counted from the beginning of the text, that is of its first value. Values are numbered through all rows.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        """parts: of some rows, then of those that follow: the texts of a segment, None where it has none, and its articles."""
        self._parts = parts
        self._firsts = _joined([own * 0 if texts is None else texts.word_starts[own] for texts, own in parts])
        self._ends = _joined([own * 0 if texts is None else texts.word_starts[own + 1] for texts, own in parts])
        self._cuts = offsets([len(own) for _, own in parts])
        self._values: tuple[Array, Array, Array, Array] | None = None
        if not all(texts is None or texts.single for texts, _ in parts):
            counts, chars, words, positions = map(_joined, zip(*(_values(texts, own) for texts, own in parts), strict=True))
            rows = np.arange(len(counts)).repeat(counts)
            self._values = (offsets(counts), chars, self._firsts[rows] + words, (rows << ROW) | positions)

    def words_at(self, keys: Array) -> tuple[Array, Array, Array]:
        """keys (m,): row << 32 | position. The row, the value and the word (as its segment counts) that stand there, (m,) each."""
        rows = keys >> ROW
        if self._values is None:
            return rows, rows, self._firsts[rows] + (keys & BELOW)
        _, _, words, value_keys = self._values
        value = value_keys.searchsorted(keys, "right") - 1
        return rows, value, words[value] + (keys - value_keys[value])

    def characters(self, rows: Array, words: Array) -> Array:
        """(m,) where words begin; rows ascend. BEYOND for a word that is beyond the last of its row."""
        if len(self._parts) == 1:
            out = self._characters(0, rows, words)
        else:
            cuts = rows.searchsorted(self._cuts).tolist()
            out = _joined([self._characters(at, rows[a:b], words[a:b]) for at, (a, b) in enumerate(pairwise(cuts))])
        out[words >= self._ends[rows]] = BEYOND
        return out

    def _characters(self, part: int, rows: Array, words: Array) -> Array:
        texts = self._parts[part][0]
        if texts is None or not len(rows):
            return np.zeros(len(rows), np.int64)
        return texts.characters(words, self._firsts[rows])

    def value_bounds(self, row: int, value: int) -> tuple[int, int | None]:
        """The characters of the text that are a value; None: to its end."""
        if self._values is None:
            return 0, None
        firsts, chars, *_ = self._values
        return int(chars[value]), int(chars[value + 1]) - 1 if value + 1 < firsts[row + 1] else None


def _values(texts: StoredTexts | None, articles: Array) -> tuple[Array, Array, Array, Array]:
    if texts is None:
        none = np.zeros(0, np.int64)
        return np.zeros(len(articles), np.int64), none, none, none
    return texts.values_of(articles)


def _joined(arrays: Sequence[Array]) -> Array:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
