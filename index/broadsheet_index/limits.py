"""What one page may cost: ten seconds of processor time, and a gigabyte (RELIABILITY.md, limits).

Two fences each. The inner one raises in Python and the reader goes on; the outer one is the system's and ends the process,
for time spent inside C code and memory that C code asked for.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

CPU_SECONDS = 10.0
GRACE = 2  # seconds more before the system ends the process
MEMORY = 1_000_000_000  # bytes a process may hold, what it starts with (150 MB) included
LEAST = MEMORY // 2  # bytes a page may take, however much it starts with: a copy of a large process holds little of its own


class OutOfTime(BaseException):
    """Not an Exception, so that nothing between here and the page swallows it."""


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Processor time, where the system can say it: not on Windows, and in main threads only."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def fence_memory() -> None:
    """From now on this process holds no more than MEMORY, and leaves no core behind."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with open("/proc/self/statm") as sizes:  # noqa: PTH123
            addressed, resident = (int(pages) * resource.getpagesize() for pages in sizes.read().split()[:2])
        most = addressed + max(LEAST, MEMORY - resident)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def fence_time() -> None:
    """The system ends this process if the next page takes GRACE longer than it may (SIGXCPU)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = int(time.process_time() + CPU_SECONDS) + GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
