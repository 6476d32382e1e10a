"""The results page on the index in a folder and on OpenSearch, same articles, same queries, in one run.

    python -m tests.bench.side_by_side [--shared ../shared] [--size 10k] [--every 5] [--address https://HOST:9200/NAME]

Without an address, OpenSearch of two nodes is started here (tests/opensearch). Totals and facets are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from broadsheet_index.sink import Sink
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Engine
from broadsheet_search.engines.opensearch import OpenSearchEngine
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.whoosh import WhooshEngine

from ..opensearch.cluster import Cluster, missing
from .product import ROOT, article, request, timed

MEMORY = "2g"  # of a node: 100,000 articles are more than what tests ask for
COMMITTED = 5_000  # articles, as the pipeline does


def fill(sink: Sink, docs: Iterable[dict[str, Any]]) -> tuple[int, int, float]:
    """Articles, bytes of their text, seconds."""
    number = text = 0
    began = time.perf_counter()
    for doc in docs:
        sink.put("/" + doc["id"], doc["id"], article(doc))
        number += 1
        text += len((doc["title"] + doc["body"]).encode())
        if number % COMMITTED == 0:
            sink.commit()
    sink.commit()
    spent = time.perf_counter() - began
    sink.close()
    return number, text, spent


def bytes_on(url: str, name: str) -> int:
    """Of an archive's primary shards, its words and files."""
    with urllib.request.urlopen(f"{url}/{name}*/_stats/store", timeout=60) as answer:
        return int(json.load(answer)["_all"]["primaries"]["store"]["size_in_bytes"])


def compare(folder: Engine, cluster: Engine, queries: list[dict[str, Any]]) -> None:
    wrong = 0
    for q in queries:
        here, there = folder.answer(request(q)), cluster.answer(request(q))
        wrong += (here.total, here.facets) != (there.total, there.facets)
    print(f"agree   {len(queries) - wrong} of {len(queries)} queries: total and facets")
    print("\n| results page, p50 ms | folder | OpenSearch | OpenSearch/folder |\n|---|---:|---:|---:|")
    ratios = []
    for name, group in itertools.groupby(queries, key=lambda q: str(q["cls"])):
        pairs = [(timed(lambda r=r: folder.answer(r)), timed(lambda r=r: cluster.answer(r))) for r in map(request, group)]  # type: ignore[misc]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratios.append(statistics.median(there / here for here, there in pairs))
        print(f"| {name} | {ours:.2f} | {theirs:.2f} | {ratios[-1]:.1f} |")
    print(f"| **geometric mean** | | | **{math.exp(statistics.fmean(map(math.log, ratios))):.1f}** |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "broadsheet-bench")
    parser.add_argument("--size", default="10k", choices=("1k", "10k", "100k"))
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--address")
    told = parser.parse_args()
    if not (told.shared / "tools" / "peers").is_dir():
        print(f"{told.shared}: no measuring data here; nothing was measured.")
        return 0
    if told.address is None and missing():
        print(f"OpenSearch was not tried: {missing()}.")
        return 0
    sys.path.insert(0, str(told.shared / "tools"))
    from peers import corpus, queries

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = told.address
        if address is None:
            nodes = Cluster(folder / "cluster", MEMORY)
            nodes.start()
            stack.callback(nodes.stop)
            address = nodes.address("bench", shards=2, replicas=0)
        docs = corpus.ensure(told.data, told.size)
        number, text, spent = fill(ArchiveWriter(folder / "index"), corpus.read(docs))
        size = sum(file.stat().st_size for file in (folder / "index").iterdir())
        print(f"folder      {number:,} articles, {number / spent:,.0f} a second, {size / text:.2f} of their text, {size / number:,.0f} bytes each")
        number, text, spent = fill(OpenSearchSink(address), corpus.read(docs))
        line = f"OpenSearch  {number:,} articles, {number / spent:,.0f} a second"
        if told.address is None:
            size = bytes_on(nodes.first.url, "bench")
            line += f", {size / text:.2f} of their text, {size / number:,.0f} bytes each (one copy)"
        print(line)
        here = stack.enter_context(WhooshEngine(folder / "index", deadline=None))
        there = stack.enter_context(OpenSearchEngine(address, deadline=None))
        compare(here, there, queries.ensure(told.data, told.size)[:: told.every])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
