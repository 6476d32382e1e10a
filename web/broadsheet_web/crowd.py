"""How many searches run at once: the others wait two seconds for a place and are then told to come back.

Searches share one interpreter, so more of them at once only makes each slower, past the deadline of all. The server has
more threads than there are places here (serving.py), so that whoever waits holds up neither an article nor /healthz.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from broadsheet_index.errors import BroadsheetError

if TYPE_CHECKING:
    from types import TracebackType

    from broadsheet_index.article import Article
    from broadsheet_search.engine import Answer, Engine, Generation, Request

PLACES = 8
PATIENCE = 2.0  # seconds


class Overloaded(BroadsheetError):
    """No place became free in time."""

    def __init__(self) -> None:
        super().__init__("Too many searches are running. Try again in a few seconds.")


class Crowd:
    """An engine that is asked by many at once."""

    def __init__(self, engine: Engine, places: int = PLACES, patience: float = PATIENCE) -> None:
        self._engine = engine
        self._places = threading.BoundedSemaphore(places)
        self._patience = patience

    def answer(self, request: Request) -> Answer:
        """Raises Overloaded, and what the engine raises."""
        if not self._places.acquire(timeout=self._patience):
            raise Overloaded
        try:
            return self._engine.answer(request)
        finally:
            self._places.release()

    def article(self, id: str) -> Article:
        return self._engine.article(id)

    def generation(self) -> Generation:
        return self._engine.generation()

    def close(self) -> None:
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
