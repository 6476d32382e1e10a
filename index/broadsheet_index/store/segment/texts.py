"""The texts of a field, and where each word begins in them, so that a fragment is cut without reading the text anew.

text      all texts, UTF-8, one after the other; `text_starts` (n + 1,) bytes, where each article's begins; `packed` (n,) which
          of `dictionaries` it is packed with, from 1 (see packing.py); 0: it stands there as it is
values    an article's text in this field is one value or several (paragraphs); for each value the character, the word of
          the text and the position that it begins with; `value_starts` (n + 1,) which values are an article's
begins    for each word the character where it begins, without what is beyond 16 bits; `turns` then says at which words a
          further 65,536 characters are full
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .file import Array, ArrayFile, Chunks, narrowest
from .packing import Unpacker
from .runs import offsets, spans

TURN = 16  # bits of a character's place that `begins` holds
PARTED = "\n"
ENCODING = ("utf-8", "surrogatepass")
COLUMNS = ("value_chars", "value_words", "value_positions")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of n articles, as arrays; see the module. counts (n,) words of each, begins (sum of counts,)."""

    blobs: Sequence[bytes]
    packed: Array
    dictionaries: Sequence[bytes]
    value_starts: Array
    value_chars: Array
    value_words: Array
    value_positions: Array
    counts: Array
    begins: Array
    turns: Array

    def arrays(self, field: str) -> dict[str, Array | Chunks]:
        out: dict[str, Array | Chunks] = {
            f"{field}:text": np.frombuffer(b"".join(self.blobs), np.uint8),
            f"{field}:text_starts": narrowest(offsets(list(map(len, self.blobs)))),
            f"{field}:value_starts": narrowest(self.value_starts),
            f"{field}:value_chars": narrowest(self.value_chars),
            f"{field}:value_words": narrowest(self.value_words),
            f"{field}:value_positions": narrowest(self.value_positions),
            f"{field}:words": narrowest(self.counts),
            f"{field}:begins": self.begins,
        }
        if len(self.turns):
            out[f"{field}:turns"] = narrowest(self.turns)
        if self.dictionaries:
            out |= packed_arrays(field, self.packed, self.dictionaries)
        return out


def packed_arrays(field: str, packed: Array, dictionaries: Sequence[bytes]) -> dict[str, Array]:
    return {
        f"{field}:packed": narrowest(packed),
        f"{field}:dictionaries": np.frombuffer(b"".join(dictionaries), np.uint8),
        f"{field}:dictionary_starts": narrowest(offsets(list(map(len, dictionaries)))),
    }


NO_WORDS = np.zeros(0, np.uint16)


class StoredTexts:
    """The texts of one field of a segment, mapped."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.blob = file.blob(f"{field}:text")
        self.all_bytes = file.get(f"{field}:text")
        self.starts = file.get(f"{field}:text_starts")
        self.packed = file.get(f"{field}:packed") if f"{field}:packed" in file else None
        self.value_starts = file.get(f"{field}:value_starts")
        self.value_chars, self.value_words, self.value_positions = (file.get(f"{field}:{name}") for name in COLUMNS)
        self.counts = file.get(f"{field}:words")
        self.begins = file.get(f"{field}:begins")
        self.turns = file.get(f"{field}:turns") if f"{field}:turns" in file else NO_WORDS
        self._file, self._field = file, field
        self._dictionaries: list[bytes] | None = None
        self._unpackers: dict[int, Unpacker] = {}
        self._text_at, self._value_at = self.starts.data, self.value_starts.data  # whose items are plain numbers
        self._word_starts: Array | None = None
        self._single: bool | None = None

    @property
    def dictionaries(self) -> list[bytes]:
        if self._dictionaries is None:
            if self.packed is None:
                return []
            blob, starts = (self._file.get(f"{self._field}:{name}") for name in ("dictionaries", "dictionary_starts"))
            self._dictionaries = [blob[a:b].tobytes() for a, b in pairwise(starts.tolist())]
        return self._dictionaries

    @property
    def word_starts(self) -> Array:
        """(n + 1,) which words are an article's."""
        if self._word_starts is None:
            self._word_starts = offsets(self.counts)
        return self._word_starts

    @property
    def single(self) -> bool:
        """Whether every article has just one value."""
        if self._single is None:
            articles = len(self.counts)
            self._single = len(self.value_chars) == articles and bool((self.value_starts == np.arange(articles + 1)).all())
        return self._single

    def raw(self, article: int) -> bytes:
        """The text as UTF-8."""
        here = self.blob[self._text_at[article] : self._text_at[article + 1]]
        coded = 0 if self.packed is None else int(self.packed[article])
        return self._unpacker(coded).text(here) if coded else bytes(here)

    def _unpacker(self, coded: int) -> Unpacker:
        held = self._unpackers.get(coded)
        if held is None:
            held = self._unpackers[coded] = Unpacker(self.dictionaries[coded - 1])
        return held

    def text(self, article: int) -> str:
        return self.raw(article).decode(*ENCODING)

    def values(self, article: int) -> tuple[str, ...]:
        begin, end = self._value_at[article], self._value_at[article + 1]
        if begin == end:
            return ()
        text = self.text(article)
        if end - begin == 1:
            return (text,)
        chars = self.value_chars[begin:end].tolist()
        return tuple(text[a : b - 1] for a, b in zip(chars, [*chars[1:], len(text) + 1], strict=True))

    def characters(self, words: Array, firsts: Array) -> Array:
        """words (m,) of all of the segment; firsts (m,): the first of the same text. Where each begins in its text; far beyond
        the last one, anywhere."""
        out: Array = self.begins.take(words, mode="clip").astype(np.int64)
        if len(self.turns):
            out += (self.turns.searchsorted(words, "right") - self.turns.searchsorted(firsts)) << TURN
        return out

    def values_of(self, articles: Array) -> tuple[Array, Array, Array, Array]:
        """Of k articles, (k,) how many values each has, and `value_chars`, `value_words`, `value_positions` of them all."""
        if self.single:
            none = np.zeros(len(articles), np.int64)
            return none + 1, none, none, none
        begin = self.value_starts[articles].astype(np.int64)
        counts = self.value_starts[articles + 1] - begin
        value = spans(begin, counts)
        return counts, *(column[value].astype(np.int64) for column in (self.value_chars, self.value_words, self.value_positions))
