"""The hits of one page in order, without sorting those of all pages."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from broadsheet_index.store import Snapshot

from ...bookmark import Bookmark
from .sets import DENSE, Array, Numbers

Scores = npt.NDArray[np.float64]
LAST = np.iinfo(np.int64).max  # key of an article without a date


def best(snapshot: Snapshot, hits: Numbers, keys: Array, size: int, *, last: bool = False) -> Array:
    """(size or fewer,) places in `hits` of those with the smallest keys, or the largest, in order, ties by id.

    hits   (n,) articles
    keys   (n,) the smaller the earlier
    last   the last of them
    """
    some = np.arange(len(hits))
    if len(hits) > size:
        edge = len(hits) - size if last else size - 1
        limit = np.partition(keys, edge)[edge]
        some = np.flatnonzero(keys >= limit if last else keys <= limit)
    ordered = some[np.lexsort((snapshot.columns.ids.raw[hits[some]], keys[some]))]
    return ordered[-size:] if last else ordered[:size]


def beyond(snapshot: Snapshot, hits: Numbers, keys: Array, after: Bookmark) -> Array:
    """(m,) places in `hits` of those that stand behind a bookmark, or before it where it leads back: beyond its article
    where that is a hit still."""
    key: float = after.key
    if after.sort == "relevance":
        number = snapshot.number_of(after.id)
        here = np.flatnonzero(hits == (-1 if number is None else number))
        key = float(keys[here[0]]) if len(here) else -after.key
    else:
        key = LAST if not key else -key if after.sort == "newest" else key
    ids, own = snapshot.columns.ids.raw[hits], np.bytes_(after.id.encode("utf-8", "surrogatepass"))
    if after.back:
        return np.flatnonzero((keys < key) | ((keys == key) & (ids < own)))
    return np.flatnonzero((keys > key) | ((keys == key) & (ids > own)))


def stories_of(snapshot: Snapshot, hits: Numbers) -> int:
    """How many stories some articles, ascending, tell: copies of one count once."""
    told = snapshot.stories.story[hits]
    if len(hits) * DENSE <= snapshot.columns.articles:
        return len(np.unique(told))
    mask = np.zeros(snapshot.columns.articles, bool)
    mask[told] = True
    return int(np.count_nonzero(mask))


def first_of_each(snapshot: Snapshot, hits: Numbers, keys: Array) -> npt.NDArray[np.bool_]:
    """(n,) which hits are the first of their story, in the order of `best`."""
    stories = snapshot.stories
    first = np.ones(len(hits), bool)
    copied = np.flatnonzero(stories.copies[hits] > 1)
    own = stories.story[hits[copied]]
    order = np.lexsort((snapshot.columns.ids.raw[hits[copied]], keys[copied], own))
    ordered = own[order]
    first[copied[order[1:]]] = ordered[1:] != ordered[:-1]
    return first


def days(snapshot: Snapshot, hits: Numbers, *, newest: bool) -> Array:
    """(n,) keys by which articles are sorted by date, those without one last."""
    first = snapshot.columns.first[hits].astype(np.int64)
    return np.where(first == 0, LAST, -first if newest else first)
