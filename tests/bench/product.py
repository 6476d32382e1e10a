"""The product itself, with its own analysis, on the corpus and the queries of ../shared/tools/peers: what a user waits for.

    python -m tests.bench.product [--shared ../shared] [--data FOLDER] [--size 10k] [--commits 200] [--threads 2000]

Indexing, size by what it is spent on, opening, `Engine.answer` by query class, commits of one article, and threads. Figures of one run
are for comparing with each other, on this machine and this day.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from broadsheet_index.article import Article
from broadsheet_index.store import ArchiveWriter, generation
from broadsheet_search import Answer, Engine, Request
from broadsheet_search.engines.whoosh import WhooshEngine

ROOT = Path(__file__).parent.parent.parent
FACETS = ("source", "person", "year")
OPENING = """
import time
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
import broadsheet_search.engines.whoosh as engines
before, began = resident(), time.perf_counter()
engine = engines.WhooshEngine({path!r})
spent = time.perf_counter() - began
print(round(spent * 1000, 1), round(resident() - before, 1))
"""


def article(doc: dict[str, Any]) -> Article:
    from .peer_adapter import article as of_peers

    return replace(of_peers(doc), lang="en", body=tuple(part for part in doc["body"].split("\n") if part))


def request(q: dict[str, Any]) -> Request:
    from .peer_adapter import asked

    return Request(asked(q), page_size=10, facets=FACETS)


def index(docs: Iterable[dict[str, Any]], folder: Path) -> None:
    number = text = 0
    began, clock = time.process_time(), time.perf_counter()
    reading = 0.0
    with ArchiveWriter(folder) as writer:
        each = iter(docs)
        while True:
            before = time.process_time()
            doc = next(each, None)
            reading += time.process_time() - before
            if doc is None:
                break
            writer.put("/" + doc["id"], doc["id"], article(doc))
            number += 1
            text += len((doc["title"] + doc["body"]).encode())
        writer.commit()
    spent = time.process_time() - began - reading
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"index   {number:,} articles, {number / spent:,.0f} a CPU second ({time.perf_counter() - clock:.1f} s); peak {peak:,.0f} MB")
    sizes = _sizes(folder)
    whole = sum(sizes.values())
    shares = ", ".join(f"{name} {size / text:.2f}" for name, size in sizes.most_common())
    print(f"size    {whole / 1e6:,.0f} MB of {text / 1e6:,.0f} MB of text: {whole / text:.2f} ({shares})")


def _sizes(folder: Path) -> Counter[str]:
    kinds = {"text": "text", "positions": "positions", "begins": "places of words", "docs": "postings", "freqs": "postings"}
    out: Counter[str] = Counter()
    for part in generation.open_newest(folder).parts:
        for name in part.segment.file.names():
            kind = "stored" if name.startswith("record") else kinds.get(name.rpartition(":")[2], "terms, columns, facets")
            out[kind] += part.segment.file.size_of(name)
    return out


def opening(folder: Path) -> None:
    told = [
        subprocess.run([sys.executable, "-c", OPENING.format(path=str(folder))], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(5)
    ]
    print(f"open    {statistics.median(float(ms) for ms, _ in told):.1f} ms, {statistics.median(float(mb) for _, mb in told):.1f} MB more")


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def pages(engine: Engine, queries: list[dict[str, Any]]) -> None:
    for q in queries[::5]:
        engine.answer(request(q))
    print("\n| results page, ms | p50 | p95 | p99 |\n|---|---:|---:|---:|")
    for name, group in itertools.groupby(queries, key=lambda q: str(q["cls"])):
        asked = [request(q) for q in group]
        spent = sorted(timed(lambda r=r: engine.answer(r)) for _ in range(2) for r in asked)  # type: ignore[misc]
        print(f"| {name} | " + " | ".join(f"{spent[int(len(spent) * share)]:.2f}" for share in (0.5, 0.95, 0.99)) + " |")


def commits(folder: Path, docs: Iterator[dict[str, Any]], number: int) -> None:
    """One article after the other, each committed and looked for at once."""
    changes, asked = [], []
    with ArchiveWriter(folder) as writer, WhooshEngine(folder) as engine:
        for doc in itertools.islice(docs, number):

            def change(doc: dict[str, Any] = doc) -> None:
                writer.put("/" + doc["id"], doc["id"], article(doc))
                writer.commit()
                engine.refresh()
                assert engine.answer(Request(doc["body"].split()[0], facets=FACETS)).total == 1

            changes.append(timed(change))
            asked.append(timed(lambda: engine.answer(Request("government", facets=FACETS))))
    tenth = max(1, number // 10)
    print(
        f"\nchange  {number:,} commits of one article, found at once: median {statistics.median(changes):.0f} ms, "
        f"95 % within {sorted(changes)[int(number * 0.95)]:.0f}, longest {max(changes):.0f}; "
        f"a page in the first tenth {statistics.median(asked[:tenth]):.1f} ms, in the last {statistics.median(asked[-tenth:]):.1f}"
    )


def threads(engine: Engine, queries: list[dict[str, Any]], number: int) -> None:
    """Eight threads over one engine are answered as one is."""
    requests = [request(q) for q in itertools.islice(itertools.cycle(queries), number)]

    def told(answer: Answer) -> tuple[object, ...]:
        return answer.total, [(hit.id, hit.score, hit.snippets) for hit in answer.hits], answer.facets

    alone = {r.q: told(engine.answer(r)) for r in {r.q: r for r in requests}.values()}
    with ThreadPoolExecutor(8) as pool:
        wrong = sum(told(answer) != alone[r.q] for r, answer in zip(requests, pool.map(engine.answer, requests), strict=True))
    print(f"threads {number:,} queries in 8 threads: {wrong} answered otherwise than in one")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "broadsheet-bench")
    parser.add_argument("--size", default="10k", choices=("1k", "10k", "100k", "1m"))
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2000)
    parser.add_argument("--again", action="store_true", help="use the index that is there")
    told = parser.parse_args()
    if not (told.shared / "tools" / "peers").is_dir():
        print(f"{told.shared}: no measuring data here; the product was not measured on it.")
        return 0
    sys.path.insert(0, str(told.shared / "tools"))
    from peers import corpus, queries

    folder = told.data / f"product-{told.size}"
    if not told.again or not folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        index(corpus.read(corpus.ensure(told.data, told.size)), folder)
    opening(folder)
    asked = queries.ensure(told.data, told.size)
    with WhooshEngine(folder) as engine:
        pages(engine, asked)
        threads(engine, asked, told.threads)
    if told.commits:
        commits(folder, iter(corpus.fresh(told.commits)), told.commits)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
