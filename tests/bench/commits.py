"""What one change costs: a thousand commits in a row, each of one article added, changed or deleted, and seen at once.

    python -m tests.bench.commits [--size 10k] [--commits 1000] [--shared ../shared] [--data FOLDER] [--profile FILE]

The index is the one that `tests.bench.product` makes of the corpus of ../shared/tools/peers; a copy of it is changed. Of ten changes six
add an article, three change one and one deletes one. Times are the clock's and, in brackets, the processor's of the thread that
commits, which others at work on the machine spoil less.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadsheet_index.store import ArchiveWriter, generation
from broadsheet_search import Request
from broadsheet_search.engines.whoosh import WhooshEngine

from .product import FACETS, ROOT, article, index, request

Took = tuple[float, float]  # milliseconds: by the clock, of the processor


@dataclass(frozen=True, slots=True)
class Step:
    """One change: until it was committed, and until a page that shows it was there."""

    kind: str
    committed: Took
    seen: Took
    segments: int


def timed(work: Callable[[], object]) -> Took:
    clock, spent = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.thread_time() - spent) * 1000


def changes(docs: Iterator[dict[str, Any]], number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """("add" | "change" | "delete", the article as it will be, or was)."""
    added: list[dict[str, Any]] = []
    for at in range(number):
        kind = "change" if at % 10 in (2, 5, 8) else "delete" if at % 10 == 9 else "add"
        if kind == "add":
            added.append(next(docs))
            yield kind, added[-1]
        elif kind == "change":
            doc = added[(at * 7) % len(added)]
            doc["body"] = next(docs)["body"]
            yield kind, doc
        else:
            yield kind, added.pop((at * 7) % len(added))


def run(folder: Path, docs: Iterator[dict[str, Any]], number: int) -> list[Step]:
    steps = []
    with ArchiveWriter(folder) as writer, WhooshEngine(folder) as engine:
        engine.answer(Request("government", facets=FACETS))
        for kind, doc in changes(docs, number):

            def commit(kind: str = kind, doc: dict[str, Any] = doc) -> None:
                if kind == "delete":
                    writer.remove("/" + doc["id"])
                else:
                    writer.put("/" + doc["id"], doc["id"], article(doc))
                writer.commit()

            def see(kind: str = kind, doc: dict[str, Any] = doc) -> None:
                engine.refresh()
                found = engine.answer(Request(doc["body"].split()[0], facets=FACETS)).total
                assert found == (kind != "delete"), (kind, doc["id"], found)

            committed, seen = timed(commit), timed(see)
            steps.append(Step(kind, committed, seen, len(generation.open_newest(folder).parts)))
    return steps


def page(folder: Path, queries: Sequence[dict[str, Any]]) -> Took:
    """The median page of a sample of all kinds of query, each asked twice before."""
    with WhooshEngine(folder) as engine:
        asked = [request(q) for q in queries]
        for one in asked * 2:
            engine.answer(one)
        took = [timed(lambda r=one: engine.answer(r)) for one in asked for _ in range(3)]  # type: ignore[misc]
    return statistics.median(clock for clock, _ in took), statistics.median(cpu for _, cpu in took)


def told(name: str, steps: Sequence[Step]) -> None:
    def both(took: Sequence[Took]) -> str:
        columns = [sorted(column) for column in zip(*took, strict=True)]
        return " | ".join(f"{clock:.1f} ({cpu:.1f})" for clock, cpu in (tuple(one[int(len(one) * at)] for one in columns) for at in (0.5, 0.95)))

    print(f"| {name} | {len(steps)} | {both([one.committed for one in steps])} | {both([one.seen for one in steps])} "
          f"| {statistics.median(one.segments for one in steps):.0f}, {max(one.segments for one in steps)} |")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "broadsheet-bench")
    parser.add_argument("--size", default="10k", choices=("1k", "10k", "100k", "1m"))
    parser.add_argument("--commits", type=int, default=1000)
    parser.add_argument("--profile", type=Path, help="where to leave the profile of the changes (slower)")
    asked = parser.parse_args()
    if not (asked.shared / "tools" / "peers").is_dir():
        print(f"{asked.shared}: no measuring data here; commits were not measured on it.")
        return 0
    sys.path.insert(0, str(asked.shared / "tools"))
    from peers import corpus, queries

    whole = asked.data / f"product-{asked.size}"
    if not whole.exists():
        index(corpus.read(corpus.ensure(asked.data, asked.size)), whole)
    some = queries.ensure(asked.data, asked.size)[::13]
    docs = iter(list(itertools.islice(corpus.fresh(2 * asked.commits, 10_000), 2 * asked.commits)))
    with tempfile.TemporaryDirectory(dir=asked.data) as there:
        folder = Path(there) / "index"
        shutil.copytree(whole, folder)
        before = page(folder, some)
        if asked.profile:
            import cProfile

            profile = cProfile.Profile()
            steps = profile.runcall(run, folder, docs, asked.commits)
            profile.dump_stats(asked.profile)
        else:
            steps = run(folder, docs, asked.commits)
        after = page(folder, some)
    print("| commits | number | committed, ms: median | 95 % | seen, ms: median | 95 % | segments: median, most |\n|---|---:|---:|---:|---:|---:|---:|")
    tenth = max(1, len(steps) // 10)
    told("the first tenth", steps[:tenth])
    told("the last tenth", steps[-tenth:])
    for kind in ("add", "change", "delete"):
        told(kind, [one for one in steps if one.kind == kind])
    print(f"\na page before {before[0]:.2f} ({before[1]:.2f}) ms, after {after[0]:.2f} ({after[1]:.2f}) ms: "
          f"{after[0] / before[0]:.2f} ({after[1] / before[1]:.2f}) of it")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
