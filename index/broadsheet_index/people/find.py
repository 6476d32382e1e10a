"""Where a text names people: (start, end) of each mention. The first finder, made of rules and word lists.

A finder is any function of this form; a later one may put another decision in the place of `decide`. The way of a text:
tokens -> runs of capitalised words -> the part of each that may be a name -> clues, weighed -> a second look with the names
that the article gave in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from broadsheet_index.people.again import Span, in_headline, in_small_line, is_given_again, is_surname_again, known
from broadsheet_index.people.candidates import Candidate, trim
from broadsheet_index.people.clues import clues
from broadsheet_index.people.lists import ORDINARY, TITLE, fold, kinds
from broadsheet_index.people.native import is_native, native_name
from broadsheet_index.people.runs import Run, find_runs, small_lines
from broadsheet_index.people.seen import Seen, survey
from broadsheet_index.people.tokens import Tokens, tokenise
from broadsheet_index.people.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence


LISTED = 3  # words that a run may have in a Title Case line to be read like any other ("Editing by Jane Roe and John Doe")
NEARLY = -12  # tenths of a logit: how far from a name a candidate may be that ends in a surname known from the article


class Finder(Protocol):
    """Finds the mentions of people in a text."""

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each mention in characters, in order, none overlapping another.

        A mention is a name of one human being without titles, possessive 's and commas (../shared/PEOPLE.md, section 1).
        """


def look(tokens: Tokens) -> tuple[list[Run], Seen]:
    """The runs of a text and what they show of its words."""
    runs = find_runs(tokens.words)
    return runs, survey(tokens.words, runs)


def weigh(found: Sequence[str]) -> int:
    return sum(WEIGHTS.get(clue, 0) for clue in found)


@dataclass(frozen=True, slots=True)
class Decided:
    """The names among the runs of normal lines, and the candidates that were too light, each with its weight."""

    names: list[Span]
    light: list[tuple[Candidate, int]]


def is_headline(run: Run) -> bool:
    """True for runs that are part of a headline rather than a name on its own, as in a list of names."""
    return run.style == "upper" or (run.style == "title" and (run.end - run.start > LISTED or run.end - run.start == 1))


def decide(words: Sequence[str], runs: Sequence[Run], seen: Seen) -> Decided:
    decided = Decided([], [])
    for run in runs:
        if is_headline(run):
            continue
        if is_native(words[run.start]):
            if name := native_name(words, run):
                decided.names.append(name)
            else:
                decided.light.append((Candidate(run.end - 1, run.end), 0))
            continue
        candidate = trim(words, run)
        if candidate is None:
            continue
        weight = weigh(clues(words, candidate, seen))
        if weight > 0:
            decided.names.append((candidate.start, candidate.end))
        else:
            decided.light.append((candidate, weight))
    return decided


def look_again(words: Sequence[str], runs: Sequence[Run], seen: Seen, decided: Decided) -> list[Span]:
    """What the full names found so far say about headlines and about candidates that were too light."""
    article = known(words, decided.names)
    found: list[Span] = []
    for candidate, weight in decided.light:
        start, end = candidate.start, candidate.end
        again = is_surname_again(words[end - 1], article, seen)
        if end - start == 1:
            if again or is_given_again(words[start], article, seen):
                found.append((start, end))
        elif tuple(map(fold, words[start:end])) in article.full or (again and weight > NEARLY):
            found.append((start, end))
        elif again and all(kinds(word) & (ORDINARY | TITLE) for word in words[start : end - 1]):
            found.append((end - 1, end))  # "Following Putin", "Star Defender Maguire"
    for run in runs:
        lost = run.style == "title" and not any(start < run.end and run.start < end for start, end in decided.names)
        if is_headline(run) or lost:
            found += in_headline(words, run, article, seen)
    if article.full:
        for start, end in small_lines(words):
            found += in_small_line(words, start, end, article, seen)
    return found


def _apart(spans: Sequence[Span]) -> list[Span]:
    """In order, none overlapping the one before it; of two that begin together the longer."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept


def mentions(text: str) -> list[tuple[int, int]]:
    """The finder of this version: see Finder."""
    tokens = tokenise(text)
    runs, seen = look(tokens)
    decided = decide(tokens.words, runs, seen)
    names = _apart(decided.names + look_again(tokens.words, runs, seen, decided))
    return [(tokens.starts[start], tokens.ends[end - 1]) for start, end in names]
