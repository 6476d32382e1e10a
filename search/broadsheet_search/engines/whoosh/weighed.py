"""Where a leaf stands in any of its fields, and what it weighs there before its rarity counts: made once, for finding and ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .occurrences import Occurrences, Runs
from .sets import Array, Numbers, any_of, counted_in

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """docs (n,) articles, ascending; frequency (n,) in all fields: weighted, made independent of their length, added up.

    runs   of each field which runs that comes from, where they say all
    """

    docs: Numbers
    frequency: Floats
    runs: tuple[Runs | None, ...] = ()

    def among(self, numbers: Numbers, size: int) -> Floats:
        """(k,) frequency in each of some articles, ascending, of `size` there are; 0 where the leaf does not stand."""
        return self.frequency if numbers is self.docs else counted_in(numbers, self.docs, self.frequency, size)


def weighed(found: Sequence[tuple[Occurrences, float, Array]], runs: tuple[Runs | None, ...], size: int) -> Weighed:
    """found: of each field where a leaf stands, its weight, and the length shares of all `size` articles (ranking.py)."""
    parts = [(one.docs, weight * one.counts / shares[one.docs]) for one, weight, shares in found if len(one.docs)]
    if not parts:
        return Weighed(np.zeros(0, np.int32), np.zeros(0), runs)
    if len(parts) == 1:
        return Weighed(*parts[0], runs)
    docs = any_of([docs for docs, _ in parts], size)
    frequency = np.zeros(len(docs))
    for own, weights in parts:
        if len(own) == len(docs):
            frequency += weights
        else:
            frequency[docs.searchsorted(own)] += weights
    return Weighed(docs, frequency, runs)
