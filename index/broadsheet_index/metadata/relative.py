"""Dates told from the reader's now: "2 hours ago", "yesterday". They say nothing unless it is known when the page was fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .dates import Day

AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?) ?(?P<unit>min(?:ute)?s?|hours?|hrs?|h|days?|weeks?) ago\b|\b(?P<yesterday>yesterday|gestern|hier|ayer|ieri)\b"
    r"|\b(?:vor (?P<vor>\d{1,3}) (?P<einheit>minuten?|stunden?|tagen?))\b",
    re.IGNORECASE,
)
UNITS = {"m": 1, "s": 60, "h": 60, "d": 1440, "t": 1440, "w": 10080}  # minutes, by first letter; "s" is Stunde
LONGEST = 80  # characters of a line that is such a date


def relative_day(text: str, fetched: str | None) -> Day | None:
    """Return the day that the text means, if it is known when the page was fetched.

    Hours are counted only from a time of day: from a bare day, "5 hours ago" may be the day before.

    >>> relative_day("2 hours ago", "2024-01-02T01:30:00Z").value
    '2024-01-01'
    >>> relative_day("2 hours ago", "2024-01-02") is relative_day("3 days ago", None) is None
    True
    """
    found = AGO.search(text) if len(text) <= LONGEST else None
    now = moment(fetched)
    if found is None or now is None:
        return None
    if found["yesterday"]:
        minutes = 1440
    else:
        count = found["count"] or found["vor"]
        unit = UNITS[(found["unit"] or found["einheit"])[0].lower()]
        minutes = unit * (int(count) if count.isdigit() else 1)
        if unit < 1440 and "T" not in (fetched or ""):
            return None
    day = (now - timedelta(minutes=minutes)).date()
    return Day(day.isoformat(), "day", found[0], found.start())


def moment(fetched: str | None) -> datetime | None:
    if not fetched:
        return None
    try:
        return datetime.fromisoformat(fetched.strip()).replace(tzinfo=None)
    except ValueError:
        return None
