"""The days that a date known to the day, the month or the year stands for."""

from __future__ import annotations

import calendar
import datetime as dt


def period_ordinals(value: str | None) -> tuple[int, int]:
    """First and last day of "2023", "2023-12" or "2023-12-20" as ordinals; (0, 0) where no date is known.

    >>> [dt.date.fromordinal(day).isoformat() for day in period_ordinals("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    if not value:
        return 0, 0
    if len(value) == 10:
        day = dt.date.fromisoformat(value).toordinal()
        return day, day
    year = int(value[:4])
    first = dt.date(year, int(value[5:7]) if len(value) == 7 else 1, 1)
    last = dt.date(year, 12, 31)
    if len(value) == 7:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first.toordinal(), last.toordinal()
