"""Whatever a page does to its reader, it alone is named, and every other page gives its article, in order."""

from __future__ import annotations

import faulthandler
import fcntl
import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broadsheet_index import limits, worker, workers
from broadsheet_index.article import Article, Page
from broadsheet_index.workers import OUT_OF_MEMORY, OUT_OF_TIME, Extraction, Result, article_or_reason

from .pages import html_page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


def page(name: str) -> Page:
    return Page(f"{name}.html", html_page(f"Ferry {name}", f"Island{name}"), "html", "0" * 64)


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    faulthandler.disable()  # the test runner would tell of it
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(3)


def compute_in_python() -> None:
    for _ in itertools.count():
        pass


def compute_in_c() -> None:
    sum(itertools.repeat(0))  # asks for no signal: only the system can end it


def sleep() -> None:
    time.sleep(100)


def take_memory() -> None:
    bytearray(3 << 30)


def take_memory_bit_by_bit() -> None:
    held = []
    while True:
        held.append(bytes(50 << 20))


HOGS: dict[str, tuple[Callable[[], None], str]] = {
    "kill": (kill_itself, "its reader died (killed; out of memory?)"),
    "crash": (crash, "its reader died (signal 11)"),
    "leave": (leave, "its reader died (exit 3)"),
    "python": (compute_in_python, OUT_OF_TIME),
    "c": (compute_in_c, OUT_OF_TIME),
    "sleep": (sleep, OUT_OF_TIME),
    "memory": (take_memory, OUT_OF_MEMORY),
    "bits": (take_memory_bit_by_bit, OUT_OF_MEMORY),
}


def read(page: Page) -> Result:
    """An article, or what a page of this name does."""
    name = page.path.removesuffix(".html")
    if name not in HOGS:
        return article_or_reason(page)
    try:
        with limits.time_limit():
            HOGS[name][0]()
    except limits.OutOfTime:
        return OUT_OF_TIME
    except MemoryError:
        return OUT_OF_MEMORY
    return "came through"


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied to the workers, which are copies of this process."""
    monkeypatch.setattr(limits, "CPU_SECONDS", 0.3)
    monkeypatch.setattr(limits, "GRACE", 1)
    monkeypatch.setattr(worker, "SECONDS", 2.0)


def results(names: list[str], jobs: int) -> list[Result | None]:
    items: Iterator[tuple[str, Page | None]] = ((name, page(name)) for name in names)
    out = list(Extraction[str](jobs, read).run(items))
    assert [tag for tag, _, _ in out] == names
    return [result for _, _, result in out]


@pytest.mark.parametrize(("hog", "jobs"), [*((hog, 1) for hog in HOGS), ("kill", 2), ("bits", 2)])
def test_a_page_that_kills_its_reader_is_named_and_the_others_are_read(hog: str, jobs: int) -> None:
    names = [*map(str, range(10)), hog, *map(str, range(10, 30))]
    for name, result in zip(names, results(names, jobs), strict=True):
        if name == hog:
            assert result == HOGS[hog][1]
        else:
            assert isinstance(result, Article), result
            assert result.path == f"{name}.html"


def test_many_of_them_are_named_each(capfd: pytest.CaptureFixture[str]) -> None:
    names = ["crash", "0", "crash", "leave", "1", "memory", "bits", "2"] * 3
    for name, result in zip(names, results(names, 2), strict=True):
        assert (result == HOGS[name][1]) if name in HOGS else isinstance(result, Article)
    assert not capfd.readouterr().err


def test_a_reader_killed_between_two_pages_is_nobodys_fault() -> None:
    """As a system does that is short of memory: the page in hand is read again by the next process."""
    killed = threading.Event()

    def items() -> Iterator[tuple[str, Page | None]]:
        for number in range(60):
            if number == 40:
                for process in worker.multiprocessing.active_children():
                    process.kill()
                killed.set()
            yield str(number), page(str(number))

    out = list(Extraction[str](1, read).run(items()))
    assert killed.is_set()
    assert all(isinstance(result, Article) for _, _, result in out)


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    before = set(worker.multiprocessing.active_children())
    run = Extraction[str](2, read).run((str(number), page(str(number))) for number in itertools.count())
    for _ in range(20):
        next(run)
    run.close()  # type: ignore[attr-defined]
    assert set(worker.multiprocessing.active_children()) <= before


def test_a_run_that_is_killed_holds_no_file_through_its_readers(tmp_path: Path) -> None:
    """The lock of an index, say: a copy of a process has its files too."""
    lock = tmp_path / "lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = Extraction[str](2, read).run((str(number), page(str(number))) for number in itertools.count())
        next(run)
        held.close()  # as if this process were gone; its readers are not
        with lock.open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert isinstance(next(run)[2], Article)
        run.close()  # type: ignore[attr-defined]


def test_what_has_no_page_passes_through_in_its_place() -> None:
    items = [("a", page("1")), ("b", None), ("c", page("2"))]
    assert [(tag, result is not None) for tag, _, result in Extraction[str](1).run(items)] == [
        ("a", True),
        ("b", False),
        ("c", True),
    ]


def test_pages_of_many_megabytes_are_sent_one_by_one() -> None:
    assert workers.CHUNK_BYTES < 20_000_000
    large = Page("large.html", b"<p>" + b"x " * 2_000_000, "html", "0" * 64)
    out = list(Extraction[int](1, lambda page: f"{len(page.content)}").run(enumerate([large] * 5)))
    assert [result for _, _, result in out] == ["4000003"] * 5
