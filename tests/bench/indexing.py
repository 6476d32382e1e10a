"""HTML pages from file to committed index, people and overlays included: how many a second.

    python -m tests.bench.indexing [--pages 10000] [--jobs 2] [--shared ../shared]

The pages of the measured sets, repeated until there are enough: each repetition has addresses of its own, and words of its own in a
third of the text, so that no page is a copy of another. Prints the rate, and what it makes of 100,000 pages.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from broadsheet_index import build
from broadsheet_index.read.decode import to_text
from broadsheet_index.report import Progress

ROOT = Path(__file__).parent.parent.parent
PROMISED = 100_000 / (20 * 60)  # pages a second
TEXT = re.compile(r">([^<>{}]{20,})<")  # between tags; scripts have braces
WORD = re.compile(r"\b[a-z]{5,12}\b")
ALTERED = 3  # one word in so many


def pages(files: list[Path], number: int) -> Iterator[str]:
    """As many pages as asked for, no two alike."""
    texts = [to_text(gzip.decompress(file.read_bytes())) for file in files]
    words = sorted({word for text in texts for part in TEXT.findall(text) for word in WORD.findall(part)})
    for at in range(number):
        turn, which = divmod(at, len(texts))
        yield altered(texts[which], turn, words) if turn else texts[which]


def altered(page: str, turn: int, words: list[str]) -> str:
    rng = random.Random(turn * 1_000_003 + len(page))

    def other(match: re.Match[str]) -> str:
        return rng.choice(words) if rng.randrange(ALTERED) == 0 else match[0]

    page = re.sub(r"(https?://)(?=\w)", rf"\1t{turn}.", page)
    return TEXT.sub(lambda part: ">" + WORD.sub(other, part[1]) + "<", page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    files = sorted((asked.shared / "data" / "html").glob("*/pages/*.html.gz"))
    if not files:
        print(f"{asked.shared}: no pages here; nothing was measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for at, page in enumerate(pages(files, asked.pages)):
            file = Path(folder) / "pages" / f"{at // 1000:03}" / f"{at:06}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            size += file.write_text(page, encoding="utf-8", errors="replace")
        marks: list[tuple[float, int]] = []

        def tell(progress: Progress) -> None:
            if not marks or time.perf_counter() - marks[-1][0] > 10:
                marks.append((time.perf_counter(), progress.indexed))

        index = Path(folder) / "index"
        before, began = os.times(), time.perf_counter()
        report = build([Path(folder) / "pages"], index, jobs=asked.jobs, progress=tell)
        spent, after = time.perf_counter() - began, os.times()
        used = sum(after[:4]) - sum(before[:4])
        kept = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    rate = asked.pages / spent
    print(f"{asked.pages:,} pages, {size / 1e6:,.0f} MB of HTML: {report.indexed:,} indexed, {len(report.skipped):,} skipped; {asked.jobs} jobs")
    print(f"{spent:,.0f} s by the clock, {used:,.0f} s of processor time, {rate:.0f} pages a second, {1000 * used / asked.pages:.1f} ms CPU a page")
    print(f"index {kept / 1e6:,.0f} MB; 100,000 pages would take {100_000 / rate / 60:.0f} min ({rate / PROMISED:.2f} of the rate promised)")
    steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(marks)]
    print("pages a second, every ten seconds: " + " ".join(f"{step:.0f}" for step in steps))


if __name__ == "__main__":
    main()
