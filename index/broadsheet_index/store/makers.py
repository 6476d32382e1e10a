"""Who makes segments: this process, or several that do nothing else, while this one goes on.

A maker needs no lock: it writes the file that it was told to, under a name that no reader and no generation knows, and says how large it
is. The writer gives it its name and lists it. A maker that dies fails the next commit, and every later one of that writer.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from ..errors import StorageFailed
from ..worker import CONTEXT, let_go
from .batch import Batch, contents_of
from .segment.file import Written
from .segment.words import Analysis, WordTable

PATIENCE = 5.0  # seconds that a process may take to end by itself


class Makers(Protocol):
    """ahead: batches that may be under way before another is given."""

    ahead: int

    def make(self, batch: Batch, path: Path) -> Future[Written | None]:
        """Write the segment of a batch; None for a batch of nothing. Raises, or its answer does, what writing raises."""

    def close(self) -> None: ...


class Here:
    """This process."""

    ahead = 0

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._words = WordTable(analysis)

    def make(self, batch: Batch, path: Path) -> Future[Written | None]:
        if self._words.is_full:
            self._words = WordTable(self._analysis)
        contents = contents_of(batch, self._words)
        done: Future[Written | None] = Future()
        done.set_result(contents.write(path) if contents else None)
        return done

    def close(self) -> None:
        """Nothing is held."""


class Processes:
    """Some processes, each with its own table of words. They are started at once: a copy of a process with threads is not safe."""

    def __init__(self, analysis: Analysis, number: int) -> None:
        self.ahead = number
        self._all: list[tuple[BaseProcess, Connection]] = []
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        for _ in range(number):
            ours, theirs = CONTEXT.Pipe()
            process = CONTEXT.Process(target=_serve, args=(theirs, ours, analysis), daemon=True)
            process.start()
            theirs.close()
            self._all.append((process, ours))
            self._idle.put(ours)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="maker")
        self._dead = threading.Event()

    @property
    def pids(self) -> list[int]:
        return [process.pid for process, _ in self._all if process.pid]

    def make(self, batch: Batch, path: Path) -> Future[Written | None]:
        return self._threads.submit(self._made, batch, path)

    def _made(self, batch: Batch, path: Path) -> Written | None:
        pipe = self._idle.get()
        try:
            if self._dead.is_set():
                raise EOFError
            pipe.send((batch, path))
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self._dead.set()
            raise StorageFailed(
                f"{path.parent}: a process that makes segments ended before it was done. What was committed before is kept; open the index anew."
            ) from error
        finally:
            self._idle.put(pipe)
        if isinstance(answer, BaseException):
            raise answer
        made: Written | None = answer
        return made

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)
        for _, pipe in self._all:
            pipe.close()
        deadline = time.monotonic() + PATIENCE
        for process, _ in self._all:
            # Not join(5): that waits for the process to let go of its files, which it does at its beginning (let_go).
            while process.exitcode is None and time.monotonic() < deadline:
                time.sleep(0.005)
            if process.exitcode is None:
                process.kill()
                process.join()


def _serve(pipe: Connection, parents: Connection, analysis: Analysis) -> None:
    """Make what the pipe brings until it is closed. Ctrl-C is the parent's to handle."""
    parents.close()
    if CONTEXT.get_start_method() == "fork":
        let_go(pipe.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    here = Here(analysis)
    with contextlib.suppress(EOFError, OSError):
        for batch, path in _received(pipe):
            answer: Written | BaseException | None
            try:
                answer = here.make(batch, path).result()
            except Exception as error:  # raised again by whoever asked
                answer = error
            pipe.send(answer)


def _received(pipe: Connection) -> Iterator[tuple[Batch, Path]]:
    while True:
        yield pipe.recv()
