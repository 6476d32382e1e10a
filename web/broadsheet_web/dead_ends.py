"""Where the page leads when little or nothing was found: each a query with what it finds, as a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import urls

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer, Instead

    from .asked import Asked


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
    """

    meant: Way | None
    none: tuple[str, ...]
    without: tuple[Way, ...]
    removed: Way | None
    captions: Way | None


def ways_on(asked: Asked, answer: Answer) -> Ways:
    def way(other: Instead) -> Way:
        return Way(other.q, other.total, urls.address("pages.search", urls.turned(asked.given, q=other.q)))

    found = answer.no_hits
    return Ways(
        meant=way(answer.suggestion) if answer.suggestion else None,
        none=tuple(clause.text for clause in found.clauses if not clause.total) if found and found.without else (),
        without=tuple(way(other) for other in found.without if other.total) if found else (),
        removed=way(found.removed) if found and found.removed.total else None,
        captions=way(found.captions) if found and found.captions.total else None,
    )
