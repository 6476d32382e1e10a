"""Texts to word numbers, quickly: what stands between two spaces is analysed once, not each time it stands somewhere.

No word reaches over a space, and nothing beyond one tells what a word is. So texts are cut at their spaces, which is quick, and each
piece ("said," or "U.S.-based") is looked up in a dictionary; only what was never seen before goes through `analysis`, many together.

    texts -> `pieces` (numbers of pieces) -> `words` (numbers of words, and where they begin) -> build_text.py
                                          -> `hashes` -> copies/fingerprint.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis import forms_of, tokens
from ...copies.fingerprint import word_hashes
from .file import Array
from .runs import Ints, offsets, spans

SIMPLE = re.compile(r"[\"“(\[]*([A-Za-z0-9]+)[.,;:!?)\]\"”]*")  # a piece that is one word and signs around it: two in three
MOST_KEPT = 700_000  # words or pieces; more would be 200 MB

Forms = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is a word and in which forms it is found; the product's own is `NEWS`.

    words      (word, start) of a text in order; no word has a space in it or depends on what is beyond one
    forms      of each of some words, of a text in one language: written, exact, stem, folded
    """

    words: Callable[[str], Sequence[tuple[str, int]]]
    forms: Callable[[Sequence[str], str | None], Iterable[Forms]]


def _news_words(text: str) -> Sequence[tuple[str, int]]:
    simple = SIMPLE.fullmatch(text)
    if simple:
        return ((simple[1], simple.start(1)),)
    return [(token.written, token.start) for token in tokens(text)]


NEWS = Analysis(_news_words, forms_of)


class _Numbered(dict[str, int]):
    """Strings by the number under which each was first asked for; `fresh`: those that nobody has looked at yet."""

    def __init__(self, count: Callable[[], int]) -> None:
        super().__init__()
        self._next = count
        self.fresh: list[str] = []

    def __missing__(self, key: str) -> int:
        number = self[key] = self._next()
        self.fresh.append(key)
        return number


class _Grown:
    """Whole numbers that are only ever added to: `held` (n,), a view of room that doubles."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._room = np.zeros(1024, kind)
        self.held: Array = self._room[:0]

    def add(self, more: Array | Sequence[int]) -> None:
        size = len(self.held) + len(more)
        if size > len(self._room):
            self._room = np.concatenate((self.held, np.zeros(max(size, 2 * len(self._room)) - len(self.held), self._room.dtype)))
        self._room[len(self.held) : size] = more
        self.held = self._room[:size]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Of n texts: numbers (p,) of their pieces, counts (n,) how many each has, begins (n,) characters of the texts before it.

    Texts are counted with a space behind each.
    """

    numbers: Ints
    counts: Ints
    begins: Ints


