"""The values under which articles are counted: a forward index, from an article to its values.

Where no article has two values, `ords` is (n,), one an article, and means "none" where it is the number of values. Otherwise
those of article `a` are `ords[starts[a]:starts[a + 1]]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .dictionary import PARTED
from .file import Array, ArrayFile, narrowest
from .runs import offsets, sizes, spans
from .texts import ENCODING

SPARSE = 16  # values to one that some articles have: then those are sorted, and not all of them counted


@dataclass(frozen=True, slots=True)
class Facet:
    """values (v,) UTF-8, in order; ords and starts: see the module, starts None where no article has two values."""

    values: list[bytes]
    ords: Array
    starts: Array | None

    def arrays(self, name: str) -> dict[str, Array]:
        out = {
            f"facet:{name}:values": np.frombuffer(PARTED.join(self.values), np.uint8),
            f"facet:{name}:ords": narrowest(self.ords),
        }
        if self.starts is not None:
            out[f"facet:{name}:starts"] = narrowest(self.starts)
        return out

    def pairs(self) -> tuple[Array, Array]:
        """(m,) articles, ascending, and (m,) the values they have."""
        if self.starts is None:
            articles = np.flatnonzero(self.ords < len(self.values))
            return articles, self.ords[articles].astype(np.int64)
        counts = sizes(self.starts)
        return np.repeat(np.arange(len(counts)), counts), self.ords.astype(np.int64)


def facet_of(lists: Sequence[Sequence[str]]) -> Facet:
    """lists: the values of each article, none twice."""
    values = sorted({value for one in lists for value in one})
    place = {value: at for at, value in enumerate(values)}
    ords = np.array([place[value] for one in lists for value in one], np.int64)
    return facet_of_pairs(
        [value.encode(*ENCODING) for value in values], np.repeat(np.arange(len(lists)), list(map(len, lists))), ords, len(lists)
    )


def facet_of_pairs(values: list[bytes], articles: Array, ords: Array, number: int) -> Facet:
    """articles (m,) ascending, below `number`; ords (m,) places in `values`; values that nobody has are dropped."""
    has = np.zeros(len(values), bool)
    has[ords] = True
    if not has.all():
        ords = (np.cumsum(has) - 1)[ords]
        values = [value for value, kept in zip(values, has.tolist(), strict=True) if kept]
    counts = np.bincount(articles, minlength=number)
    if len(counts) and counts.max() > 1:
        return Facet(values, ords, offsets(counts))
    one = np.full(number, len(values), np.int64)
    one[articles] = ords
    return Facet(values, one, None)


class StoredFacet:
    """A facet of a segment, mapped."""

    def __init__(self, file: ArrayFile, name: str, size: int, articles: int) -> None:
        """size: the number of values."""
        self.size = size
        self.articles = articles
        self.ords = file.get(f"facet:{name}:ords")
        self.starts = file.get(f"facet:{name}:starts") if f"facet:{name}:starts" in file else None
        self._blob = file.blob(f"facet:{name}:values")
        self._values: list[bytes] | None = None
        self._owners: Array | None = None
        self._sizes: Array | None = None
        self._places: dict[bytes, int] | None = None
        self.elsewhere: dict[int, tuple[StoredFacet, Array]] = {}  # see ../counting.py
        self.seen: object = None  # what ../grouped.py makes of it: kept here, so that it goes when the segment does

    @property
    def places(self) -> dict[bytes, int]:
        if self._places is None:
            self._places = {value: at for at, value in enumerate(self.values)}
        return self._places

    @property
    def values(self) -> list[bytes]:
        if self._values is None:
            self._values = bytes(self._blob).split(PARTED) if self.size else []
        return self._values

    @property
    def sizes(self) -> Array:
        """(n,) how many values each article has, where articles have several."""
        if self._sizes is None:
            assert self.starts is not None
            self._sizes = sizes(self.starts)
        return self._sizes

    @property
    def owners(self) -> Array:
        """(m,) the article of each of `ords`, where articles have several."""
        if self._owners is None:
            assert self.starts is not None
            self._owners = np.arange(self.articles, dtype=np.int32).repeat(self.sizes)
        return self._owners

    def counts(self, articles: Array) -> Array:
        """(size,) how many of some articles, ascending, have each value."""
        return np.bincount(self._held(articles), minlength=self.size + 1)[: self.size]

    def tally(self, articles: Array) -> tuple[Array, Array]:
        """The values that some articles, ascending, have, ascending too, and how many have each; of few articles none else is looked at."""
        held = self._held(articles)
        if len(held) * SPARSE > self.size:
            counts = np.bincount(held, minlength=self.size + 1)[: self.size]
            values = counts.nonzero()[0]
            return values, counts[values]
        held = np.sort(held)
        if self.starts is None:
            held = held[: held.searchsorted(self.size)]
        first = np.ones(len(held) + 1, bool)
        np.not_equal(held[1:], held[:-1], out=first[1:-1])
        edges = first.nonzero()[0]
        return held[edges[:-1]], edges[1:] - edges[:-1]

    def _held(self, articles: Array) -> Array:
        """The values of some articles, ascending, one article after the other; `size` where one has none, in a facet of one value."""
        if self.starts is None:
            return self.ords[articles]
        if 4 * len(articles) > self.articles:  # one pass over all values is cheaper than gathering most of them
            if len(articles) == self.articles:
                return self.ords
            inside = np.zeros(self.articles, bool)
            inside[articles] = True
            return self.ords[inside.repeat(self.sizes)]
        begin = self.starts[articles]
        return self.ords[spans(begin, self.starts[articles + 1] - begin)]

    def whole(self) -> Facet:
        return Facet(self.values, self.ords, self.starts)
