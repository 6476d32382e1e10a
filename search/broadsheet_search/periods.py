"""Days on a timeline: the period that a day lies in, said plainly; engines with arrays have their own way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from .answers import Bucket, Interval

Days = tuple[dt.date, dt.date]


def start_of(day: dt.date, interval: Interval) -> dt.date:
    """The first day of the year, month or week (from Monday) that a day lies in.

    >>> start_of(dt.date(2024, 6, 20), "week").isoformat(), start_of(dt.date(2024, 6, 20), "month").isoformat()
    ('2024-06-17', '2024-06-01')
    """
    match interval:
        case "year":
            return day.replace(month=1, day=1)
        case "month":
            return day.replace(day=1)
        case "week":
            return day - dt.timedelta(days=day.weekday())
        case "day":
            return day


def buckets(periods: Mapping[Days, int], interval: Interval) -> tuple[tuple[Bucket, ...], int]:
    """periods: first and last day of articles, and how many have them. The buckets, and how many articles lie in none as a whole."""
    counts: Counter[dt.date] = Counter()
    imprecise = 0
    for (first, last), number in periods.items():
        start = start_of(first, interval)
        if start == start_of(last, interval):
            counts[start] += number
        else:
            imprecise += number
    return tuple(Bucket(start.isoformat(), counts[start]) for start in sorted(counts)), imprecise
