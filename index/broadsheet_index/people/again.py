"""A second look: what the names that an article gives in full say about the rest of it.

"Vladimir Putin" once, and each "Putin" standing alone is he, in headlines too. PEOPLE.md, section 3, step 7.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_index.people.lists import COUNTRY, GIVEN, ORDINARY, ORGANISATION, PEOPLE, PLACE, RARE, STOP, SURNAME, fold, kinds
from broadsheet_index.people.names import FAMILY_FIRST, SUFFIXES
from broadsheet_index.people.runs import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.labels import Span
    from broadsheet_index.people.runs import Run
    from broadsheet_index.people.seen import Seen

LONGEST = 6  # tokens of a name looked for in a headline
SURELY = 2  # times; Xi, Wang and Park are ordinary words or places too


@dataclass(frozen=True, slots=True)
class Known:
    """Names that the article gives in full.

    full       the folded words of each
    surnames   the last word of each, with how often
    given      the first word of each
    """

    full: frozenset[tuple[str, ...]]
    surnames: Counter[str]
    given: frozenset[str]


def known(words: Sequence[str], spans: Sequence[Span]) -> Known:
    full: set[tuple[str, ...]] = set()
    surnames: Counter[str] = Counter()
    given = set()
    for start, end in spans:
        name = [fold(word) for word in words[start:end] if word[0].isalnum()]
        while len(name) > 2 and name[-1].rstrip(".") in SUFFIXES:
            name.pop()
        if len(name) > 1:
            full.add(tuple(name))
            surnames[name[-1]] += 1
            given.add(name[0])
            if len(name) <= 3 and name[0] in FAMILY_FIRST:
                surnames[name[0]] += SURELY
    return Known(frozenset(full), surnames, frozenset(given))


def is_surname_again(word: str, names: Known, seen: Seen) -> bool:
    """True where a word alone is the surname of someone named in full, and not likelier to be something else."""
    folded, kind = fold(word).rstrip("."), kinds(word)
    times = names.surnames.get(folded, 0)
    if not times or len(folded) < 2 or kind & (PEOPLE | STOP):
        return False
    if folded in FAMILY_FIRST and times >= SURELY:
        return word.lower() not in seen.small
    if kind & ORGANISATION:
        return False
    if kind & PLACE and times < 2:
        return False
    return not (kind & ORDINARY and word.lower() in seen.small)


def is_given_again(word: str, names: Known, seen: Seen) -> bool:
    kind = kinds(word)
    return bool(
        fold(word) in names.given and kind & GIVEN and not kind & (ORDINARY | PLACE | STOP) and word.lower() not in seen.small
    )


def in_headline(words: Sequence[str], run: Run, names: Known, seen: Seen) -> list[Span]:
    """Names in a line of capitals: those known from the article, and given names with a word that can only be a surname."""
    found: list[Span] = []
    k = run.start
    while k < run.end:
        end = _known_here(words, k, run.end, names, seen) or _new_here(words, k, run.end)
        if end:
            found.append((k, end))
        k = end or k + 1
    return found


def _known_here(words: Sequence[str], start: int, limit: int, names: Known, seen: Seen) -> int:
    for end in range(min(limit, start + LONGEST), start + 1, -1):
        if tuple(map(fold, words[start:end])) in names.full:
            return end
    return start + 1 if is_surname_again(words[start], names, seen) else 0


def in_small_line(words: Sequence[str], start: int, end: int, names: Known, seen: Seen) -> list[Span]:
    """Names in a line without capitals: only those known from the article, for small letters say nothing by themselves."""
    found: list[Span] = []
    k = start
    while k < end:
        width = next((n for n in range(LONGEST, 1, -1) if tuple(map(fold, words[k : min(end, k + n)])) in names.full), 0)
        if not width and names.surnames.get(fold(words[k]), 0) and not kinds(words[k]) & (ORDINARY | RARE | PLACE):
            width = 1
        if width:
            found.append((k, k + width))
        k += width or 1
    return found


def _new_here(words: Sequence[str], start: int, limit: int) -> int:
    """The end of a name that only the lists speak for, or 0: a given name, initials or particles, a surname."""
    first = kinds(words[start])
    if not first & GIVEN or first & (COUNTRY | PEOPLE | STOP):
        return 0
    k = start + 1
    while k < limit and (
        words[k] in PARTICLES or fold(words[k]) in PARTICLES or (len(words[k].rstrip(".")) == 1 and words[k] != "A")
    ):
        k += 1
    if k >= limit:
        return 0
    kind = kinds(words[k])
    if first & ORDINARY and kind & (GIVEN | SURNAME):  # "Mark Rutte", not "Will James"
        return 0
    if first & PLACE and kind & PLACE:
        return 0
    if (
        kind & (ORDINARY | PEOPLE | STOP | ORGANISATION)
        or (kind & PLACE and not kind & SURNAME)
        or (not words[k].isalpha() and "-" not in words[k])
    ):
        return 0
    return k + 1
