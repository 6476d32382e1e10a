"""`python -m tests.crawl_mutations [NUMBER]`: as many mutations of a crawl as the house promises, 10,000; counts what came of them."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from broadsheet_index.article import Given
from broadsheet_index.read.warc import read_warc

from .crawls import crawls, mutated


def main(number: int) -> None:
    rng = random.Random(10_000)
    whole = crawls(4)
    told: Counter[str] = Counter()
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crawl.warc"
        for turn in range(number):
            file.write_bytes(mutated(whole[turn % len(whole)], rng))
            began = time.perf_counter()
            for one in read_warc(file, file.name, Given()):
                told["a page" if one.page else (one.reason or "")[:30]] += 1
            worst = max(worst, time.perf_counter() - began)
    for reason, count in told.most_common():
        print(f"{count:6,}  {reason}")
    print(f"{number:,} mutations of four pages each, the slowest {worst * 1000:.0f} ms, nothing uncaught")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
