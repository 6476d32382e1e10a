"""The page of one person or one source: how many articles, when, with whom, where, the latest ten."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet_index.analysis import fold
from broadsheet_search.engine import MOST_COUNTED, Request

from . import timeline, urls
from .asked import Asked
from .listing import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet_search.engine import Answer, Engine

    from .listing import Row

LATEST = 10
NEAREST = 5  # people whose names are looked at
BESIDE = 12  # values of a list beside the articles
Value = tuple[str, int, str]  # text, count, address
SLUG = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """`others`: how else the name is written; `within`: the filter that a search within keeps."""

    name: str
    answer: Answer
    rows: tuple[Row, ...]
    timeline: timeline.Drawn | None
    people: tuple[Value, ...]
    sources: tuple[Value, ...]
    sections: tuple[Value, ...]
    others: tuple[str, ...]
    within: tuple[str, str]
    given: urls.Params


def of_person(engine: Engine, name: str) -> Profile:
    """By any spelling of the name, so that a link outlives every regrouping of spellings."""
    name = name.replace('"', " ").strip()
    return _profile(engine, name, f'person:"{name}"', ("person", name))


def of_source(engine: Engine, slug: str) -> Profile | None:
    """By a name's slug or a domain; None where no article is from there."""
    known = engine.answer(Request(facets=("source",), facet_size=MOST_COUNTED, page_size=1, snippets=0)).facets["source"]
    named = next((count.value for count in known if slug_of(count.value) == slug.lower()), None)
    if named is not None and '"' not in named:
        return _profile(engine, named, f'source:="{named}"', ("source", "=" + named))
    words = slug.replace('"', " ").strip()
    found = _profile(engine, words, f'source:"{words}"', ("source", words)) if any(map(str.isalnum, words)) else None
    return found if found and found.answer.total else None


def slug_of(source: str) -> str:
    """ "The Kyiv Independent" -> "the-kyiv-independent"; a domain is its own slug.

    >>> slug_of("The Kyiv Independent"), slug_of("tass.com")
    ('the-kyiv-independent', 'tass.com')
    """
    return SLUG.sub("-", source.lower()).strip("-")


def _profile(engine: Engine, name: str, q: str, within: tuple[str, str]) -> Profile:
    facets = ("person", "source", "section")
    request = Request(
        q, sort="newest", page_size=LATEST, snippets=0, facets=facets, facet_size=BESIDE + 8, lenient=True, collapse="story"
    )
    answer = engine.answer(request)
    given = (("q", q),)
    own = _spellings(engine, name, answer) if within[0] == "person" else ()
    taken = {*own, *_taken(answer)}  # whoever the page is about, or may be, appears with nobody of that name
    people = (one for one in answer.facets["person"] if within[0] != "person" or taken.isdisjoint((one.value, *one.spellings)))
    return Profile(
        name=name,
        answer=answer,
        rows=rows([replace(hit, title_marks=()) for hit in answer.hits], ""),  # nothing was typed that could be marked
        timeline=timeline.timeline(engine, Asked(request, given), answer.tree),
        people=_values((one.value, one.count, urls.address("one.person", name=one.value)) for one in people),
        sources=_values((one.value, one.count, _filtered(given, "source", one.value)) for one in answer.facets["source"]),
        sections=_values((one.value, one.count, _filtered(given, "section", one.value)) for one in answer.facets["section"]),
        others=tuple(spelling for spelling in own if spelling != name),
        within=within,
        given=given,
    )


def _filtered(given: urls.Params, name: str, value: str) -> str:
    return urls.address("pages.search", urls.added(given, name, value))


def _values(found: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(found)[:BESIDE]


def _spellings(engine: Engine, name: str, answer: Answer) -> tuple[str, ...]:
    """All spellings of whoever is written so, the commonest first; else of the one person whom a question for the name finds."""
    wanted = fold(name)
    taken = _taken(answer)
    likely = engine.people(name, NEAREST)
    written = (someone for someone in likely if wanted in map(fold, (someone.name, *someone.spellings)))
    meant = (someone for someone in likely if taken and taken <= set(someone.spellings))
    found = next(written, None) or next(meant, None)
    return tuple(dict.fromkeys((found.name, *found.spellings))) if found else ()


def _taken(answer: Answer) -> set[str]:
    return {spelling for variant in answer.variants for spelling in variant.taken}
