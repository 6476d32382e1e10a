"""Pages to articles, in processes of their own, in the order they came; what asks for too much is named, and the run goes on."""

from __future__ import annotations

import queue
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from .article import Article, Page
from .errors import Unreadable
from .extraction import Explained, explained_as_told, extract, extract_as_told
from .limits import CPU_SECONDS, OutOfTime, time_limit
from .read.told import Known
from .worker import Worker

CHUNK = 16  # pages sent to a worker at once,
CHUNK_BYTES = 2_000_000  # or so many bytes: a page may have 20 MB
AHEAD = 3  # chunks a worker that wait
OUT_OF_TIME = f"took more than {CPU_SECONDS:.0f} s to read"
OUT_OF_MEMORY = "took more than 1 GB to read"

NOTHING_KNOWN = Known()

Tag = TypeVar("Tag")
Out = TypeVar("Out")
Result = Article | str  # an article, or why there is none
Item = tuple[Tag, Page | None]


def article_or_reason(page: Page, known: Known = NOTHING_KNOWN) -> Result:
    """Extract one page; a page that cannot be read gives its reason instead of an error."""
    return or_reason(extract_as_told, page, known)


def explained_or_reason(page: Page, known: Known = NOTHING_KNOWN) -> tuple[Explained, ...] | str:
    """Explain one page, likewise."""
    return or_reason(explained_as_told, page, known)


def or_reason(read: Callable[[Page, Known], Out], page: Page, known: Known) -> Out | str:
    try:
        with time_limit():
            return read(page, known)
    except Unreadable as error:
        return error.reason
    except OutOfTime:
        return OUT_OF_TIME
    except MemoryError:
        return OUT_OF_MEMORY
    except RecursionError:
        return "nested too deeply to read"
    except Exception as error:  # a page that nobody foresaw is named and skipped; the others go on
        return f"a fault of Broadsheet: {type(error).__name__}: {error}"


def is_spent(result: object) -> bool:
    """True after a page that cost all it may: its process has no memory left, or was stopped who knows where."""
    return result in (OUT_OF_TIME, OUT_OF_MEMORY)


class Readers(Generic[Tag, Out]):
    """Takes (tag, page or None) pairs, gives (tag, page, result) in the same order; what has no page passes through.

    jobs    worker processes, at least one; where a process takes long to start (not Linux), one job is this process itself
    read    what is done with a page; it never raises
    """

    def __init__(self, jobs: int, read: Callable[[Page], Out | str]) -> None:
        self._jobs = max(1, jobs)
        self._read = read
        self._workers: list[Worker[Page, Out | str]] = []
        self._idle: queue.SimpleQueue[Worker[Page, Out | str]] = queue.SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def run(self, items: Iterable[Item[Tag]]) -> Iterator[tuple[Tag, Page | None, Out | str | None]]:
        if self._jobs == 1 and sys.platform != "linux":
            for tag, page in items:
                yield tag, page, self._read(page) if page else None
            return
        try:
            yield from self._in_workers(items)
        finally:
            for worker in self._workers:
                worker.close()
            if self._threads:
                self._threads.shutdown(cancel_futures=True)
            for worker in self._workers:
                worker.wait()

    def _in_workers(self, items: Iterable[Item[Tag]]) -> Iterator[tuple[Tag, Page | None, Out | str | None]]:
        waiting: deque[tuple[list[Item[Tag]], Future[list[Out | str]]]] = deque()
        chunk: list[Item[Tag]] = []
        pages = size = 0
        for tag, page in items:
            chunk.append((tag, page))
            pages += page is not None
            size += len(page.content) if page else 0
            if pages >= CHUNK or size >= CHUNK_BYTES:
                waiting.append((chunk, self._sent(chunk)))
                chunk, pages, size = [], 0, 0
            # A chunk that is done is handed on at once: a run that is interrupted then has lost the least.
            while waiting and (len(waiting) > self._jobs * AHEAD or waiting[0][1].done()):
                yield from _collected(*waiting.popleft())
        if chunk:
            waiting.append((chunk, self._sent(chunk)))
        while waiting:
            yield from _collected(*waiting.popleft())

    def _sent(self, chunk: list[Item[Tag]]) -> Future[list[Out | str]]:
        pages = [page for _, page in chunk if page]
        if not pages:
            done: Future[list[Out | str]] = Future()
            done.set_result([])
            return done
        if self._threads is None:
            self._start()
        assert self._threads
        return self._threads.submit(self._by_a_worker, pages)

    def _start(self) -> None:
        """All processes are started here, before there are threads: what a thread holds locked stays locked in a copy of it."""
        warm()
        for _ in range(self._jobs):
            worker = Worker(self._read, is_spent, died=_died)
            worker.start()
            self._workers.append(worker)
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="reader")

    def _by_a_worker(self, pages: list[Page]) -> list[Out | str]:
        worker = self._idle.get()
        try:
            return worker.read(pages)
        finally:
            self._idle.put(worker)


class Extraction(Readers[Tag, Article]):
    """Pages to articles."""

    def __init__(self, jobs: int, read: Callable[[Page], Result] = article_or_reason) -> None:
        super().__init__(jobs, read)


def _collected(chunk: list[Item[Tag]], future: Future[list[Out | str]]) -> Iterator[tuple[Tag, Page | None, Out | str | None]]:
    results = iter(future.result())
    for tag, page in chunk:
        yield tag, page, next(results) if page else None


def _died(why: str) -> str:
    return OUT_OF_TIME if why == "time" else f"its reader died ({why})"


def warm() -> None:
    """Read a page of no account, so that a worker is a copy of a process that has its word lists: 0.6 s each that it saves."""
    global _warm
    if not _warm:
        text = "<html><title>Rain</title><p>Ruth Amari said on Tuesday that it would rain in the evening, and it did.</p></html>"
        extract(Page("warm.html", text, "html", ""))
        _warm = True


_warm = False
