"""The commonest values of a facet among some articles, over all segments of a generation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from .segment.facets import StoredFacet
from .segment.file import Array
from .segment.read import Segment
from .segment.runs import sizes
from .segment.texts import ENCODING

Counted = tuple[Segment, int, int, Array | None]


class FacetCounts:
    """segments: each with the number of its first article, its articles alive, and their own numbers (None: all)."""

    def __init__(self, segments: Sequence[Counted]) -> None:
        self._segments = segments

    def commonest(self, name: str, numbers: Array, size: int) -> list[tuple[str, int]]:
        """numbers (k,) ascending. Returns (value, count), most first, ties by value, none of zero."""
        if not self._segments:
            return []
        facets = [segment.facet(name) for segment, *_ in self._segments]
        if len(facets) == 1:
            ords, here = facets[0].tally(self.own(numbers)[0])
            if len(here) > size:
                some = (here >= np.partition(here, len(here) - size)[len(here) - size]).nonzero()[0]
                ords, here = ords[some], here[some]
            order = (-here).argsort(kind="stable")[:size]  # they are in order of value, which the sort keeps
            values = facets[0].values
            return [
                (values[ord].decode(*ENCODING), count) for ord, count in zip(ords[order].tolist(), here[order].tolist(), strict=True)
            ]
        counts = [facet.counts(own) for facet, own in zip(facets, self.own(numbers), strict=True)]
        widest = max(range(len(facets)), key=lambda at: facets[at].size)
        total, others = counts[widest], Counter[bytes]()
        for at, (facet, here) in enumerate(zip(facets, counts, strict=True)):
            if at == widest or not here.any():
                continue
            places = _places(facet, facets[widest])
            some = np.flatnonzero(here)
            shared = some[places[some] >= 0]
            if total is counts[widest]:
                total = total.copy()
            total[places[shared]] += here[shared]
            for ord in some[places[some] < 0].tolist():
                others[facet.values[ord]] += int(here[ord])
        best = [(facets[widest].values[ord], int(total[ord])) for ord in largest(total, size)] + list(others.items())
        best.sort(key=lambda pair: (-pair[1], pair[0]))
        return [(value.decode(*ENCODING), count) for value, count in best[:size]]

    def own(self, numbers: Array) -> list[Array]:
        """The articles of each segment among some, by the segment's own numbers."""
        if len(self._segments) == 1:
            own = self._segments[0][3]
            return [numbers if own is None else own[numbers]]
        cuts = np.searchsorted(numbers, [base + articles for _, base, articles, _ in self._segments]).tolist()
        out, first = [], 0
        for (_, base, _, own), cut in zip(self._segments, cuts, strict=True):
            here = numbers[first:cut] - base
            out.append(here if own is None else own[here])
            first = cut
        return out

    def alive(self) -> list[Array]:
        """Each segment's own numbers of its articles alive."""
        return [np.arange(articles) if own is None else own for _, _, articles, own in self._segments]

    def having(self, name: str) -> Array:
        """Numbers of the articles that have any value, ascending."""
        found = []
        for segment, *_ in self._segments:
            facet = segment.facet(name)
            found.append((facet.ords < facet.size if facet.starts is None else sizes(facet.starts) > 0).nonzero()[0])
        return self.numbers(found)

    def numbers(self, own: Sequence[Array]) -> Array:
        """Numbers in the generation of articles given by each segment's own, ascending; those deleted are left out."""
        found = [np.zeros(0, np.int32)]
        for here, (_, base, _, alive) in zip(own, self._segments, strict=True):
            if alive is not None:
                at = np.searchsorted(alive, here)
                here = at[(at < len(alive)) & (alive[np.minimum(at, len(alive) - 1)] == here)]
            found.append((base + here).astype(np.int32))
        return np.concatenate(found)


def largest(counts: Array, size: int) -> list[int]:
    """Places of the `size` largest counts above zero, and of all that equal the least of them."""
    some = counts.nonzero()[0]
    if len(some) > size:
        here = counts[some]
        some = some[here >= np.partition(here, len(here) - size)[len(here) - size]]
    found: list[int] = some.tolist()
    return found


def _places(facet: StoredFacet, widest: StoredFacet) -> Array:
    """(facet.size,) the place of each of its values among those of another segment, -1 where it is not there."""
    known = facet.elsewhere.get(id(widest))
    if known is None or known[0] is not widest:
        place = widest.places
        known = facet.elsewhere[id(widest)] = (widest, np.array([place.get(value, -1) for value in facet.values], np.int64))
        for other in list(facet.elsewhere)[:-4]:  # those of segments that are gone
            facet.elsewhere.pop(other, None)
    return known[1]
