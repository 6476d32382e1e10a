"""The filters that are on, each a link that takes it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_search.engine import FILTERS

from . import urls, wording

if TYPE_CHECKING:
    from .asked import Asked

LABELS = {
    "person": "Person",
    "author": "Author",
    "source": "Source",
    "lang": "Language",
    "section": "Section",
    "flag": "Flag",
}
UNDATED = {"include": "With undated articles", "exclude": "Without undated articles", "only": "Undated articles only"}


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    without: urls.Params  # the same search without it

    @property
    def url(self) -> str:
        return urls.address("pages.search", self.without)


def chips(asked: Asked) -> tuple[Chip, ...]:
    """In the order of the address."""
    found = []
    since, until = asked.request.since, asked.request.until
    if since or until:
        found.append(Chip(_dates(since, until), urls.turned(asked.given, since="", to="")))
    if asked.request.match == "any":
        found.append(Chip("Any of the words", urls.turned(asked.given, match="")))
    if asked.request.undated:
        found.append(Chip(UNDATED[asked.request.undated], urls.turned(asked.given, undated="")))
    if not asked.request.variants:
        found.append(Chip("Names as spelled", urls.turned(asked.given, variants="")))
    for name, value in asked.filters:
        if name in FILTERS:
            found.append(Chip(_words(name, value), urls.dropped(asked.given, name, value)))
    return tuple(found)


def cleared(asked: Asked) -> urls.Params:
    """The same query without any filter."""
    return tuple(pair for pair in asked.given if pair not in asked.filters and pair[0] != "page")


def _words(name: str, value: str) -> str:
    label = LABELS[name]
    if name == "lang" and not value.startswith("-"):
        return f"{label}: {wording.language(value)}"
    if value.startswith("-"):
        return f"Not {label.lower()}: {value[1:].strip()}"
    return f"{label}: {value}"


def _dates(since: str | None, until: str | None) -> str:
    if since and until:
        return wording.day(since) if since == until else f"{wording.day(since)} – {wording.day(until)}"
    return f"Since {wording.day(since)}" if since else f"Until {wording.day(until or '')}"
