"""Facets of names counted by person: an article that spells somebody in two ways counts once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from weakref import WeakMethod, ref

import numpy as np

from ..people.register import Known
from ..people.told import Told
from .counting import FacetCounts, largest
from .register import NameTable, StoredRegister
from .segment.facets import StoredFacet
from .segment.file import Array
from .segment.texts import ENCODING


class GroupedFacet:
    """A facet of one segment whose values are names, seen through the table of all names.

    names    (values,) the number of each value among the names; one past the last for a value that no article alive has
    people   (values,) the number of each value's person; one past the last likewise
    """

    def __init__(self, facet: StoredFacet, table: NameTable) -> None:
        self.table = table
        self._seen: ref[StoredFacet] = ref(facet)  # which keeps this: a ring would hold the segment's file open
        self._size = table.size
        self.names = np.array([table.places.get(value, len(table.names)) for value in facet.values], np.int64)
        self.people: Array = np.append(table.people, table.size)[self.names]
        self._articles, self._surplus = self._named_again()

    @property
    def _facet(self) -> StoredFacet:
        facet = self._seen()
        assert facet is not None
        return facet

    def _named_again(self) -> tuple[Array, Array]:
        """Articles, ascending, and people of whom they have one name more; again for each name more."""
        none = np.zeros(0, np.int64)
        if self._facet.starts is None:
            return none, none
        several = np.bincount(self.people, minlength=self._size + 1) > 1
        several[self._size] = False
        some = several[self.people[self._facet.ords]].nonzero()[0]
        pairs = self._facet.owners[some].astype(np.int64) * (self._size + 1) + self.people[self._facet.ords[some]]
        pairs.sort()
        again = pairs[1:][pairs[1:] == pairs[:-1]]
        return again // (self._size + 1), again % (self._size + 1)

    def counts(self, articles: Array) -> Array:
        """(people,) in how many of some articles, ascending, each is named."""
        values = self._facet.counts(articles)
        some = values.nonzero()[0]
        counts = np.bincount(self.people[some], values[some], self._size + 1)[: self._size].astype(np.int64)
        if len(self._articles) and len(articles):
            at = np.minimum(np.searchsorted(articles, self._articles), len(articles) - 1)
            counts -= np.bincount(self._surplus[articles[at] == self._articles], minlength=self._size)
        return counts

    def naming(self, person: int) -> Array:
        """The articles that name a person, ascending."""
        return self._articles_with(self.people == person)

    def spelling(self, name: int) -> Array:
        """The articles that have a name, ascending."""
        return self._articles_with(self.names == name)

    def _articles_with(self, values: Array) -> Array:
        has = np.append(values, False)[self._facet.ords]
        return has.nonzero()[0] if self._facet.starts is None else np.unique(self._facet.owners[has])


def grouped(facet: StoredFacet, table: NameTable) -> GroupedFacet:
    """Made once for a segment, as long as the names of the archive stay the same."""
    found = facet.seen
    if not isinstance(found, GroupedFacet) or found.table is not table:
        found = facet.seen = GroupedFacet(facet, table)
    return found


def _counted(counting: WeakMethod[Callable[[], Array]]) -> Array:
    method = counting()
    assert method is not None
    return method()


class PeopleCounts:
    """A facet of names in all segments of a generation, counted by person."""

    def __init__(self, facets: Sequence[StoredFacet], counts: FacetCounts, table: NameTable, told: Told) -> None:
        self._facets = facets
        self._counts = counts
        self._table = table
        counting = WeakMethod(self._names_counted)
        self.register = StoredRegister(table, told, lambda: _counted(counting))

    def _grouped(self) -> list[GroupedFacet]:
        return [grouped(facet, self._table) for facet in self._facets]

    def _names_counted(self) -> Array:
        """(n,) in how many articles alive each name stands."""
        total = np.zeros(len(self._table.names) + 1, np.int64)
        for facet, seen, own in zip(self._facets, self._grouped(), self._counts.alive(), strict=True):
            total[seen.names] += facet.counts(own)
        return total[:-1]

    def commonest(self, numbers: Array, size: int) -> list[tuple[Known, int]]:
        """The people named in most of some articles, ascending, and in how many; ties by name. size 0: all of them."""
        total = np.zeros(self._table.size, np.int64)
        for seen, own in zip(self._grouped(), self._counts.own(numbers), strict=True):
            total += seen.counts(own)
        found = [(self.register.known(person), int(total[person])) for person in largest(total, size or len(total))]
        found.sort(key=lambda pair: (-pair[1], pair[0].name))
        return found[: size or None]

    def like(self, asked: str, size: int) -> list[tuple[Known, int]]:
        """Whom a name may mean, likest first, then by the number of their articles, which comes with each."""
        found = self.register.like(asked)
        counts = {known: int(self._everywhere[self._number(known)]) for known in found}
        ranked = sorted(found, key=lambda known: (found[known], -counts[known], known.name))
        return [(known, counts[known]) for known in ranked[:size]]

    @cached_property
    def _everywhere(self) -> Array:
        """(people,) in how many articles alive each is named."""
        total = np.zeros(self._table.size, np.int64)
        for seen, own in zip(self._grouped(), self._counts.alive(), strict=True):
            total += seen.counts(own)
        return total

    def _number(self, known: Known) -> int:
        return int(self._table.people[self._table.places[known.spellings[0].encode(*ENCODING)]])

    def spelling(self, name: str) -> Array:
        """Numbers of the articles that give somebody this very name, ascending."""
        at = self._table.places[name.encode(*ENCODING)]
        return self._counts.numbers([seen.spelling(at) for seen in self._grouped()])

    def naming(self, person: int) -> Array:
        """Numbers of the articles that name a person, ascending."""
        return self._counts.numbers([seen.naming(person) for seen in self._grouped()])
