"""Sets of articles as arrays of their numbers, ascending, none twice.

What an operation costs follows from the sizes of its sets. Only where they are no small part of the archive is a mask over all
of it cheaper: writing and reading a byte costs a fiftieth of a step in a sorted array.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
Array = npt.NDArray[Any]

FEW = 8  # times as many numbers among which others are looked up one by one
LONG = 5_000  # numbers
DENSE = 64  # a mask pays where the sets hold more than one article in so many


def _mask(numbers: Array, size: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(size, bool)
    mask[numbers] = True
    return mask


def places(wanted: Array, among: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """For each of k numbers its place among n others, both ascending, and whether it is there at all."""
    at = among.searchsorted(wanted)
    if not len(among):
        return at, np.zeros(len(wanted), bool)
    np.minimum(at, len(among) - 1, out=at)
    return at, among[at] == wanted


def met(some: Array, among: Array) -> tuple[Array, Array]:
    """Which of k numbers are among n others, both ascending, and their places there."""
    if len(some) * FEW < len(among) or not len(among):
        at, there = places(some, among)
        return there.nonzero()[0], at[there]
    inside = np.zeros(max(int(some[-1]), int(among[-1])) + 1, bool)
    inside[some] = True
    at = inside[among].nonzero()[0]
    return (np.arange(len(some)) if len(at) == len(some) else some.searchsorted(among[at])), at


def common(one: Array, other: Array) -> Array:
    """The numbers in both of two arrays, ascending, none twice in one: merged where both are long, else looked up."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) * FEW < len(other) or len(other) < LONG:
        return one[places(one, other)[1]]
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two runs in order, which it merges
    found: Array = both[:-1][both[1:] == both[:-1]]
    return found


def counted_in(wanted: Array, among: Array, counts: Array, size: int) -> Array:
    """(k,) for each of k numbers the count that it has among others, 0 where it is not there; all ascending."""
    if len(wanted) * DENSE > size:
        of_all = np.zeros(size, counts.dtype)
        of_all[among] = counts
        found: Array = of_all[wanted]
        return found
    at = among.searchsorted(wanted)
    there: Array = counts.take(at, mode="clip") * (among.take(at, mode="clip") == wanted)
    return there


def both(one: Numbers, other: Numbers, size: int) -> Numbers:
    """The numbers in both sets; size: articles of the archive."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == size or not len(one) or one is other:
        return one
    if len(one) * DENSE > size:
        return one[_mask(other, size)[one]]
    return one[places(one, other)[1]]


def without(one: Numbers, other: Numbers, size: int) -> Numbers:
    """The numbers in the first set alone."""
    if not len(one) or not len(other):
        return one
    if (len(one) + len(other)) * DENSE > size:
        return one[~_mask(other, size)[one]]
    return one[~places(one, other)[1]]


def any_of(sets: list[Numbers], size: int) -> Numbers:
    """The numbers in any of the sets."""
    sets = [one for one in sets if len(one)]
    if not sets:
        return np.zeros(0, np.int32)
    if len(sets) == 1:
        return sets[0]
    if sum(map(len, sets)) * DENSE > size:
        mask = np.zeros(size, bool)
        for one in sets:
            mask[one] = True
        return mask.nonzero()[0].astype(np.int32)
    return np.unique(np.concatenate(sets)).astype(np.int32)
