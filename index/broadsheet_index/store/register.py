"""The register of an archive's names, read from its overlay: `people.register.Register` without looking at every name.

`NameTable` is the overlay as it is read, shared by the generations that share its file (a cluster's archive has no file; its engine
makes one of the names it has). What is shown of a person depends on how common
each spelling is, so `StoredRegister` is one generation's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from ..people.near import letters, near_words
from ..people.register import BEGUN, NEAR, TAKEN, Known, in_order, is_bare, is_short_for, stand_in, words_in
from ..people.spellings import closeness, meeting_keys, surname_keys
from ..people.told import Told, plain
from .overlays.names import MEETING, SURNAME, WHOLE, WORD, having, names_in, row
from .segment.file import Array, ArrayFile
from .segment.texts import ENCODING

REMEMBERED = 5_000  # questions for a name whose answer is kept
_TABLES: WeakKeyDictionary[ArrayFile, NameTable] = WeakKeyDictionary()


class NameTable:
    """The n names of an overlay in the order of their bytes, and whose they are. Safe to read from many threads."""

    def __init__(self, names: list[bytes], leaders: Array, rows: Array) -> None:
        """As of overlays/names.py."""
        self.names = names
        self.places = {name: at for at, name in enumerate(names)}
        # (n,) the number of the person of each name: people are counted in the order of their first names.
        self.people: Array = (np.cumsum(leaders == np.arange(len(leaders))) - 1)[leaders]
        self.size = int(self.people.max()) + 1 if len(self.people) else 0
        self._rows = rows

    @cached_property
    def _members(self) -> tuple[Array, Array]:
        """The names of all people, one person after the other, and (size + 1,) where each begins."""
        order = np.argsort(self.people, kind="stable")
        return order, np.searchsorted(self.people[order], np.arange(self.size + 1))

    def name(self, at: int) -> str:
        return self.names[at].decode(*ENCODING)

    def spellings(self, person: int) -> list[int]:
        """The numbers of a person's names."""
        order, starts = self._members
        found: list[int] = order[starts[person] : starts[person + 1]].tolist()
        return found

    def having(self, kind: str, keys: Iterable[str]) -> set[int]:
        """The names that have any of some keys, and perhaps a few whose keys have the same checksum."""
        return {at for key in keys for at in having(self._rows, row(kind, key))}

    def whole(self, plainly: str) -> list[int]:
        """The names that are this one but for case and accents."""
        return [at for at in sorted(self.having(WHOLE, [plainly])) if plain(self.name(at)) == plainly]

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """Every word of a name, in order, and the names that have it."""
        found: dict[str, list[int]] = {}
        for at in range(len(self.names)):
            for word in words_in(self.name(at)):
                found.setdefault(word, []).append(at)
        return dict(sorted(found.items()))

    @cached_property
    def _vocabulary(self) -> list[tuple[str, int]]:
        return [(word, letters(word)) for word in self._words]

    def like(self, asked: str, near: bool) -> set[int]:
        """The names that have, for each word asked for, one that begins so, or is near it."""
        found: set[int] | None = None
        for wanted in words_in(asked):
            begin, end = (bisect_left(self._vocabulary, (text,)) for text in (wanted, f"{wanted}\U0010ffff"))
            likely = [word for word, _ in self._vocabulary[begin:end]]
            likely += near_words(wanted, self._vocabulary) if near else []
            here = {at for word in likely for at in self._words[word]}
            found = here if found is None else found & here
        return found or set()

    def holding(self, words: tuple[str, ...]) -> list[int]:
        """The names in which words stand one after the other."""
        if not words:
            return []
        rarest = min((self.having(WORD, [word]) for word in words), key=len)
        return [at for at in rarest if stand_in(words, self.name(at))]

    def sounding(self, asked: str) -> list[int]:
        """The names whose surname sounds as one that is asked for."""
        wanted = surname_keys(asked)
        return [at for at in self.having(SURNAME, wanted) if wanted & surname_keys(self.name(at))]

    def close_to(self, asked: str) -> list[int]:
        """The names that may be the same person's as one that is asked for."""
        return [at for at in self.having(MEETING, meeting_keys(asked)) if closeness(asked, self.name(at)) is not None]


def table_of(file: ArrayFile) -> NameTable:
    found = _TABLES.get(file)
    if found is None:
        found = _TABLES[file] = NameTable(names_in(file), file.get("leaders"), file.get("rows"))
    return found


class StoredRegister:
    """Safe to read from many threads."""

    def __init__(self, table: NameTable, told: Told, counted: Callable[[], Array]) -> None:
        """counted: gives (n,) in how many articles each name stands, when it is first needed."""
        self.table = table
        self._told = told
        self._counted = counted
        self._known: dict[int, Known] = {}
        self._taken: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _counts(self) -> Array:
        return self._counted()

    def known(self, person: int) -> Known:
        """A person by number."""
        found = self._known.get(person)
        if found is None:
            counts = {self.table.name(at): int(self._counts[at]) for at in self.table.spellings(person)}
            spellings = in_order(counts, counts)
            found = self._known[person] = Known(self._told.shown(counts) or spellings[0], spellings)
        return found

    def number(self, name: str) -> int | None:
        """The number of the person who has this spelling, or is shown so."""
        at = self.table.places.get(name.encode(*ENCODING))
        if at is not None:
            return int(self.table.people[at])
        spelled = [plain(spelling) for spelling, shown in self._told.name.items() if shown == name]
        numbers = sorted({int(self.table.people[at]) for one in spelled for at in self.table.whole(one)})
        return next((number for number in numbers if self.known(number).name == name), None)

    def whose(self, name: str) -> Known | None:
        number = self.number(name)
        return None if number is None else self.known(number)

    def taken(self, asked: str) -> tuple[str, ...]:
        found = self._taken.get(asked)
        if found is None:
            if len(self._taken) >= REMEMBERED:
                self._taken = {}
            found = self._taken[asked] = self._take(asked)
        return found

    def like(self, asked: str) -> dict[Known, int]:
        table = self.table
        found: dict[Known, int] = {}
        taken = [table.places[name.encode(*ENCODING)] for name in self.taken(asked)]
        for how, names in ((TAKEN, taken), (BEGUN, table.like(asked, near=False)), (NEAR, table.like(asked, near=True))):
            for person in sorted(set(table.people[list(names)].tolist())):
                found.setdefault(self.known(person), how)
        return found

    def _take(self, asked: str) -> tuple[str, ...]:
        table = self.table
        here = {*table.holding(words_in(asked)), *(at for one in self._told.group(asked) for at in table.whole(one))}
        if is_bare(asked):
            here.update(table.sounding(asked))
        elif not table.whole(plain(asked)):
            here.update(table.close_to(asked), (at for at in table.sounding(asked) if is_short_for(asked, table.name(at))))
        spelled = {at for person in set(table.people[sorted(here)].tolist()) for at in table.spellings(person)}
        counts = {table.name(at): int(self._counts[at]) for at in spelled}
        return in_order(counts, counts)
