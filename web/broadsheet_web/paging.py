"""Pages of results: which numbers are linked, and how deep they reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_search.engine import DEEPEST

from . import urls

if TYPE_CHECKING:
    from .urls import Params

AROUND = 2  # pages linked on each side of this one


def is_within_reach(number: int, size: int) -> bool:
    return number * size <= DEEPEST


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the row of pages. `number` None: a gap."""

    number: int | None = None
    url: str | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The row of pages below the results; `cut` says that the last page reached is not the last there is."""

    steps: tuple[Step, ...]
    prev: str | None
    next: str | None
    cut: bool


def pages(here: int, size: int, total: int, given: Params) -> Pages:
    """First and last page, those around this one, and gaps between."""
    all_pages = -(-total // size)
    last = min(all_pages, DEEPEST // size)

    def url(number: int) -> str | None:
        if not 1 <= number <= last:
            return None
        return urls.address("pages.search", urls.turned(given, page="" if number == 1 else str(number)))

    shown = sorted({1, last, *range(here - AROUND, here + AROUND + 1)} & set(range(1, last + 1)))
    steps: list[Step] = []
    for number in shown:
        if steps and number - (steps[-1].number or 0) > 1:
            steps.append(Step())
        steps.append(Step(number, url(number), number == here))
    return Pages(tuple(steps), url(min(here - 1, last)), url(here + 1), all_pages > last)
