"""Did you mean: another spelling of a question that finds little or nothing, made of words that the articles have.

Never by itself: it is offered, with what it would find. Words of removed text are never offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import heappop, heappush
from itertools import islice
from math import log

from broadsheet_index.analysis import UNSPACED, exact, tokens
from broadsheet_index.fields import BY_NAME, Kind

from .answering_to import Asking
from .compiled import words_of
from .engine import Instead, Request
from .errors import BadParameter, BadQuery
from .plan import Plan
from .query.tree import Node, Removed, Words, leaves

FEW = 3  # articles; with fewer, another spelling may be meant
SHORTEST = 4  # letters of a word that is put right
LONG = 5  # letters from which two may be wrong
TRIED = 12  # questions that are asked to find one that finds something
BEST = 4  # spellings of one word that are tried
PER_LETTER = 4.0  # what a wrong letter costs, in powers of e of frequency
FIRST_LETTER = 1.5
LONGEST = 40  # letters: a longer word is no word, and its parts would each be looked for
MOST_UNKNOWN = 6  # words that no article has: more is another language, or no language
PARTED = 7.0  # what it costs to make two words of one
MUCH_MORE = 5  # times as many articles as a question that does find some


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of the question, and where it stands in its text."""

    text: str
    field: str | None
    start: int
    end: int


def suggestion(asking: Asking, request: Request, planned: Plan, total: int, again: Callable[[Request], Plan]) -> Instead | None:
    """The question with other words, and what it finds; None where none finds more.

    total   what the question itself finds
    again   `plan` for another text
    """
    if total >= FEW or isinstance(planned.reading.tree, Removed):
        return None
    typed = list(_typed(planned.reading.tree, request.q))
    unknown = [word for word in typed if not asking.count(Words(word.text, word.field))]
    wanted = max(1, total * MUCH_MORE)
    for replaced in islice(_ways(asking, unknown) if unknown else _one_by_one(asking, typed, total), TRIED):
        text = _written(request.q, replaced)
        found = _count(asking, replace(request, q=text), again)
        if found >= wanted:
            return Instead(text, found)
    return None


def _typed(tree: Node, q: str) -> Iterator[Typed]:
    """The words that may be misspelt: those that are looked for in texts or names, and that are found again in the text."""
    for leaf in leaves(tree):
        if not isinstance(leaf, Words) or leaf.exact or (leaf.field and BY_NAME[leaf.field].kind is Kind.VALUE):
            continue
        here = list(tokens(q[slice(*leaf.at)]))
        for word in words_of(leaf.text):
            places = [token for token in here if token.written == word]
            if SHORTEST <= len(word) <= LONGEST and places and word.isalpha() and not UNSPACED.search(word):
                yield Typed(word, leaf.field, leaf.at[0] + places[-1].start, leaf.at[0] + places[-1].end)


Replaced = list[tuple[Typed, str]]


def _ways(asking: Asking, unknown: list[Typed]) -> Iterator[Replaced]:
    """Every unknown word put right, the likeliest first."""
    found = [_near(asking, word)[:BEST] for word in unknown]
    if not all(found) or len(unknown) > MOST_UNKNOWN:
        return
    # The next likeliest differs from one before it in one word: all of them at once would be BEST ** len(unknown).
    first = (0,) * len(found)
    waiting, met = [(sum(costs[0][0] for costs in found), first)], {first}
    while waiting:
        _, chosen = heappop(waiting)
        yield [(word, costs[at][1]) for word, costs, at in zip(unknown, found, chosen, strict=True)]
        for which, at in enumerate(chosen):
            other = (*chosen[:which], at + 1, *chosen[which + 1 :])
            if at + 1 < len(found[which]) and other not in met:
                met.add(other)
                heappush(waiting, (sum(costs[at][0] for costs, at in zip(found, other, strict=True)), other))


def _one_by_one(asking: Asking, typed: list[Typed], total: int) -> Iterator[Replaced]:
    """Each word is known by its stem, but one of them may be another word misspelt: first those that no article has so, then rare ones."""
    rarest = sorted((asking.count(Words(word.text, word.field)), word.start, word) for word in typed)[:TRIED]
    counted = [(bool(asking.near(exact(word.text), word.field, 0)), articles, start, word) for articles, start, word in rarest]
    for known, articles, _, word in sorted(counted)[:BEST]:
        for cost, text in _near(asking, word, most=1)[:BEST]:
            if not (known and total) or cost < PER_LETTER - log(1 + articles):
                yield [(word, text)]


def _near(asking: Asking, word: Typed, most: int = 2) -> list[tuple[float, str]]:
    """(cost, spelling) of a word, the likeliest first: few letters away, and in many articles."""
    wanted = exact(word.text)
    found = asking.near(wanted, word.field, most if len(wanted) >= LONG else 1)
    costs = [
        (apart * PER_LETTER - log(1 + articles) + (FIRST_LETTER if text[0] != wanted[0] else 0.0), text)
        for text, (apart, articles) in found.items()
        if text != wanted
    ]
    parted = [
        (PARTED - log(1 + min(counts)), f"{wanted[:at]} {wanted[at:]}")
        for at in range(3, len(wanted) - 2)
        if not word.field and all(counts := [asking.count(Words(part)) for part in (wanted[:at], wanted[at:])])
    ]
    return sorted(costs + parted)


def _written(q: str, replaced: Replaced) -> str:
    for word, text in sorted(replaced, key=lambda pair: -pair[0].start):
        q = q[: word.start] + _cased(text, q[word.start : word.end]) + q[word.end :]
    return q


def _cased(text: str, typed: str) -> str:
    """A word with the capitals of the one it stands for.

    >>> _cased("mcconnell", "McConell"), _cased("updated", "UeDATED"), _cased("visitors", "Visiters")
    ('McConnell', 'UPDATED', 'Visitors')
    """
    out, new = list(text), set(range(1, len(text)))
    for at, there, size in SequenceMatcher(None, text, typed.lower(), autojunk=False).get_matching_blocks():
        out[at : at + size] = typed[there : there + size]
        new -= set(range(at, at + size))
    for at in new:  # a letter that was not typed is large between large ones
        out[at] = out[at].upper() if "".join(out[at - 1 : at] + out[at + 1 : at + 2]).isupper() else out[at]
    if typed[0].isupper():
        out[0] = out[0].upper()
    return "".join(out)


def _count(asking: Asking, request: Request, again: Callable[[Request], Plan]) -> int:
    try:
        planned = again(request)
    except (BadQuery, BadParameter):  # two words where one was may be one clause too many
        return 0
    return asking.count(planned.tree, beside=tuple(planned.filters.values()))
