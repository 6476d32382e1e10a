"""The articles of a search over time, as bars that are links: years, months, weeks or days by how far they reach.

The bars ignore the search's own dates, so that what lies around them is seen: with dates set, the bars show them and as
much again on either side, hollow. A click narrows to one bar; "Zoom out" goes to the month, the year, or all of time.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet_search.answers import Bucket
from broadsheet_search.plan import ranges_apart
from broadsheet_search.query import show
from broadsheet_search.query.days import period_of

from . import urls, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from broadsheet_search.answers import Interval, Timeline
    from broadsheet_search.engine import Engine, Request
    from broadsheet_search.query.tree import Dates, Node

    from .asked import Asked

MOST_BARS = 60
MANY_YEARS = 8 * 12  # months: beyond them years
MANY_MONTHS = 8  # months: beyond them months
MANY_DAYS = 40  # beyond them weeks
LEFT_OUT = 0.1  # of the articles: where more are not known to the day, the bars stay months
HEIGHT = 68  # of the highest bar, in units of the drawing
STEP = 12  # from bar to bar
GAP = 3
# How many months, weeks or years share a bar where there would be more than 60 of them.
GROUPS = (1, 3, 6, 12)
GROUPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100)

Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Bar:
    """One period, in words. `shape`: the bar as a path of the drawing, "" where nothing was found; `hit`: its area, STEP wide and of full height."""

    period: str
    count: int
    url: str
    inside: bool
    hit: str
    shape: str

    @property
    def title(self) -> str:
        return f"{self.period}: {wording.count(self.count, 'article')}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline as it is shown.

    bars       oldest first, those without articles too
    width      of the drawing, in its units
    most       articles of the highest bar
    ends       of the drawing, in words
    zoom_out   None where no dates are set
    undated    articles without a date, and the search that finds them
    imprecise  articles whose date is not known as exactly as the bars are narrow
    """

    bars: tuple[Bar, ...]
    width: int
    most: int
    unit: str
    ends: tuple[str, str]
    zoom_out: str | None
    undated: int
    undated_url: str
    imprecise: int

    @property
    def years(self) -> str:
        """ "2019–2024" """
        first, last = (words[-len("2024") :] for words in self.ends)
        return first if first == last else f"{first}–{last}"

    @property
    def filled(self) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.count)


def timeline(engine: Engine, asked: Asked, tree: Node | None = None) -> Drawn | None:
    """None where no article has a date.

    tree   of the query: date ranges that stand in it are taken as dates that are set
    """
    q, ranges = without_dates(asked, tree)
    whole = replace(asked.request, q=q, since=None, until=None, undated=None, facets=(), snippets=0, page=1)
    chosen = _chosen(asked.request) or _within(ranges)
    interval, counted = _counted(engine, whole, chosen)
    given = urls.turned(asked.given, q="" if q == "*" else q)
    if not counted.buckets:
        return None
    counts = {dt.date.fromisoformat(bucket.start): bucket.count for bucket in counted.buckets}
    first, last = _shown(counts, chosen, interval)
    periods = _grouped(list(_periods(first, last, interval)), interval)

    narrowed = urls.varying("pages.search", urls.turned(given, since="", to="", undated=""), "from", "to")

    def url(period: Period) -> str:
        return narrowed(*_written(period))

    totals = _totals(counts, periods)
    most = max(totals)
    bars = []
    for at, (period, total) in enumerate(zip(periods, totals, strict=True)):
        inside = chosen is None or (chosen[0] <= period[1] and period[0] <= chosen[1])
        bars.append(Bar(in_words(period), total, url(period), inside, _hit(at), _shape(at, total / most) if total else ""))
    return Drawn(
        bars=tuple(bars),
        width=len(bars) * STEP,
        most=most,
        unit=_unit(periods, interval),
        ends=(in_words(periods[0]), in_words(periods[-1])),
        zoom_out=_wider(chosen, url, urls.address("pages.search", urls.turned(given, since="", to="", undated=""))),
        undated=counted.undated,
        undated_url=urls.address("pages.search", urls.turned(given, since="", to="", undated="only", sort="")),
        imprecise=counted.imprecise,
    )


