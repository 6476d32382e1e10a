"""Where the page leads when little or nothing was found: each a query with what it finds, as a link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from broadsheet_search.errors import BadQuery

from . import urls
from .chips import chips, cleared
from .typed_dates import as_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet_search.engine import Answer, Engine, Instead

    from .asked import Asked


MOST_TRIED = 5  # filters that are taken off one by one
ALIKE = 2  # people whose names are much like what was typed
BARE = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")  # two to four words, and nothing of the query language


@dataclass(frozen=True, slots=True)
class Way:
    q: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways on from an answer that holds little.

    meant               another spelling that finds more
    none                clauses that find nothing by themselves; () where the query is one clause
    without             the query without one clause, where that finds something
    removed, captions   the query in removed text and in captions, where it is
    dated               the query with the date among its words as the date of publication: how it was typed, and the way
    fewer               with one filter less, without any, with any of the words: in words and as a way, where that finds something
    """

    meant: Way | None
    none: tuple[str, ...]
    without: tuple[Way, ...]
    removed: Way | None
    captions: Way | None
    dated: tuple[str, Way] | None = None
    fewer: tuple[tuple[str, Way], ...] = ()


def ways_on(engine: Engine, asked: Asked, answer: Answer) -> Ways:
    def way(other: Instead) -> Way:
        return Way(other.q, other.total, urls.address("pages.search", urls.turned(asked.given, q=other.q)))

    found = answer.no_hits
    return Ways(
        meant=way(answer.suggestion) if answer.suggestion else None,
        none=tuple(clause.text for clause in found.clauses if not clause.total) if found and found.without else (),
        without=tuple(way(other) for other in found.without if other.total) if found else (),
        removed=way(found.removed) if found and found.removed.total else None,
        captions=way(found.captions) if found and found.captions.total else None,
        dated=_dated(engine, asked) if answer.total else None,
        fewer=tuple(_fewer(engine, asked)) if not answer.total else (),
    )


def _named_alike(engine: Engine, q: str) -> list[str]:
    """People who may be meant by some words: a name with two slips is beyond the suggestion of another spelling."""
    return [someone.name for someone in engine.people(q, ALIKE) if '"' not in someone.name] if BARE.fullmatch(q) else []


def _fewer(engine: Engine, asked: Asked) -> Iterator[tuple[str, Way]]:
    """The cheapest changes beside the query, each tried."""
    on = chips(asked)
    changes = [(f"Without the filter {chip.text}", chip.without) for chip in on[:MOST_TRIED]]
    if len(on) > 1:
        changes.append(("Without any filter", cleared(asked)))
    if dated := as_date(asked.q):
        typed, meant = dated
        words = meant.rpartition("date:")[0].strip()
        changes.insert(0, (f"With {typed} as the date of publication", urls.turned(asked.given, q=meant)))
        changes += [(f"Without {typed}", urls.turned(asked.given, q=words))] if words else []
    changes += [(f"The person {name}", urls.turned(asked.given, q=f'person:"{name}"')) for name in _named_alike(engine, asked.q)]
    if asked.request.match == "all" and " " in asked.q:
        changes.append(("With any of the words, not all of them", urls.turned(asked.given, match="any")))
    for words, params in changes:
        if found := _tried(engine, asked, params):
            yield words, found


def _dated(engine: Engine, asked: Asked) -> tuple[str, Way] | None:
    """What a date among the words would find as the date of publication; in words it may find what only mentions it."""
    dated = as_date(asked.q)
    found = _tried(engine, asked, urls.turned(asked.given, q=dated[1])) if dated else None
    return (dated[0], found) if dated and found else None


def _tried(engine: Engine, asked: Asked, params: urls.Params) -> Way | None:
    """The way of other parameters; None where it leads to nothing."""
    changed = type(asked).from_args(MultiDict(params), page=True)
    try:
        total = engine.answer(replace(changed.request, facets=(), snippets=0, page=1, page_size=1)).total
    except BadQuery:  # a date like 2024-13 among the words
        return None
    return Way(changed.q, total, urls.address("pages.search", params)) if total else None
