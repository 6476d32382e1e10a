"""Segments merged beside the commits: in a thread of the writer, one merge at a time.

A merge reads segments that never change and writes one that no generation names yet. So nothing waits for it, and a crash in its
middle loses nothing. What was deleted meanwhile is marked in what it made when a later commit puts it in the place of its parts.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from . import generation, tiers
from .generation import Part
from .segment.file import Written
from .segment.merge import merged, parts_of
from .segment.read import Segment


def due(parts: Sequence[Part]) -> list[Part]:
    """Those that should become one; none where all is well."""
    shares = [float(part.gone.mean()) for part in parts]
    sizes = [int(part.written.size * (1 - share)) for part, share in zip(parts, shares, strict=True)]
    return [parts[at] for at in tiers.to_merge(sizes, shares)]


class Merge:
    """parts: those that become one, as they were when it began."""

    def __init__(self, folder: Path, parts: Sequence[Part]) -> None:
        """Raises OSError."""
        self._parts = parts
        self._path = generation.next_segment(folder)
        self._aside = self._path.with_name(self._path.name + ".new")
        self._aside.touch()  # so that the name is taken
        self._written: Written | None = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="merge", daemon=True)
        self._thread.start()

    @property
    def names(self) -> frozenset[str]:
        """Files that it writes."""
        return frozenset((self._path.name, self._aside.name))

    def _run(self) -> None:
        try:
            self._written = merged([(part.segment, part.alive) for part in self._parts]).write(self._path)
        except BaseException as error:  # told to whoever waits for it
            self._failure = error

    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def put_in(self, now: Sequence[Part]) -> tuple[Part, ...]:
        """Wait for it; the parts there are now with what it made in the place of those that it was made of. Raises OSError."""
        self._thread.join()
        if self._failure is not None or self._written is None:
            self.drop()
            raise self._failure or OSError(f"{self._path}: not written")
        segment = Segment(self._path, self._written)
        gone = np.zeros(segment.records, bool)
        left = {part.name: part for part in now}
        for part, source in zip(self._parts, parts_of([(part.segment, part.alive) for part in self._parts]), strict=True):
            still = left.pop(part.name, None)
            lost = part.alive if still is None else still.gone & part.alive
            gone[source.numbers[lost]] = True
        rest = tuple(left.values())
        return rest if gone.all() else (*rest, Part(segment, self._written, gone))

    def drop(self) -> None:
        """Wait for it, and leave nothing of it."""
        self._thread.join()
        for name in self.names:
            with contextlib.suppress(OSError):
                self._path.with_name(name).unlink()
