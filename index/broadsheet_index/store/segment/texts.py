"""The texts of a field as they were read, and where each word begins, so that a fragment is cut without reading them anew.

blob     all texts, UTF-8, one after the other; `starts` (n + 1,) bytes, where each article's begins
values   an article's text in this field is one value or several (paragraphs); for each value the character and the
         position it begins with; `value_starts` (n + 1,) which values are an article's
gaps     for each word, characters from the beginning of the one before it (of the text, for the first): one byte,
         255 where it is more; `far` and `far_gaps` then say which word, and how many
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .file import Array, ArrayFile, narrowest
from .runs import offsets, spans

FAR = 255
PARTED = "\n"
ENCODING = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of n articles, as arrays; see the module. counts (n,) words of each, gaps (sum of counts,)."""

    blob: bytes
    starts: Array
    value_starts: Array
    value_chars: Array
    value_positions: Array
    counts: Array
    gaps: Array
    far: Array
    far_gaps: Array

    def arrays(self, field: str) -> dict[str, Array]:
        out = {
            f"{field}:text": np.frombuffer(self.blob, np.uint8),
            f"{field}:text_starts": narrowest(self.starts),
            f"{field}:value_starts": narrowest(self.value_starts),
            f"{field}:value_chars": narrowest(self.value_chars),
            f"{field}:value_positions": narrowest(self.value_positions),
            f"{field}:words": narrowest(self.counts),
            f"{field}:gaps": self.gaps,
        }
        if len(self.far):
            out |= {f"{field}:far": narrowest(self.far), f"{field}:far_gaps": narrowest(self.far_gaps)}
        return out


class TextsBuilder:
    """Takes the texts of one field, article by article in order; articles without a text may be left out."""

    def __init__(self) -> None:
        self._blob: list[bytes] = []
        self._articles: list[int] = []
        self._values: list[int] = []
        self._chars: list[int] = []
        self._positions: list[int] = []
        self._starts: list[Array] = []

    def add(self, article: int, text: str, chars: list[int], positions: list[int], starts: Array) -> None:
        """text: its values, joined; chars, positions: of each value; starts (t,) the characters where its words begin."""
        self._blob.append(text.encode(*ENCODING))
        self._articles.append(article)
        self._values.append(len(chars))
        self._chars += chars
        self._positions += positions
        self._starts.append(starts)

    def build(self, articles: int) -> Texts:
        """articles: how many there are in the segment."""

        def of_all(some: Sequence[int] | Array) -> Array:
            out = np.zeros(articles, np.int64)
            out[self._articles] = some
            return out

        counts = np.fromiter(map(len, self._starts), np.int64, len(self._starts))
        starts = np.concatenate(self._starts) if self._starts else np.zeros(0, np.int64)
        gaps = np.diff(starts, prepend=0)
        firsts = offsets(counts)[:-1][counts > 0]
        gaps[firsts] = starts[firsts]
        far = np.flatnonzero(gaps >= FAR)
        return Texts(
            blob=b"".join(self._blob),
            starts=offsets(of_all(list(map(len, self._blob)))),
            value_starts=offsets(of_all(self._values)),
            value_chars=np.array(self._chars, np.int64),
            value_positions=np.array(self._positions, np.int64),
            counts=of_all(counts),
            gaps=np.minimum(gaps, FAR).astype(np.uint8),
            far=far,
            far_gaps=gaps[far],
        )


ROW = 32  # bits of a key below the row


