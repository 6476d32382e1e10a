"""The words in which two copies of a story differ.

Sentences are compared first, then words inside the stretches where sentences differ, both by difflib. What would take too long is
told as a whole: so much went, so much came.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# A word with what follows it up to the next; letters of scripts without spaces one by one.
WORD = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]\s*|[^\s\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+\s*")
END = re.compile(r"[.!?…。！？][\"'”’»)]*\s*$")
MOST_WORDS = 30_000  # of each text
MOST_SENTENCES = 1_500  # of each, that are compared one by one
MOST_COMPARED = 250_000  # pairs of words of one stretch
SECONDS = 1.0  # after which the rest is told as a whole
PARAGRAPH = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that follow each other and are in both texts, only in the first ("gone"), or only in the second ("new")."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """paragraphs: each as pieces; words that both have, that are gone, that are new; cut: a text was longer than is compared."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    same: int
    gone: int
    new: int
    cut: bool


def differences(one: Sequence[str], other: Sequence[str]) -> Differences:
    """What has to change in one text, given as paragraphs, to make it another."""
    words, others = list(_words(one)), list(_words(other))
    cut = max(len(words), len(others)) > MOST_WORDS
    pieces = list(_compared(words[:MOST_WORDS], others[:MOST_WORDS]))
    counts = {"same": 0, "gone": 0, "new": 0}
    for kind, some in pieces:
        counts[kind] += sum(word != PARAGRAPH for word in some)
    return Differences(tuple(_paragraphs(pieces)), **counts, cut=cut)


def _words(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from WORD.findall(paragraph)
        yield PARAGRAPH


Stretch = tuple[Kind, list[str]]


def _compared(words: list[str], others: list[str]) -> Iterator[Stretch]:
    ends = time.monotonic() + SECONDS
    ones, twos = _sentences(words), _sentences(others)
    if max(len(ones), len(twos)) > MOST_SENTENCES:
        ones, twos = [*ones[:MOST_SENTENCES], _joined(ones[MOST_SENTENCES:])], [*twos[:MOST_SENTENCES], _joined(twos[MOST_SENTENCES:])]
    for tag, a, b, c, d in SequenceMatcher(None, _keys(ones), _keys(twos)).get_opcodes():
        gone, new = list(_joined(ones[a:b])), list(_joined(twos[c:d]))
        if tag == "equal":
            yield "same", new
        elif len(gone) * len(new) > MOST_COMPARED or time.monotonic() > ends:
            yield from _whole(gone, new)
        else:
            yield from _by_words(gone, new)


def _by_words(words: list[str], others: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, [word.strip() for word in words], [word.strip() for word in others], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", others[c:d]
        else:
            yield from _whole(words[a:b], others[c:d])


def _whole(gone: list[str], new: list[str]) -> Iterator[Stretch]:
    if gone:
        yield "gone", gone
    if new:
        yield "new", new


Sentence = tuple[str, ...]


def _sentences(words: list[str]) -> list[Sentence]:
    out: list[Sentence] = []
    begin = 0
    for at, word in enumerate(words):
        if word == PARAGRAPH or END.search(word):
            out.append(tuple(words[begin : at + 1]))
            begin = at + 1
    return out


def _keys(sentences: list[Sentence]) -> list[Sentence]:
    return [tuple(word.strip() or PARAGRAPH for word in sentence) for sentence in sentences]


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    return tuple(word for sentence in sentences for word in sentence)


def _paragraphs(pieces: Sequence[Stretch]) -> Iterator[tuple[Piece, ...]]:
    """Broken where either text has the end of a paragraph."""
    found: list[Piece] = []
    for kind, words in pieces:
        run: list[str] = []
        for word in words:
            if word != PARAGRAPH:
                run.append(word)
                continue
            if run:
                found.append(Piece(kind, "".join(run)))
            if found:
                yield tuple(found)
            found, run = [], []
        if run:
            found.append(Piece(kind, "".join(run)))
    if found:
        yield tuple(found)
