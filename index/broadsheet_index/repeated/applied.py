"""An article without the lines that its site repeats, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from ..article import Article, Person, Removed
from .lines import Lines, is_no_sentence

SEEN = "seen on {} pages of this site"
LEAST_KEPT = 0.5  # of the characters: a page of which less would stay is left as it is


def applied(article: Article, lines: Lines, pages: Callable[[str], int | str]) -> Article:
    """The article with its site's lines among the removed.

    pages   of a term the number of pages that say it where it is repeated, else 0; what stands for it in the rule
    """
    seen = {at: many for at, term in lines.at.items() if (many := pages(term))}
    if not seen:
        return article
    body = article.body
    gone = _from_ends(len(body), seen) | {at for at in seen if is_no_sentence(body[at])}
    in_order = all(one.position <= other.position for one, other in pairwise(article.removed))
    if not gone or not in_order or sum(len(body[at]) for at in gone) > LEAST_KEPT * article.kept_chars:
        return article
    removed: list[Removed] = []
    blocks = list(article.removed)
    kept = 0
    for at, text in enumerate(body):
        while blocks and blocks[0].position <= at:
            removed.append(replace(blocks.pop(0), position=kept))
        if at in gone:
            removed.append(Removed(text, SEEN.format(seen[at]), kept))
        else:
            kept += 1
    removed += [replace(block, position=kept) for block in blocks]
    rest = tuple(text for at, text in enumerate(body) if at not in gone)
    return replace(article, body=rest, removed=tuple(removed), people=_people(article, gone))


RULE = re.compile(SEEN.format(".*"))


def as_extracted(article: Article, people: tuple[Person, ...]) -> Article:
    """The article that `applied` was given; people: that it had."""
    body = list(article.body)
    removed: list[Removed] = []
    back = 0
    for block in article.removed:
        if RULE.fullmatch(block.rule):
            body.insert(block.position + back, block.text)
            back += 1
        else:
            removed.append(replace(block, position=block.position + back))
    return replace(article, body=tuple(body), removed=tuple(removed), people=people) if back else article


def _from_ends(number: int, seen: dict[int, int | str]) -> set[int]:
    begin = 0
    while begin in seen:
        begin += 1
    end = number
    while end - 1 in seen:
        end -= 1
    return {*range(begin), *range(end, number)}


def _people(article: Article, gone: set[int]) -> tuple[Person, ...]:
    """Who is still mentioned, how often, and where."""
    kept = [at for at in range(len(article.body)) if at not in gone]
    now = {at: number for number, at in enumerate(kept)}
    found = []
    for who in article.people:
        places = tuple((now[at], begin, end) for at, begin, end in who.places if at in now)
        fewer = len(who.places) - len(places) if who.places else _times(who, [article.body[at] for at in sorted(gone)])
        if not fewer:
            found.append(replace(who, places=places))
        elif who.mentions > fewer and (places or _times(who, [article.body[at] for at in kept])):
            found.append(replace(who, mentions=who.mentions - fewer, places=places))
    return tuple(found)


def _times(who: Person, texts: list[str]) -> int:
    """How often someone whose places are not known is named."""
    longest_first = sorted(who.spellings, key=len, reverse=True)
    spelt = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)) if longest_first else None
    return sum(len(spelt.findall(text)) for text in texts) if spelt else 0