class WordTable:
    """Every word met so far, by number: two words are one where all of their forms are equal.

    written, exact, stems, folded   by word number
    """

    def __init__(self, analysis: Analysis = NEWS) -> None:
        self.analysis = analysis
        self.written: list[str] = []
        self.exact: list[str] = []
        self.stems: list[str] = []
        self.folded: list[str] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._pieces: dict[str | None, _Numbered] = {}  # by language
        self._words: dict[str | None, tuple[_Numbered, _Grown]] = {}  # likewise; and the number that each has here
        self._known = 0
        # Of each piece: its characters and the space behind it; its words, and the first of them among `_ids`; likewise hashes.
        self._chars, self._counts, self._firsts = _Grown(np.int32), _Grown(np.int32), _Grown(np.int32)
        self._ids, self._starts = _Grown(np.int32), _Grown(np.int32)  # word, and the character of the piece where it begins
        self._hash_counts, self._hash_firsts, self._hashes = _Grown(np.int32), _Grown(np.int32), _Grown(np.uint64)

    @property
    def is_full(self) -> bool:
        return max(len(self.written), self._known, len(self._ids.held)) > MOST_KEPT

    def _next_piece(self) -> int:
        self._known += 1
        return self._known - 1

    def pieces(self, texts: Sequence[str], langs: Sequence[str | None]) -> Pieces:
        """The pieces of texts, each in its language."""
        numbers: list[int] = []
        counts = []
        before = 0
        for text, lang in zip(texts, langs, strict=True):
            known = self._pieces.get(lang)
            if known is None:
                known = self._pieces[lang] = _Numbered(self._next_piece)
            numbers += map(known.__getitem__, text.replace("\n", " ").split(" "))
            counts.append(len(numbers) - before)
            before = len(numbers)
        self._learn()
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        return Pieces(np.array(numbers, np.int64), np.array(counts, np.int64), offsets(lengths)[:-1])

    def words(self, pieces: Pieces) -> tuple[Array, Ints, Ints]:
        """Word numbers (t,); characters (t,) where they begin, all texts one after the other; how many (n,) each text has."""
        numbers = pieces.numbers
        chars = self._chars.held[numbers]
        counts = self._counts.held[numbers]
        where = spans(self._firsts.held[numbers], counts)
        begins = offsets(chars)[:-1].repeat(counts)
        begins += self._starts.held[where]
        return self._ids.held[where], begins, _of_texts(counts, pieces)

    def hashes(self, pieces: Pieces) -> tuple[Array, Ints]:
        """Hashes (w,) of the words of all texts, as `word_hashes` has them, and how many (n,) each text has."""
        counts = self._hash_counts.held[pieces.numbers]
        return self._hashes.held[spans(self._hash_firsts.held[pieces.numbers], counts)], _of_texts(counts, pieces)

    def read(self, text: str, lang: str | None) -> tuple[Array, Ints]:
        """Numbers of the words of one text and the characters where they begin, both (t,)."""
        ids, begins, _ = self.words(self.pieces([text], [lang]))
        return ids, begins

    def _learn(self) -> None:
        """Look at what was never met before. Numbers of pieces ascend over the languages as they were met, so rows are put in order."""
        fresh = [(lang, known) for lang, known in self._pieces.items() if known.fresh]
        if not fresh:
            return
        texts: list[str] = []
        numbers: list[int] = []
        counts: list[int] = []
        starts: list[int] = []
        ids: list[Array] = []
        for lang, known in fresh:
            pieces, known.fresh = known.fresh, []
            found = [self.analysis.words(piece) for piece in pieces]
            texts += pieces
            numbers += map(known.__getitem__, pieces)
            counts += map(len, found)
            ids.append(self._ids_of([word for words in found for word, _ in words], lang))
            starts += [start for words in found for _, start in words]
        order = np.argsort(numbers, kind="stable")
        self._chars.add((np.fromiter(map(len, texts), np.int64, len(texts)) + 1)[order])
        self._add_rows(np.array(counts), order, (self._counts, self._firsts), len(self._ids.held))
        self._ids.add(np.concatenate(ids))
        self._starts.add(starts)
        hashes, hash_counts = word_hashes(texts)
        self._add_rows(hash_counts, order, (self._hash_counts, self._hash_firsts), len(self._hashes.held))
        self._hashes.add(hashes)

    @staticmethod
    def _add_rows(counts: Array, order: Array, columns: tuple[_Grown, _Grown], base: int) -> None:
        columns[0].add(counts[order])
        columns[1].add((offsets(counts)[:-1] + base)[order])

    def _ids_of(self, words: Sequence[str], lang: str | None) -> Array:
        """The number of each word, as it stands in texts of a language."""
        if lang not in self._words:
            ids = _Grown(np.int32)
            known: _Numbered = _Numbered(lambda: len(known))
            self._words[lang] = known, ids
        known, ids = self._words[lang]
        local = np.fromiter(map(known.__getitem__, words), np.int64, len(words))
        fresh, known.fresh = known.fresh, []
        ids.add(list(map(self._number, self.analysis.forms(fresh, lang))))
        return ids.held[local]

    def _number(self, forms: Forms) -> int:
        form, lower, root, folded = forms
        number = self._numbers.setdefault((form, root), len(self.written))
        if number == len(self.written):
            self.written.append(form)
            self.exact.append(lower)
            self.stems.append(root)
            self.folded.append(folded)
        return number


def _of_texts(counts: Array, pieces: Pieces) -> Ints:
    """(n,) the sum of what each text's pieces have."""
    ends = np.cumsum(pieces.counts)
    before = offsets(counts)
    many: Ints = before[ends] - before[ends - pieces.counts]
    return many