def _totals(counts: dict[dt.date, int], periods: list[Period]) -> list[int]:
    """Articles of each period. counts: by the first day of each month, week or day that has any."""
    ends = [end for _, end in periods]
    totals = [0] * len(periods)
    for start, number in counts.items():
        at = bisect_left(ends, start)
        if at < len(periods) and periods[at][0] <= start:
            totals[at] += number
    return totals


def _hit(at: int) -> str:
    return f"M{at * STEP} 0h{STEP}v{HEIGHT + 2}h-{STEP}z"


def _shape(at: int, share: float) -> str:
    """share: of the highest bar. A bar of one article among thousands is still seen."""
    height = max(round(HEIGHT * share, 1), 2.0)
    return f"M{at * STEP + GAP // 2} {HEIGHT}h{STEP - GAP}v-{height:g}h-{STEP - GAP}z"


def without_dates(asked: Asked, tree: Node | None) -> tuple[str, list[Dates]]:
    """The query without the date ranges that every hit must satisfy, and these ranges."""
    open_tree, ranges = ranges_apart(tree) if tree is not None else (tree, [])
    return (show(open_tree), ranges) if ranges and open_tree is not None else (asked.request.q, [])


# -- which bars


def _within(ranges: list[Dates]) -> Period | None:
    if not ranges:
        return None
    return min(one.first or dt.date.min for one in ranges), max(one.last or dt.date.max for one in ranges)


def _chosen(request: Request) -> Period | None:
    """The days that the search is narrowed to."""
    ends = [period_of(text, dt.date.today()) if text else None for text in (request.since, request.until)]
    if ends == [None, None]:
        return None
    first = ends[0][0] if ends[0] else dt.date.min
    last = ends[1][1] if ends[1] else dt.date.max
    return (first, last) if first <= last else (last, first)


def _counted(engine: Engine, whole: Request, chosen: Period | None) -> tuple[Interval, Timeline]:
    """By months, which say how far the articles reach; then by years or days where those are better."""
    counted = engine.timeline(whole, "month")
    if not counted.buckets:
        return "year", engine.timeline(whole, "year")
    first, last = (dt.date.fromisoformat(counted.buckets[at].start) for at in (0, -1))
    last = _end(last, "month")
    if chosen:
        first, last = max(first, chosen[0]), min(last, chosen[1])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MANY_YEARS:
        # Where every month is known the years are in it already.
        return "year", engine.timeline(whole, "year") if counted.imprecise else _by_year(counted)
    if months > MANY_MONTHS or first > last:
        return "month", counted
    by_day = engine.timeline(whole, "day")
    if chosen is None and by_day.buckets:
        days = [dt.date.fromisoformat(by_day.buckets[at].start) for at in (0, -1)]
        first, last = days[0], days[1]
    if not by_day.buckets or by_day.imprecise > LEFT_OUT * sum(bucket.count for bucket in counted.buckets):
        return "month", counted
    return ("week", engine.timeline(whole, "week")) if (last - first).days >= MANY_DAYS else ("day", by_day)


def _by_year(counted: Timeline) -> Timeline:
    years = Counter[str]()
    for bucket in counted.buckets:
        years[bucket.start[: len("2024")]] += bucket.count
    return replace(counted, buckets=tuple(Bucket(f"{year}-01-01", number) for year, number in sorted(years.items())))


