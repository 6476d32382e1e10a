"""Text to word numbers, quickly: each distinct word is analysed once, not each time it stands somewhere.

A text is cut by one regular expression; each piece is looked up in a dictionary, and only what was never seen before goes
through `analysis`. Pieces that are several words (l'homme, Japanese) send their text the slow way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...analysis import TOKEN, exact, fold, stem, tokens, written
from .file import Array

SEVERAL = -1  # a piece that is more than one word
MOST_KEPT = 2_000_000  # words; more would be 400 MB

# A run of letters and digits before a space is a word whatever TOKEN says of it, and nine words in ten are: half the time.
PIECE = re.compile(r"([^\W_]+(?=[\s\-]|[.,;:!?)\"”]+(?:\s|\Z))|" + TOKEN.pattern + ")")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is a word and in which forms it is found; the product's own is `NEWS`.

    piece      a regular expression with one group: the pieces of a text
    words      (word, start) of a text in order, the slow way
    is_one     whether a piece is one word as it stands
    forms      of a piece that is one word, or a word: written, exact, stem (language given), folded
    """

    piece: re.Pattern[str]
    words: Callable[[str], list[tuple[str, int]]]
    is_one: Callable[[str], bool]
    forms: Callable[[str, str | None], tuple[str, str, str, str]]


def _news_words(text: str) -> list[tuple[str, int]]:
    return [(token.written, token.start) for token in tokens(text)]


def _is_one(piece: str) -> bool:
    return (piece.isascii() and "'" not in piece) or len(_news_words(piece)) == 1


def _news_forms(word: str, lang: str | None) -> tuple[str, str, str, str]:
    form = written(word)
    lower = exact(form)
    return form, lower, stem(lower, lang), fold(lower)  # of the lower case, so that "The" finds what "the" gave


NEWS = Analysis(PIECE, _news_words, _is_one, _news_forms)


class _Known(dict[str, int]):
    """piece -> word number, in one language."""

    def __init__(self, table: WordTable, lang: str | None) -> None:
        super().__init__()
        self._table, self._lang = table, lang

    def __missing__(self, piece: str) -> int:
        analysis = self._table.analysis
        number = self[piece] = self._table.number(piece, self._lang) if analysis.is_one(piece) else SEVERAL
        return number


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
        self._known: dict[str | None, _Known] = {}

    @property
    def is_full(self) -> bool:
        return len(self.written) > MOST_KEPT

    def number(self, word: str, lang: str | None) -> int:
        form, lower, root, folded = self.analysis.forms(word, lang)
        number = self._numbers.setdefault((form, root), len(self.written))
        if number == len(self.written):
            self.written.append(form)
            self.exact.append(lower)
            self.stems.append(root)
            self.folded.append(folded)
        return number

    def read(self, text: str, lang: str | None) -> tuple[Array, Array]:
        """Numbers of the words of a text and the characters where they begin, both (t,)."""
        known = self._known.get(lang)
        if known is None:
            known = self._known[lang] = _Known(self, lang)
        parts = self.analysis.piece.split(text)
        numbers = np.fromiter(map(known.__getitem__, parts[1::2]), np.int32, len(parts) // 2)
        if len(numbers) and numbers.min() == SEVERAL:
            found = self.analysis.words(text)
            numbers = np.array([self.number(word, lang) for word, _ in found], np.int32)
            return numbers, np.array([start for _, start in found], np.int32)
        ends = np.fromiter(map(len, parts), np.int32, len(parts)).cumsum(dtype=np.int32)
        return numbers, ends[:-1:2]
