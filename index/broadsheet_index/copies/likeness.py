"""Whether two articles are copies of each other, by their fingerprints.

What counts is how much of the shorter text stands in the longer one, so that a story cut to half is still its copy. The share of
equal slots s tells how much two sets of shingles have in common with all that either has, and with the sizes a and b the rest
follows: s (a + b) / (1 + s) shingles are common to both.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .fingerprint import SLOTS, Fingerprint, Prints

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COMMON = 60  # percent of the shorter text that must stand in the longer one
BRIEF, OF_BRIEF = 160, 70  # shingles below which it must be more percent: the form is more of a short page
SHORTEST = 20  # percent of the longer text that the shorter one must have at least
FEW = 40  # shingles: of shorter texts, notices of one form, only equal ones are copies
# Two slots of which one pair at least must be equal: by these, copies are found without comparing every pair.
BANDS = np.array([(at, (at + step) % SLOTS) for step in (1, 2) for at in range(SLOTS)])


def common(slots: Prints, size: int | Ints, others: Prints, sizes: Ints) -> Floats:
    """(n,) the share of the shorter text that stands in the longer one, as far as the slots tell; 0 where they are no copies.

    slots, size    of one article, or of as many as there are others
    others, sizes  (n, 64) and (n,) of the others
    """
    equal = others == slots
    matches = equal.sum(axis=1)
    least = np.minimum(sizes, size)
    # In whole numbers, so that every machine decides alike.
    wanted = np.where(least < BRIEF, OF_BRIEF, COMMON)
    alike = (100 * matches * (sizes + size) >= wanted * least * (SLOTS + matches)) & (
        100 * least >= SHORTEST * np.maximum(sizes, size)
    )
    alike &= (least >= FEW) | ((matches == SLOTS) & (sizes == size))
    alike &= least > 0
    some = np.flatnonzero(alike)
    alike[some] = (equal[some][:, BANDS[:, 0]] & equal[some][:, BANDS[:, 1]]).any(axis=1)
    shares = np.zeros(len(others))
    here, total = matches[alike], (sizes + size)[alike]
    shares[alike] = here * total / ((SLOTS + here) * least[alike])
    return shares


def are_alike(one: Fingerprint, other: Fingerprint) -> bool:
    return bool(common(one.slots, one.size, other.slots[None, :], np.array([other.size]))[0] > 0)