class Placed:
    """Where values and words begin in the texts of k articles, their rows; all at once, as a page needs them."""

    def __init__(self, sizes: Array, gaps: Array, value_sizes: Array, value_chars: Array, value_positions: Array) -> None:
        """Words and values of all articles, one article after the other.

        sizes            (k,) words of each article
        gaps             (t,) characters from the word before, from the beginning of the text for the first of an article
        value_sizes      (k,) values of each article
        value_chars      (v,) the character at which each value begins
        value_positions  (v,) position of its first word
        """
        self._firsts = offsets(sizes)
        self._ends = gaps.cumsum()
        self._before = np.concatenate(([0], self._ends))[self._firsts[:-1]]
        self._value_chars = value_chars
        self._value_firsts = offsets(value_sizes)
        self._single = len(value_sizes) == len(value_chars) and bool((value_sizes == 1).all())
        if not self._single:
            rows = np.arange(len(sizes))
            value_rows = rows.repeat(value_sizes)
            self._value_keys = (value_rows << ROW) | value_positions
            # How many words stand before each value: words are found by their character in the texts of all rows.
            word_keys = (rows << ROW).repeat(sizes) | (self._ends - self._before.repeat(sizes))
            self._value_words = word_keys.searchsorted((value_rows << ROW) | value_chars)

    def words_at(self, keys: Array) -> tuple[Array, Array]:
        """keys (m,): row << 32 | position. Which value of its article, (m,), and which of all words, (m,), stand there."""
        rows = keys >> ROW
        if self._single:
            return np.zeros(len(keys), np.int64), self._firsts[rows] + (keys & ((1 << ROW) - 1))
        value = self._value_keys.searchsorted(keys, "right") - 1
        return value - self._value_firsts[rows], self._value_words[value] + (keys - self._value_keys[value])

    def characters(self, rows: Array, values: Array, words: Array) -> Array:
        """(m,) where words begin, in the values (of their article) that they stand in; far away for one that is not there."""
        there = words < self._firsts[rows + 1]
        starts = self._ends[np.minimum(words, len(self._ends) - 1)] - self._before[rows]
        if not self._single:
            starts -= self._value_chars[self._value_firsts[rows] + values]
        out: Array = np.where(there, starts, np.iinfo(np.int64).max)
        return out


class StoredTexts:
    """The texts of one field of a segment, mapped."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.blob = file.blob(f"{field}:text")
        self.starts = file.get(f"{field}:text_starts")
        self.value_starts = file.get(f"{field}:value_starts")
        self.value_chars = file.get(f"{field}:value_chars")
        self.value_positions = file.get(f"{field}:value_positions")
        self.counts = file.get(f"{field}:words")
        self.gaps = file.get(f"{field}:gaps")
        none = np.zeros(0, np.uint8)
        self.far = file.get(f"{field}:far") if f"{field}:far" in file else none
        self.far_gaps = file.get(f"{field}:far_gaps") if f"{field}:far_gaps" in file else none
        self._word_starts: Array | None = None

    @property
    def word_starts(self) -> Array:
        """(n + 1,) which words are an article's."""
        if self._word_starts is None:
            self._word_starts = offsets(self.counts)
        return self._word_starts

    def text(self, article: int) -> str:
        return bytes(self.blob[int(self.starts[article]) : int(self.starts[article + 1])]).decode(*ENCODING)

    def values(self, article: int) -> tuple[str, ...]:
        begin, end = int(self.value_starts[article]), int(self.value_starts[article + 1])
        if begin == end:
            return ()
        text = self.text(article)
        if end - begin == 1:
            return (text,)
        chars = self.value_chars[begin:end].tolist()
        return tuple(text[a : b - 1] for a, b in zip(chars, [*chars[1:], len(text) + 1], strict=True))

    def placed(self, articles: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Of k articles, what `Placed` is made of."""
        begin, values = self.value_starts[articles].astype(np.int64), self.value_starts[articles + 1].astype(np.int64)
        values -= begin
        value = spans(begin, values)
        first, last = self.word_starts[articles], self.word_starts[articles + 1]
        pieces = [self.gaps[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        gaps = np.concatenate(pieces).astype(np.int64) if pieces else np.zeros(0, np.int64)
        sizes = last - first
        if len(self.far):
            wide = (gaps == FAR).nonzero()[0]
            gaps[wide] = self.far_gaps[self.far.searchsorted(spans(first, sizes)[wide])]
        return sizes, gaps, values, self.value_chars[value].astype(np.int64), self.value_positions[value].astype(np.int64)

    def whole(self) -> Texts:
        return Texts(
            bytes(self.blob), self.starts, self.value_starts, self.value_chars, self.value_positions,
            self.counts, self.gaps, self.far, self.far_gaps,
        )  # fmt: skip
