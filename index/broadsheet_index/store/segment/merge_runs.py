"""The runs of several segments as those of one: each is what it was in the parts, one part after the other.

Nothing but small pieces is ever held: arrays are copied while they are written, so that a merge of a million articles takes no
more memory than one of a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .file import Array, Chunks, narrowest, unsigned_for
from .runs import STEP, Ints, StoredRuns, offsets, spans

CHUNK = 1 << 20  # postings or positions that are copied together


class Source:
    """The runs of one part. numbers (m,): the new number of each of its records, -1 for one that is gone."""

    def __init__(self, runs: StoredRuns, numbers: Array) -> None:
        self.runs = runs
        self.numbers = numbers
        self.whole = bool((numbers >= 0).all())
        self.starts: Ints = runs.starts.astype(np.int64)
        self.places = np.concatenate([*_in_pieces(runs.position_starts, self.starts[:-1]), [runs.size]])
        self.sizes, self.place_sizes = np.diff(self.starts), np.diff(self.places)  # of what is alive
        if not self.whole:
            for a, b in chunks_of(self.starts):
                kept, freqs = self.kept(slice(self.starts[a], self.starts[b]))
                at = self.starts[a : b + 1] - self.starts[a]
                self.sizes[a:b] = np.diff(offsets(kept)[at])
                self.place_sizes[a:b] = np.diff(offsets(kept * freqs.astype(np.int64))[at])

    def kept(self, postings: slice | Array) -> tuple[Array, Array]:
        """Which of some postings are of records alive, and the frequency of each."""
        return self.numbers[self.runs.docs[postings]] >= 0, self.runs.freqs(postings)

    def docs(self, postings: slice | Array) -> Array:
        docs: Array = self.numbers[self.runs.docs[postings]]
        return docs if self.whole else docs[docs >= 0]

    def freqs(self, postings: slice | Array) -> Array:
        if self.whole:
            return self.runs.freqs(postings)
        kept, freqs = self.kept(postings)
        return freqs[kept]

    def positions(self, postings: slice | Array, places: slice | Array) -> Array:
        """places: where the positions of these postings stand."""
        positions: Array = self.runs.all_positions()[places]
        if self.whole:
            return positions
        kept, freqs = self.kept(postings)
        return positions[kept.repeat(freqs)]


class MergedRuns:
    """rows (r, parts): for each run its number in each source, -1 where it is not there."""

    def __init__(self, rows: Array, sources: Sequence[Source], records: int, *, in_order: bool) -> None:
        """records: how many there will be; in_order: whether numbers of the parts have to be sorted (no positions then)."""
        self._rows, self._sources, self._records, self._in_order = rows, sources, records, in_order
        counts, places = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        for at, source in enumerate(sources):
            there = (rows[:, at] >= 0).nonzero()[0]
            counts[there] += source.sizes[rows[there, at]]
            places[there] += source.place_sizes[rows[there, at]]
        self._starts, self._places = offsets(counts), offsets(places)
        self._marks: list[Array] = []

    def arrays(self, field: str) -> dict[str, Array | Chunks]:
        runs = [source.runs for source in self._sources]
        out: dict[str, Array | Chunks] = {
            f"{field}:starts": narrowest(self._starts),
            f"{field}:docs": Chunks(unsigned_for(self._records), self._docs()),
        }
        if runs[0].positions is not None:
            kind = np.result_type(*(one.all_positions() for one in runs))
            out[f"{field}:positions"] = Chunks(kind, self._positions())
        if any(one.counted for one in runs):
            out[f"{field}:freqs"] = Chunks(np.result_type(*(one.freqs(slice(0, 0)) for one in runs)), self._freqs())
            out[f"{field}:marks"] = Chunks(unsigned_for(int(self._places[-1])), self._marked())
        return out

    def _docs(self) -> Iterator[Array]:
        for a, b in chunks_of(self._starts):
            if b == a + 1:
                pieces = [source.docs(piece) for source, _, piece in self._one_run(a)]
                yield from [np.sort(np.concatenate(pieces))] if self._in_order else pieces
                continue
            out = np.empty(self._starts[b] - self._starts[a], np.int64)
            for source, own, target in self._sets(a, b, self._starts):
                out[target] = source.docs(spans(source.starts[own], source.starts[own + 1] - source.starts[own]))
            if self._in_order:
                run = np.arange(b - a).repeat(np.diff(self._starts[a : b + 1]))
                out = out[np.lexsort((out, run))]
            yield out

    def _freqs(self) -> Iterator[Array]:
        done = 0
        at = 0
        for a, b in chunks_of(self._starts):
            if b == a + 1:
                pieces = [source.freqs(piece) for source, _, piece in self._one_run(a)]
            else:
                out = np.empty(self._starts[b] - self._starts[a], np.int64)
                for source, own, target in self._sets(a, b, self._starts):
                    out[target] = source.freqs(spans(source.starts[own], source.starts[own + 1] - source.starts[own]))
                pieces = [out]
            for piece in pieces:
                before = offsets(piece)
                self._marks.append(before[-at % STEP : -1 : STEP] + done)
                done += int(before[-1])
                at += len(piece)
                yield piece

    def _marked(self) -> Iterator[Array]:
        """What `_freqs` counted while it was written, which is before this."""
        yield from self._marks
        self._marks = []

    def _positions(self) -> Iterator[Array]:
        for a, b in chunks_of(self._places):
            if b == a + 1:
                for source, _, postings in self._one_run(a):
                    first, last = source.runs.position_starts(np.array([postings.start, postings.stop - 1])).tolist()
                    last += int(source.runs.freqs(slice(postings.stop - 1, postings.stop))[0])
                    yield source.positions(postings, slice(first, last))
                continue
            out = np.empty(self._places[b] - self._places[a], np.int64)
            for source, own, target in self._sets(a, b, self._places):
                some = own if source.whole else spans(source.starts[own], source.starts[own + 1] - source.starts[own])
                places = spans(source.places[own], source.places[own + 1] - source.places[own])
                out[target] = source.positions(some, places)
            yield out

    def _sets(self, a: int, b: int, starts: Ints) -> Iterator[tuple[Source, Array, Ints]]:
        """For runs a to b the source of each part, its runs among them, and where what they hold goes (of `starts` or places)."""
        following = starts[a:b] - starts[a]
        for at, source in enumerate(self._sources):
            into = (self._rows[a:b, at] >= 0).nonzero()[0]
            if len(into):
                own = self._rows[a + into, at]
                many = (source.sizes if starts is self._starts else source.place_sizes)[own]
                yield source, own, spans(following[into], many)
                following[into] += many

    def _one_run(self, run: int) -> Iterator[tuple[Source, int, slice]]:
        """A run alone, which may be long: its postings in each source, a piece at a time."""
        for at, source in enumerate(self._sources):
            own = int(self._rows[run, at])
            if own >= 0:
                last = int(source.starts[own + 1])
                for first in range(int(source.starts[own]), last, CHUNK):
                    yield source, own, slice(first, min(first + CHUNK, last))


def chunks_of(starts: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of runs that hold about CHUNK together, one run at least."""
    a = 0
    while a < len(starts) - 1:
        b = max(a + 1, int(starts.searchsorted(starts[a] + CHUNK, "right")) - 1)
        yield a, b
        a = b


def _in_pieces(of: Callable[[Ints], Ints], which: Ints) -> Iterator[Array]:
    for at in range(0, len(which), CHUNK // STEP):
        yield of(which[at : at + CHUNK // STEP])
