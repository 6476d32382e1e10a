"""Overlays: what is known only across articles (spellings of a name, copies), one file of arrays each, kept with a generation.

An overlay is a pure function of the articles alive and of what the user told about it: the same for any order, any partition into
commits or segments, any history. A commit hands each what was made before and which articles changed since, so that it looks at
those alone; what it makes must equal what it would make of everything.

    class Copies:
        edition = 1
        def update(self, staged: Staged, before: ArrayFile | None) -> Made | None: ...

registered in OVERLAYS, is all that a new one needs. The writer calls it, writes the file, names it in the generation, cleans it away;
`Snapshot.overlay(name)` gives the file of arrays to whoever reads.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...fields import PEOPLE_FIELDS
from .copies import Copies
from .lines import RepeatedLines
from .names import NamesOverlay
from .overlay import Made, Overlay, Staged

__all__ = ["OVERLAYS", "Made", "Overlay", "Staged"]

OVERLAYS: Mapping[str, Overlay] = {
    "copies": Copies(),
    "lines": RepeatedLines(),  # which asks for the copies
    **{name: NamesOverlay(name) for name in PEOPLE_FIELDS},
}
