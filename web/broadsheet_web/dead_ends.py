"""Where the page leads when little or nothing was found: each a query with what it finds, as a link."""

from __future__ import annotations

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
    fewer               with one filter less, without any, with any of the words: in words and as a way, where that finds something
    """

    meant: Way | None
    none: tuple[str, ...]
    without: tuple[Way, ...]
    removed: Way | None
    captions: Way | None
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
        fewer=tuple(_fewer(engine, asked)) if not answer.total else (),
    )


def _fewer(engine: Engine, asked: Asked) -> Iterator[tuple[str, Way]]:
    """The cheapest changes beside the query, each tried."""
    on = chips(asked)
    changes = [(f"Without the filter {chip.text}", chip.without) for chip in on[:MOST_TRIED]]
    if len(on) > 1:
        changes.append(("Without any filter", cleared(asked)))
    if dated := as_date(asked.q):
        changes.insert(0, (f"With {dated[0]} as the date of publication", urls.turned(asked.given, q=dated[1])))
    if asked.request.match == "all" and " " in asked.q:
        changes.append(("With any of the words, not all of them", urls.turned(asked.given, match="any")))
    for words, params in changes:
        changed = type(asked).from_args(MultiDict(params), page=True)
        try:
            total = engine.answer(replace(changed.request, facets=(), snippets=0, page=1, page_size=1)).total
        except BadQuery:  # a date like 2024-13 among the words
            continue
        if total:
            yield words, Way(changed.q, total, urls.address("pages.search", params))
