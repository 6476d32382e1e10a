"""The overlay of copies: which articles are one story.

    ids       (k,) bytes, in order: the articles that have copies
    leaders   (k,) the place among them of the copy that represents the story, the fullest one

An article that is not there is alone with its story.
"""

from __future__ import annotations

import numpy as np

from ...copies.clusters import Texts, clustered
from ...copies.fingerprint import EDITION, SLOTS
from ..segment.file import Array, ArrayFile
from ..segment.texts import ENCODING
from .overlay import Made, Staged

CLUSTERS = 1  # raised where the same fingerprints give other clusters


class Copies:
    edition = 100 * EDITION + CLUSTERS

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        texts = _texts(staged)
        if before is None or staged.changed is None:
            return _made(texts, clustered(texts))
        ids, leaders = before.get("ids"), before.get("leaders").astype(np.int64)
        changed = np.sort(np.array([id.encode(*ENCODING) for id in staged.changed], "S"))
        row_of = _rows_of(ids, texts.ids)
        dirty = places(texts.ids, changed) >= 0
        # Where a representative went or is another text than it was, its members look for one as well.
        lost = (row_of < 0) | (places(ids, changed) >= 0)
        known = np.arange(len(texts))
        there = np.flatnonzero(row_of >= 0)
        kept = there[~lost[leaders[there]]]
        known[row_of[kept]] = row_of[leaders[kept]]
        dirty[row_of[there[lost[leaders[there]]]]] = True
        made = _made(texts, clustered(texts, known, dirty))
        same = np.array_equal(made.arrays["ids"], ids) and np.array_equal(made.arrays["leaders"], leaders)
        return None if same else made


def places(ids: Array, among: Array) -> Array:
    """(n,) where each id stands among others that are in order, -1 where it does not."""
    if not len(among):
        return np.full(len(ids), -1, np.int64)
    at = np.minimum(among.searchsorted(ids), len(among) - 1)
    return np.where(among[at] == ids, at, -1)


def _rows_of(members: Array, ids: Array) -> Array:
    """(k,) where each member, in order, stands among all articles, -1 for those that are gone."""
    at = places(ids, members)
    rows = np.full(len(members), -1, np.int64)
    some = np.flatnonzero(at >= 0)
    rows[at[some]] = some
    return rows


def _texts(staged: Staged) -> Texts:
    parts = [(part.segment, part.alive[: part.segment.articles]) for part in staged.parts]
    if len(parts) == 1 and parts[0][1].all():
        segment = parts[0][0]
        return Texts(segment.slots, segment.shingles.astype(np.int64), segment.ids)
    return Texts(
        np.concatenate([segment.slots[alive] for segment, alive in parts] or [np.zeros((0, SLOTS), np.uint16)]),
        np.concatenate([segment.shingles[alive] for segment, alive in parts] or [np.zeros(0)]).astype(np.int64),
        np.concatenate([segment.ids[alive] for segment, alive in parts] or [np.zeros(0, "S1")]),
    )


def _made(texts: Texts, leaders: Array) -> Made:
    many = np.bincount(leaders, minlength=len(texts)) > 1
    rows = np.flatnonzero(many[leaders])
    rows = rows[np.argsort(texts.ids[rows], kind="stable")]
    place = np.zeros(len(texts), np.int64)
    place[rows] = np.arange(len(rows))
    return Made({"ids": texts.ids[rows], "leaders": place[leaders[rows]]})
