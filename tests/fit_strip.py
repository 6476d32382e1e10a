"""Fit the weights of broadsheet_index/strip/weights.py: a coordinate search over integers, checked on held-out hosts.

    .venv/bin/python tests/fit_strip.py html --folds 3      # held-out figures of weights fitted without those hosts
    .venv/bin/python tests/fit_strip.py text --fit          # fit on all pages and write weights.py

Reads ../shared/data where it exists. A page's score is its token F1 less half of what its recall lacks of .985: lost text is
worse than a line too many. Pages are averaged by set, sets with equal weight, so that no set is tuned to alone. The search does
without what `cut` does after the run (closing lists, the guard), so its figures lie a little below those of `strip`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "index"))

from broadsheet_index.read.decode import to_text  # noqa: E402
from broadsheet_index.strip import html_page, text_page, weights  # noqa: E402
from broadsheet_index.strip.block import Block  # noqa: E402
from broadsheet_index.strip.cut import EVERY, FURNITURE, RULE_NAMES, is_bare_standfirst  # noqa: E402
from broadsheet_index.strip.evidence import evidence_of  # noqa: E402
from broadsheet_index.strip.run import best_run, capped  # noqa: E402
from broadsheet_index.strip.view import View  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
SETS = ("aeb", "fundus_eval", "fundus_tests", "l3s_gn1", "dragnet")
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
SHINGLE = 4
WANTED_RECALL = 0.985
STEPS = (-12, -5, -2, 2, 5, 12)
SMALLEST_GAIN = 2e-5
COMMON = frozenset([
    "the", "of", "and", "to", "in", "a", "that", "is", "for", "it", "on", "was", "with", "as", "he", "at", "be", "by",
])  # fmt: skip
FEWEST_PAGES = 20  # fewer are too few to weigh as much as a set


@dataclass
class Sample:
    """A page as the search needs it: per block the evidence, its tokens, how many of them are gold; the gold's length."""

    row: str
    host: str
    names: list[list[int]]
    ruled: list[bool]
    furniture: list[bool]
    until: int | None
    tokens: list[float]
    right: list[float]
    gold: float


@dataclass
class Fit:
    """Weights that are being searched for: by name, and the two limits."""

    by_name: dict[str, int]
    in_a_row: int
    alone: int

    def copy(self) -> Fit:
        return Fit(dict(self.by_name), self.in_a_row, self.alone)


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text.lower())


def shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(max(0, len(words) - size + 1))}


def gold_share(block: Block, by_size: dict[int, set[tuple[str, ...]]]) -> float:
    """Share of the block's shingles that the gold has; shorter blocks are looked for whole."""
    words = tokens(block.text)
    if not words:
        return 0.0
    size = min(SHINGLE, len(words))
    own = [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]
    return sum(shingle in by_size[size] for shingle in own) / len(own)


def language(gold: dict[str, Any]) -> str:
    said = gold.get("lang") or gold.get("lang_guess") or gold.get("html_lang")
    if said:
        return "en" if str(said).lower().startswith("en") else "other"
    words = tokens(gold["text"])
    return "en" if sum(word in COMMON for word in words) >= 0.12 * len(words) else "other"


def page_title(html: str, title_tag: str | None) -> str | None:
    found = re.search(r"""<meta[^>]+og:title[^>]+content=["']([^"']+)""", html)
    return found.group(1) if found else title_tag


