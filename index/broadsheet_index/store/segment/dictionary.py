"""The terms of a field, in the order of their bytes, each with the number of its run of occurrences.

All terms stand in one blob, parted by a byte that UTF-8 never uses. Every 64th term stands in a second, small blob as well: it
is split once, bisected in C, and then the 64 terms of one block are split and bisected. A look-up reads two cache lines or so
of the large blob, and no list of all terms is ever made for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

import numpy as np

from .file import Array, ArrayFile, narrowest

BLOCK = 64
PARTED = b"\xff"
MANY = 32  # terms that are decoded in the time in which one is looked up
REMEMBERED = 20_000  # look-ups kept, so that a page's second query pays nothing


def dictionary_arrays(name: str, terms: Sequence[bytes], runs: Array | None) -> dict[str, Array]:
    """The arrays of a dictionary of n terms.

    terms   (n,) in order, none twice
    runs    (n,) the run of each; None where term number i has run i
    """
    heads = terms[::BLOCK]
    sizes = np.fromiter(map(len, terms), np.int64, len(terms)) + 1
    begins = np.concatenate(([0], np.cumsum(sizes)))[:-1][::BLOCK]
    arrays = {
        f"{name}:terms": np.frombuffer(PARTED.join(terms), np.uint8),
        f"{name}:heads": np.frombuffer(PARTED.join(heads), np.uint8),
        f"{name}:blocks": narrowest(begins),
    }
    if runs is not None:
        arrays[f"{name}:runs"] = narrowest(runs)
    return arrays


class Dictionary:
    """Reads one dictionary of a segment; safe from many threads, as its caches are only ever filled with equal values."""

    def __init__(self, file: ArrayFile, name: str, size: int) -> None:
        """size: the number of terms."""
        self.size = size
        self._terms = file.blob(f"{name}:terms")
        self._blocks = file.get(f"{name}:blocks")
        self._heads: list[bytes] | None = None
        self._file, self._name = file, name
        self._runs = file.get(f"{name}:runs") if f"{name}:runs" in file else None
        self._found: dict[bytes, int] = {}

    def heads(self) -> list[bytes]:
        if self._heads is None:
            self._heads = bytes(self._file.blob(f"{self._name}:heads")).split(PARTED) if self.size else []
        return self._heads

    def _block(self, number: int) -> list[bytes]:
        begin = int(self._blocks[number])
        end = int(self._blocks[number + 1]) - 1 if number + 1 < len(self._blocks) else len(self._terms)
        return bytes(self._terms[begin:end]).split(PARTED)

    def place(self, term: bytes) -> int:
        """How many terms stand before this one."""
        heads = self.heads()
        block = bisect_left(heads, term)
        if block < len(heads) and heads[block] == term:
            return block * BLOCK
        if block == 0:
            return 0
        return (block - 1) * BLOCK + bisect_left(self._block(block - 1), term)

    def run(self, term: bytes) -> int:
        """The run of a term; -1 where it does not stand in this segment."""
        found = self._found.get(term)
        if found is None:
            found = self._look_up(term)
            if len(self._found) >= REMEMBERED:
                self._found = {}
            self._found[term] = found
        return found

    def _look_up(self, term: bytes) -> int:
        heads = self.heads()
        block = bisect_left(heads, term)
        if block == len(heads) or heads[block] != term:
            if block == 0:
                return -1
            block -= 1
            terms = self._block(block)
            at = bisect_left(terms, term)
            if at == len(terms) or terms[at] != term:
                return -1
        else:
            at = 0
        return self.run_of(block * BLOCK + at)

    def run_of(self, number: int) -> int:
        return number if self._runs is None else int(self._runs[number])

    def runs(self) -> Array:
        """(size,) the run of each term."""
        return np.arange(self.size) if self._runs is None else self._runs

    def all(self) -> list[bytes]:
        """Every term, in order; made anew each time."""
        return bytes(self._terms).split(PARTED) if self.size else []

    def among(self, terms: Collection[bytes]) -> Collection[bytes]:
        """Some terms without those that do not stand here, as far as that is cheaper to say of all together than to look each up."""
        return set(terms).intersection(self.all()) if self.size < MANY * len(terms) else terms

    def starting_with(self, prefix: bytes) -> list[tuple[bytes, int]]:
        """(term, run) of each term with this beginning, in order."""
        out: list[tuple[bytes, int]] = []
        at = self.place(prefix)
        block, skip = divmod(at, BLOCK)
        while block < len(self._blocks):
            for offset, term in enumerate(self._block(block)[skip:], block * BLOCK + skip):
                if not term.startswith(prefix):
                    return out
                out.append((term, self.run_of(offset)))
            block, skip = block + 1, 0
        return out
