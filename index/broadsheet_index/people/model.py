"""The sequence model: from the features of the words of a run to the names in it.

A word's features add up to a score for each label, a move from one label to the next has a score of its own, and the best legal
row of labels wins. The weights stand in model.gz, which tests/fit_people.py writes. It is gzip over

    a line of JSON    {"features": n, "moves": {"BI": weight, ...}}
    n lines           the features, sorted
    4 columns         n signed 16-bit numbers each, low byte first: the weights for B, I, E and S; O is worth 0 everywhere

Weights have no unit: only the order of their sums counts.
"""

from __future__ import annotations

import gzip
import json
import sys
from array import array
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from broadsheet_index.people.features import spell
from broadsheet_index.people.labels import FOLLOWS, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet_index.people.features import Group
    from broadsheet_index.people.labels import Span

Scores = tuple[int, int, int, int]  # for B, I, E, S
Digits = int  # the four scores as the digits of one number in base 2**32, lowest first; each may be negative

WEIGHED = 4  # labels with weights
BITS = 32  # of a digit: more than the weights of one word can add up to
WIDTH = 2  # bytes of a weight
KEPT = 50_000  # groups whose scores are kept, 20 MB; an archive meets the same words again and again
NEVER = -(1 << 40)  # below every sum of weights

_LEADING = tuple(tuple(k for k, label in enumerate(LABELS) if after in FOLLOWS[label]) for after in LABELS)
_LAST = tuple(k for k, label in enumerate(LABELS) if "O" in FOLLOWS[label])
_FIRST = tuple(k for k, label in enumerate(LABELS) if label in FOLLOWS["O"])
_BEGINS, _ENDS = "BS", "ES"
_BASE, _HALF = 1 << BITS, 1 << (BITS - 1)


def pack(weights: Mapping[str, Scores], moves: Mapping[str, int]) -> bytes:
    """A model as it is kept in a file; the same weights always give the same bytes."""
    features = sorted(weights)
    head = json.dumps({"features": len(features), "moves": moves}, sort_keys=True)
    columns = [array("h", [weights[feature][k] for feature in features]) for k in range(WEIGHED)]
    return gzip.compress("\n".join([head, *features, ""]).encode() + b"".join(map(_low_byte_first, columns)), mtime=0)


def _low_byte_first(column: array[int]) -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def digits(b: int, i: int, e: int, s: int) -> Digits:
    return b + (i << BITS) + (e << 2 * BITS) + (s << 3 * BITS)


def scores(number: Digits) -> Scores:
    """
    >>> scores(digits(5, -3, 0, -70000) + digits(1, 1, -1, 1))
    (6, -2, -1, -69999)
    """
    b = (number + _HALF) % _BASE - _HALF
    number = (number - b) >> BITS
    i = (number + _HALF) % _BASE - _HALF
    number = (number - i) >> BITS
    e = (number + _HALF) % _BASE - _HALF
    return b, i, e, (number - e) >> BITS


class Model:
    """Weights, read from what `pack` wrote."""

    def __init__(self, packed: bytes) -> None:
        data = gzip.decompress(packed)
        head = json.loads(data[: data.index(b"\n")])
        size = head["features"] * WIDTH
        start = len(data) - WEIGHED * size
        self._columns = [array("h", data[start + k * size : start + (k + 1) * size]) for k in range(WEIGHED)]
        if sys.byteorder == "big":
            for column in self._columns:
                column.byteswap()
        # Numbers in columns, not a tuple for each feature: quicker to load, and smaller.
        self._place = {feature: k for k, feature in enumerate(data[:start].decode().split("\n")[1:-1])}
        self._moves = [[int(head["moves"].get(a + b, 0)) for b in LABELS] for a in LABELS]
        self._score = lru_cache(maxsize=KEPT)(self._sum)

    def _sum(self, group: Group) -> Digits:
        found = [k for feature in spell(group) if (k := self._place.get(feature, -1)) >= 0]
        return digits(*(sum(map(column.__getitem__, found)) for column in self._columns)) if found else 0

    def names(self, run: Iterable[Sequence[Group]]) -> list[Span]:
        """The names in a run, as places in it."""
        # One sum for the four labels: adding them up one by one would take half of the time of a search for people.
        rows = [(*scores(sum(map(self._score, groups))), 0) for groups in run]
        if len(rows) == 1:
            return [(0, 1)] if rows[0][LABELS.index("S")] > 0 else []
        labels = self._best(rows)
        starts = [k for k, label in enumerate(labels) if label in _BEGINS]
        ends = [k + 1 for k, label in enumerate(labels) if label in _ENDS]
        return list(zip(starts, ends, strict=True))

    def _best(self, rows: Sequence[Sequence[int]]) -> str:
        """The legal row of labels with the highest sum of weights (Viterbi's algorithm)."""
        sums = [rows[0][k] if k in _FIRST else NEVER for k in range(len(LABELS))]
        steps: list[list[int]] = []  # of each word but the first, for each of its labels: the best label before it
        for row in rows[1:]:
            step, reached = [], []
            for k, leading in enumerate(_LEADING):
                score, best = max((sums[j] + self._moves[j][k], -j) for j in leading)
                step.append(-best)
                reached.append(score + row[k])
            steps.append(step)
            sums = reached
        k = max(_LAST, key=lambda j: sums[j])
        labels = [k]
        for step in reversed(steps):
            k = step[k]
            labels.append(k)
        return "".join(LABELS[k] for k in reversed(labels))


@cache
def shipped() -> Model:
    return Model((files("broadsheet_index.people") / "model.gz").read_bytes())
