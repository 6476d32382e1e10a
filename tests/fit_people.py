"""Train the sequence model that finds people: index/broadsheet_index/people/model.gz.

    pip install python-crfsuite                     (in a throwaway environment; nothing of it is needed to run Broadsheet)
    python tests/fit_people_rules.py ../shared/data/people/train       (first, if a clue or a list has changed)
    python tests/fit_people.py ../shared/data/people/train

Only the training corpora are read. The averaged perceptron is trained once for each seed, each time on articles altered in
another way and in another order, and the weights are averaged: what only one of the models has learnt is mostly noise.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycrfsuite
from augment_people import Marked, Span, augmented

from broadsheet_index.people.features import groups, spell
from broadsheet_index.people.find import look
from broadsheet_index.people.labels import LABELS, OUTSIDE, label
from broadsheet_index.people.model import WEIGHED, Scores, pack
from broadsheet_index.people.rules import read
from broadsheet_index.people.runs import Run
from broadsheet_index.people.tokens import Tokens, tokenise

MODEL = Path(__file__).parent.parent / "index" / "broadsheet_index" / "people" / "model.gz"
SEEDS = range(1, 9)
ITERATIONS = 4  # of the perceptron; 6 and 10 learn the mistakes of the marks by heart
OFTEN = 2  # times that a feature is seen, to be learnt
LARGEST = 2**15 - 1

# Of each corpus: how many articles, how often as they are, how often altered. The carefully marked ones count more.
CORPORA = {"gmb_repaired": (None, 0, 1), "gum": (None, 2, 1), "wikigold": (None, 2, 1), "btc": (3000, 0, 1)}

Weights = dict[str, dict[str, float]]  # by feature and label, or by two labels


def corpus(folder: Path, name: str) -> list[Marked]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]

    def spans(marks: list[list[int]]) -> tuple[Span, ...]:
        return tuple((start, end) for start, end, *_ in marks)

    return [Marked(row["text"], spans(row["persons"]), spans(row.get("ignore", []))) for row in rows]


def articles(folder: Path, seed: int) -> list[Marked]:
    """What one model is trained on, in its order."""
    found: list[Marked] = []
    for name, (taken, plain, altered) in CORPORA.items():
        rng = random.Random(seed)
        marked = corpus(folder, name)
        rng.shuffle(marked)
        marked = marked[:taken]
        found += marked * plain
        found += [augmented(article, rng) for _ in range(altered) for article in marked]
    random.Random(seed).shuffle(found)
    return found


def gold(tokens: Tokens, runs: list[Run], article: Marked) -> tuple[list[str], list[Span]]:
    """The right label of each token, and the places that cannot be learnt from: doubtful, or across the border of a run."""
    run_of = {k: n for n, run in enumerate(runs) for k in range(run.start, run.end)}
    starts = {start: k for k, start in enumerate(tokens.starts)}
    ends = {end: k for k, end in enumerate(tokens.ends)}
    labels = [OUTSIDE] * len(tokens.words)
    unclear = list(article.doubtful)
    for start, end in article.persons:
        first, last = starts.get(start), ends.get(end)
        if first is None or last is None or run_of.get(first, -1) != run_of.get(last, -2):
            unclear.append((start, end))
        else:
            labels[first : last + 1] = [label(k, first, last + 1) for k in range(first, last + 1)]
    return labels, unclear


def examples(article: Marked) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and the labels of the words of each run."""
    tokens = tokenise(article.text)
    runs, seen = look(tokens)
    reading = read(tokens.words, runs, seen)
    labels, unclear = gold(tokens, runs, article)
    for run in runs:
        start, end = tokens.starts[run.start], tokens.ends[run.end - 1]
        if not any(first < end and start < last for first, last in unclear):
            words = groups(tokens.words, run, seen, reading)
            yield [[feature for group in word for feature in spell(group)] for word in words], labels[run.start : run.end]


def train(folder: Path, seed: int) -> tuple[Weights, Weights]:
    trainer = pycrfsuite.Trainer(algorithm="averaged-perceptron", verbose=False)
    trainer.set_params({"max_iterations": ITERATIONS, "feature.minfreq": OFTEN, "feature.possible_transitions": True})
    runs = 0
    for article in articles(folder, seed):
        for features, labels in examples(article):
            trainer.append(features, labels)
            runs += 1
    with tempfile.TemporaryDirectory() as scratch:
        path = str(Path(scratch) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        told = tagger.info()
        tagger.close()
    state: Weights = {}
    for (feature, name), weight in told.state_features.items():
        state.setdefault(feature, {})[name] = weight
    moves: Weights = {}
    for (before, after), weight in told.transitions.items():
        moves.setdefault(before, {})[after] = weight
    print(f"seed {seed}: {runs} runs, {len(state)} features", flush=True)
    return state, moves


def summed(models: list[Weights]) -> Weights:
    found: Weights = {}
    for weights in models:
        for key, row in weights.items():
            total = found.setdefault(key, {})
            for name, weight in row.items():
                total[name] = total.get(name, 0.0) + weight
    return found


def whole(state: Weights, moves: Weights) -> tuple[dict[str, Scores], dict[str, int]]:
    """The weights as 16-bit numbers, those of O taken from the others: only differences count."""
    rows = {feature: [row.get(name, 0.0) - row.get(OUTSIDE, 0.0) for name in LABELS[:WEIGHED]] for feature, row in state.items()}
    steps = {before + after: weight for before, row in moves.items() for after, weight in row.items()}
    unit = max(abs(weight) for row in [*rows.values(), steps.values()] for weight in row) / LARGEST
    rounded: dict[str, Scores] = {}
    for feature, row in rows.items():
        b, i, e, s = (round(weight / unit) for weight in row)
        if (b, i, e, s) != (0, 0, 0, 0):
            rounded[feature] = b, i, e, s
    return rounded, {step: round(weight / unit) for step, weight in steps.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the sequence model that finds people.")
    parser.add_argument("train", type=Path)
    folder = parser.parse_args().train
    models = [train(folder, seed) for seed in SEEDS]
    weights, moves = whole(summed([state for state, _ in models]), summed([steps for _, steps in models]))
    MODEL.write_bytes(pack(weights, moves))
    print(f"{len(weights)} features, {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
