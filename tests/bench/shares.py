"""What is known only across articles, as a share of indexing: fingerprints and clusters of copies, repeated lines, people's and authors' names.

    python -m tests.bench.shares [--shared ../shared] [--data FOLDER] [--size 10k]

Processor time from articles to a committed generation, on the corpus of ../shared/tools/peers, one process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadsheet_index.store import ArchiveWriter
from broadsheet_index.store.overlays.copies import Copies
from broadsheet_index.store.overlays.lines import RepeatedLines
from broadsheet_index.store.overlays.names import NamesOverlay
from broadsheet_index.store.segment.prints import Prints

from .product import ROOT, article

PARTS: tuple[tuple[str, type, str], ...] = (
    ("copies", Prints, "add"),
    ("copies", Prints, "arrays"),
    ("copies", Copies, "update"),
    ("repeated lines", RepeatedLines, "update"),
    ("names", NamesOverlay, "update"),
)


def counted(spent: Counter[str], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, its processor time added up under a name."""

    def run(*args: Any) -> Any:
        began = time.process_time()
        try:
            return work(*args)
        finally:
            spent[name] += time.process_time() - began  # type: ignore[assignment]

    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "broadsheet-bench")
    parser.add_argument("--size", default="10k", choices=("1k", "10k", "100k"))
    told = parser.parse_args()
    if not (told.shared / "tools" / "peers").is_dir():
        print(f"{told.shared}: no measuring data here; nothing was measured.")
        return 0
    sys.path.insert(0, str(told.shared / "tools"))
    from peers import corpus

    spent: Counter[str] = Counter()
    for name, owner, method in PARTS:
        setattr(owner, method, counted(spent, name, getattr(owner, method)))
    whole = 0.0
    number = 0
    with tempfile.TemporaryDirectory() as folder, ArchiveWriter(Path(folder) / "index") as writer:
        for doc in corpus.read(corpus.ensure(told.data, told.size)):
            one = article(doc)
            began = time.process_time()
            writer.put("/" + doc["id"], doc["id"], one)
            whole += time.process_time() - began
            number += 1
        began = time.process_time()
        writer.commit()
        whole += time.process_time() - began
    print(f"{number:,} articles in {whole:.1f} CPU s")
    for name, share in spent.most_common():
        print(f"{name:15} {share:6.2f} s  {share / whole:6.1%}  {share / number * 1000:.3f} ms an article")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
