"""Runs: the sorted occurrences of terms, as arrays, and how a bag of occurrences becomes them.

    run 0          run 1 ...
    docs      [ 2  5  9 | 5  7 ]            document numbers, ascending in a run
    freqs     [ 1  2  1 | 1  3 ]            how often the term stands there
    positions [ 4  1 8  0 | 3  0 4 9 ]      where, ascending in a document
    starts    [ 0         3       5 ]       where each run begins in docs and freqs

Where positions of a posting begin is not kept for each posting but for every 32nd (`marks`), and counted on from there: a
phrase pays for the documents that it looks at, not for the whole list (ENGINE.md (f); a start a posting is 16 % of the index).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .file import Array, ArrayFile, Chunks, narrowest

STEP = 32  # postings between two marks
IN_STEP = np.arange(STEP)
FEW = 64  # postings whose marks are not looked at together
POSITION_BITS, DOC_BITS, TERM_BITS = 20, 22, 22  # of a sort key
RUN = np.uint64(POSITION_BITS + DOC_BITS)  # bits of a key below the term
MOST_POSITIONS, MOST_DOCS, MOST_TERMS = 1 << POSITION_BITS, 1 << DOC_BITS, 1 << TERM_BITS

Ints = npt.NDArray[np.int64]


def spans(starts: Array, counts: Array) -> Ints:
    """The whole numbers of several ranges, one after the other.

    starts   (n,) first of each range
    counts   (n,) how many

    >>> spans(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = counts.cumsum(dtype=np.int64)
    shift: Ints = starts.astype(np.int64)
    shift -= ends
    shift += counts
    shift = shift.repeat(counts)
    shift += np.arange(len(shift))
    return shift


def sizes(starts: Array) -> Ints:
    """(n,) how long each range is, of (n + 1,) where they begin; of any unsigned type."""
    wide: Ints = starts.astype(np.int64)
    return wide[1:] - wide[:-1]


def offsets(counts: npt.ArrayLike) -> Ints:
    """(n + 1,) where each of n things begins that have these counts."""
    counted = np.asarray(counts)
    out = np.zeros(len(counted) + 1, np.int64)
    np.cumsum(counted, out=out[1:])
    return out


@dataclass(frozen=True, slots=True)
class Runs:
    """starts (r + 1,), docs (n,), freqs (n,), positions (m,) or None where the field keeps none; see the module."""

    starts: Array
    docs: Array
    freqs: Array
    positions: Array | None

    def arrays(self, field: str) -> dict[str, Array | Chunks]:
        """As they are written; freqs are left out where all are 1, and so are marks, which are then the posting's number."""
        out: dict[str, Array | Chunks] = {f"{field}:starts": narrowest(self.starts), f"{field}:docs": narrowest(self.docs)}
        if self.positions is not None:
            out[f"{field}:positions"] = narrowest(self.positions)
        if len(self.freqs) and int(self.freqs.max()) > 1:
            out[f"{field}:freqs"] = narrowest(self.freqs)
            out[f"{field}:marks"] = narrowest(offsets(self.freqs)[:-1:STEP])
        return out


def sorted_runs(terms: Array, docs: Array, positions: Array | None, number: int) -> Runs:
    """Runs of occurrences in any order.

    terms       (t,) the run each occurrence belongs to, below `number`
    docs        (t,) its document
    positions   (t,) its position, or None
    """
    places = placed(docs, positions)
    return runs_of((terms.astype(np.uint64) << RUN) | places, range(number), has_positions=positions is not None)


def placed(docs: Array, positions: Array | None) -> npt.NDArray[np.uint64]:
    """(t,) document and position of occurrences as one number, the part of a sort key below the term."""
    places = docs.astype(np.uint64) << np.uint64(POSITION_BITS)
    if positions is not None:
        places |= positions.astype(np.uint64)
    return places


def runs_of(key: npt.NDArray[np.uint64], numbers: range, *, has_positions: bool = True) -> Runs:
    """key (t,): the run of each occurrence, one of `numbers`, above where it is `placed`; sorted in place."""
    key.sort()
    posting = key >> np.uint64(POSITION_BITS)
    new = np.ones(len(key), bool)
    np.not_equal(posting[1:], posting[:-1], out=new[1:])
    del posting  # of millions of occurrences: what is not held any more is room for the next step
    first = new.nonzero()[0]
    begins = key.searchsorted(np.arange(numbers.start, numbers.stop + 1, dtype=np.uint64) << RUN)
    return Runs(
        starts=first.searchsorted(begins),
        docs=narrowest((key[first] >> np.uint64(POSITION_BITS)).astype(np.uint32) & np.uint32(MOST_DOCS - 1)),
        freqs=narrowest(np.diff(first, append=len(key))),
        positions=narrowest(key.astype(np.uint32) & np.uint32(MOST_POSITIONS - 1)) if has_positions else None,
    )


def joined(runs: Sequence[Runs]) -> Runs:
    """The runs of several bags of occurrences, those of one after those of the other; with positions."""
    bases = offsets([len(one.docs) for one in runs])
    return Runs(
        starts=np.concatenate([[0], *(one.starts[1:] + base for one, base in zip(runs, bases.tolist(), strict=False))]),
        docs=np.concatenate([one.docs for one in runs]),
        freqs=np.concatenate([one.freqs for one in runs]),
        positions=np.concatenate([one.positions for one in runs if one.positions is not None]),
    )


class StoredRuns:
    """The runs of one field of a segment, mapped."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.starts = file.get(f"{field}:starts")
        self.docs = file.get(f"{field}:docs")
        self.positions = file.get(f"{field}:positions") if f"{field}:positions" in file else None
        self._freqs = file.get(f"{field}:freqs") if f"{field}:freqs" in file else None
        self._marks = file.get(f"{field}:marks") if f"{field}:marks" in file else None

    @property
    def counted(self) -> bool:
        """Whether any term stands in a document more than once."""
        return self._freqs is not None

    @property
    def size(self) -> int:
        """Occurrences in all."""
        if self._freqs is None:
            return len(self.docs)
        return int(self._freqs.sum(dtype=np.int64)) if self.positions is None else len(self.positions)

    def all_positions(self) -> Array:
        """Of every posting, one after the other."""
        return np.zeros(self.size, np.uint8) if self.positions is None else self.positions

    def bounds(self, run: int) -> tuple[int, int]:
        """First and last (excluded) posting of a run."""
        return int(self.starts[run]), int(self.starts[run + 1])

    def freqs(self, which: slice | Array) -> Array:
        """How often the term stands in the document, for some postings."""
        if self._freqs is None:
            many = which.stop - which.start if isinstance(which, slice) else len(which)
            return np.ones(many, np.uint8)
        return self._freqs[which]

    def position_starts(self, postings: Ints) -> Ints:
        """(n,) where the positions of each of n postings begin; cheaper where postings ascend."""
        if self._freqs is None or self._marks is None or not len(postings):
            return postings
        block = postings // STEP
        if len(postings) <= FEW:
            rows = (block * STEP)[:, None] + IN_STEP
            before = self._freqs.take(rows, mode="clip")
            before *= rows < postings[:, None]
            few: Ints = before.sum(axis=1, dtype=np.int64)
            few += self._marks[block]
            return few
        new = np.concatenate(([True], block[1:] != block[:-1]))
        which = np.cumsum(new) - 1
        rows = block[new][:, None] * STEP + np.arange(STEP)
        before = np.cumsum(self._freqs.take(rows, mode="clip"), axis=1, dtype=np.int64)
        place = postings - block * STEP
        inside = np.where(place > 0, before[which, np.maximum(place - 1, 0)], 0)
        return self._marks[block].astype(np.int64) + inside

    def positions_of(self, postings: Ints) -> tuple[Array, Array]:
        """Positions in some postings, one posting after the other, and how many each has."""
        counts = self.freqs(postings)
        if self.positions is None:
            return np.zeros(int(counts.sum()), np.uint8), counts
        return self.positions[spans(self.position_starts(postings), counts)], counts
