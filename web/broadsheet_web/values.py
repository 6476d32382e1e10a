"""All values of a facet under a search: by count or from A to Z, with a box that narrows them, two hundred a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet_index.analysis import fold
from broadsheet_search.engine import FILTERS, MOST_COUNTED

from . import urls
from .facets import in_words

if TYPE_CHECKING:
    from broadsheet_search.engine import Count, Engine

    from .asked import Asked

ON_A_PAGE = 200
ORDERS = {"count": "Most articles first", "name": "A to Z"}
TITLES = {
    "source": "Sources", "author": "Authors", "person": "People", "section": "Sections", "lang": "Languages",
    "flag": "What is odd", "year": "Years", "month": "Months",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """`also`: a person's other spellings, the commonest first."""

    text: str
    count: int
    url: str  # of the search with it
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """One page of the values. `of`: how many there are, `total`: how many the box leaves; `first`: number of the first shown."""

    title: str
    rows: tuple[Listed, ...]
    of: int
    total: int
    first: int
    orders: tuple[tuple[str, str, bool], ...]  # title, address, whether it is this one
    prev: str | None
    next: str | None


def values(engine: Engine, asked: Asked, name: str, *, find: str, order: str, page: int) -> Values:
    """find: what the values must hold, or another spelling of them, case and accents aside."""
    answer = engine.answer(replace(asked.request, facets=(name,), facet_size=MOST_COUNTED, page=1, page_size=1, snippets=0))
    counts = answer.facets[name]
    wanted = fold(find) if find else ""
    found = [(in_words(name, one.value), one) for one in counts]
    if wanted:
        found = [(text, one) for text, one in found if any(wanted in fold(spelling) for spelling in (text, *one.spellings))]
    if order == "name":
        found.sort(key=lambda pair: (fold(pair[0]), pair[1].value))
    first = (page - 1) * ON_A_PAGE
    kept = urls.without(asked.given, "page", "page_size", "sort")

    def here(**values: str) -> str:
        mine = (("find", find), ("order", order if order != "count" else ""))
        return urls.address("pages.facet", urls.turned(urls.ordered((*kept, *mine)), **values), name=name)

    return Values(
        title=TITLES[name],
        rows=tuple(_listed(name, text, one, asked) for text, one in found[first : first + ON_A_PAGE]),
        of=len(counts),
        total=len(found),
        first=first + 1,
        orders=tuple((title, here(order="" if key == "count" else key), key == order) for key, title in ORDERS.items()),
        prev=here(page="" if page == 2 else str(page - 1)) if page > 1 else None,
        next=here(page=str(page + 1)) if first + ON_A_PAGE < len(found) else None,
    )


def _listed(name: str, text: str, one: Count, asked: Asked) -> Listed:
    also = tuple(spelling for spelling in one.spellings if spelling != one.value)
    return Listed(text, one.count, _search(name, one.value, asked), also)


def _search(name: str, value: str, asked: Asked) -> str:
    if name in FILTERS:
        return urls.address("pages.search", urls.added(asked.given, name, value))
    return urls.address("pages.search", urls.turned(asked.given, since=value, to=value))
