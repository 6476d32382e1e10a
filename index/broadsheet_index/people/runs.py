"""Runs of capitalised words: the only places where a name is looked for.

A run may hold small particles (Ursula von der Leyen), a nickname in quotes (José "Pepe" Mujica) and a completion in square
brackets (Vladimir [Putin]). Everything outside the runs is no name, by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from broadsheet_index.people.lists import GIVEN, cue_words, kinds
from broadsheet_index.people.tokens import WALL

if TYPE_CHECKING:
    from collections.abc import Sequence

Style = Literal["normal", "title", "upper"]

PARTICLES = cue_words("particles")
JOINING = frozenset({"y", "e"})  # "and" in Spanish and Portuguese, inside a surname too: Ortega y Gasset
ARTICLES = cue_words("articles")
QUOTES = frozenset("\"“”'‘’«»")
SENTENCE_END = frozenset({".", "!", "?", "…", WALL})
OPENERS = frozenset("\"“‘'«([—–-•*|:>/_·")  # may stand between the end of one sentence and the first word of the next

ALIKE_WORDS = 3  # long capitalised words that a line needs before its style can be told
SMALL_SHARE = 0.15  # of the long words may be small in a Title Case line, beside of, in, the
UPPER_SHARE = 0.8  # of the capitalised words are upper case throughout in an ALL CAPS line
LONG = 4  # letters; shorter words tell little (U.S., Mr.)
SMALL_IN_TITLES = cue_words("small in titles")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens [start, end) of one run, the style of the line it stands in and whether a sentence begins with it."""

    start: int
    end: int
    style: Style
    opens: bool


def is_capitalised(word: str) -> bool:
    """True for Putin, McCain, al-Assad, d'Estaing, O'Brien."""
    if word[0].isupper():
        return word[0].isalpha()  # the letter in a circle or a square is a sign
    if len(word) < 4 or word.isalpha():
        return False
    head, _, tail = word.replace("’", "'").partition("'")
    if len(head) == 1 and tail[:1].isupper():
        return True
    head, _, tail = word.partition("-")
    return head in ARTICLES and tail[:1].isupper()


def _reach(words: Sequence[str], capitalised: Sequence[bool], end: int) -> int:
    """Where the run that has come to `end` goes on: the next capitalised token past particles, quotes or brackets, or 0."""

    def capital(k: int) -> bool:
        return k < len(words) and capitalised[k]

    word = words[end] if end < len(words) else WALL
    if word in JOINING and capital(end + 1) and kinds(words[end + 1]) & GIVEN:
        return 0  # two people: Yolanda Díaz y Alberto Núñez
    if word in PARTICLES:
        if capital(end + 1):
            return end + 2
        if end + 1 < len(words) and words[end + 1] in PARTICLES and capital(end + 2):
            return end + 3
    if word in QUOTES:
        for width in (1, 2):  # "Pepe", "El Chapo", and the surname after the closing quote
            close = end + 1 + width
            if close < len(words) and words[close] in QUOTES and all(map(capital, range(end + 1, close))) and capital(close + 1):
                return close + 2
    if word == "[" and capital(end + 1) and end + 2 < len(words) and words[end + 2] == "]":
        return end + 3
    return 0


def opens_sentence(words: Sequence[str], start: int) -> bool:
    while start > 0 and words[start - 1] in OPENERS:
        start -= 1
    return start == 0 or words[start - 1] in SENTENCE_END


def _styles(words: Sequence[str], capitalised: Sequence[bool]) -> list[Style]:
    """The style of each token's sentence."""
    styles: list[Style] = []
    start = 0
    for k in range(len(words) + 1):
        if k < len(words) and words[k] not in SENTENCE_END:
            continue
        large = [words[i] for i in range(start, min(k, len(words))) if capitalised[i] and len(words[i]) >= LONG]
        style: Style = "normal"
        if len(large) >= ALIKE_WORDS:
            small = sum(1 for word in words[start:k] if word.islower() and word not in SMALL_IN_TITLES and word not in PARTICLES)
            if small <= SMALL_SHARE * len(large):
                upper = sum(map(str.isupper, large)) >= UPPER_SHARE * len(large)
                style = "upper" if upper else "title"
        styles += [style] * (k + 1 - start)
        start = k + 1
    return styles


def small_lines(words: Sequence[str]) -> list[tuple[int, int]]:
    """The lines of three words and more without a single capital, as tokens [start, end): headlines of blogs, posts."""
    lines: list[tuple[int, int]] = []
    start = 0
    for k in range(len(words) + 1):
        if k == len(words) or words[k] == WALL:
            line = words[start:k]
            if " ".join(line).islower() and sum(word[0].isalpha() for word in line) >= ALIKE_WORDS:
                lines.append((start, k))
            start = k + 1
    return lines


def find_runs(words: Sequence[str]) -> list[Run]:
    """All runs, in order."""
    capitalised = [is_capitalised(word) for word in words]
    styles = _styles(words, capitalised)
    runs: list[Run] = []
    k = 0
    while k < len(words):
        if not capitalised[k]:
            k += 1
            continue
        end = k + 1
        while True:
            if end < len(words) and capitalised[end]:
                end += 1
            elif further := _reach(words, capitalised, end):
                end = further
            else:
                break
        runs.append(Run(k, end, styles[k], opens_sentence(words, k)))
        k = end
    return runs
