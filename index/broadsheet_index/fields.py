"""The fields of an article, each said once.

The Whoosh schema, the prefixes of the query language, the facets, the list in an error about an unknown field and the
help page are all made from FIELDS; a new field is one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from .article import Article


class Kind(Enum):
    """How a field is indexed and what may be asked of it."""

    TEXT = "text"  # words in order, stemmed and exact: words, phrases, near, prefixes
    NAMES = "names"  # several short values: words in order inside one value, or one whole value
    DOMAIN = "names and a domain"  # NAMES, and a domain finds its subdomains
    VALUE = "value"  # one word of a closed list
    ADDRESS = "address"  # from the beginning, or as a whole
    DATE = "date"  # a day, month or year
    NUMBER = "number"  # a whole number or a range; known across articles
    STORY = "story"  # the id of an article, for it and its copies; known across articles


COLUMNS = (Kind.DATE, Kind.NUMBER, Kind.STORY)  # asked of columns and overlays: no words in the index


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    name      in the query language, in JSON parameters and in the index
    kind      how it is indexed
    weight    of its words in a query that names no field; 0: not searched unless named
    meaning   for the help page and for errors
    values    what an article has in it
    aliases   other names in the query language
    facet     whether its values can be counted
    hidden    no prefix of its own in the query language
    people    its values are people's names: other spellings of one person are found and counted together
    """

    name: str
    kind: Kind
    weight: float
    meaning: str
    values: Callable[[Article], tuple[str, ...]]
    aliases: tuple[str, ...] = ()
    facet: bool = False
    hidden: bool = False
    people: bool = False


def _across(article: Article) -> tuple[str, ...]:
    """What one article alone does not know."""
    return ()


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _title(article: Article) -> tuple[str, ...]:
    # A first sentence that stands in for a headline is in the body already, and is no headline.
    return () if article.title_origin == "first_sentence" else (article.title,)


def _people(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for who in article.people for name in (who.name, *who.spellings)))


def _source(article: Article) -> tuple[str, ...]:
    return _one(article.source.name) + _one(article.source.domain)


STATES: dict[str, Callable[[Article], bool]] = {
    "agency": lambda a: a.agency is not None,
    "author": lambda a: bool(a.authors),
    "caption": lambda a: bool(a.captions),
    "correction": lambda a: bool(a.corrections),
    "date": lambda a: a.published.value is not None,
    "person": lambda a: bool(a.people),
    "place": lambda a: a.place is not None,
    "removed": lambda a: bool(a.removed),
    "section": lambda a: a.section is not None,
    "source": lambda a: a.source.name is not None or a.source.domain is not None,
    "subtitle": lambda a: a.subtitle is not None,
    "url": lambda a: a.url is not None,
}


def _states(article: Article) -> tuple[str, ...]:
    return tuple(name for name, holds in STATES.items() if holds(article))


FIELDS = (
    Field("title", Kind.TEXT, 3.0, "the headline, without the name of the site", _title, aliases=("intitle", "headline")),
    Field("subtitle", Kind.TEXT, 1.5, "the standfirst", lambda a: _one(a.subtitle)),
    Field("body", Kind.TEXT, 1.0, "the story itself", lambda a: a.body),
    Field("correction", Kind.TEXT, 1.0, "editor's notes and corrections", lambda a: a.corrections),
    Field("caption", Kind.TEXT, 0.0, "what stands under the pictures", lambda a: a.captions),
    Field("removed", Kind.TEXT, 0.0, "what was stripped from the page", lambda a: tuple(b.text for b in a.removed), hidden=True),
    Field("person", Kind.NAMES, 0.0, "people mentioned", _people, aliases=("people",), facet=True, people=True),
    Field("author", Kind.NAMES, 0.0, "who wrote it", lambda a: a.authors, aliases=("by",), facet=True, people=True),
    Field("source", Kind.DOMAIN, 0.0, "who published it, by name or domain", _source, aliases=("site",), facet=True),
    Field("agency", Kind.NAMES, 0.0, "the news agency or desk", lambda a: _one(a.agency)),
    Field("section", Kind.NAMES, 0.0, "the section of the paper", lambda a: _one(a.section), facet=True),
    Field("place", Kind.NAMES, 0.0, "the place of the dateline", lambda a: _one(a.place)),
    Field("date", Kind.DATE, 0.0, "the day it was published", lambda a: _one(a.published.value), aliases=("published", "pubdate")),
    Field("copies", Kind.NUMBER, 0.0, "how many near-identical articles there are, itself included", _across),
    Field("cluster", Kind.STORY, 0.0, "an article, by its id, and its near-identical copies", _across),
    Field("has", Kind.VALUE, 0.0, "what the article has: " + ", ".join(STATES), _states),
    Field("flag", Kind.VALUE, 0.0, "what is odd about the page", lambda a: a.flags, facet=True),
    Field("lang", Kind.VALUE, 0.0, "the language, two letters", lambda a: _one(a.lang), facet=True),
    Field("url", Kind.ADDRESS, 0.0, "the address, from its beginning", lambda a: _one(a.url)),
    Field("path", Kind.ADDRESS, 0.0, "the file, from its beginning", lambda a: _one(a.path)),
)

BY_NAME: dict[str, Field] = {name: field for field in FIELDS for name in (field.name, *field.aliases)}
PEOPLE_FIELDS = tuple(field.name for field in FIELDS if field.people)
TEXT_FIELDS = tuple(field for field in FIELDS if field.kind is Kind.TEXT)
BARE_FIELDS = tuple(field for field in TEXT_FIELDS if field.weight)  # where a word without a field is looked for
FACETS = ("source", "author", "person", "year", "month", "section", "lang", "flag")


def facet_values(article: Article, facet: str) -> tuple[str, ...]:
    """The values under which an article is counted, each once; () where it has none.

    A person is counted under the one name the article gives them, a source under its name or else its domain.
    """
    if facet == "person":
        return tuple(dict.fromkeys(who.name for who in article.people))
    if facet == "source":
        return _one(article.source.name or article.source.domain)
    if facet in ("year", "month"):
        length = 4 if facet == "year" else 7
        value = article.published.value or ""
        return (value[:length],) if len(value) >= length else ()
    return tuple(dict.fromkeys(BY_NAME[facet].values(article)))
