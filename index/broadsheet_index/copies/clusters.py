"""Which articles are one story: clusters around fixed representatives, the same for any order of input.

Articles are taken in one order that follows from themselves alone, the fullest first. Each joins the representative that it is
most alike, or becomes one. So every member is alike its representative, and no chain of small differences grows into a giant. What
one article more, or less, changes is worked out from it alone, and equals what all articles give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..article import Article
from .fingerprint import SLOTS, Prints, fingerprint
from .likeness import BANDS, COMMON, SHORTEST, Bools, Ints, common

Keys = npt.NDArray[np.uint32]

ONE_BY_ONE = 16  # articles up to which each is compared with all
BITS = 20  # of a band's key that a first look tells apart
# a + b is at most this many times the shorter one, so that fewer equal slots are never enough.
_WIDEST = 1 + 100 / SHORTEST
FEWEST = int(np.ceil(COMMON * SLOTS / (100 * _WIDEST - COMMON)))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What clusters are made of, one entry an article: slots (n, 64), sizes (n,) as of `Fingerprint`, ids (n,) bytes."""

    slots: Prints
    sizes: Ints
    ids: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.sizes)

    def in_order(self, rows: Ints) -> Ints:
        """Some articles, the fullest first; of equal texts the one with the smallest id."""
        slots = [row.tobytes() for row in self.slots[rows]]
        keys = list(zip((-self.sizes[rows].astype(np.int64)).tolist(), slots, self.ids[rows].tolist(), strict=True))
        return rows[np.array(sorted(range(len(rows)), key=keys.__getitem__), np.int64)]


def clustered(texts: Texts, leaders: Ints | None = None, dirty: Bools | None = None) -> Ints:
    """(n,) the representative of each article, itself where it is one.

    leaders   (n,) what they were before some articles came, changed or went; None: nothing is known
    dirty     (n,) the articles that came or changed, and all whose representative did or went
    """
    if leaders is None or dirty is None:
        leaders, dirty = np.arange(len(texts)), np.ones(len(texts), bool)
    leaders, dirty = leaders.copy(), dirty.copy()
    while True:
        anew = np.flatnonzero(dirty)
        standing = np.flatnonzero(~dirty & (leaders == np.arange(len(texts))))
        beside = standing[_may_be_alike(texts, anew, standing)]
        found, fallen = _joined(texts, anew, beside)
        if len(fallen):  # an article came that is fuller: the members of those it takes the place of look for another one
            dirty |= np.isin(leaders, fallen)
            continue
        leaders[anew] = found
        risen = anew[found == anew]
        members = np.flatnonzero(~dirty & (leaders != np.arange(len(texts))))
        torn = members[_may_be_alike(texts, risen, members)]
        if not len(torn):
            return leaders
        dirty[torn] = True


def stories(articles: Mapping[str, Article]) -> dict[str, str]:
    """For each id the smallest id of its story: its own where it is alone."""
    ids = sorted(articles)
    prints = [fingerprint(articles[id]) for id in ids]
    slots = np.array([one.slots for one in prints], np.uint16).reshape(-1, SLOTS)
    raw = np.array([id.encode("utf-8", "surrogatepass") for id in ids], "S")
    leaders = clustered(Texts(slots, np.array([one.size for one in prints], np.int64), raw)).tolist()
    first: dict[int, str] = {}
    for id, leader in zip(ids, leaders, strict=True):
        first.setdefault(leader, id)
    return {id: first[leader] for id, leader in zip(ids, leaders, strict=True)}


