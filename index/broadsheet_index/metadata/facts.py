"""All facts of a page, each asked of its own module."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from ..article import Published, Source
from ..strip import Block, Stripped
from ..strip.lines import is_paragraph
from . import source as sources
from .authors import authors
from .byline import byline
from .dateline import Dateline, dateline
from .dates import find_days
from .day_order import day_order
from .language import declared_locale
from .published import dates
from .reading import Reading
from .relative import moment
from .same import plain
from .section import section

DATELINES = 3  # paragraphs among which the dateline is: the first may be a standfirst
FEWEST_SUBTITLE_WORDS = 6
FEWEST_DESCRIBED_WORDS = 4  # where the page's head says the same
STANDFIRST_REACH = 8  # blocks
DATE_LINE_WORDS = 14
STANDFIRST_TAGS = frozenset(["p", "h2", "h3"])
TRAIL = re.compile(r"[»«›|]|\bcomments?$", re.IGNORECASE)  # "Older post » Newer post", "Oct 30, 2012 | 3 comments"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article; the names are those of Article."""

    source: Source = Source()
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    published: Published = Published()
    modified: str | None = None
    section: str | None = None
    flags: tuple[str, ...] = field(default=())


def facts(reading: Reading, stripped: Stripped, html_lang: str | None = None) -> Facts:
    """Return the facts of a page that shows an article."""
    sites = sources.site_names(reading.said, reading.graph, reading.domain)
    line = first_dateline(reading)
    written = authors(reading, frozenset(map(plain, (*sites, *sources.owners(reading.said)))))
    order = day_order(date_texts(reading), reading.domain, declared_locale(reading.said, html_lang) or reading.lang)
    when = dates(reading, order, line)
    agency = (line.agency if line else None) or written.agency
    source = sources.source(reading.given, reading.said, reading.graph, reading.domain)
    return Facts(
        source=sources.told_in_text(source, reading.blocks, written.agency, line),
        subtitle=subtitle(reading, stripped, written.line.number if written.line else -1),
        authors=written.persons,
        agency=agency,
        place=line.place if line else None,
        published=when.published,
        modified=when.modified,
        section=section(reading),
        flags=when.flags,
    )


def given_facts(reading: Reading) -> Facts:
    """The facts of a clean record: what was given, and nothing that would have to be read from its text."""
    when = dates(replace(reading, kept=(), blocks=()), None, None)
    return Facts(
        source=sources.source(reading.given, reading.said, reading.graph, reading.domain),
        authors=reading.given.authors or (),
        published=when.published,
        flags=when.flags,
    )


def first_dateline(reading: Reading) -> Dateline | None:
    paragraphs = [block for block in reading.kept if is_paragraph(block)][:DATELINES]
    return next(filter(None, (dateline(block.text) for block in paragraphs)), None)


def date_texts(reading: Reading) -> list[str]:
    """Lines whose dates in numbers may tell the page's habit: those near the headline, and what the head says."""
    said = [content for contents in reading.said.metas.values() for content in contents if len(content) <= 40 and "/" in content]
    return [*(block.text for block in reading.near), *said]


def subtitle(reading: Reading, stripped: Stripped, author_line: int) -> str | None:
    """The standfirst, where it is not the first paragraph of the body: an article says its text once."""
    kept = {block.number for block in stripped.kept}
    for block in stripped.head:
        if block.number not in kept and block.number != author_line and is_standfirst(block, reading):
            return block.text
    return next((block.text for block in below_headline(reading) if block.number not in kept and is_described(block, reading)), None)


def below_headline(reading: Reading) -> tuple[Block, ...]:
    """The blocks from the headline to the first paragraph, as far as a standfirst may stand from it."""
    if reading.headline < 0:
        return ()
    end = min(reading.begin, reading.headline + 1 + STANDFIRST_REACH)
    return tuple(block for block in reading.blocks if reading.headline < block.number < end)


def is_described(block: Block, reading: Reading) -> bool:
    """True for the words that the page's head describes the article with: its standfirst, whatever else it looks like."""
    own = plain(block.text)
    return block.words >= FEWEST_DESCRIBED_WORDS and own != plain(reading.title) and any(own == plain(one) for one in descriptions(reading))


def descriptions(reading: Reading) -> list[str]:
    told = [reading.said.first(name) for name in ("description", "og:description", "twitter:description")]
    return [one for one in (*told, reading.graph.text("description")) if one]


def is_standfirst(block: Block, reading: Reading) -> bool:
    """True for words about the story: no byline, no date line, no breadcrumb, not the headline once more."""
    return (
        block.words >= FEWEST_SUBTITLE_WORDS
        and reading.is_own(block)
        and plain(block.text) != plain(reading.title)
        and byline(block.text) is None
        and not (find_days(block.text) and block.words <= DATE_LINE_WORDS)
        and not TRAIL.search(block.text)
        and (not block.from_html or block.tag in STANDFIRST_TAGS or "standfirst" in block.own_cues)
    )


def latest_day(fetched: str | None) -> date:
    """The last day that a page can say it was published: the day it was fetched, or today."""
    known = moment(fetched)
    return known.date() if known else datetime.now(UTC).date()
