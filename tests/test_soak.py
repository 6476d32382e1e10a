"""S7 of RELIABILITY.md: a server that is asked for ten minutes while its index changes. Half a minute of it in CI."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from broadsheet_index.store import ArchiveWriter, open_snapshot

from .generated import articles

CORPUS = articles(400)
ASKED = ["/", "/search?q=ferry", "/search?q=" + quote('"the ferry" -tram'), "/api/search?q=council&facet=person&facet=year", "/healthz",
         "/api/search?q=" + quote("person:naryshkin OR cou*"), "/search?q=ferryy", "/api/timeline?q=ferry", "/api/people?q=bidden", "/help",
         "/api/suggest?q=fer", "/feed.atom?q=strike", "/api/export?q=tram&format=csv", "/about", "/api/search?q=%28"]  # fmt: skip


def memory(process: int) -> int:
    """Bytes that are the process's own: mapped files of the index come and go with the page cache."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("RssAnon:"))


def descriptors(process: int, folder: Path) -> int:
    """Open files, but for one that Python's mmap keeps for each file of the generation that answers."""
    held = open_snapshot(folder)._held
    return len(os.listdir(f"/proc/{process}/fd")) - len(held.parts) - len(held.overlays)  # noqa: PTH208


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to look at the server")
@pytest.mark.parametrize(("seconds", "commit_each"), [(20.0, 2.0), pytest.param(600.0, 60.0, marks=pytest.mark.soak)])
def test_a_server_that_is_asked_for_long_stays_as_it_was(tmp_path: Path, seconds: float, commit_each: float) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        for number, article in enumerate(CORPUS):
            writer.put(f"/{number}", f"{number:06}", article)
        writer.commit()
    command = [sys.executable, "-m", "broadsheet_web.cli", "serve", "--index", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout
    port = int(server.stdout.readline().rpartition(":")[2])
    answers: Counter[int] = Counter()
    turn = itertools.cycle(ASKED)

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", next(turn))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        answers[answer.status] += 1

    def commit(number: int) -> None:
        with ArchiveWriter(folder) as writer:
            writer.put(f"/{number % 400}", f"{number % 400:06}", CORPUS[(number * 7) % 400])
            writer.commit()

    try:
        for _ in range(4 * len(ASKED)):  # caches are filled
            ask()
        commit(0)
        time.sleep(1.5)  # and a second generation was opened
        for _ in range(4 * len(ASKED)):
            ask()
        before = memory(server.pid), descriptors(server.pid, folder)
        begin = time.monotonic()
        asked = commits = 0
        while (gone := time.monotonic() - begin) < seconds:
            if gone > (commits + 1) * commit_each:
                commits += 1
                commit(commits)
            if asked < gone * 5:
                ask()
                asked += 1
            else:
                time.sleep(0.02)
        time.sleep(1.5)
        ask()
        after = memory(server.pid), descriptors(server.pid, folder)
    finally:
        server.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        server.wait(15)
    assert time.monotonic() - stopped < 10
    assert commits >= seconds / commit_each - 2
    assert set(answers) <= {200, 400}, answers
    assert after[0] < 1.1 * before[0] + 4_000_000, (before, after)
    assert after[1] <= before[1] + 1, (before, after)  # one connection is just being closed