def samples(kind: str, numbers: dict[str, int]) -> list[Sample]:
    found = []
    for name in SETS:
        with (DATA / "html" / name / "gold.jsonl").open(encoding="utf-8") as file:
            golds = [json.loads(line) for line in file]
        with (DATA / "text" / name / "lines.jsonl").open(encoding="utf-8") as file:
            dumps = {row["id"]: row["lines"] for row in map(json.loads, file)}
        pages = {re.sub(r"(\.gz|\.html?)+$", "", path.name): path for path in (DATA / "html" / name / "pages").iterdir()}
        for gold in golds:
            dump = dumps.get(gold["id"], [])
            row = f"{name}/{language(gold)}"
            if kind == "text" and not dump:
                continue
            if kind == "html":
                content = pages[gold["id"]].read_bytes()
                html = to_text(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
                page = html_page(html)
                view = View(page.blocks, page_title(html, page.title_tag))
            else:
                view = View(text_page("".join("\n" * line.get("gap", 0) + line["line"] + "\n" for line in dump)))
            found.append(sample(view, gold, dump, row, numbers))
    rows = Counter(page.row for page in found)
    return [page for page in found if rows[page.row] >= FEWEST_PAGES]


def sample(view: View, gold: dict[str, Any], dump: list[dict[str, Any]], row: str, numbers: dict[str, int]) -> Sample:
    words = tokens(gold["text"])
    by_size = {size: shingles(words, size) for size in range(1, SHINGLE + 1)}
    neutral = [line["line"] for line in dump if line["label"] == "DROP" and line.get("kind") in ("title", "optional")]
    unimportant = {" ".join(tokens(text)) for text in (*neutral, *(gold.get("optional") or []), gold.get("title") or "")}
    names, ruled, furniture, counts, right = [], [], [], [], []
    for place, block in enumerate(view.blocks):
        found = (EVERY, *evidence_of(block, view))
        names.append([numbers.setdefault(name, len(numbers)) for name in found])
        rule = next((name for name in found if name in RULE_NAMES), None)
        ruled.append(rule is not None or is_bare_standfirst(view, place))
        furniture.append(rule in FURNITURE)
        own = tokens(block.text)
        count = 0.0 if " ".join(own) in unimportant else float(len(own))
        counts.append(count)
        right.append(count * gold_share(block, by_size))
    host = urlsplit(gold.get("url") or "").netloc.removeprefix("www.") or gold["id"]
    return Sample(row, host, names, ruled, furniture, view.dumped_comments_begin, counts, right, float(len(words)) or 1.0)


def score(page: Sample, sums: list[int], fit: Fit, is_html: bool) -> float:
    run = best_run(capped(sums, fit.in_a_row, page.furniture, weights.FURNITURE_IN_A_ROW, page.until))
    kept = right = 0.0
    for place in range(run.begin, run.end):
        if not page.ruled[place] and (not is_html or sums[place] >= fit.alone):
            kept += page.tokens[place]
            right += page.right[place]
    right = min(right, page.gold)
    recall = right / page.gold
    return 2 * right / (kept + page.gold) - 0.5 * max(0.0, WANTED_RECALL - recall)


class Search:
    """Pages with the sums of their blocks, kept up to date as one weight after the other is changed."""

    def __init__(self, pages: list[Sample], names: list[str], fit: Fit, is_html: bool) -> None:
        self.pages, self.fit, self.is_html = pages, fit, is_html
        self.sums = [[sum(fit.by_name[names[number]] for number in block) for block in page.names] for page in pages]
        self.scores = [score(page, sums, fit, is_html) for page, sums in zip(pages, self.sums, strict=True)]
        rows = Counter(page.row for page in pages)
        self.shares = [1 / rows[page.row] / len(rows) for page in pages]
        self.where: dict[str, list[tuple[int, list[int]]]] = defaultdict(list)
        for index, page in enumerate(pages):
            places: dict[int, list[int]] = defaultdict(list)
            for place, block in enumerate(page.names):
                for number in block:
                    places[number].append(place)
            for number, found in places.items():
                self.where[names[number]].append((index, found))

    @property
    def value(self) -> float:
        return sum(own * share for own, share in zip(self.scores, self.shares, strict=True))

    def gain(self, name: str, step: int) -> tuple[float, dict[int, float]]:
        changed = {}
        for index, places in self.where[name]:
            sums = self.sums[index].copy()
            for place in places:
                sums[place] += step
            changed[index] = score(self.pages[index], sums, self.fit, self.is_html)
        return sum((new - self.scores[index]) * self.shares[index] for index, new in changed.items()), changed

    def change(self, name: str, step: int, changed: dict[int, float]) -> None:
        self.fit.by_name[name] += step
        for index, places in self.where[name]:
            for place in places:
                self.sums[index][place] += step
        for index, new in changed.items():
            self.scores[index] = new

    def rescore(self) -> float:
        self.scores = [score(page, sums, self.fit, self.is_html) for page, sums in zip(self.pages, self.sums, strict=True)]
        return self.value

    def climb(self, rounds: int) -> Fit:
        for _ in range(rounds):
            before = self.value
            for limit in ("in_a_row", "alone"):
                self.climb_limit(limit)
            for name in sorted(self.where, key=lambda name: -len(self.where[name])):
                steps = [(*self.gain(name, step), step) for step in STEPS]
                best, changed, step = max(steps, key=lambda one: (one[0], -abs(one[2])))
                # A name that few pages have must gain more: what one page likes is no weight.
                if best > SMALLEST_GAIN * (1 + 20 / len(self.where[name])):
                    self.change(name, step, changed)
            if self.value - before < 10 * SMALLEST_GAIN:
                break
        return self.fit

    def climb_limit(self, limit: str) -> None:
        for step in STEPS:
            before = self.value
            setattr(self.fit, limit, getattr(self.fit, limit) + step)
            if self.rescore() < before + SMALLEST_GAIN:
                setattr(self.fit, limit, getattr(self.fit, limit) - step)
                self.rescore()


def started(names: list[str], is_html: bool) -> Fit:
    table = weights.WEIGHTS
    return Fit({name: table.get(name, (0, 0))[is_html] for name in (*table, *names)}, weights.IN_A_ROW[is_html], weights.ALONE)


def figures(pages: list[Sample], names: list[str], fits: list[Fit], is_html: bool) -> str:
    """Precision, recall, F1 by row, each page with its own weights."""
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for page, fit in zip(pages, fits, strict=True):
        sums = [sum(fit.by_name[names[number]] for number in block) for block in page.names]
        run = best_run(capped(sums, fit.in_a_row, page.furniture, weights.FURNITURE_IN_A_ROW, page.until))
        places = [i for i in range(run.begin, run.end) if not page.ruled[i] and (not is_html or sums[i] >= fit.alone)]
        kept, right = sum(page.tokens[i] for i in places), min(page.gold, sum(page.right[i] for i in places))
        rows[page.row].append((right / kept if kept else 0.0, right / page.gold, 2 * right / (kept + page.gold)))
    lines = []
    for row, found in sorted(rows.items()):
        mean = [100 * sum(values) / len(found) for values in zip(*found, strict=True)]
        lines.append(f"{row:20} precision {mean[0]:5.1f}  recall {mean[1]:5.1f}  F1 {mean[2]:5.1f}")
    return "\n".join(lines)


def write(fit: Fit, is_html: bool) -> None:
    """Write one column of weights.py; the other column and the words around the table stay."""
    path = Path(weights.__file__)
    text = path.read_text(encoding="utf-8")
    table = {name: list(pair) for name, pair in weights.WEIGHTS.items()}
    for name, weight in fit.by_name.items():
        table.setdefault(name, [0, 0])[is_html] = weight
    lines = "".join(f'    "{name}": ({pair[0]}, {pair[1]}),\n' for name, pair in table.items())
    text = re.sub(r"(?s)(WEIGHTS: [^\n]*\{\n).*?(\n?\}\n)", lambda match: match.group(1) + lines + "}\n", text, count=1)
    limits = list(weights.IN_A_ROW)
    limits[is_html] = fit.in_a_row
    text = re.sub(r"IN_A_ROW = \([^)]*\)", f"IN_A_ROW = ({limits[0]}, {limits[1]})", text)
    if is_html:
        text = re.sub(r"ALONE = -?\d+", f"ALONE = {fit.alone}", text)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("html", "text"))
    parser.add_argument("--folds", type=int, default=0, help="fit on all hosts but one part of them, this many times")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fit", action="store_true", help="fit on all pages and write weights.py")
    args = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"{DATA} is not there")
    is_html = args.kind == "html"
    numbers: dict[str, int] = {}
    pages = samples(args.kind, numbers)
    names = list(numbers)
    print("as they stand")
    print(figures(pages, names, [started(names, is_html)] * len(pages), is_html), flush=True)
    if args.folds:
        parts = [crc32(page.host.encode()) % args.folds for page in pages]
        fits = []
        for part in range(args.folds):
            others = [page for page, own in zip(pages, parts, strict=True) if own != part]
            search = Search(others, names, started(names, is_html), is_html)
            fits.append(search.climb(args.rounds))
        print(f"held out, {args.folds} parts")
        print(figures(pages, names, [fits[part] for part in parts], is_html), flush=True)
    if args.fit:
        fit = Search(pages, names, started(names, is_html), is_html).climb(args.rounds)
        print("fitted on all")
        print(figures(pages, names, [fit] * len(pages), is_html))
        write(fit, is_html)


if __name__ == "__main__":
    main()
