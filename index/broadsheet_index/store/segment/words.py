"""Text to word numbers, quickly: what stands between two spaces is analysed once, not each time it stands somewhere.

No word reaches over a space, and nothing beyond one tells what a word is. So a text is cut at its spaces, which is quick, and each
piece ("said," or "U.S.-based") is looked up in a dictionary; only what was never seen before goes through `analysis`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis import exact, fold, stem, tokens, written
from .file import Array
from .runs import spans

SIMPLE = re.compile(r"[\"“(\[]*([A-Za-z0-9]+)[.,;:!?)\]\"”]*")  # a piece that is one word and signs around it: two in three
MOST_KEPT = 2_000_000  # words or pieces; more would be 400 MB


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is a word and in which forms it is found; the product's own is `NEWS`.

    words      (word, start) of a text in order; no word has a space in it or depends on what is beyond one
    forms      of a word: written, exact, stem (language given), folded
    """

    words: Callable[[str], list[tuple[str, int]]]
    forms: Callable[[str, str | None], tuple[str, str, str, str]]


def _news_words(text: str) -> list[tuple[str, int]]:
    simple = SIMPLE.fullmatch(text)
    if simple:
        return [(simple[1], simple.start(1))]
    return [(token.written, token.start) for token in tokens(text)]


def _news_forms(word: str, lang: str | None) -> tuple[str, str, str, str]:
    form = written(word)
    lower = exact(form)
    return form, lower, stem(lower, lang), fold(lower)  # of the lower case, so that "The" finds what "the" gave


NEWS = Analysis(_news_words, _news_forms)


class _Pieces(dict[str, int]):
    """piece -> its number, in one language.

    columns   (p,) of each piece its characters and the space behind it, how many words it has, and which of `words` is the first
    words     (w, 2) word number, and the character of the piece where it begins
    """

    def __init__(self, table: WordTable, lang: str | None) -> None:
        super().__init__()
        self._table, self._lang = table, lang
        self._columns, self._words = np.zeros((0, 3), np.int32), np.zeros((0, 2), np.int32)
        self._more: list[tuple[int, int, int]] = []
        self._more_words: list[tuple[int, int]] = []
        self.many = 0  # words of all pieces

    def __missing__(self, piece: str) -> int:
        table, lang = self._table, self._lang
        found = table.analysis.words(piece)
        self._more.append((len(piece) + 1, len(found), self.many))
        self._more_words += [(table.number(word, lang), start) for word, start in found]
        self.many += len(found)
        number = self[piece] = len(self)
        return number

    def arrays(self) -> tuple[Array, Array]:
        """columns and words, with room behind them."""
        if self._more:
            self._columns = _with(self._columns, self._more, len(self))
            self._words = _with(self._words, self._more_words, self.many)
            self._more, self._more_words = [], []
        return self._columns, self._words


def _with(rows: Array, more: Sequence[tuple[int, ...]], size: int) -> Array:
    """`rows` in which the last of `size` are `more`; twice as large where there is no room."""
    if size > len(rows):
        rows = np.concatenate((rows, np.zeros((max(len(rows), size), rows.shape[1]), np.int32)))
    if more:
        rows[size - len(more) : size] = more
    return rows


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
        self._forms: dict[tuple[str, str | None], int] = {}
        self._pieces: dict[str | None, _Pieces] = {}

    @property
    def is_full(self) -> bool:
        return len(self.written) > MOST_KEPT or sum(one.many for one in self._pieces.values()) > MOST_KEPT

    def number(self, word: str, lang: str | None) -> int:
        known = self._forms.get((word, lang))
        if known is not None:
            return known
        form, lower, root, folded = self.analysis.forms(word, lang)
        number = self._numbers.setdefault((form, root), len(self.written))
        if number == len(self.written):
            self.written.append(form)
            self.exact.append(lower)
            self.stems.append(root)
            self.folded.append(folded)
        self._forms[word, lang] = number
        return number

    def read(self, text: str, lang: str | None) -> tuple[Array, Array]:
        """Numbers of the words of a text and the characters where they begin, both (t,)."""
        known = self._pieces.get(lang)
        if known is None:
            known = self._pieces[lang] = _Pieces(self, lang)
        pieces = text.replace("\n", " ").split(" ")
        numbers = np.fromiter(map(known.__getitem__, pieces), np.int64, len(pieces))
        columns, words = known.arrays()
        sizes, counts, firsts = columns[numbers].T
        found = words[spans(firsts, counts)]
        begins = sizes.cumsum(dtype=np.int32) - sizes
        return found[:, 0], found[:, 1] + begins.repeat(counts)
