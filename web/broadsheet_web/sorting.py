"""The orders that results can stand in, as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import urls

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer

    from .asked import Asked

TITLES = {"relevance": "Best match", "newest": "Newest", "oldest": "Oldest"}


@dataclass(frozen=True, slots=True)
class Sorting:
    title: str
    url: str
    here: bool


def sorting(asked: Asked, answer: Answer) -> tuple[Sorting, ...]:
    """Best match only where there is something to match."""
    return tuple(
        Sorting(title, urls.address("pages.search", urls.turned(asked.given, sort=name)), name == answer.sort)
        for name, title in TITLES.items()
        if name != "relevance" or asked.q
    )
