"""The dates of the query language: a word such as `2024-06`, `>=2024-06-20` or `last:7d` as a range of days.

Dates are days on a calendar; no time zone moves them. Only `today` and the periods that hang on it need to know what day
it is, and that is handed in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?")
PERIOD = re.compile(r"(last):(\d{1,4})([dwmy])|(this|previous):(day|week|month|year)")
BRACKETED = re.compile(r"([\[{])\s*(\S+)\s+TO\s+(\S+?)\s*([\]}])")
OPEN = ("", "*")


class NotADate(ValueError):
    """Carries the part of the text that is no date."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Range:
    """first and last day, both included, None open; `swapped` when it was written the wrong way round."""

    first: dt.date | None
    last: dt.date | None
    swapped: bool = False


def period_of(text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYYMMDD`, `today` or `yesterday`. Raises NotADate."""
    word = text.strip().lower()
    if word == "today":
        return today, today
    if word == "yesterday":
        day = today - dt.timedelta(days=1)
        return day, day
    match = DATE.fullmatch(word)
    if not match:
        raise NotADate(text)
    year, month, day_ = int(match[1]), match[2] or match[4], match[3] or match[5]
    try:
        if month is None:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        if day_ is None:
            first = dt.date(year, int(month), 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        day = dt.date(year, int(month), int(day_))
    except ValueError:
        raise NotADate(text) from None
    return day, day


def range_of(text: str, today: dt.date) -> Range:
    """The days of any range of the query language but `none`. Raises NotADate."""
    bracketed = BRACKETED.fullmatch(text)
    if bracketed:
        return _bracketed(bracketed, today)
    if ".." in text:
        left, right = text.split("..", 1)
        return _between(left, right, today)
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            first, last = period_of(text[len(sign) :], today)
            match sign:
                case ">=":
                    return Range(first, None)
                case "<=":
                    return Range(None, last)
                case ">":
                    return Range(next_day(last, text), None)
                case _:
                    return Range(None, day_before(first, text))
    match_ = PERIOD.fullmatch(text.lower())
    if match_:
        return Range(*_period(match_, today, text))
    return Range(*period_of(text, today))


def _between(left: str, right: str, today: dt.date) -> Range:
    left, right = left.strip(), right.strip()
    if left in OPEN and right in OPEN:
        raise NotADate(f"{left}..{right}")
    lower = None if left in OPEN else period_of(left, today)
    upper = None if right in OPEN else period_of(right, today)
    if lower and upper and lower[0] > upper[1]:
        return Range(upper[0], lower[1], swapped=True)
    return Range(lower[0] if lower else None, upper[1] if upper else None)


def _bracketed(match: re.Match[str], today: dt.date) -> Range:
    """`[D TO D]`; a brace leaves its end out, as it does in Lucene."""
    within = _between(match[2], match[3], today)
    ends = [(match[2].strip(), match[1]), (match[3].strip(), match[4])]
    if within.swapped:
        ends.reverse()
    (lower, opened), (upper, closed) = ends
    first, last = within.first, within.last
    if first and opened in "{}":
        first = next_day(period_of(lower, today)[1], match[0])
    if last and closed in "{}":
        last = day_before(period_of(upper, today)[0], match[0])
    if first and last and first > last:
        raise NotADate(match[0])
    return Range(first, last, within.swapped)


def next_day(day: dt.date, text: str) -> dt.date:
    try:
        return day + dt.timedelta(days=1)
    except OverflowError:
        raise NotADate(text) from None


def day_before(day: dt.date, text: str) -> dt.date:
    try:
        return day - dt.timedelta(days=1)
    except OverflowError:
        raise NotADate(text) from None


def _period(match: re.Match[str], today: dt.date, text: str) -> tuple[dt.date, dt.date]:
    """`last:7d` ends today and holds today; `this:` and `previous:` are whole weeks (from Monday), months and years."""
    if match[1]:
        number, unit = int(match[2]), match[3]
        if not number:
            raise NotADate(text)
        try:
            if unit in "dw":
                return today - dt.timedelta(days=number * (7 if unit == "w" else 1) - 1), today
            return _months_back(today, number * (12 if unit == "y" else 1)) + dt.timedelta(days=1), today
        except (OverflowError, ValueError):
            raise NotADate(text) from None
    unit = match[5]
    first, last = _whole(unit, today)
    return (first, last) if match[4] == "this" else _whole(unit, first - dt.timedelta(days=1))


def _months_back(day: dt.date, months: int) -> dt.date:
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _whole(unit: str, day: dt.date) -> tuple[dt.date, dt.date]:
    match unit:
        case "day":
            return day, day
        case "week":
            first = day - dt.timedelta(days=day.weekday())
            return first, first + dt.timedelta(days=6)
        case "month":
            return period_of(f"{day.year:04}-{day.month:02}", day)
        case _:
            return period_of(f"{day.year:04}", day)


def shown(first: dt.date | None, last: dt.date | None) -> str:
    """The shortest text that means these days: "2024", "2024-06", "2024-06-15", "2024-06-15..2024-06-21", "2024.."."""
    if first and last:
        for length in (4, 7, 10):
            text = first.isoformat()[:length]
            if period_of(text, first) == (first, last):
                return text
    return f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"
