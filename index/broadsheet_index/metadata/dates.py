"""Dates as pages write them, read strictly: never fuzzily, never with a day, month or year that the text does not say.

A pattern finds what may be a date; dateutil reads it, twice, with two different days to fill gaps from. What differs
between the two was not in the text. dateutil alone would make today's day out of "May", this month out of "10", and
take four seconds for 100 KB of "1." (../shared/RELIABILITY.md).

>>> find_days("by Nate Ostiller December 20, 2023 2:08 PM 2 min read")[0]
Day(value='2023-12-20', precision='day', raw='December 20, 2023 2:08 PM', at=17, ambiguous=False)
>>> read_day("2024-02-29T23:30:00-05:00").value
'2024-02-29'
>>> read_day("May"), read_day("10"), read_day("30 February 2024")
(None, None, None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

from dateutil.parser import ParserError, parser, parserinfo

from ..article import Precision
from .month_names import MONTHS, WEEKDAYS

LIMIT = 64  # characters: a longer text is no date
SEARCHED = 400  # characters of a line that are searched
EARLIEST = 1700  # the first newspapers; what claims to be older is a number
GAPS = (datetime(2001, 3, 7), datetime(1996, 8, 22))  # nothing in common

Order = Literal["day", "month"]  # what stands first in 03/04/2024


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year that a text says.

    value      ISO, as long as `precision` says
    raw        the words it was read from, its time of day with them
    at         where in the text they begin
    ambiguous  day and month could be changed over: only the year is certain, and `value` holds no more
    """

    value: str
    precision: Precision
    raw: str
    at: int = 0
    ambiguous: bool = False


class Words(parserinfo):
    """The words of dates, in more languages than dateutil knows."""

    def __init__(self) -> None:
        self.MONTHS = [*MONTHS]  # type: ignore[list-item]  # the stubs know of two names a month
        self.WEEKDAYS = [*WEEKDAYS]  # type: ignore[list-item]
        self.JUMP = [*" .,;-/'’", "de", "del", "of", "d", "st", "nd", "rd", "th", "er", "m"]
        super().__init__()

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        """Two digits are a year of 1970 to 2069; dateutil would count from the day it runs."""
        if century_specified or year >= 100:
            return year
        return year + (2000 if year < 70 else 1900)


READER = parser(Words())

NAME = "|".join(sorted((re.escape(name) for names in MONTHS for name in names), key=len, reverse=True))
TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
CLOCK = rf"(?:(?:,|\s|\||[-–—]|at\b|um\b|kl\b\.?|à\b|ore\b|alle\b){{0,6}}{TIME}(?:\s?Uhr)?|T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
YEAR = r"(?:1[789]|20)\d\d(?![\d%€$])"
DATE = re.compile(
    r"(?<![\d.,/:\w$€£+-])(?:"
    rf"(?P<day_name>\d{{1,2}}(?:st|nd|rd|th|er|º|ª|\.)?[\s./,-]{{0,4}}(?:de\s|of\s|d['’])?\s?(?:{NAME})\b\.?,?[\s./-]{{0,4}}(?:del?\s)?\s?{YEAR})"
    rf"|(?P<name_day>(?:{NAME})\b\.?[\s-]*\d{{1,2}}(?:st|nd|rd|th)?(?:,|\s|-|at\b){{1,6}}(?:\d\d?:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s)?)?{YEAR})"
    rf"|(?P<year_name>{YEAR}[.\s,-]*(?:m\.\s)?(?:{NAME})\b\.?[\s-]*\d{{1,2}}(?!\d))"
    r"|(?P<year_first>(?:1[789]|20)\d\d(?P<mark>[-./年])\s?\d{1,2}(?:(?P=mark)|月)\s?\d{1,2}日?(?!\d))"
    r"|(?P<numbers>\d{1,2}(?P<sign>[-./])\s?\d{1,2}(?P=sign)\s?(?:\d{4}|\d\d)(?![\d/]|[-.]\d))"
    rf"){CLOCK}",
    re.IGNORECASE,
)
MOMENT = re.compile(rf"{TIME}(?:\s[A-Z]{{3,4}}\b)?")  # a time of day inside a date: "Nov 07 18:34:21 GMT 2007"
PLAIN_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=$|[T\s])")
EPOCH = re.compile(r"(?:1970-01-01|0001-01-01)T00:00|1 Jan(?:uary)? 1970\b")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
MONTH_ONLY = re.compile(rf"(?:(?:{NAME})\b\.?,?[\s./-]*{YEAR}|{YEAR}-\d\d)", re.IGNORECASE)
YEAR_ONLY = re.compile(YEAR)
NO_YEAR = re.compile(
    rf"(?<![\d.,/:\w-])(?:(?:{NAME})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:de\s)?(?:{NAME})\b\.?)(?![\d:])", re.IGNORECASE
)
HAS_DIGIT = re.compile(r"\d")
# A year, or three numbers: one of these is in each date with day, month and year.
MAY_BE_DATE = re.compile(r"(?:1[789]|20)\d\d|\d[-./]\s?\d{1,2}[-./]\s?\d\d")


