"""The hits of one page in order, without sorting those of all pages."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from broadsheet_index.store import Snapshot

from .sets import Array, Numbers

Scores = npt.NDArray[np.float64]
LAST = np.iinfo(np.int64).max  # key of an article without a date


def best(snapshot: Snapshot, hits: Numbers, keys: Array, size: int) -> Array:
    """(size or fewer,) places in `hits` of those with the smallest keys, in order, ties by id.

    hits   (n,) articles
    keys   (n,) the smaller the earlier
    """
    some = np.arange(len(hits))
    if len(hits) > size:
        some = np.flatnonzero(keys <= np.partition(keys, size - 1)[size - 1])
    return some[np.lexsort((snapshot.columns.ids.raw[hits[some]], keys[some]))][:size]


def days(snapshot: Snapshot, hits: Numbers, *, newest: bool) -> Array:
    """(n,) keys by which articles are sorted by date, those without one last."""
    first = snapshot.columns.first[hits].astype(np.int64)
    return np.where(first == 0, LAST, -first if newest else first)
