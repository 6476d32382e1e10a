"""The article as a run: the contiguous blocks with the largest sum, found in one pass (Kadane's algorithm)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks `begin` to before `end`, and the sum of their weights."""

    begin: int
    end: int
    sum: int


def capped(weights: Sequence[int], most: int, furniture: Sequence[bool] = (), least: int = 0, until: int | None = None) -> list[int]:
    """The weights, where blocks against the article that follow each other cost `most` together, and furniture `least`.

    So a long sign-up form in the middle cannot cut off a short end. Weights from place `until` on count in full: there
    readers' comments begin, which are no interruption.

    >>> capped([20, -30, -30, -30, 25], 40)
    [20, -30, -10, 0, 25]
    >>> capped([20, -30, -30, -30, 25], 40, [False, True, True, False, False], 10)
    [20, -10, 0, -30, 25]
    >>> capped([20, -30, -30, -30, 25], 40, until=2)
    [20, -30, -30, -30, 25]
    """
    left, left_for_furniture = most, least
    result = []
    for place, weight in enumerate(weights[:until]):
        if weight >= 0:
            left, left_for_furniture = most, least
        elif furniture and furniture[place]:
            weight = max(weight, -left, -left_for_furniture)
            left_for_furniture += weight
            left += weight
        else:
            if weight < -left:
                weight = -left
            left += weight
        result.append(weight)
    return result if until is None else [*result, *weights[until:]]


def best_run(weights: Sequence[int]) -> Run:
    """Return the run with the largest sum; the whole where nothing speaks for any block.

    >>> best_run([-5, 20, -3, 10, -20])
    Run(begin=1, end=4, sum=27)
    """
    best = Run(0, len(weights), 0)
    begin = total = 0
    for place, weight in enumerate(weights):
        if total <= 0:
            begin, total = place, 0
        total += weight
        if total > best.sum:
            best = Run(begin, place + 1, total)
    return best
