"""Where a text names people: (start, end) of each mention.

The way of a text: tokens -> runs of capitalised words -> a first reading by rules (rules.py) -> the sequence model, which sees
that reading and each word with its neighbours (features.py, model.py) -> what rules know better (after.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from broadsheet_index.people.after import missed, straightened
from broadsheet_index.people.features import groups
from broadsheet_index.people.model import shipped
from broadsheet_index.people.native import is_native
from broadsheet_index.people.rules import Reading, apart, read
from broadsheet_index.people.runs import Run, find_runs
from broadsheet_index.people.seen import Seen, survey
from broadsheet_index.people.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.labels import Span


class Finder(Protocol):
    """Finds the mentions of people in a text."""

    def can_read(self, lang: str | None) -> bool:
        """Whether people are found in a language, of two letters; None is taken for English."""

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each mention in characters, in order, none overlapping another.

        A mention is a name of one human being without titles, possessive 's and commas (../shared/PEOPLE.md, section 1).
        """


def look(tokens: Tokens) -> tuple[list[Run], Seen]:
    """The runs of a text and what they show of its words."""
    runs = find_runs(tokens.words)
    return runs, survey(tokens.words, runs)


def is_left_to_rules(words: Sequence[str], run: Run) -> bool:
    """True for what the model has never seen: letters other than Latin ones, and a name that a quotation completes in brackets."""
    return is_native(words[run.start]) or "[" in words[run.start : run.end]


def decide(words: Sequence[str], runs: Sequence[Run], seen: Seen, reading: Reading) -> list[Span]:
    """The names in the runs as the model has them; where it finds none in a headline, as the rules read it."""
    model = shipped()
    found: list[Span] = []
    for run in runs:
        names: list[Span] = []
        if not is_left_to_rules(words, run):
            tagged = model.names(groups(words, run, seen, reading))
            ends = [straightened(words, (run.start + start, run.start + end)) for start, end in tagged]
            names = [name for name in ends if name]
        if not names and (run.style != "normal" or is_left_to_rules(words, run)):
            names = [name for name in reading.names if run.start <= name[0] < run.end]
        found += names
    return found


def mentions(text: str) -> list[tuple[int, int]]:
    """The finder of this version: see Finder."""
    tokens = tokenise(text)
    runs, seen = look(tokens)
    names = decide(tokens.words, runs, seen, read(tokens.words, runs, seen))
    names = apart(names + missed(tokens.words, runs, seen, names))
    return [(tokens.starts[start], tokens.ends[end - 1]) for start, end in names]
