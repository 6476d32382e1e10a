"""How many searches and how many exports run at once: the others wait two seconds for a place and are told to come back.

Searches share one interpreter, so more of them at once only makes each slower, past the deadline of all. The server has
more threads than there are places here (serving.py), so that whoever waits holds up neither an article nor /healthz.
An export may take minutes, so exports have places of their own, and one whose reader takes nothing for a minute loses its place
to whoever waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from broadsheet_index.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from broadsheet_index.article import Article
    from broadsheet_search.answers import Interval, Similar, Suggestion, Timeline, Walked
    from broadsheet_search.engine import Answer, Cluster, Engine, Generation, Hit, Request, Someone

PLACES = 8
EXPORTS = 4
PATIENCE = 2.0  # seconds
STALLED = 60.0  # seconds without a hit taken


class Overloaded(BroadsheetError):
    """No place became free in time."""

    def __init__(self) -> None:
        super().__init__("Too many searches are running. Try again in a few seconds.")


class TakenAway(BroadsheetError):
    """An export stood still and lost its place."""

    def __init__(self) -> None:
        super().__init__("Nothing was taken of this export for too long; it was stopped.")


@dataclass(slots=True, eq=False)
class _Place:
    """moved: when a hit was last taken."""

    moved: float
    lost: bool = False


class Crowd:
    """An engine that is asked by many at once."""

    def __init__(
        self,
        engine: Engine,
        places: int = PLACES,
        patience: float = PATIENCE,
        exports: int = EXPORTS,
        stalled: float = STALLED,
    ) -> None:
        self._engine = engine
        self._places = threading.BoundedSemaphore(places)
        self._patience = patience
        self._exports = exports
        self._stalled = stalled
        self._exporting: list[_Place] = []
        self._free = threading.Condition()

    def answer(self, request: Request) -> Answer:
        """Raises Overloaded, and what the engine raises; so do the other questions."""
        with self._place():
            return self._engine.answer(request)

    def timeline(self, request: Request, interval: Interval) -> Timeline:
        with self._place():
            return self._engine.timeline(request, interval)

    def similar(self, id: str, number: int = 10) -> Similar:
        with self._place():
            return self._engine.similar(id, number)

    def suggest(self, text: str, number: int = 10) -> tuple[Suggestion, ...]:
        with self._place():
            return self._engine.suggest(text, number)

    @contextmanager
    def walk(self, request: Request) -> Iterator[Walked]:
        place = self._export_place()
        try:
            with self._engine.walk(request) as walked:
                yield replace(walked, hits=self._moving(place, walked.hits))
        finally:
            with self._free:
                if place in self._exporting:
                    self._exporting.remove(place)
                self._free.notify()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise Overloaded
        try:
            yield
        finally:
            self._places.release()

    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]:
        return self._engine.people(q, limit, field=field)

    def _export_place(self) -> _Place:
        with self._free:
            if not self._free.wait_for(self._has_room, self._patience):
                raise Overloaded
            place = _Place(time.monotonic())
            self._exporting.append(place)
            return place

    def _has_room(self) -> bool:
        if len(self._exporting) < self._exports:
            return True
        slowest = min(self._exporting, key=lambda place: place.moved)
        if time.monotonic() - slowest.moved < self._stalled:
            return False
        slowest.lost = True
        self._exporting.remove(slowest)
        return True

    @staticmethod
    def _moving(place: _Place, hits: Iterator[Hit]) -> Iterator[Hit]:
        for hit in hits:
            if place.lost:
                raise TakenAway
            place.moved = time.monotonic()
            yield hit

    def article(self, id: str) -> Article:
        return self._engine.article(id)

    def versions(self, id: str) -> tuple[Article, ...]:
        return self._engine.versions(id)

    def cluster(self, id: str) -> Cluster:
        return self._engine.cluster(id)

    def generation(self) -> Generation:
        return self._engine.generation()

    def skipped(self) -> list[tuple[str, str]]:
        return self._engine.skipped()

    def close(self) -> None:
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
