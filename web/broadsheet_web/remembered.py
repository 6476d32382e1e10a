"""What is made from the whole archive for its home and help pages, once a generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import flask

from .handed import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet_search.engine import Engine

Made = TypeVar("Made")
KEY = "broadsheet.remembered"


@dataclass(frozen=True, slots=True)
class _Kept:
    generation: tuple[int, int, str | None]
    value: Any


def remembered(make: Callable[[Engine], Made]) -> Made:
    """What `make` gives of the archive as it is now; made anew when the index has changed."""
    asked = engine()
    now = asked.generation()
    state = (now.number, now.articles, now.updated)
    kept: dict[str, _Kept] = flask.current_app.extensions.setdefault(KEY, {})
    found = kept.get(make.__qualname__)
    if found is None or found.generation != state:
        # Two who come at once both make it, and both make the same.
        found = kept[make.__qualname__] = _Kept(state, make(asked))
    made: Made = found.value
    return made
