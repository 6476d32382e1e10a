"""The people of an archive on a cluster: its names, judged here, as the store judges them; counted there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from broadsheet_index.people.register import Known
from broadsheet_index.people.told import Told
from broadsheet_index.store.overlays.names import after, of_all
from broadsheet_index.store.register import NameTable, StoredRegister
from broadsheet_index.store.segment.file import Array

from . import mapping

Clause = dict[str, Any]
Ask = Callable[[Mapping[str, Any]], dict[str, Any]]
AT_ONCE = 10_000  # names of one question
SURE = 200  # people of several names whose articles are counted in one question


class People:
    """One facet of names of one state of the archive."""

    def __init__(self, field: str, ask: Ask, searched: Clause, told: Told, before: People | None) -> None:
        """before: of an older state, whose judgements hold for the names that are still there."""
        self._field, self._ask, self._searched, self._told = mapping.facet(field), ask, searched, told
        self._counts = dict(self._within(searched))
        names = sorted(self._counts)
        held = before._made if before and before._told == told else None
        made = after(*held, names, told) if held else of_all(names, told)
        self._made: tuple[list[bytes], Array, Array] = (names, made.arrays["leaders"], made.arrays["rows"])
        self.register = StoredRegister(NameTable(*self._made), told, lambda: np.array([self._counts[name] for name in names], np.int64))

    def naming(self, person: int, spelled: str | None = None) -> Clause:
        """The articles that name a person; `spelled`: only by this very name."""
        return {"terms": {self._field: [spelled] if spelled is not None else list(self.register.known(person).spellings)}}

    def commonest(self, holding: Clause, size: int) -> list[tuple[Known, int]]:
        """The people named in most of the articles that hold a query, and in how many; ties by name."""
        counts: dict[int, list[int]] = {}
        for name, count in self._within(holding):
            counts.setdefault(int(self.register.table.people[self.register.table.places[name]]), []).append(count)
        # An article may spell somebody in two ways: whoever has several names here has at most the sum of their counts.
        least = sorted((max(some) for some in counts.values()), reverse=True)[:size][-1:] or [0]
        unsure = [person for person, some in counts.items() if len(some) > 1 and sum(some) >= least[0]]
        exact = {person: max(some) for person, some in counts.items() if sum(some) >= least[0]} | self._counted(holding, unsure)
        ranked = sorted(((self.register.known(person), count) for person, count in exact.items()), key=lambda pair: (-pair[1], pair[0].name))
        return ranked[:size]

    def _within(self, holding: Clause) -> Iterator[tuple[bytes, int]]:
        """The names in the articles that hold a query, and in how many each stands."""
        pages: dict[str, Any] = {"size": AT_ONCE, "sources": [{"name": {"terms": {"field": self._field}}}]}
        while True:
            told = self._ask({"query": holding, "size": 0, "aggs": {"names": {"composite": pages}}})["aggregations"]["names"]
            yield from ((bucket["key"]["name"].encode(), bucket["doc_count"]) for bucket in told["buckets"])
            if len(told["buckets"]) < AT_ONCE:
                return
            pages |= {"after": told["after_key"]}

    def _counted(self, holding: Clause, people: Sequence[int]) -> dict[int, int]:
        """In how many of the articles that hold a query each of some people is named."""
        found: dict[int, int] = {}
        for start in range(0, len(people), SURE):
            some = people[start : start + SURE]
            filters = {str(person): self.naming(person) for person in some}
            told = self._ask({"query": holding, "size": 0, "aggs": {"people": {"filters": {"filters": filters}}}})
            found |= {person: told["aggregations"]["people"]["buckets"][str(person)]["doc_count"] for person in some}
        return found

    def like(self, asked: str, size: int) -> list[tuple[Known, int]]:
        """Whom a name may mean, likest first, then by the number of their articles, which comes with each."""
        found = self.register.like(asked)
        counts = {known: self._counts[known.spellings[0].encode()] for known in found}
        number = {known: int(self.register.table.people[self.register.table.places[known.spellings[0].encode()]]) for known in found}
        exact = self._counted(self._searched, [number[known] for known in found if len(known.spellings) > 1])
        counts |= {known: exact[number[known]] for known in found if number[known] in exact}
        ranked = sorted(found, key=lambda known: (found[known], -counts[known], known.name))
        return [(known, counts[known]) for known in ranked[:size]]
