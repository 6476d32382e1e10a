"""The two things a page can be: a `Page` as it was found, an `Article` as it was understood.

Everything here is frozen and plain, so that an article can be pickled between processes, stored, and compared. Lists of
the JSON form are tuples here. A fact the page does not give is None, never a guess that looks like a fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Precision = Literal["day", "month", "year", "none"]
Origin = Literal["given", "json-ld", "meta", "time", "byline", "dateline", "url", "text"]
TitleOrigin = Literal["given", "json-ld", "meta", "heading", "title-tag", "first-line", "first_sentence"]

FLAGS = (
    "no-title",  # no headline was found: the title is the first sentence
    "no-date",  # nothing on the page says when it was published
    "no-year",  # a day and a month, but no year
    "ambiguous-date",  # 03/04/2024 may be March or April, and the page does not say
    "future-date",  # the page says a date that lies ahead of the day it was fetched (or read)
    "short",  # under 250 characters of body
    "list-page",  # a front page, section or search page, not one article
    "live-blog",
    "paywall",
    "consent-wall",
    "script-only",  # the text comes from a script that was not run
    "title-mismatch",  # the headline shares no word with the body
    "uncertain-end",  # another end of the article was nearly as likely
    "people-not-read",  # no finder for this language
    "republished",  # the page says that it took the story from elsewhere
    "truncated",  # the dump stops in mid-sentence, or the text was cut at a limit
)

SHORT_BODY = 250  # characters

# Pages that are no article, by their flag: `extract` prints them, an index lists them as skipped for this reason.
NO_ARTICLE = {"list-page": "list page", "consent-wall": "consent wall", "script-only": "page that needs its script"}


@dataclass(frozen=True, slots=True)
class Source:
    """Who published the page: "The Kyiv Independent", "kyivindependent.com"."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published, how exactly that is known, and from where.

    value      ISO day "2023-12-20", month "2023-12" or year "2023", as `precision` says; None where precision is "none"
    origin     which evidence gave it; None where there is none
    raw        the text it was read from; kept even where no value came of it ("June 20" has no year)
    """

    value: str | None = None
    precision: Precision = "none"
    origin: Origin | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the article mentions: the fullest name it gives, how often, and each spelling as it is written there.

    places   of each mention: the paragraph of the body, and where it begins and ends there, in characters
    """

    name: str
    mentions: int
    spellings: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)  # where they are does not make them others


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that was taken out of the page.

    rule       the named reason, in words a reader understands ("related links", "photo caption")
    position   how many paragraphs of the body stand before it
    """

    text: str
    rule: str
    position: int


@dataclass(frozen=True, slots=True)
class Given:
    """What the user's scraper knew of a page (`--meta`, a side file, keys of a JSONL record). It outranks the page.

    domain  of the source, where the address does not tell it
    """

    source: str | None = None
    date: str | None = None
    fetched: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    lang: str | None = None
    url: str | None = None
    domain: str | None = None


Form = Literal["html", "text", "clean"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was found.

    path       relative to the folder that was indexed; a record in a file is "pages.jsonl#its-own-id"
    content    its bytes, or its text where it came out of a record
    form       "html", "text" (a flattened dump), "clean" (a record with a body: paragraphs parted by an empty line)
    digest     SHA-256 of its bytes, hexadecimal
    charset    what its transport said of its encoding, if anything
    extra      keys of a record that Broadsheet does not know, kept and shown: (key, JSON text) pairs
    """

    path: str
    content: bytes | str
    form: Form
    digest: str
    charset: str | None = None
    given: Given = Given()
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A page as it was understood. See ../README.md for what each fact means and how it is found."""

    path: str
    digest: str
    title: str
    body: tuple[str, ...]
    url: str | None = None
    fetched: str | None = None
    source: Source = Source()
    title_origin: TitleOrigin = "first_sentence"
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    published: Published = Published()
    modified: str | None = None
    people: tuple[Person, ...] = ()
    corrections: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    section: str | None = None
    lang: str | None = None
    removed: tuple[Removed, ...] = ()
    flags: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def kept_chars(self) -> int:
        return sum(map(len, self.body))

    @property
    def removed_chars(self) -> int:
        return sum(len(block.text) for block in self.removed)

    @property
    def is_no_article(self) -> str | None:
        """Why the page tells no story ("list page"); None where it does. Text that a page's script would have shown is a story."""
        return next((NO_ARTICLE[flag] for flag in self.flags if flag in NO_ARTICLE and not (flag == "script-only" and self.body)), None)