def _joined(texts: Texts, anew: Ints, standing: Ints) -> tuple[Ints, Ints]:
    """The representative of each of some articles, and which of those that stand are no longer any.

    anew      (k,) ascending: those that look for one
    standing  those that were representatives, as far as they may be alike any of them
    """
    rows = np.concatenate([anew, standing])
    groups = _sharing(texts, rows)
    found = dict(zip(anew.tolist(), anew.tolist(), strict=True))
    stands = set(standing.tolist())
    fallen: list[int] = []
    order = texts.in_order(rows[np.array([bool(len(group)) for group in groups], bool)])
    group_of = dict(zip(rows.tolist(), groups, strict=True))
    raised = np.zeros(len(order), np.int64)  # representatives, as they are found
    many = 0
    in_group: dict[int, list[int]] = {}  # a group's representatives, by their place among `raised`
    equal: dict[tuple[int, bytes], int] = {}  # the representative of a text seen before
    for row in order.tolist():
        key = int(texts.sizes[row]), texts.slots[row].tobytes()
        leader = equal.get(key)
        if leader is None:
            near = [in_group[group] for group in group_of[row] if group in in_group]
            leader = row
            if near:
                few = sum(map(len, near)) < many
                places = np.array(sorted(set().union(*near)), np.int64) if few else np.arange(many)
                candidates = raised[places]
                shares = common(texts.slots[row], key[0], texts.slots[candidates], texts.sizes[candidates])
                best = int(shares.argmax())  # the first of equals: the fullest
                if shares[best] > 0:
                    leader = int(candidates[best])
            if leader == row:
                for group in group_of[row]:
                    in_group.setdefault(group, []).append(many)
                raised[many] = row
                many += 1
            equal[key] = leader
        if row not in stands:
            found[row] = leader
        elif leader != row:
            fallen.append(row)
    return np.array([found[row] for row in anew.tolist()], np.int64), np.array(fallen, np.int64)


def _bands(slots: Prints) -> Iterator[Keys]:
    """(n,) the key of each article in a band, band by band."""
    wide = np.ascontiguousarray(slots.T).astype(np.uint32)
    for one, other in BANDS.tolist():
        yield (wide[one] << np.uint32(16)) | wide[other]


def _sharing(texts: Texts, rows: Ints) -> list[list[int]]:
    """For each of some articles the groups it is in: the keys of bands that it shares with another of them."""
    groups: list[list[int]] = [[] for _ in range(len(rows))]
    worded = np.flatnonzero(texts.sizes[rows] > 0)
    known = 0
    places, names = [], []
    for keys in _bands(texts.slots[rows[worded]]):
        order = keys.argsort(kind="stable")
        ordered = keys[order]
        same = np.zeros(len(keys) + 1, bool)
        same[1:-1] = ordered[1:] == ordered[:-1]
        shared = np.flatnonzero(same[1:] | same[:-1])
        places.append(worded[order[shared]])
        begins = np.cumsum(~same[:-1][shared])
        names.append(known + begins)
        known += int(begins[-1]) if len(begins) else 0
    for place, name in zip(np.concatenate(places).tolist(), np.concatenate(names).tolist(), strict=True):
        groups[place].append(name)
    return groups


def _may_be_alike(texts: Texts, some: Ints, others: Ints) -> Bools:
    """(m,) which of the others are alike any of some; where these are many, which share a band with any."""
    out = np.zeros(len(others), bool)
    if not len(some) or not len(others):
        return out
    slots = texts.slots[others]
    if len(some) <= ONE_BY_ONE:
        sizes = texts.sizes[others]
        for row in some.tolist():
            near = np.flatnonzero((slots == texts.slots[row]).sum(axis=1, dtype=np.uint8) >= FEWEST)
            out[near] |= common(texts.slots[row], int(texts.sizes[row]), slots[near], sizes[near]) > 0
        return out
    for keys, wanted in zip(_bands(slots), _bands(texts.slots[some]), strict=True):
        seen = np.zeros(1 << BITS, bool)
        seen[_folded(wanted)] = True
        maybe = np.flatnonzero(seen[_folded(keys)])
        out[maybe[np.isin(keys[maybe], wanted)]] = True
    return out & (texts.sizes[others] > 0)


def _folded(keys: Keys) -> Keys:
    return (keys ^ (keys >> np.uint32(BITS - 8))) & np.uint32((1 << BITS) - 1)
