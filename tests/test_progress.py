"""A run says how far it is: files, pages, rate and time left; on a terminal in one line, elsewhere every ten seconds."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from broadsheet_index import Progress, build
from broadsheet_web.commands.bar import Bar, lasting, line_of

from .crawls import crawl
from .pages import folder, record

LINES = [
    (Progress(0, 10, 0, 0, 0.0), 0.0, "0 of 10 files, 0 indexed, 0 skipped"),
    (Progress(1, 10, 1, 0, 0.5), 1.0, "1 of 10 files, 1 indexed, 0 skipped"),  # too early to tell
    (Progress(500, 1000, 480, 20, 0.5), 60.0, "500 of 1,000 files, 480 indexed, 20 skipped, 8 pages/s, about 1 min left"),
    (Progress(0, 1, 9000, 3, 0.25), 30.0, "0 of 1 files, 9,000 indexed, 3 skipped, 300 pages/s, about 2 min left"),
    (Progress(0, 1, 90, 0, 0.0), 30.0, "0 of 1 files, 90 indexed, 0 skipped, 3 pages/s"),
]


@pytest.mark.parametrize(("progress", "seconds", "line"), LINES)
def test_a_line_says_what_is_known(progress: Progress, seconds: float, line: str) -> None:
    assert line_of(progress, seconds) == line


def test_times_are_said_as_one_says_them() -> None:
    assert [lasting(seconds) for seconds in (0.4, 42, 59.6, 600, 3600, 9000)] == [
        "1 s",
        "42 s",
        "1 min",
        "10 min",
        "1 h 0 min",
        "2 h 30 min",
    ]


def test_where_there_is_no_terminal_a_line_comes_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    bar = Bar(clock=lambda: now)
    for tick in range(250):
        now = tick / 10
        bar(Progress(tick, 250, tick, 0, tick / 250))
    bar.done()
    assert [line.split(" of ")[0] for line in capsys.readouterr().err.splitlines()] == ["100", "200"]


def test_progress_grows_to_the_whole_and_says_so_within_a_file(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages")
    (pages / "crawl.warc.gz").write_bytes(crawl(30, packed=True))
    (pages / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(record(number) for number in range(50)).encode()))
    told: list[Progress] = []
    report = build([pages], tmp_path / "index", progress=told.append)
    shares = [one.share for one in told]
    assert shares == sorted(shares)
    assert (told[-1].files, told[-1].of, told[-1].indexed, told[-1].share) == (6, 6, report.indexed, 1.0)
    assert len(set(shares)) > 3
    told.clear()
    build([pages], tmp_path / "index", progress=told.append)
    assert (told[-1].files, told[-1].indexed) == (6, 0)
