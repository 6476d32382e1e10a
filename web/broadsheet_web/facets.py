"""The values to narrow by, as links: eight by count, the chosen ones first even where they find nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import urls, wording
from .asked import PAGE_FACETS, Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet_search.engine import Answer

SHOWN = 8
TITLES = {"source": "Source", "person": "Person", "section": "Section", "lang": "Language"}
ALL = {"source": "All sources", "person": "All people", "section": "All sections", "lang": "All languages"}


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
    more: bool  # values were counted that are not shown
    all_title: str
    all_url: str  # of the page that has them all


def facets(asked: Asked, answer: Answer) -> tuple[Facet, ...]:
    """All of them where something was found, so that it is seen which facts are not known; else what can be taken back."""
    found = (_facet(name, asked, answer) for name in PAGE_FACETS)
    return tuple(facet for facet in found if facet.values or answer.total)


def _facet(name: str, asked: Asked, answer: Answer) -> Facet:
    counts = answer.facets.get(name, ())
    chosen = tuple(value for value in getattr(asked.request, name) if not value.startswith("-"))
    counted = {count.value: count.count for count in counts}
    # Alone in its facet, a value that is not counted finds what the whole search finds: perhaps nothing.
    alone = 0 if answer.total == 0 and len(chosen) == 1 else None
    given = urls.without(asked.given, "page")
    first = [
        Value(in_words(name, text), counted.get(text, alone), urls.address("pages.search", urls.dropped(given, name, text)), True)
        for text in chosen
    ]
    others = [count for count in counts if count.value not in chosen]
    url = _adding(given, name)
    rest = [Value(in_words(name, other.value), other.count, url(other.value)) for other in others[:SHOWN]]
    every = urls.address("pages.facet", urls.without(asked.given, "page", "page_size", "sort"), name=name)
    return Facet(name, TITLES[name], (*first, *rest), len(others) > len(rest), ALL[name], every)


def _adding(given: urls.Params, name: str) -> Callable[[str], str]:
    """Makes the address of the search with one more value; one that was excluded is so no longer."""
    url = urls.varying("pages.search", given, name)

    def added(value: str) -> str:
        return urls.address("pages.search", urls.added(given, name, value)) if (name, "-" + value) in given else url(value)

    return added


def in_words(name: str, value: str) -> str:
    """A value as it is shown."""
    match name:
        case "lang":
            return wording.language(value)
        case "flag":
            return wording.FLAG_WORDS.get(value, value)
        case "year" | "month":
            return wording.day(value)
    return value
