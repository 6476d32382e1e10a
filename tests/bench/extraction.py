"""CPU time of extraction a page, side by side with trafilatura's `bare_extraction` where that can be imported.

    python -m tests.bench.extraction [--shared ../shared] [--every 6] [--people]

Ours is body and metadata, as theirs is; people are left out unless asked for. Both read the same pages in turn, several times
over, and the best round of each counts: figures of one run are for comparing with each other, on this machine and this day.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from broadsheet_index import extraction
from broadsheet_index.article import Article, Page
from broadsheet_index.errors import Unreadable

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 4


def ours(page: bytes) -> Article | None:
    try:
        return extraction.extract(Page("page.html", page, "html", "0" * 64))
    except Unreadable:
        return None


def theirs() -> Callable[[bytes], object] | None:
    """trafilatura's extraction of body and metadata; None where it is not installed."""
    try:
        bare_extraction = importlib.import_module("trafilatura").bare_extraction
    except ImportError:
        return None
    return lambda page: bare_extraction(page, with_metadata=True)


def seconds(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    began = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--every", type=int, default=6, help="of the pages, every n-th is read")
    parser.add_argument("--people", action="store_true", help="read people too, which trafilatura does not")
    asked = parser.parse_args()
    files = sorted((asked.shared / "data" / "html").glob("*/pages/*.html.gz"))[:: asked.every]
    if not files:
        print(f"{asked.shared}: no pages here; nothing was measured.")
        return 0
    if not asked.people:
        extraction.people_in = lambda *_: ()  # type: ignore[assignment]
    pages = [gzip.decompress(file.read_bytes()) for file in files]
    works = {"broadsheet": ours, "trafilatura": theirs()}
    best = dict.fromkeys(works, math.inf)
    for _ in range(ROUNDS):
        for name, work in works.items():
            if work is not None:
                best[name] = min(best[name], seconds(work, pages))
    for name, spent in best.items():
        known = f"{1000 * spent / len(pages):.1f} ms CPU a page, {len(pages)} pages" if works[name] else "not installed here, not timed"
        print(f"{name:<12} {known}")
    if works["trafilatura"]:
        print(f"broadsheet takes {best['broadsheet'] / best['trafilatura']:.2f} of trafilatura's time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
