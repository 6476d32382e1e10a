"""The overlay of copies: which articles are one story.

    ids       (k,) bytes, in order: the articles that have copies
    leaders   (k,) the place among them of the copy that represents the story, the fullest one

An article that is not there is alone with its story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ...copies import alike
from ...copies.clusters import changed, clustered
from ...copies.fingerprint import EDITION, SLOTS
from ...copies.likeness import Ints
from ..generation import Part
from ..segment.file import Array, ArrayFile
from ..segment.texts import ENCODING
from .overlay import Made, Staged

CLUSTERS = 2  # raised where the same fingerprints give other clusters
FEW = 200  # changed articles up to which each is looked for by itself


class Copies:
    edition = 100 * EDITION + CLUSTERS

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        texts = alike.Texts([_texts(part) for part in staged.parts])
        if before is None or staged.changed is None:
            return _made(texts, clustered(texts))
        earlier = _Earlier(before, texts, _finder(staged.parts, texts))
        ids = np.sort(np.array([id.encode(*ENCODING) for id in staged.changed], "S"))
        there = [row for row in _rows(staged.parts, texts, ids) if texts.sizes[row]]
        left = [part.segment.slots[numbers] for part, numbers in _held(staged.were, ids)]
        dirty = {*there, *earlier.led_by(ids)}
        found = changed(texts, dirty, earlier, np.concatenate(left) if left else np.zeros((0, SLOTS), np.uint16))
        return earlier.after(found, ids)


def places(ids: Array, among: Array) -> Array:
    """(n,) where each id stands among others that are in order, -1 where it does not."""
    if not len(among):
        return np.full(len(ids), -1, np.int64)
    at = np.minimum(among.searchsorted(ids), len(among) - 1)
    return np.where(among[at] == ids, at, -1)


def _texts(part: Part) -> alike.Part:
    segment = part.segment
    return segment.slots, np.where(part.gone[: segment.articles], 0, segment.shingles), segment.ids


def _held(parts: Iterable[Part], ids: Array) -> list[tuple[Part, Ints]]:
    """The articles alive with some ids, in order, by their numbers in each segment."""
    out = []
    for part in parts:
        segment = part.segment
        if len(ids) > FEW:
            numbers = np.flatnonzero(places(segment.ids, ids) >= 0)
        else:
            numbers = np.array([at for id in ids.tolist() for at in segment.records_with("article", id).tolist()], np.int64)
            numbers = numbers[numbers < segment.articles]
        out.append((part, numbers[~part.gone[numbers]]))
    return out


def _rows(parts: Iterable[Part], texts: alike.Texts, ids: Array) -> list[int]:
    """The articles alive with some ids among all."""
    held = zip(texts.starts.tolist(), _held(parts, ids), strict=False)
    return [row for start, (_, numbers) in held for row in (start + numbers).tolist()]


def _finder(parts: Iterable[Part], texts: alike.Texts) -> Callable[[bytes], int | None]:
    """Gives an article by its id."""
    held = list(zip(texts.starts.tolist(), parts, strict=False))

    def find(id: bytes) -> int | None:
        for start, part in held:
            for number in part.segment.records_with("article", id).tolist():
                if number < part.segment.articles and not part.gone[number]:
                    return int(start + number)
        return None

    return find


class _Earlier:
    """The overlay that there is, by the rows of the articles that there are now; see clusters.Before."""

    def __init__(self, file: ArrayFile, texts: alike.Texts, find: Callable[[bytes], int | None]) -> None:
        self._ids, self._leaders = file.get("ids"), file.get("leaders").astype(np.int64)
        self._texts, self._find = texts, find
        self._known: dict[int, int] = {}

    def _place(self, row: int) -> int:
        return int(places(self._texts.ids(np.array([row])), self._ids)[0])

    def leader(self, row: int) -> int:
        found = self._known.get(row)
        if found is None:
            place = self._place(row)
            leader = None if place < 0 else self._find(self._ids[self._leaders[place]])
            found = self._known[row] = row if leader is None else leader
        return found

    def members(self, row: int) -> list[int]:
        place = self._place(row)
        return [] if place < 0 else [one for one in self._found(self._leaders == place) if one != row]

    def led_by(self, ids: Array) -> list[int]:
        """The articles that any of some represented."""
        at = places(ids, self._ids)
        chosen = np.zeros(len(self._ids) + 1, bool)
        chosen[at] = True
        return self._found(chosen[self._leaders])

    def _found(self, chosen: Array) -> list[int]:
        rows = (self._find(id) for id in self._ids[chosen].tolist())
        return [row for row in rows if row is not None]

    def after(self, found: dict[int, int], touched: Array) -> Made | None:
        """With the leaders that were found; touched: ids of the articles that changed or went, in order. None: as it was."""
        ids, texts = self._ids, self._texts
        rows = np.fromiter(found, np.int64, len(found))
        leads = np.fromiter(found.values(), np.int64, len(found))
        some = np.unique(np.concatenate((rows, leads)))
        names = texts.ids(some)
        new = names[places(names, ids) < 0]
        new.sort()
        at = ids.searchsorted(new)
        every = np.insert(ids.astype(np.result_type(ids, new)), at, new)
        moved = np.arange(len(ids)) + at.searchsorted(np.arange(len(ids)), "right")
        leaders = np.arange(len(every))
        leaders[moved] = moved[self._leaders]
        place = places(names, every)
        alive = np.ones(len(every), bool)
        went = places(touched, every)
        went = went[went >= 0]
        leaders[went], alive[went] = went, False
        alive[place] = True
        leaders[place[some.searchsorted(rows)]] = place[some.searchsorted(leads)]
        made = _kept(every, leaders, alive & (np.bincount(leaders, minlength=len(every)) > 1)[leaders])
        same = all(np.array_equal(made.arrays[name], held) for name, held in (("ids", ids), ("leaders", self._leaders)))
        return None if same else made


def _made(texts: alike.Texts, leaders: Array) -> Made:
    many = np.bincount(leaders, minlength=len(texts)) > 1
    rows = np.flatnonzero(many[leaders])
    ids = texts.ids(rows)
    order = np.argsort(ids, kind="stable")
    place = np.zeros(len(texts), np.int64)
    place[rows[order]] = np.arange(len(rows))
    return Made({"ids": ids[order], "leaders": place[leaders[rows[order]]]})


def _kept(ids: Array, leaders: Array, kept: Array) -> Made:
    """Of articles in the order of their ids, each with the place of its leader, those that are kept."""
    now = np.cumsum(kept) - 1
    return Made({"ids": ids[kept], "leaders": now[leaders[kept]]})
