"""Pages to articles, in this process or in several, in the order they came.

A page may cost ten seconds of processor time and a worker a gigabyte; what asks for more is named and skipped, and the run
goes on (RELIABILITY.md, limits).
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType
from typing import Generic, TypeVar

from .article import Article, Page
from .errors import Unreadable
from .extraction import extract

CPU_SECONDS = 10
MEMORY = 1 << 30  # bytes a worker may take beyond what it starts with
CHUNK = 16  # pages sent to a worker at once
AHEAD = 3  # chunks a worker that wait

Tag = TypeVar("Tag")
Result = Article | str  # an article, or why there is none


class _OutOfTime(BaseException):
    """Not an Exception, so that nothing between here and the page swallows it."""


def article_or_reason(page: Page) -> Result:
    """Extract one page; a page that cannot be read gives its reason instead of an error."""
    try:
        with _time_limit():
            return extract(page)
    except Unreadable as error:
        return error.reason
    except _OutOfTime:
        return f"took more than {CPU_SECONDS} s to read"
    except MemoryError:
        return "took more than 1 GB to read"
    except RecursionError:
        return "nested too deeply to read"
    except Exception as error:  # a page that nobody foresaw is named and skipped; the others go on
        return f"a fault of Broadsheet: {type(error).__name__}: {error}"


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    """Processor time, where the system can say it: not on Windows, and in main threads only."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        with open("/proc/self/statm") as sizes:  # noqa: PTH123
            held = int(sizes.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))


def _all_of(pages: list[Page]) -> list[Result]:
    return [article_or_reason(page) for page in pages]


class Extraction(Generic[Tag]):
    """Takes (tag, page or None) pairs, gives (tag, page, result) in the same order; what has no page passes through."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def run(self, items: Iterable[tuple[Tag, Page | None]]) -> Iterator[tuple[Tag, Page | None, Result | None]]:
        if self._jobs <= 1:
            for tag, page in items:
                yield tag, page, article_or_reason(page) if page else None
            return
        try:
            yield from self._in_workers(items)
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _in_workers(self, items: Iterable[tuple[Tag, Page | None]]) -> Iterator[tuple[Tag, Page | None, Result | None]]:
        waiting: deque[tuple[list[tuple[Tag, Page | None]], Future[list[Result]]]] = deque()
        chunk: list[tuple[Tag, Page | None]] = []
        for item in items:
            chunk.append(item)
            if sum(page is not None for _, page in chunk) >= CHUNK:
                waiting.append((chunk, self._send(chunk)))
                chunk = []
            if len(waiting) > self._jobs * AHEAD:
                yield from self._collected(*waiting.popleft())
        if chunk:
            waiting.append((chunk, self._send(chunk)))
        while waiting:
            yield from self._collected(*waiting.popleft())

    def _send(self, chunk: list[tuple[Tag, Page | None]]) -> Future[list[Result]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, initializer=_start_worker)
        pages = [page for _, page in chunk if page]
        try:
            return self._pool.submit(_all_of, pages)
        except BrokenProcessPool:
            self._pool = ProcessPoolExecutor(self._jobs, initializer=_start_worker)
            return self._pool.submit(_all_of, pages)

    def _collected(
        self, chunk: list[tuple[Tag, Page | None]], future: Future[list[Result]]
    ) -> Iterator[tuple[Tag, Page | None, Result | None]]:
        try:
            results = iter(future.result())
        except BrokenProcessPool:
            results = iter([_alone(page) for _, page in chunk if page])
        for tag, page in chunk:
            yield tag, page, next(results) if page else None


def _alone(page: Page) -> Result:
    """A page of a chunk whose worker died, in a process of its own: one of them is to blame."""
    with ProcessPoolExecutor(1, initializer=_start_worker) as pool:
        try:
            return pool.submit(article_or_reason, page).result()
        except BrokenProcessPool:
            return "its reader died (out of memory?)"
