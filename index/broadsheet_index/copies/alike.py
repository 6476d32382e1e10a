"""Which articles are alike which: looked up for some of them among all, without comparing every pair.

Two articles are compared where they share a band (likeness.py) in which one of the two is among the FIRST of all that have it, in
the order of clusters.py, the fullest first. Nearly always few have a band, and all are among the first. Where many do (a template, a
standing text), an article is still compared with a bounded number of others, and with those that would represent it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .fingerprint import LONGEST, SLOTS, Prints
from .likeness import BANDS, Ints, common

FIRST = 16  # of those that have a band
ONE_BY_ONE = 16  # articles up to which each is looked up by itself
PAIRS = 1 << 17  # that are compared together: 8 MB of slots
MOST_PAIRS = 1 << 24  # that are held before they are compared
HALF = np.uint64(32)  # bits of a pair that hold the other one
BITS = 20  # of a band's key that a first look tells apart

Ids = npt.NDArray[np.bytes_]
Keys = npt.NDArray[np.uint32]
Part = tuple[Prints, Ints, Ids]
Place = tuple[int, bytes]
NO_PART: Part = (np.zeros((0, SLOTS), np.uint16), np.zeros(0, np.int64), np.zeros(0, "S1"))


class Texts:
    """What clusters are made of: n articles in parts, each with slots (k, 64) and sizes (k,) as of `Fingerprint`, ids (k,) bytes.

    An article of size 0 has no word, or is gone: it is nobody's copy.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.sizes: Ints = np.concatenate([np.zeros(0, np.int64), *(sizes.astype(np.int64) for _, sizes, _ in parts)])
        self.starts = np.cumsum([0, *(len(sizes) for _, sizes, _ in parts)])
        self._places: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def _of(self, rows: Ints, column: int) -> npt.NDArray[np.generic]:
        if len(self.parts) == 1:
            return np.asarray(self.parts[0][column][rows])
        part = np.searchsorted(self.starts, rows, "right") - 1
        kind = np.result_type(*(one[column].dtype for one in self.parts or [NO_PART]))
        out = np.empty((len(rows), SLOTS) if column == 0 else len(rows), kind)
        for at in np.unique(part).tolist():
            here = part == at
            out[here] = self.parts[at][column][rows[here] - self.starts[at]]
        return out

    def slots(self, rows: Ints) -> Prints:
        return self._of(rows, 0).astype(np.uint16, copy=False)

    def ids(self, rows: Ints) -> Ids:
        return self._of(rows, 2)  # type: ignore[return-value]

    def _beginnings(self, rows: Ints) -> npt.NDArray[np.uint64]:
        """Of their places: the fullest first, then by their first slots."""
        slots = self.slots(rows)[:, :3].astype(np.uint64)
        out: npt.NDArray[np.uint64] = (LONGEST - self.sizes[rows]).astype(np.uint64)
        for at in range(3):
            out = out << np.uint64(16) | slots[:, at]
        return out

    def place(self, row: int) -> Place:
        """Where an article stands in the order: the fullest first, of equal texts the one with the smallest id."""
        if row not in self._places:
            self.look_at([row])
        return self._places[row]

    def look_at(self, some: Collection[int]) -> None:
        """Places of many articles are cheaper together."""
        new = np.array([row for row in some if row not in self._places], np.int64)
        places = zip(self._beginnings(new).tolist(), self.ids(new).tolist(), strict=True)
        self._places.update(zip(new.tolist(), places, strict=True))

    def in_order(self, rows: Ints) -> Ints:
        """Some articles by their places."""
        begins = self._beginnings(rows)
        order = begins.argsort(kind="stable")
        rows, begins = rows[order], begins[order]
        same = begins[1:] == begins[:-1]
        if same.any():
            tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
            rows[tied] = rows[tied][np.lexsort((self.ids(rows[tied]), begins[tied]))]
        return rows


