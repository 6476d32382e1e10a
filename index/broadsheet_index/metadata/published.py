"""When the article was published and changed. The first source that tells a believable day wins; wrong is worse than none.

The day is that of the page's own calendar: "2024-02-29T23:30:00-05:00" is 29 February, wherever it is read. A date that
lies ahead is flagged and not taken. A date of a photograph, an event, a comment, another story is never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..article import Origin, Published
from ..strip import Time
from .date_in_url import date_in_url
from .date_lines import OF_EVENT, told_dates
from .dateline import Dateline
from .dates import Day, Order, find_day_without_year, read_day
from .json_ld import text_of
from .reading import FOREIGN_CUES, Reading
from .relative import relative_day
from .titles import SEPARATOR

JSON_LD = ("datePublished", "dateCreated", "uploadDate")
JSON_LD_CHANGED = ("dateModified",)
METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "published_time",
    "datepublished", "article.published", "rnews:datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "bt:pubdate", "vr:published_time", "lp.article:published_time", "shareaholic:article_published_time",
    "iso-8601-publish-date", "originalpublicationdate", "article_date_original", "article-publication-date", "pubdate", "pub_date",
    "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "published-date", "date_published",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "citation_publication_date", "citation_online_date",
    "og:pubdate", "displaydate", "firstpublished", "dateposted", "article:create_at", "ptime", "search.publishdate", "release_date",
)  # fmt: skip
# These say only that something has a date: often the change, or the day the page was made. What the page shows is better.
METAS_VAGUE = ("dc.date", "dcterms.date", "date", "created", "doc_date")
METAS_CHANGED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article:modified", "article:updated_time",
    "dcterms.modified", "dc.date.modified", "modified_time", "last-modified", "lastmod",
)  # fmt: skip
LONGEST_DAY_LINE = 6  # words
ZONES = timedelta(days=1)  # somewhere it is tomorrow already


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and changed, and what is doubtful about it."""

    published: Published
    modified: str | None = None
    flags: tuple[str, ...] = ()


def dates(reading: Reading, order: Order | None, line: Dateline | None) -> Dates:
    """Return the dates of a page.

    order  what stands first in its dates of three numbers
    line   its dateline, if it has one
    """
    ahead = doubtful = None
    changed = modified(reading, order)
    for day, origin in told(reading, order, line):
        if is_ahead(day, reading.latest):
            ahead = ahead or day
        elif day.ambiguous and day.precision == "year" and doubtful is None:
            doubtful = (day, origin)
        elif not day.ambiguous:
            flags = ("future-date",) if ahead else ()
            return Dates(Published(day.value, day.precision, origin, day.raw), not_before(changed, day), flags)
    flags = ("future-date",) if ahead else ()
    if doubtful:
        day, origin = doubtful
        return Dates(Published(day.value, day.precision, origin, day.raw), changed, (*flags, "ambiguous-date"))
    if line is not None and line.raw:
        return Dates(Published(None, "none", "dateline", line.raw), changed, (*flags, "no-year"))
    bare = None if ahead else day_line(reading)
    if bare is not None:
        return Dates(Published(None, "none", "text", bare), changed, (*flags, "no-year"))
    return Dates(Published(raw=ahead.raw if ahead else None), changed, (*flags, "no-date"))


def day_line(reading: Reading) -> str | None:
    """The words of a line near the headline that the page calls a date and that says a day and a month, but no year."""
    for block in reading.near:
        if "date" in block.own_cues and block.words <= LONGEST_DAY_LINE and not OF_EVENT.search(block.signature):
            bare = find_day_without_year(block.text)
            if bare is not None:
                return bare
    return None


def told(reading: Reading, order: Order | None, line: Dateline | None) -> Iterator[tuple[Day, Origin]]:
    """Yield what the page and the user say, most trusted first."""
    days: tuple[tuple[Iterator[Day | None], Origin], ...] = (
        (iter([read_day(reading.given.date, order)]), "given"),
        ((read_day(reading.graph.text(key), order) for key in JSON_LD), "json-ld"),
        ((read_day(content, order) for name in METAS for content in reading.said.metas.get(name, ())), "meta"),
        (times(reading, order), "time"),
    )
    for found, origin in days:
        yield from ((day, origin) for day in found if day is not None)
    for one in told_dates(reading, order):
        if not one.changed:
            yield one.day, one.origin
    if line is not None and line.day is not None:
        yield line.day, "dateline"
    yield from ((day, "meta") for name in METAS_VAGUE for content in reading.said.metas.get(name, ()) if (day := read_day(content, order)))
    for url in dict.fromkeys((reading.url, reading.given.url, reading.said.first("og:url"), reading.said.canonical)):
        day = date_in_url(url)
        if day is not None:
            yield day, "url"
    for node in reading.graph.pages:
        day = read_day(text_of(node.get("datePublished")), order)
        if day is not None:
            yield day, "json-ld"
    for part in SEPARATOR.split(reading.said.title_tag or "")[1:]:  # "Headline | DW | 28.04.2023"
        day = read_day(part, order)
        if day is not None and day.precision == "day" and len(part) <= len(day.raw) + 2:
            yield day, "meta"
    for content in reading.said.microdata.get("datepublished", ())[:1]:
        day = read_day(content, order)
        if day is not None:
            yield day, "meta"
    for block in reading.near:
        marked = reading.rules.get(block.number) in ("byline", "date line") or not {"byline", "date"}.isdisjoint(block.own_cues)
        day = relative_day(block.text, reading.given.fetched, is_marked=marked) if block.link_share < 0.5 else None  # German "hier" is a link
        if day is not None:
            yield day, "text"


def times(reading: Reading, order: Order | None, *, changed: bool = False) -> Iterator[Day]:
    """Days of <time> elements beside the headline; the one marked as the date of publication first."""
    own = [time for time in reading.times if is_own(time, reading) and is_change(time) == changed]
    for time in sorted(own, key=lambda time: (time.prop.lower() != "datepublished", time.number < reading.headline)):
        day = read_day(time.datetime, order) or read_day(time.text, order)
        if day is not None:
            yield day


def is_own(time: Time, reading: Reading) -> bool:
    if time.prop.lower() == "datepublished" and FOREIGN_CUES.isdisjoint(time.cues):
        return True
    near = {block.number for block in reading.near}
    return time.number in near and reading.foreign_cues.isdisjoint(time.cues) and reading.foreign_tags.isdisjoint(time.tags)


def is_change(time: Time) -> bool:
    return time.prop.lower() == "datemodified" or "updated" in time.text.lower()


def modified(reading: Reading, order: Order | None) -> str | None:
    """The day of the last change, as the page tells it."""
    for day in changes(reading, order):
        if day.precision == "day" and not is_ahead(day, reading.latest):
            return day.value
    return None


def changes(reading: Reading, order: Order | None) -> Iterator[Day]:
    found: list[Day | None] = [read_day(reading.graph.text(key), order) for key in JSON_LD_CHANGED]
    found += [read_day(content, order) for name in METAS_CHANGED for content in reading.said.metas.get(name, ())]
    yield from (day for day in found if day is not None)
    yield from times(reading, order, changed=True)
    yield from (one.day for one in told_dates(reading, order) if one.changed)


def not_before(changed: str | None, day: Day) -> str | None:
    """The day of the change, unless it lies before the publication, as the date of a template does."""
    return changed if changed is not None and changed[: len(day.value)] >= day.value else None


def is_ahead(day: Day, latest: date) -> bool:
    return day.value > (latest + ZONES).isoformat()[: len(day.value)]
