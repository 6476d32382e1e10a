"""A date in an address: /2023/04/18/market-hall-plan/, /2024-05-12-name.html, /2024/may/12/, /20231203-OYT1T50218/."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .dates import Day, made, read_day

YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)"
PATTERNS = (
    re.compile(rf"(?<!\d){YEAR}(?P<mark>[/_.-])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"),
    re.compile(rf"(?<!\d){YEAR}(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d){YEAR}/(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<![\d.]){YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
)
NAMED = re.compile(rf"/{YEAR}/(?P<name>[a-z]{{3,9}})/(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE)
MONTH = re.compile(rf"/{YEAR}/(?P<month>0[1-9]|1[0-2])/(?!\d{{1,2}}/)")
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)


def date_in_url(url: str | None) -> Day | None:
    """Return the day that the path of an address says; a month where it says no more."""
    if not url:
        return None
    try:
        path = urlsplit(ARCHIVED.sub("", url)).path
    except ValueError:
        return None
    for pattern in PATTERNS:
        for found in pattern.finditer(path):
            day = made(int(found["year"]), int(found["month"]), int(found["day"]), found[0].strip("/"))
            if day is not None:
                return day
    named = NAMED.search(path)
    if named:
        return read_day(f"{named['day']} {named['name']} {named['year']}")
    month = MONTH.search(path)
    return Day(f"{month['year']}-{month['month']}", "month", month[0].strip("/")) if month else None