def _shown(counts: dict[dt.date, int], chosen: Period | None, interval: Interval) -> Period:
    """All that is dated; with dates set these and as much again on either side, as far as there are articles."""
    first, last = min(counts), _end(max(counts), interval)
    if chosen is None:
        return first, last
    inner = list(_periods(max(chosen[0], first), min(chosen[1], last), interval)) if chosen[0] <= last else []
    beside = max(1, min(max(len(inner), 6), (MOST_BARS - len(inner)) // 2))
    begin = inner[0][0] if inner else min(max(chosen[0], first), last)
    end = inner[-1][1] if inner else begin
    return max(first, _moved(begin, -beside, interval)), min(last, _moved(end, beside, interval))


def _moved(day: dt.date, number: int, interval: Interval) -> dt.date:
    """A day some periods earlier or later, as far as the calendar goes."""
    try:
        match interval:
            case "day" | "week":
                return day + dt.timedelta(days=number * (7 if interval == "week" else 1))
            case "month":
                months = day.year * 12 + day.month - 1 + number
                return _end(dt.date(months // 12, months % 12 + 1, 1), "month") if number > 0 else dt.date(months // 12, months % 12 + 1, 1)
            case "year":
                return day.replace(year=day.year + number, day=min(day.day, 28))
    except (ValueError, OverflowError):
        return day


def _start(day: dt.date, interval: Interval) -> dt.date:
    match interval:
        case "year":
            return day.replace(month=1, day=1)
        case "month":
            return day.replace(day=1)
        case "week":
            return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1))
        case "day":
            return day


def _end(start: dt.date, interval: Interval) -> dt.date:
    match interval:
        case "year":
            return start.replace(month=12, day=31)
        case "month":
            return (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        case "week":
            return start + dt.timedelta(days=6)
        case "day":
            return start


def _periods(first: dt.date, last: dt.date, interval: Interval) -> Iterable[Period]:
    """Every period from the one of `first` to the one of `last`."""
    start = _start(first, interval)
    while start <= last:
        end = _end(start, interval)
        yield start, end
        if end == dt.date.max:
            return
        start = end + dt.timedelta(days=1)


def _starts(period: Period, interval: Interval) -> Iterable[dt.date]:
    return (start for start, _ in _periods(*period, interval))


def _grouped(periods: list[Period], interval: Interval) -> list[Period]:
    """At most 60: neighbours share a bar, beginning where a quarter or a decade does."""
    for size in GROUPS_OF_YEARS if interval == "year" else GROUPS:
        groups: list[Period] = []
        key = None
        for at, (start, end) in enumerate(periods):
            new = start.year // size if interval == "year" else ((start.year * 12 + start.month - 1) // size if interval == "month" else at // size)
            if groups and new == key:
                groups[-1] = (groups[-1][0], end)
            else:
                groups.append((start, end))
            key = new
        if len(groups) <= MOST_BARS:
            return groups
    return groups


# -- words


@lru_cache(maxsize=4096)
def in_words(period: Period) -> str:
    """ "2024", "March 2022", "1–7 June 2024", "January–March 2022", "1990–1999"."""
    first, last = period
    since, until = _written(period)
    if since == until:
        return wording.day(since)
    if len(since) == len("2024") or first.year != last.year:
        return f"{wording.day(since)}–{wording.day(until)}"
    if len(since) == len("2024-01"):
        return f"{wording.MONTHS[first.month - 1]}–{wording.day(until)}"
    if first.month == last.month:
        return f"{first.day}–{wording.day(until)}"
    return f"{first.day} {wording.MONTHS[first.month - 1]} – {wording.day(until)}"


@lru_cache(maxsize=4096)
def _written(period: Period) -> tuple[str, str]:
    """From and to of a period, as short as they can be written: 2024, 2024-06 or days."""
    first, last = period
    lengths: tuple[tuple[Interval, int], ...] = (("year", 4), ("month", 7))
    for interval, length in lengths:
        if first == _start(first, interval) and last == _end(_start(last, interval), interval):
            return first.isoformat()[:length], last.isoformat()[:length]
    return first.isoformat(), last.isoformat()


def _unit(periods: list[Period], interval: Interval) -> str:
    size = len(list(_starts(periods[0], interval))) if len(periods) > 1 else 1
    return interval if size == 1 else f"{size} {interval}s"


def _wider(chosen: Period | None, url: Callable[[Period], str], everything: str) -> str | None:
    """Where "Zoom out" leads: from days to their month, from months to their year, else to all of time."""
    if chosen is None:
        return None
    first, last = chosen
    intervals: tuple[Interval, ...] = ("month", "year")
    for interval in intervals:
        wider = (_start(first, interval), _end(_start(first, interval), interval))
        if first >= wider[0] and last <= wider[1] and (first, last) != wider and chosen[0] != dt.date.min:
            return url(wider)
    return everything


