"""Which articles are one story: clusters around fixed representatives, the same for any order of input.

Articles are taken in one order that follows from themselves alone, the fullest first. Each joins the representative that it is
most alike, or becomes one. So every member is alike its representative, and no chain of small differences grows into a giant. What
one article more, or less, changes is worked out from it alone, and equals what all articles give.

Whom an article may join is bounded: of those that share a band with it, the first few (`alike.FIRST`). So tens of thousands of
pages of one form cost as many comparisons as there are pages, not as there are pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Protocol

import numpy as np

from ..article import Article
from .alike import Alike, Texts
from .fingerprint import SLOTS, Prints, fingerprint
from .likeness import Ints

NOTHING_LEFT: Prints = np.zeros((0, SLOTS), np.uint16)


class Before(Protocol):
    """The clusters there were, as far as they are asked for, by row."""

    def leader(self, row: int) -> int:
        """The representative of an article, itself where it is one or was not there."""

    def members(self, row: int) -> Iterable[int]:
        """The articles that it represented, but for itself."""


class Alone:
    """Nothing is known."""

    def leader(self, row: int) -> int:
        return row

    def members(self, row: int) -> Iterable[int]:
        return ()


ALONE = Alone()

def clustered(texts: Texts) -> Ints:
    """(n,) the representative of each article, itself where it is one."""
    leaders = np.arange(len(texts))
    for row, leader in changed(texts, range(len(texts))).items():
        leaders[row] = leader
    return leaders


def changed(texts: Texts, dirty: Iterable[int], before: Before = ALONE, left: Prints = NOTHING_LEFT) -> dict[int, int]:
    """The representative of each article that looked for one anew.

    dirty   the articles that came or changed, and all whose representative did or went
    left    (g, 64) what those that changed or went were like
    """
    alike = Alike(texts)
    anew = set(dirty)
    for row in alike.shifted(anew, left):  # what it may represent is not what it was
        anew.update((row, *before.members(row)))
    alike.look_up(anew)
    found = {row: row for row in anew}
    waiting = [(texts.place(row), row) for row in anew if alike.of(row)]
    heapify(waiting)
    queued, unknown = set(anew), set[int]()

    def leader_of(row: int) -> int:
        leader = found.get(row)
        return before.leader(row) if leader is None else leader

    while waiting:
        place, row = heappop(waiting)
        if row in unknown:
            alike.look_up(unknown)
            unknown = set()
        was, leader, most = before.leader(row), row, 0.0
        later = []
        for other, share in alike.of(row):
            at = texts.place(other)
            if at > place:
                later.append((at, other))
            elif leader_of(other) == other and (share > most or (share == most and at < texts.place(leader))):
                leader, most = other, share
        found[row] = leader
        for at, other in later:
            # Where it has become a representative, all may follow it; where it is none any more, those that did look again.
            again = row in anew or was != row if leader == row else was == row and before.leader(other) == row
            if again and other not in queued:
                queued.add(other)
                unknown.add(other)
                heappush(waiting, (at, other))
    return found


def stories(articles: Mapping[str, Article]) -> dict[str, str]:
    """For each id the smallest id of its story: its own where it is alone."""
    ids = sorted(articles)
    leaders = clustered(texts_of([articles[id] for id in ids], ids)).tolist()
    first: dict[int, str] = {}
    for id, leader in zip(ids, leaders, strict=True):
        first.setdefault(leader, id)
    return {id: first[leader] for id, leader in zip(ids, leaders, strict=True)}


def texts_of(articles: Sequence[Article], ids: Sequence[str]) -> Texts:
    prints = [fingerprint(article) for article in articles]
    slots = np.array([one.slots for one in prints], np.uint16).reshape(-1, SLOTS)
    raw = np.array([id.encode("utf-8", "surrogatepass") for id in ids], "S") if ids else np.zeros(0, "S1")
    return Texts([(slots, np.array([one.size for one in prints], np.int64), raw)])