def read_day(text: str | None, order: Order | None = None) -> Day | None:
    """Return the day that the whole text says (a meta tag, a datetime attribute, what the user told); None if it says none.

    order  what stands first where numbers leave it open; with None such a date is ambiguous
    """
    text = (text or "").strip()
    if not text or len(text) > LIMIT:
        return None
    if EPOCH.match(text):  # what a template makes of no date
        return None
    iso = PLAIN_ISO.match(text)
    if iso:
        return made(int(iso[1]), int(iso[2]), int(iso[3]), text)
    compact = COMPACT.fullmatch(text)
    if compact:
        return made(int(compact[1]), int(compact[2]), int(compact[3]), text)
    if SECONDS.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return made(moment.year, moment.month, moment.day, text)
    found = find_days(text, order)
    if found:
        return found[0]
    if MONTH_ONLY.fullmatch(text) or YEAR_ONLY.fullmatch(text):
        return judged(text)
    return None


def find_days(text: str, order: Order | None = None) -> list[Day]:
    """Return the dates with day, month and year in a line of text, as they stand in it."""
    text = text[:SEARCHED]
    if not MAY_BE_DATE.search(text):
        return []
    found = []
    for match in DATE.finditer(text):
        day = located(match, order)
        if day is not None:
            found.append(day)
    return found


def located(match: re.Match[str], order: Order | None) -> Day | None:
    raw = match[0].strip(" ,|–—-")
    written = next(match[name] for name in ("day_name", "name_day", "year_name", "year_first", "numbers") if match[name])
    if match["numbers"]:
        return numbers(written, match["sign"], order, raw, match.start())
    if match["year_first"]:
        year, month, day = map(int, re.findall(r"\d+", written))
        return made(year, month, day, raw, match.start())
    return judged(MOMENT.sub(" ", written), raw, match.start())


def numbers(written: str, sign: str, order: Order | None, raw: str, at: int) -> Day | None:
    """A date of three numbers: the first over twelve is the day; a dot means that the day stands first."""
    first, second, year = map(int, re.findall(r"\d+", written))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if first > 12 or sign == ".":
        return made(year, second, first, raw, at)
    if second > 12:
        return made(year, first, second, raw, at)
    if first == second or order == "day":
        return made(year, second, first, raw, at)
    if order == "month":
        return made(year, first, second, raw, at)
    possible = made(year, second, first, raw, at)
    return Day(str(year), "year", raw, at, ambiguous=True) if possible else None


def made(year: int, month: int, day: int, raw: str, at: int = 0) -> Day | None:
    """The day, if the calendar has it."""
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    return Day(value, "day", raw, at) if year >= EARLIEST else None


def judged(written: str, raw: str | None = None, at: int = 0) -> Day | None:
    """The date that dateutil reads, as far as it was written."""
    read = readings(written.strip())
    if read is None:
        return None
    one, other = read
    if one.year != other.year or one.year < EARLIEST:
        return None
    raw = raw or written.strip()
    if one.month != other.month:
        return Day(f"{one.year}", "year", raw, at)
    if one.day != other.day:
        return Day(f"{one.year}-{one.month:02}", "month", raw, at)
    return Day(one.isoformat(), "day", raw, at)


@lru_cache(maxsize=4096)
def readings(written: str) -> tuple[date, date] | None:
    """The text as dateutil reads it with each of two days to fill gaps from; None where it cannot."""
    if not written or len(written) > LIMIT:
        return None
    try:
        one, other = (READER.parse(written, default=gap, ignoretz=True, dayfirst=True, yearfirst=False) for gap in GAPS)
    except (ParserError, OverflowError, ValueError):
        return None
    return one.date(), other.date()


def find_day_without_year(text: str) -> str | None:
    """The words of the first day and month in the text that no year follows: "June 20"."""
    found = NO_YEAR.search(text[:SEARCHED])
    return found[0].strip() if found else None
