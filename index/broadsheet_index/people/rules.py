"""What rules and word lists make of a text: the first reading, which the model is then shown.

Runs of capitalised words -> the part of each that may be a name -> clues, weighed -> a second look with the names that the
article gave in full. The rules see whole names and the whole article, where the model sees words and their neighbours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_index.people.again import in_headline, in_small_line, is_given_again, is_surname_again, known
from broadsheet_index.people.candidates import Candidate, trim
from broadsheet_index.people.clues import clues
from broadsheet_index.people.labels import OUTSIDE, label
from broadsheet_index.people.lists import ORDINARY, TITLE, fold, kinds
from broadsheet_index.people.native import is_native, native_name
from broadsheet_index.people.runs import Run, small_lines
from broadsheet_index.people.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.labels import Span
    from broadsheet_index.people.seen import Seen

LISTED = 3  # words that a run may have in a Title Case line to be read like any other ("Editing by Jane Roe and John Doe")
NEARLY = -12  # tenths of a logit: how far from a name a candidate may be that ends in a surname known from the article
STEP, STEPS = 10, 6  # the model is told weights in steps of a logit, and no more than six of them


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its clues and the sum of what they are worth, in tenths of a logit."""

    candidate: Candidate
    clues: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the rules think of one word.

    place   its label, if the candidate that it lies in were a name
    step    how sure they are that it is one, from -STEPS to STEPS
    clues   why
    """

    place: str
    step: int
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The first reading of a text.

    names      as tokens
    labels     of each token: see labels.py
    opinions   of the tokens that lie in a candidate
    met        how the rules labelled each folded word of a run, with how often
    """

    names: list[Span]
    labels: list[str]
    opinions: dict[int, Opinion]
    met: dict[str, Counter[str]]


def read(words: Sequence[str], runs: Sequence[Run], seen: Seen) -> Reading:
    weighed, names = _decide(words, runs, seen)
    names = apart(names + _look_again(words, runs, seen, weighed, names))
    labels = [OUTSIDE] * len(words)
    for start, end in names:
        labels[start:end] = [label(k, start, end) for k in range(start, end)]
    opinions: dict[int, Opinion] = {}
    for one in weighed:
        step = max(-STEPS, min(STEPS, one.weight // STEP))
        start, end = one.candidate.start, one.candidate.end
        opinions.update((k, Opinion(label(k, start, end), step, one.clues)) for k in range(start, end))
    met: dict[str, Counter[str]] = {}
    for run in runs:
        for k in range(run.start, run.end):
            met.setdefault(fold(words[k]), Counter())[labels[k]] += 1
    return Reading(names, labels, opinions, met)


def is_headline(run: Run) -> bool:
    """True for runs that are part of a headline rather than a name on its own, as in a list of names."""
    return run.style == "upper" or (run.style == "title" and (run.end - run.start > LISTED or run.end - run.start == 1))


def _decide(words: Sequence[str], runs: Sequence[Run], seen: Seen) -> tuple[list[Weighed], list[Span]]:
    """The candidates of normal lines, and those of them that are names."""
    weighed: list[Weighed] = []
    names: list[Span] = []
    for run in runs:
        if is_headline(run):
            continue
        if is_native(words[run.start]):
            if name := native_name(words, run):
                names.append(name)
            else:
                weighed.append(Weighed(Candidate(run.end - 1, run.end), (), 0))
            continue
        candidate = trim(words, run)
        if candidate is None:
            continue
        found = tuple(clues(words, candidate, seen))
        weight = sum(WEIGHTS.get(clue, 0) for clue in found)
        weighed.append(Weighed(candidate, found, weight))
        if weight > 0:
            names.append((candidate.start, candidate.end))
    return weighed, names


def _look_again(
    words: Sequence[str], runs: Sequence[Run], seen: Seen, weighed: Sequence[Weighed], names: Sequence[Span]
) -> list[Span]:
    """What the full names found so far say about headlines and about candidates that were too light."""
    article = known(words, names)
    found: list[Span] = []
    for one in weighed:
        if one.weight > 0:
            continue
        start, end = one.candidate.start, one.candidate.end
        again = is_surname_again(words[end - 1], article, seen)
        if end - start == 1:
            if again or is_given_again(words[start], article, seen):
                found.append((start, end))
        elif tuple(map(fold, words[start:end])) in article.full or (again and one.weight > NEARLY):
            found.append((start, end))
        elif again and all(kinds(word) & (ORDINARY | TITLE) for word in words[start : end - 1]):
            found.append((end - 1, end))  # "Following Putin", "Star Defender Maguire"
    for run in runs:
        lost = run.style == "title" and not any(start < run.end and run.start < end for start, end in names)
        if is_headline(run) or lost:
            found += in_headline(words, run, article, seen)
    if article.full:
        for start, end in small_lines(words):
            found += in_small_line(words, start, end, article, seen)
    return found


def apart(spans: Sequence[Span]) -> list[Span]:
    """In order, none overlapping the one before it; of two that begin together the longer."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept
