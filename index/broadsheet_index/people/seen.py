"""What a whole article shows of its words, before any of them is decided about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_index.people.context import PLACE_BEFORE, SPEECH
from broadsheet_index.people.lists import GIVEN, ORDINARY, ORGANISATION, PLACE, TITLE, fold, kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.runs import Run


@dataclass(frozen=True, slots=True)
class Seen:
    """
    small      words met in small letters
    inside     words of the runs of normal lines, the first of a sentence aside, with how often
    alone      folded words that stand alone as a run in mid-sentence, with how often
    elsewhere  folded words by what they were seen as, in a fixed order:
               "speaks"        after a title, or before "said"
               "located"       after "in" or "at"
               "organisation"  in a longer run that holds a word like "Ministry"
               "name"          at the end of a longer run that begins with a given name
    """

    small: frozenset[str]
    inside: dict[str, int]
    alone: dict[str, int]
    elsewhere: tuple[tuple[str, frozenset[str]], ...]


def survey(words: Sequence[str], runs: Sequence[Run]) -> Seen:
    inside: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    speaks, located, organised, named = (set[str]() for _ in range(4))
    for run in runs:
        if run.style != "normal":
            continue
        inside.update(words[run.start + run.opens : run.end])
        first, last = words[run.start], fold(words[run.end - 1])
        before = words[run.start - 1] if run.start else ""
        after = words[run.end] if run.end < len(words) else ""
        if after in SPEECH or (run.end - run.start > 1 and kinds(words[run.end - 2]) & TITLE):
            speaks.add(last)
        if run.end - run.start == 1:
            if not run.opens:
                alone[last] += 1
            if before in PLACE_BEFORE:
                located.add(last)
            continue
        if any(kinds(word) & ORGANISATION for word in words[run.start : run.end]):
            organised.update(fold(word) for word in words[run.start : run.end])
        elif kinds(first) & GIVEN and not kinds(first) & (ORDINARY | PLACE):
            named.add(last)
    small = frozenset(word for word in words if word.islower())
    elsewhere = (("speaks", speaks), ("located", located), ("organisation", organised), ("name", named))
    return Seen(small, dict(inside), dict(alone), tuple((where, frozenset(there)) for where, there in elsewhere))
