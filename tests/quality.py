"""Quality against gold answers, with floors that cannot be lowered by accident (quality.json).

    python -m tests.quality [--shared ../shared] [--only text] [--write]

Reads the data and scorers that lie beside the project, and says so where they do not. `--write` raises floors to what was
reached; it never lowers one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from broadsheet_index import build
from broadsheet_index.people.resolve import resolve
from broadsheet_search import Request, open_engine

ROOT = Path(__file__).parent.parent
FLOORS = Path(__file__).with_name("quality.json")
BROADSHEET = Path(sys.executable).with_name("broadsheet")
SETS = ("aeb", "fundus_eval", "fundus_tests", "l3s_gn1", "dragnet", "trafilatura_eval")
WITH_TEXT = SETS[:-1]  # trafilatura_eval has no gold text to ask words of
LESS_IS_BETTER = ("must_not", "date_wrong", "date_none", "lies", "name_lies", "silences")
MEASURES = ("token_f1", "token_r", "must_have", "must_not", "title_exact", "author_f1", "date_right", "date_wrong")

Scores = dict[str, float]


def known_items(shared: Path) -> Scores:
    """Share of pasted headlines, rare words and phrases that find their article first; phrases must find it alone; of misspelt
    headlines, those whose did-you-mean has the right word and finds their article first."""
    data = shared / "data" / "ranking" / "known_item"
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        build([data / "docs.jsonl.gz"], Path(folder) / "index")
        with open_engine(Path(folder) / "index") as engine:
            for line in (data / "queries.jsonl").read_text(encoding="utf-8").splitlines():
                query = json.loads(line)
                answer = engine.answer(Request(query["text"], lenient=True, snippets=0))
                asked[query["kind"]] += 1
                if query["kind"] == "typo":
                    meant = answer.suggestion
                    if answer.total or meant is None or query["right"].lower() not in meant.q.lower():
                        continue
                    answer = engine.answer(Request(meant.q, lenient=True, snippets=0))
                first = answer.hits[0].article.path.partition("#")[2] if answer.hits else None
                right[query["kind"]] += first == query["answer"] and (query["kind"] != "phrase" or answer.total == 1)
    return {kind: right[kind] / asked[kind] for kind in asked}


def extraction(shared: Path, *, dumps: bool) -> dict[str, Scores]:
    """The scorer's rows for HTML pages, or for the same pages flattened to text."""
    out: dict[str, Scores] = {}
    with tempfile.TemporaryDirectory() as folder:
        pages = shared / "data" / "html"
        if dumps:
            _run(shared / "tools" / "make_text_pages.py", shared / "data" / "text", folder)
        for name in SETS[:-1] if dumps else SETS:
            articles = Path(folder) / f"{name}.jsonl"
            source = Path(folder) / name if dumps else pages / name / "pages"
            made = subprocess.run([BROADSHEET, "extract", source, "--json"], capture_output=True, check=True)
            articles.write_bytes(made.stdout)
            scorer = shared / "tools" / "score_extraction.py"
            told = _run(scorer, articles, "--gold", pages / name / "gold.jsonl", "--json", *(["--text"] if dumps else []))
            for row, values in json.loads(told).items():
                out[row] = {measure: round(values[measure], 4) for measure in MEASURES if measure in values}
            if not dumps and name in WITH_TEXT:
                asked = _run(shared / "tools" / "score_truth.py", articles, "--html", pages / name, "--json")
                for row, values in json.loads(asked).items():
                    out[row] |= {measure: values[measure] for measure in ("lies", "name_lies", "silences")}
    return out


