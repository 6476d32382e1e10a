"""What a Prometheus server asks for: how much was asked, how it was answered, how long that took, and what is in the index.

Routes are named by their pattern, never by what was asked for: no query text leaves by this door.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

import flask

from broadsheet_index.errors import BroadsheetError
from broadsheet_index.version import VERSION

from .handed import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds


class Metrics:
    """Counts the answers of one application; safe from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._began = time.time()
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._slots: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        with self._lock:
            self._answers[route, method, status] += 1
            slots = self._slots.setdefault(route, [0] * (len(BOUNDS) + 1))
            slots[bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter adds any number

    def text(self) -> str:
        return "\n".join([*self._of_index(), *self._of_answers()]) + "\n"

    def _of_index(self) -> Iterator[str]:
        yield from _head("broadsheet_build_info", "gauge", "The version that runs.")
        yield f'broadsheet_build_info{{version="{VERSION}"}} 1'
        yield from _head("process_start_time_seconds", "gauge", "When it began, seconds since 1970.")
        yield f"process_start_time_seconds {self._began:.3f}"
        try:
            state = engine().generation()
        except BroadsheetError:  # the one thing that this page must still be able to say
            state = None
        yield from _head("broadsheet_index_up", "gauge", "1 while the index can be read.")
        yield f"broadsheet_index_up {int(state is not None)}"
        if state is not None:
            yield from _head("broadsheet_index_generation", "gauge", "The generation that answers.")
            yield f"broadsheet_index_generation {state.number}"
            yield from _head("broadsheet_index_articles", "gauge", "Articles in it.")
            yield f"broadsheet_index_articles {state.articles}"

    def _of_answers(self) -> Iterator[str]:
        with self._lock:
            answers = sorted(self._answers.items())
            slots = {route: list(counts) for route, counts in sorted(self._slots.items())}
            seconds = dict(self._seconds)
        yield from _head("broadsheet_http_requests_total", "counter", "Answers, by route, method and status.")
        for (route, method, status), count in answers:
            yield f'broadsheet_http_requests_total{{route="{route}",method="{method}",status="{status}"}} {count}'
        yield from _head("broadsheet_http_request_seconds", "histogram", "Time to the first byte of an answer.")
        for route, counts in slots.items():
            below = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), counts, strict=True):
                below += count
                yield f'broadsheet_http_request_seconds_bucket{{route="{route}",le="{bound}"}} {below}'
            yield f'broadsheet_http_request_seconds_sum{{route="{route}"}} {seconds[route]:.6f}'
            yield f'broadsheet_http_request_seconds_count{{route="{route}"}} {below}'


def _head(name: str, kind: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"


def watch(app: flask.Flask) -> None:
    """Count what an application answers."""
    metrics = app.extensions["broadsheet.metrics"] = Metrics()

    @app.before_request
    def begin() -> None:
        flask.g.began = time.perf_counter()

    @app.after_request
    def counted(response: flask.Response) -> flask.Response:
        rule = flask.request.url_rule
        seconds = time.perf_counter() - flask.g.get("began", time.perf_counter())
        method = flask.request.method if flask.request.method in ("GET", "HEAD") else "other"
        metrics.count(rule.rule if rule else "none", method, response.status_code, seconds)
        return response
