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
    begin, end = _start(first, interval), _start(last, interval)
    whole = begin == end
    starts, counts = np.unique(begin[whole], return_counts=True)
    days = starts.astype("M8[D]").astype(str).tolist()
    return tuple(Bucket(day, count) for day, count in zip(days, counts.tolist(), strict=True)), int(len(first) - whole.sum())


def _start(days: Ints, interval: Interval) -> Array:
    ordinals = days.astype(np.int64)
    if interval == "week":  # ordinal 1 was a Monday
        ordinals = ordinals - (ordinals - 1) % 7
        return (ordinals - EPOCH).astype("M8[D]")
    return (ordinals - EPOCH).astype("M8[D]").astype(UNITS[interval])
