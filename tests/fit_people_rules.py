"""Fit the weights of the rules that find people: index/broadsheet_index/people/weights.py.

    python tests/fit_people_rules.py ../shared/data/people/train

One candidate (candidates.trim) of a normal line is one example: right where its place is exactly a gold person, wrong where
it touches none, left out where it overlaps one or was marked to be ignored. Only the training corpora are read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from broadsheet_index.people.candidates import trim
from broadsheet_index.people.clues import clues
from broadsheet_index.people.find import look
from broadsheet_index.people.tokens import tokenise

WEIGHTS = Path(__file__).parent.parent / "index" / "broadsheet_index" / "people" / "weights.py"
CORPORA = {"gmb_repaired": 4000, "gum": None, "wikigold": None, "btc": 1500}  # documents taken of each
SEED = 3
STEPS, SLOW_FROM = 400, 250  # of Adam, at 0.1 and then at 0.02
DECAY = 2e-5  # L2
SELDOM, SLIGHT = 15, 2  # a clue seen less often, or worth less, is left out
BY_HAND = {"completed in brackets": 20, "first initial": 12, "last rare word": -8, "rule after": 0, "1 rule after": 30}


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    for name, taken in CORPORA.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            found = [json.loads(line) for line in file]
        random.seed(SEED)
        random.shuffle(found)
        yield from found[:taken]


def examples(folder: Path) -> Iterator[tuple[list[str], bool]]:
    for document in documents(folder):
        gold = {tuple(span[:2]) for span in document["persons"]}
        ignored = [tuple(span) for span in document.get("ignore", [])]
        tokens = tokenise(document["text"])
        runs, seen = look(tokens)
        for run in runs:
            candidate = trim(tokens.words, run) if run.style == "normal" else None
            if candidate is None:
                continue
            start, end = tokens.starts[candidate.start], tokens.ends[candidate.end - 1]
            right = (start, end) in gold
            if any(a < end and start < b for a, b in ignored) or (not right and any(a < end and start < b for a, b in gold)):
                continue
            yield clues(tokens.words, candidate, seen), right


def fit(found: list[list[str]], right: list[bool], names: list[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    place = {name: k for k, name in enumerate(names)}
    rows = np.repeat(np.arange(len(found)), [len(example) for example in found])
    columns = np.array([place[clue] for example in found for clue in example])
    truth = np.array(right, float)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-np.bincount(rows, weights=weights[columns], minlength=len(found))))
        slope = np.bincount(columns, weights=(chance - truth)[rows], minlength=len(names)) / len(found) + DECAY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = 0.1 if step <= SLOW_FROM else 0.02
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    predicted = chance > 0.5
    both = float((predicted & (truth > 0)).sum())
    print(f"{len(found)} candidates, precision {both / predicted.sum():.3f}, recall {both / truth.sum():.3f}")
    return weights


def lines(weights: dict[str, int], first: str) -> Iterator[str]:
    for name, weight in sorted(weights.items(), key=lambda item: (item[0] != first, -item[1])):
        yield f'    "{name}": {weight},'


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the rules that find people.")
    parser.add_argument("train", type=Path)
    found, right = map(list, zip(*examples(parser.parse_args().train), strict=True))
    often = Counter(clue for example in found for clue in example)
    names = sorted(often)
    fitted = {
        name: round(10 * weight)
        for name, weight in zip(names, fit(found, right, names), strict=True)
        if often[name] >= SELDOM and abs(round(10 * weight)) >= SLIGHT and name not in BY_HAND
    }
    one = {name: weight for name, weight in fitted.items() if name.split()[0] == "1"}
    several = {name: weight for name, weight in fitted.items() if name not in one}
    head = WEIGHTS.read_text("utf-8").split("WEIGHTS: dict")[0]
    table = [
        "WEIGHTS: dict[str, int] = {",
        *lines(several, "several"),
        "    # one word",
        *lines(one, "1"),
        "    # Set by hand: the corpora have too few of these to tell, or mark them otherwise than we do.",
        *(f'    "{name}": {weight},' for name, weight in sorted(BY_HAND.items()) if weight),
        "}",
    ]
    WEIGHTS.write_text(head + "\n".join(table) + "\n", "utf-8")


if __name__ == "__main__":
    main()
