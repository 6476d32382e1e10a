"""Ranking beside that of other engines, on judged collections: python -m tests.bench.ranking [--shared ../shared] [--anchors FOLDER]

One configuration, the default one, for all sets; titles and bodies alone; words joined by OR, limits lifted, 1,000 hits a query.
FOLDER holds the rankings of others as SET.ENGINE.tsv (query, document, rank): for each set and measure the best of them is
compared with ours by a paired randomisation test (20,000 permutations).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import numpy as np

from broadsheet_index import build
from broadsheet_search import Request
from broadsheet_search.engines.whoosh import WhooshEngine

SETS = ("time", "cranfield", "cisi", "medline", "lisa")
HITS = 1000
Ranking = dict[str, list[str]]  # query -> documents, best first
PerQuery = dict[str, dict[str, float]]  # query -> measure -> score


def ranking(folder: Path) -> Ranking:
    """What is found for each query of one set."""
    out: Ranking = {}
    with tempfile.TemporaryDirectory() as temporary:
        documents = Path(temporary) / "documents.jsonl"
        with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as packed, documents.open("w", encoding="utf-8") as plain:
            for line in packed:
                document = json.loads(line)
                url = f"https://{folder.name}.example/{document['id']}"  # so that ties are in the same order wherever the index is
                kept = {
                    "id": document["id"],
                    "url": url,
                    "title": document.get("title") or "",
                    "body": document["body"],
                    "lang": "en",
                }
                plain.write(json.dumps(kept) + "\n")
        build([documents], Path(temporary) / "index")
        with WhooshEngine(Path(temporary) / "index", deadline=None) as engine:
            for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
                query = json.loads(line)
                request = Request(query["text"], match="any", lenient=True, limited=False)
                with engine.walk(request) as found:
                    out[query["id"]] = [hit.article.path.partition("#")[2] for hit, _ in zip(found.hits, range(HITS), strict=False)]
    return out


def scores(shared: Path, name: str, found: Ranking) -> PerQuery:
    scorer, relevant = _judged(shared, name)
    return {query: scorer.score(found.get(query, []), grades) for query, grades in relevant.items()}


def means(of_queries: PerQuery) -> dict[str, float]:
    measures = next(iter(of_queries.values()))
    return {measure: float(np.mean([scores[measure] for scores in of_queries.values()])) for measure in measures}


def chance(ours: PerQuery, theirs: PerQuery, measure: str, rounds: int = 20_000) -> float:
    """How likely a difference as large is if the engines were the same: signs of the differences are drawn at random."""
    differences = np.array([ours[query][measure] - theirs[query][measure] for query in ours])
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (rounds, len(differences)))
    return float((np.abs((signs * differences).mean(axis=1)) >= abs(differences.mean()) - 1e-12).mean())


def _judged(shared: Path, name: str) -> tuple[ModuleType, dict[str, dict[str, int]]]:
    path = shared / "tools" / "score_ranking.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer, scorer.read_qrels(shared / "data" / "ranking" / name / "qrels.tsv")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--anchors", type=Path)
    asked = parser.parse_args()
    below = 0
    for name in SETS:
        ours = scores(asked.shared, name, ranking(asked.shared / "data" / "ranking" / name))
        scorer, _ = _judged(asked.shared, name)
        others = {file.name.split(".")[1]: scorer.read_results(file) for file in (asked.anchors or Path("-")).glob(f"{name}.*.tsv")}
        theirs = {engine: scores(asked.shared, name, found) for engine, found in others.items()}
        for measure, mean in means(ours).items():
            line = f"{name:<10} {measure:<11} {mean:.4f}"
            if theirs:
                best = max(theirs, key=lambda engine: means(theirs[engine])[measure])
                other, likely = means(theirs[best])[measure], chance(ours, theirs[best], measure)
                below += mean < other and likely < 0.05
                line += f"   {best:<8} {other:.4f}   p {likely:.3f}"
            print(line, flush=True)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