class Alike:
    """compared: how many pairs were."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[int, list[tuple[int, float]]] = {}
        self.compared = 0

    def of(self, row: int) -> list[tuple[int, float]]:
        """The articles that one is alike, and the share of the shorter text that is common to both."""
        return self._known.get(row, [])

    def has_others(self, row: int) -> bool:
        return bool(self._known.get(row))

    def is_known(self, row: int) -> bool:
        return row in self._known

    def look_up(self, rows: Collection[int]) -> None:
        new = np.array([row for row in rows if row not in self._known], np.int64)
        self._known.update((row, []) for row in new.tolist())
        if len(new) <= ONE_BY_ONE:
            for row in new.tolist():
                others = self._meeting(row)
                self._compare(np.full(len(others), row), others, {row})
        else:
            wanted = set(new.tolist())
            for some, others in self._pairs(new):
                self._compare(some, others, wanted)
        self._texts.look_at([*new.tolist(), *(other for row in new.tolist() for other, _ in self._known[row])])

    def _compare(self, some: Ints, others: Ints, wanted: Collection[int]) -> None:
        """wanted: those whose neighbours are noted."""
        texts = self._texts
        self.compared += len(some)
        for at in range(0, len(some), PAIRS):
            one, other = some[at : at + PAIRS], others[at : at + PAIRS]
            shares = common(texts.slots(one), texts.sizes[one], texts.slots(other), texts.sizes[other])
            alike = np.flatnonzero(shares)
            for row, near, share in zip(one[alike].tolist(), other[alike].tolist(), shares[alike].tolist(), strict=True):
                if row in wanted:
                    self._known[row].append((near, share))
                if near in wanted:
                    self._known[near].append((row, share))

    # -- one article among all

    def _members(self, slots: Prints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The articles, in order, that share a band with one that has these slots, and (m, 128) which bands."""
        rows, equals = [], []
        for start, (others, _, _) in zip(self._texts.starts.tolist(), self._texts.parts, strict=False):
            equal = np.equal(others, slots)
            # Eight bytes of 0 or 1 in each word, so that sums of eight words overflow nowhere.
            bytewise = equal.view(np.uint64).sum(axis=1)
            some = np.flatnonzero((bytewise * np.uint64(0x0101010101010101)) >> np.uint64(56) > 1)
            some = some[self._texts.sizes[start + some] > 0]
            rows.append(start + some)
            equals.append(equal[some])
        found = np.concatenate(rows or [np.zeros(0, np.int64)])
        equal = np.concatenate(equals or [np.zeros((0, SLOTS), bool)])
        bands = equal[:, BANDS[:, 0]] & equal[:, BANDS[:, 1]]
        sharing = np.flatnonzero(bands.any(axis=1))
        place = {row: at for at, row in zip(sharing.tolist(), found[sharing].tolist(), strict=True)}
        found = self._texts.in_order(found[sharing])
        return found, bands[[place[row] for row in found.tolist()]]

    def _meeting(self, row: int) -> Ints:
        """Whom an article is to be compared with."""
        if not self._texts.sizes[row]:
            return np.zeros(0, np.int64)
        members, bands = self._members(self._texts.slots(np.array([row]))[0])
        here = int(np.flatnonzero(members == row)[0])
        first = bands & (bands.cumsum(axis=0, dtype=np.int32) <= FIRST)
        before = first[:here].any(axis=1)
        after = bands[here + 1 :, first[here]].any(axis=1)
        return np.concatenate((members[:here][before], members[here + 1 :][after]))

    # -- many at once

    def _bands(self, slots: Prints) -> Iterator[tuple[Ints, Keys, Ints]]:
        """Band by band the articles, in order, whose key others have and perhaps one of some; their keys; where each key begins.

        slots   (k, 64) of those some
        """
        texts = self._texts
        every = texts.in_order(np.flatnonzero(texts.sizes))
        wide, wanted_wide = np.ascontiguousarray(texts.slots(every).T), np.ascontiguousarray(slots.T)
        seen = np.zeros(1 << BITS, bool)
        for one, other in BANDS.tolist():
            keys, rows = _keys(wide, one, other), every
            if len(slots) < len(every) // 4:
                wanted = _folded(_keys(wanted_wide, one, other))
                seen[wanted] = True
                maybe = np.flatnonzero(seen[_folded(keys)])
                seen[wanted] = False
                keys, rows = keys[maybe], every[maybe]
            order = keys.argsort(kind="stable")
            keys = keys[order]
            new = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
            shared = np.flatnonzero(~(new & np.append(new[1:], True)))
            yield rows[order[shared]], keys[shared], np.flatnonzero(new[shared])

    def _pairs(self, rows: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Some articles, each beside one that it is to be compared with."""
        texts = self._texts
        wanted = np.zeros(len(texts), bool)
        wanted[rows] = True
        found = [np.zeros(0, np.uint64)]
        slots = texts.slots(rows[texts.sizes[rows] > 0])
        # Equal texts meet in all their bands, and give the same pairs in each: 128 times the work where a page is kept 500 times.
        lots, met = np.random.default_rng(0).integers(1 << 63, size=len(texts), dtype=np.uint64), np.zeros(0, np.uint64)
        for members, _, begins in self._bands(slots) if len(slots) else ():
            counts = np.diff(np.append(begins, len(members)))
            who = np.add.reduceat(lots[members], begins) if len(begins) else met[:0]
            new = ~among(who, met)
            begins, counts = begins[new], counts[new]
            met = _once([met, who[new]])
            for rank in range(FIRST):
                several = counts > rank + 1
                begins, counts = begins[several], counts[several]
                if not len(begins):
                    break
                later = counts - rank - 1
                one, other = members[np.repeat(begins + rank, later)], members[spans(begins + rank + 1, later)]
                chosen = wanted[one] | wanted[other]
                found.append(one[chosen].astype(np.uint64) << HALF | other[chosen].astype(np.uint64))
            if sum(map(len, found)) > MOST_PAIRS:
                found = [_once(found)]
                if len(found[0]) > MOST_PAIRS // 2:
                    yield _apart(found.pop())
        yield _apart(_once([np.zeros(0, np.uint64), *found]))

    # -- who is among the first

    def shifted(self, rows: Collection[int], left: Prints) -> set[int]:
        """Articles that may be among the first of a band and were not, or the other way round.

        rows   those that came; left (g, 64): what those that went were like
        """
        if len(rows) == len(self._texts):
            return set()
        came = np.fromiter(rows, np.int64, len(rows))
        touched = np.concatenate((self._texts.slots(came[self._texts.sizes[came] > 0]), left))
        found: set[int] = set()
        if len(touched) <= ONE_BY_ONE:
            for slots in touched:
                members, bands = self._members(slots)
                for band in np.flatnonzero(bands.sum(axis=0) >= FIRST).tolist():
                    found.update(_around(members[bands[:, band]], len(touched)))
            return found
        for at, (members, keys, begins) in enumerate(self._bands(touched)):
            one, other = BANDS[at].tolist()
            touching = np.sort(_keys(touched.T, one, other))
            ends = np.append(begins[1:], len(members))
            for begin, end in zip(*(edge[ends - begins >= FIRST].tolist() for edge in (begins, ends)), strict=True):
                many = int(np.searchsorted(touching, keys[begin], "right") - np.searchsorted(touching, keys[begin]))
                found.update(_around(members[begin:end], many))
        return found


def _around(members: Ints, touched: int) -> list[int]:
    """Those of a band, in order, who were on one side of the line between the first and the others and may be on the other one."""
    some: list[int] = members[max(FIRST - touched, 0) : FIRST + touched].tolist()
    return some


def _once(pairs: Sequence[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """Each once. (np.unique takes a hundred times as long where most stand there twice.)"""
    every: npt.NDArray[np.uint64] = np.sort(np.concatenate(pairs))
    first: npt.NDArray[np.bool_] = np.append(True, every[1:] != every[:-1])[: len(every)]
    once: npt.NDArray[np.uint64] = every[first]
    return once


def among(some: npt.NDArray[np.uint64], every: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """(n,) which of some are among others, which are in order."""
    if not len(every):
        return np.zeros(len(some), bool)
    at = np.searchsorted(every, some)
    found: npt.NDArray[np.bool_] = every.take(at, mode="clip") == some
    return found


def _apart(pairs: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    return (pairs >> HALF).astype(np.int64), (pairs & np.uint64((1 << 32) - 1)).astype(np.int64)


def spans(starts: Ints, counts: Ints) -> Ints:
    """The whole numbers of several ranges, one after the other."""
    ends = np.cumsum(counts)
    found: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
    return found


def _keys(wide: Prints, one: int, other: int) -> Keys:
    """(n,) of (64, n) slots."""
    keys: Keys = wide[one].astype(np.uint32) << np.uint32(16) | wide[other]
    return keys


def _folded(keys: Keys) -> Keys:
    return (keys ^ (keys >> np.uint32(BITS - 8))) & np.uint32((1 << BITS) - 1)
