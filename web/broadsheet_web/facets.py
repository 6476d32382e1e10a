"""The values to narrow by, as links: eight by count, the chosen ones first even where they find nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import urls
from .asked import PAGE_FACETS, Asked

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer, Count

SHOWN = 8
TITLES = {"person": "Person", "source": "Source", "year": "Year"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value. `count` None: chosen, but not counted under this name (a part of a name, say)."""

    text: str
    count: int | None
    url: str  # chosen: of the search without it
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str
    values: tuple[Value, ...]
    more: int  # values that were counted and are not shown
    all_counted: bool = True  # False: there are more values than an engine counts at once


def facets(asked: Asked, answer: Answer) -> tuple[Facet, ...]:
    """All of them where something was found, so that it is seen which facts are not known; else what can be taken back."""
    found = (_facet(name, asked, answer) for name in PAGE_FACETS)
    return tuple(facet for facet in found if facet.values or answer.total)


def _facet(name: str, asked: Asked, answer: Answer) -> Facet:
    counts = answer.facets.get(name, ())
    chosen = _chosen(name, asked)
    counted = {count.value: count.count for count in counts}
    # Alone in its facet, a value that is not counted finds what the whole search finds: perhaps nothing.
    alone = 0 if answer.total == 0 and len(chosen) == 1 else None
    first = [Value(text, counted.get(text, alone), _url(name, text, asked, True), True) for text in chosen]
    others = [count for count in counts if count.value not in chosen]
    rest = [Value(other.value, other.count, _url(name, other.value, asked, False)) for other in _top(name, others)]
    return Facet(name, TITLES[name], (*first, *rest), len(others) - len(rest), len(counts) < asked.request.facet_size)


def _top(name: str, counts: list[Count]) -> list[Count]:
    """The most frequent; years then stand in their own order, the newest first."""
    top = counts[:SHOWN]
    return sorted(top, key=lambda count: count.value, reverse=True) if name == "year" else top


def _chosen(name: str, asked: Asked) -> tuple[str, ...]:
    if name == "year":
        since = asked.request.since
        return (since,) if since and since == asked.request.until and len(since) == len("2023") else ()
    values: tuple[str, ...] = {"person": asked.request.person, "source": asked.request.source}[name]
    return tuple(value for value in values if not value.startswith("-"))


def _url(name: str, value: str, asked: Asked, chosen: bool) -> str:
    if name == "year":
        year = "" if chosen else value
        return urls.address("pages.search", urls.turned(asked.given, since=year, to=year))
    change = urls.dropped if chosen else urls.added
    return urls.address("pages.search", change(asked.given, name, value))
