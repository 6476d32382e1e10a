"""Time the product itself on articles of our own making: indexing, opening, and a results page by kind of query.

    python -m tests.bench [--articles 2000] [--smoke]

Figures of one run are for comparing with each other, on this machine and this day.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Request, open_engine
from tests.generated import articles

QUERIES = {
    "rare word": "Παπαδόπουλος",
    "common word": "ferry",
    "three words": "ferry council tram",
    "three by OR": "ferry OR council OR tram",
    "phrase": '"the ferry"',
    "near": '"tide ferry"~5',
    "prefix": "cou*",
    "word and date": "ferry date:2024-06",
    "person": "person:Naryshkin",
    "exclusion": "ferry -council",
}
FACETS = ("source", "person", "year")


def timed(work: Callable[[], object], times: int) -> float:
    """Median seconds of several runs."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--smoke", action="store_true", help="a few articles, once: does it run at all?")
    asked = parser.parse_args()
    number, times = (60, 1) if asked.smoke else (asked.articles, 15)
    corpus = articles(number)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        began = time.perf_counter()
        with ArchiveWriter(index) as writer:
            for at, article in enumerate(corpus):
                writer.put(f"/{at}", f"{at:08}", article)
            writer.commit()
        spent = time.perf_counter() - began
        print(f"index      {number:>8,} articles  {number / spent:>8,.0f} a second")
        print(f"open       {timed(lambda: open_engine(index).close(), times) * 1000:>8.1f} ms")
        with open_engine(index) as engine:
            for name, q in QUERIES.items():
                request = Request(q, facets=FACETS, page_size=10)
                total = engine.answer(request).total
                print(f"{name:<14} {timed(lambda r=request: engine.answer(r), times) * 1000:>8.2f} ms  {total:>7,} found")  # type: ignore[misc]


if __name__ == "__main__":
    main()
