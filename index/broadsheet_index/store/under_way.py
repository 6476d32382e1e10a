"""Segments on their way: begun in order, listed in the same order, whoever makes them and however long it takes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from ..errors import StorageFailed
from . import generation
from .batch import Batch
from .generation import Part
from .makers import Makers
from .segment.file import Written
from .segment.read import Segment

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """The file as long as nobody knows of it, and what it is of: keys, files, ids of articles."""

    path: Path
    made: Future[Written | None]
    of: frozenset[str]


class UnderWay:
    """What the makers of a writer have to do. After one of them failed everything does: what it had is nowhere else."""

    def __init__(self, folder: Path, makers: Makers) -> None:
        self._folder = folder
        self._makers = makers
        self._all: list[_One] = []
        self._failed: Exception | None = None

    @property
    def number(self) -> int:
        return len(self._all)

    @property
    def ahead(self) -> int:
        """How many may be under way before another is begun; 0: this process makes them, and each is there at once."""
        return self._makers.ahead

    def touches(self, names: frozenset[str]) -> bool:
        """Whether any of some keys, files or ids of articles is on its way."""
        return any(not one.of.isdisjoint(names) for one in self._all)

    def begin(self, batch: Batch, of: frozenset[str]) -> None:
        """Raises OSError, StorageFailed."""
        if self._failed:
            raise StorageFailed(str(self._failed)) from self._failed
        path = generation.next_segment(self._folder)
        if self.ahead:
            # A maker that outlives this process must not touch what another writer makes under the same name.
            path = path.with_name(f"{path.name}.{os.getpid()}")
            path.touch()
        self._all.append(_One(path, whole(path, partial(self._makers.make, batch)), of))

    def settled(self) -> list[Part]:
        """The segment that was begun first, under its own name; none where there was nothing to write. Raises OSError, StorageFailed."""
        one = self._all[0]
        try:
            written = one.made.result()
            del self._all[0]
            path = one.path.with_name(one.path.name.partition(".")[0] + ".seg")
            if written is None:
                one.path.unlink(missing_ok=True)
                return []
            if path != one.path:
                one.path.rename(path)
            return [listed(path, written)]
        except Exception as error:
            self._failed = error
            raise

    def close(self) -> None:
        self._makers.close()


def listed(path: Path, written: Written) -> Part:
    segment = Segment(path, written)
    return Part(segment, written, np.zeros(segment.records, bool))


def whole(path: Path, write: Callable[[Path], Made]) -> Made:
    """Write a file; where that fails, nothing of it is left."""
    try:
        return write(path)
    except BaseException:
        for leftover in (path, path.with_name(path.name + ".new")):
            with contextlib.suppress(OSError):
                leftover.unlink()
        raise