def people(shared: Path) -> dict[str, Scores]:
    """F1 of mentions, people and full names."""
    out: dict[str, Scores] = {}
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((shared / "data" / "people" / "dev").glob("*.jsonl*")):
            texts, found = Path(folder) / "texts.jsonl", Path(folder) / "found.jsonl"
            texts.write_bytes(_unpacked(gold))
            found.write_bytes(subprocess.run([BROADSHEET, "people", texts], capture_output=True, check=True).stdout)
            report = json.loads(_run(shared / "tools" / "score_people.py", found, gold, "--json"))[str(gold)]
            measures = ("mention", "people", "full names", "resolved")
            out[gold.name.partition(".")[0]] = {name: round(report[name][2], 4) for name in measures if name in report}
    return out | who_is_who(shared) | names(shared)


def who_is_who(shared: Path) -> dict[str, Scores]:
    """B-cubed F of resolving, on the gold mentions of GUM, which nothing of resolving was fitted to."""
    gum = _unpacked(shared / "data" / "people" / "train" / "gum.jsonl.gz").decode()
    together: dict[str, list[float]] = {}  # of each mention, by genre: precision, recall, one after the other
    for document in map(json.loads, gum.splitlines()):
        marked = {tuple(span) for span in document["persons"]}
        gold = {(start, end): title or entity for start, end, entity, title in document["coref"] if (start, end) in marked}
        found = resolve(document["text"], sorted(gold))
        ours = {mention.start: number for number, person in enumerate(found) for mention in person.mentions}
        for start, end in gold:
            right = {span for span in gold if gold[span] == gold[start, end]}
            mine = {span for span in gold if ours.get(span[0], span) == ours.get(start, (start, end))}
            both = len(right & mine)
            together.setdefault(document["genre"], []).extend((both / len(mine), both / len(right)))
    out: dict[str, Scores] = {}
    for genre, shares in together.items():
        precision, recall = (2 * sum(shares[at::2]) / len(shares) for at in (0, 1))
        out[f"who is who, {genre}"] = {"b_cubed": round(2 * precision * recall / (precision + recall), 4)}
    return out


def names(shared: Path) -> dict[str, Scores]:
    """Precision and recall of the judge of two names."""
    told = _run(shared / "tools" / "score_names.py", f"{BROADSHEET} people --same").splitlines()
    _, _, precision, _, recall, *_ = next(line for line in told if line.startswith("all: ")).split()
    return {"names": {"precision": float(precision), "recall": float(recall)}}


def _unpacked(file: Path) -> bytes:
    import gzip

    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def _run(script: Path, *arguments: object) -> str:
    return subprocess.run([sys.executable, script, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def ranked(shared: Path) -> dict[str, Scores]:
    """MAP, nDCG@10 and kin of each judged collection."""
    from .bench import ranking

    found = {name: ranking.ranking(shared / "data" / "ranking" / name) for name in ranking.SETS}
    return {
        name: {measure: round(value, 4) for measure, value in ranking.means(ranking.scores(shared, name, one)).items()}
        for name, one in found.items()
    }


PARTS: dict[str, Callable[[Path], dict[str, Scores]]] = {
    "known items": lambda shared: {"known items": known_items(shared)},
    "html": lambda shared: extraction(shared, dumps=False),
    "text": lambda shared: extraction(shared, dumps=True),
    "people": people,
    "ranking": ranked,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", choices=list(PARTS), action="append")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if not (asked.shared / "data").is_dir():
        print(f"{asked.shared}: no data here; nothing was measured.")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    missed = []
    for part in asked.only or PARTS:
        for row, scores in PARTS[part](asked.shared).items():
            print(f"{part:<12} {row:<24} " + "  ".join(f"{name} {value:.4f}" for name, value in scores.items()))
            kept = floors.setdefault(part, {}).setdefault(row, {})
            for name, value in scores.items():
                floor = kept.get(name)
                if floor is not None and (value > floor if name in LESS_IS_BETTER else value < floor):
                    missed.append(f"{part} {row} {name}: {value:.4f}, floor {floor:.4f}")
                elif asked.write:
                    kept[name] = value
    if asked.write:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for line in missed:
        print("BELOW", line)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
