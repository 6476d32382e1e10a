"""Where a term stands in a generation: its postings in each segment, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .segment.file import Array
from .segment.runs import StoredRuns

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """The postings of one segment: (n,) article numbers of the generation, frequencies, and numbers of the postings; one
    number where they follow each other from there."""

    runs: StoredRuns
    docs: Array
    freqs: Array
    postings: Array | int

    def numbers(self, rows: Ints) -> Ints:
        """(k,) numbers of the postings at some places."""
        out: Ints = rows + self.postings if isinstance(self.postings, int) else self.postings[rows]
        return out


class Postings:
    """Where a term stands, or any of several.

    docs    (n,) numbers of articles, ascending
    freqs   (n,) times it stands there, at least 1
    several whether it is of several terms: an article may stand in `docs` more than once then, next to each other
    pieces  segment by segment
    runs    which runs these are, segment by segment: two terms with the same runs stand at the same places
    """

    def __init__(self, pieces: Sequence[Piece], runs: tuple[tuple[int, ...], ...], *, several: bool) -> None:
        self.pieces = pieces
        self.runs = runs
        self.several = several
        if several:
            pieces = self.pieces = [_by_article(piece) for piece in pieces]
        one = len(pieces) == 1
        self.docs: Array = pieces[0].docs if one else np.concatenate([piece.docs for piece in pieces])
        self.freqs: Array = pieces[0].freqs if one else np.concatenate([piece.freqs for piece in pieces])

    def summed(self) -> tuple[Array, Array]:
        """(n,) articles, each once, and how often any of the terms stands there."""
        if not self.several or not len(self.docs):
            return self.docs, self.freqs
        first = np.flatnonzero(np.concatenate(([True], self.docs[1:] != self.docs[:-1])))
        return self.docs[first], np.add.reduceat(self.freqs, first, dtype=np.int64)

    def stored(self, rows: Ints) -> Iterator[tuple[StoredRuns, Ints, Ints | slice]]:
        """rows (k,) places in `docs`, ascending: segment by segment its runs, numbers of postings in them, and which rows these are."""
        if len(self.pieces) == 1:
            yield self.pieces[0].runs, self.pieces[0].numbers(rows), EVERY
            return
        first = begin = 0
        for piece in self.pieces:
            cut = int(rows.searchsorted(begin + len(piece.docs)))
            if cut > first:
                yield piece.runs, piece.numbers(rows[first:cut] - begin), slice(first, cut)
            first, begin = cut, begin + len(piece.docs)

    def positions(self, rows: Ints) -> tuple[Ints, Ints]:
        """rows (k,) places in `docs`, ascending: the positions there, one after the other, and (k,) how many each has."""
        if not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        read = [runs.positions_of(postings) for runs, postings, _ in self.stored(rows)]
        places, counts = (np.concatenate(several).astype(np.int64) for several in zip(*read, strict=True))
        return places, counts


EVERY = slice(None)


def _by_article(piece: Piece) -> Piece:
    order = np.argsort(piece.docs, kind="stable")
    return Piece(piece.runs, piece.docs[order], piece.freqs[order], piece.numbers(order))


NOWHERE = Postings([Piece(None, np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64))], (), several=False)  # type: ignore[arg-type]
