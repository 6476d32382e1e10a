"""What an overlay is, what it is made from, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..generation import Part
from ..segment.file import Array, ArrayFile


@dataclass(frozen=True, slots=True)
class Staged:
    """What the next generation will hold.

    parts     its segments; `part.alive[:part.segment.articles]` says which of their articles are searched
    changed   ids of the articles that were put, replaced or removed since `before` was made; None: look at all of them
    told      what the user said that bears on this overlay, as JSON; None: nothing
    beside    the overlays of this generation that were made before this one; earlier: those of the one before
    were      the segments of the one before
    """

    parts: tuple[Part, ...]
    changed: frozenset[str] | None = None
    told: Any = None
    beside: Mapping[str, ArrayFile] = field(default_factory=dict)
    earlier: Mapping[str, ArrayFile] = field(default_factory=dict)
    were: tuple[Part, ...] = ()

    def alive(self) -> Iterator[tuple[Part, int]]:
        """Each article that is searched: its segment and its number there."""
        for part in self.parts:
            for number in part.alive[: part.segment.articles].nonzero()[0].tolist():
                yield part, number

    def find(self, id: str) -> tuple[Part, int] | None:
        """Where an article is; None for one that is gone."""
        for part in self.parts:
            for number in part.segment.records_with("article", id.encode("utf-8", "surrogatepass")).tolist():
                if number < part.segment.articles and not part.gone[number]:
                    return part, number
        return None


@dataclass(frozen=True, slots=True)
class Made:
    """arrays as of segment/file.write_arrays; about: what else the overlay says of itself, as JSON."""

    arrays: Mapping[str, Array]
    about: Mapping[str, Any] = field(default_factory=dict)


class Overlay(Protocol):
    """edition: raise it where the same articles give other arrays than before; the next commit then makes it anew."""

    edition: int

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        """The arrays for what is staged; None where those of `before` still hold. before is None where there is none to begin with."""
