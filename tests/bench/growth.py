"""How time, size, memory and pages grow with an archive: 10,000, 100,000 and 1,000,000 articles, resampled from real ones.

    python -m tests.bench.growth [--sizes 10k,100k,1m] [--workers 0] [--data FOLDER] [--every 3] [--again] [--shared ../shared]

Each size is indexed by a process of its own (so that its peak of memory is its own), all with one commit at the end, and asked the same queries of
`../shared/tools/peers`, every third of them. Pages are sorted by class, and by how many hits they have: what grows with the corpus differs from column
to column there, what grows with the hits from row to row. Tables are Markdown.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from broadsheet_index.store import ArchiveWriter, generation
from broadsheet_search.engines.whoosh import WhooshEngine

from .product import ROOT, article, request

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
ROUNDS = 2  # of which the quicker one counts: the first finds cold caches
BANDS = (1, 10, 100, 1_000, 10_000, 100_000, 10_000_000)  # hits


def cpu() -> float:
    """Seconds of this process and of those that it ended."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class OwnMemory:
    """The most memory, in MB, that this process held for itself, ten times a second; pages of mapped files, which the system takes back, not counted."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            status = Path("/proc/self/status").read_text(encoding="utf-8")
            self.peak = max(self.peak, next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("RssAnon")))


def indexed(docs: Iterable[dict[str, Any]], folder: Path, workers: int) -> dict[str, Any]:
    """What it took; making the articles is not counted."""
    number = text = 0
    making = [0.0, 0.0]
    began, clock = cpu(), time.perf_counter()
    with ArchiveWriter(folder, workers=workers) as writer, OwnMemory() as own:
        each = iter(docs)
        while True:
            before = time.process_time(), time.perf_counter()
            doc = next(each, None)
            made = article(doc) if doc else None
            making[0] += time.process_time() - before[0]
            making[1] += time.perf_counter() - before[1]
            if doc is None or made is None:
                break
            writer.put("/" + doc["id"], doc["id"], made)
            number += 1
            text += len((doc["title"] + doc["body"]).encode())
        put = cpu() - began - making[0]
        writer.commit()
    size = sum(file.stat().st_size for file in folder.iterdir())
    return {
        "articles": number, "put": put, "cpu": cpu() - began - making[0], "clock": time.perf_counter() - clock - making[1], "text": text,
        "size": size, "segments": len(generation.open_newest(folder).parts), "own": own.peak,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }  # fmt: skip


def asked(folder: Path, queries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of each query its class, hits and ms of the processor."""
    began = time.perf_counter()
    with WhooshEngine(folder) as engine:
        opened = (time.perf_counter() - began) * 1000
        pages = []
        for q in queries:
            spent = []
            for _ in range(ROUNDS):
                before = time.process_time()  # which other work on the machine spoils least
                answer = engine.answer(request(q))
                spent.append((time.process_time() - before) * 1000)
            pages.append((q["cls"], answer.total, min(spent)))
    return {"open": opened, "pages": pages, "asking": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def tables(found: dict[str, dict[str, Any]]) -> None:
    names = list(found)
    head = "| | " + " | ".join(f"{one['articles']:,}" for one in found.values()) + " |\n|---|" + "---:|" * len(names)
    rows = {
        "seconds of the processor, to put and flush": "{put:,.0f}",
        "seconds of the processor, committed": "{cpu:,.0f}",
        "seconds by the clock": "{clock:,.0f}",
        "articles a second of the processor": "{rate:,.0f}",
        "peak of memory while indexing, MB": "{own:,.0f}",
        "pages of mapped files included, MB": "{peak:,.0f}",
        "of a worker, MB": "{worker:,.0f}",
        "text, MB": "{text:,.0f}",
        "index / text": "{ratio:.2f}",
        "segments": "{segments}",
        "open, ms": "{open:.0f}",
        "peak of memory while asked, mapped files included, MB": "{asking:,.0f}",
    }
    print(f"\n{head}")
    reckoned = [
        one | {"rate": one["articles"] / one["cpu"], "ratio": one["size"] / one["text"], "text": one["text"] / 1e6} for one in found.values()
    ]
    for label, form in rows.items():
        print(f"| {label} | " + " | ".join(form.format(**one) for one in reckoned) + " |")
    print("\n" + head.replace("| |", "| page, ms of the processor: p50, p95, p99 |", 1))
    for cls in dict.fromkeys(page[0] for page in found[names[0]]["pages"]):
        print(f"| {cls} | " + " | ".join(_three([ms for which, _, ms in one["pages"] if which == cls]) for one in found.values()) + " |")
    print("\n" + head.replace("| |", "| median page, ms of the processor (of so many), by its hits |", 1))
    for low, high in itertools.pairwise(BANDS):
        cells = []
        for one in found.values():
            inside = sorted(ms for _, hits, ms in one["pages"] if low <= hits < high)
            cells.append(f"{inside[len(inside) // 2]:.2f} ({len(inside)})" if inside else "")
        print(f"| {low:,} to {high - 1:,} | " + " | ".join(cells) + " |")


def _three(spent: Sequence[float]) -> str:
    ordered = sorted(spent)
    return ", ".join(f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))]:.2f}" for share in (0.5, 0.95, 0.99))


def one(size: str, step: str, told: argparse.Namespace) -> dict[str, Any]:
    """A step of a size, in this process."""
    sys.path.insert(0, str(told.shared / "tools"))
    from peers import corpus, queries

    folder = told.data / f"growth-{size}"
    if step == "index":
        return indexed(itertools.islice(corpus.stream(), SIZES[size]), folder, told.workers)
    return asked(folder, queries.ensure(told.data, "10k")[:: told.every])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "broadsheet-bench")
    parser.add_argument("--sizes", default="10k,100k,1m")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--every", type=int, default=3, help="every so many of the queries")
    parser.add_argument("--again", action="store_true", help="use the indexes, and what they took, that are there")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if not (told.shared / "tools" / "peers").is_dir():
        print(f"{told.shared}: no measuring data here; growth was not measured.")
        return 0
    if told.step:
        print(json.dumps(one(told.sizes, told.step, told)))
        return 0
    told.data.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for size in told.sizes.split(","):
        took = told.data / f"growth-{size}.json"
        if not (told.again and took.exists()):
            shutil.rmtree(told.data / f"growth-{size}", ignore_errors=True)
            took.write_text(_apart(size, "index", told), encoding="utf-8")
        found[size] = json.loads(took.read_text(encoding="utf-8")) | json.loads(_apart(size, "ask", told))
        tables(found)
    return 0


def _apart(size: str, step: str, told: argparse.Namespace) -> str:
    """A step in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.growth", "--sizes", size, "--step", step, "--workers", str(told.workers)]
    command += ["--every", str(told.every), "--shared", str(told.shared), "--data", str(told.data)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
