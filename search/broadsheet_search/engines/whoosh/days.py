"""The days of many articles as the buckets of a timeline, as arrays."""

from __future__ import annotations

import numpy as np

from broadsheet_index.store.columns import Ints

from ...answers import Bucket, Interval
from .sets import Array

EPOCH = 719_163  # the ordinal of 1970-01-01
UNITS = {"year": "M8[Y]", "month": "M8[M]", "day": "M8[D]"}


def buckets(first: Ints, last: Ints, interval: Interval) -> tuple[tuple[Bucket, ...], int]:
    """first, last: (n,) days as ordinals, of articles that have a date. The buckets, and how many lie in none as a whole.

    >>> buckets(np.int32([738886, 739057]), np.int32([739251, 739057]), "month")  # 2024, 20 June 2024
    ((Bucket(start='2024-06-01', count=1),), 1)
    """
    if not len(first):
        return (), 0
    # The buckets of all days there are between, once: looked up an article, not reckoned.
    least = int(first.min())
    starts = _start(np.arange(least, int(last.max()) + 1, dtype=np.int32), interval)
    begins = np.concatenate(([True], starts[1:] != starts[:-1]))
    bucket_of = np.cumsum(begins) - 1
    begin = bucket_of[first - least]
    whole = begin == bucket_of[last - least]
    counts = np.bincount(begin[whole])
    some = np.flatnonzero(counts)
    days = starts[begins][some].astype("M8[D]").astype(str).tolist()
    found = tuple(Bucket(day, count) for day, count in zip(days, counts[some].tolist(), strict=True))
    return found, int(len(first) - np.count_nonzero(whole))


def _start(days: Ints, interval: Interval) -> Array:
    ordinals = days.astype(np.int64)
    if interval == "week":  # ordinal 1 was a Monday
        ordinals = ordinals - (ordinals - 1) % 7
        return (ordinals - EPOCH).astype("M8[D]")
    return (ordinals - EPOCH).astype("M8[D]").astype(UNITS[interval])
