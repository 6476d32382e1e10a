"""The names of an archive, as they are asked for: whose spelling a name is, and which names a question means.

`Register` is what an engine asks; `PlainRegister` looks at every name for every question, as plainly as it can be said, and is what
the stored one (store/register.py) is compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from broadsheet_index.analysis import fold, tokens
from broadsheet_index.people.names import parse, same
from broadsheet_index.people.near import allowed, is_near
from broadsheet_index.people.spellings import closeness, people_of, surname_keys
from broadsheet_index.people.told import NOTHING, Told, plain


@dataclass(frozen=True, slots=True)
class Known:
    """One person of an archive.

    name       as they are shown: the commonest spelling, the longest of equals, then by the alphabet; or as the user told
    spellings  every name that articles give them, in this order
    """

    name: str
    spellings: tuple[str, ...]


class Register(Protocol):
    """The people of an archive, or its authors; every name that articles give is one person's."""

    def whose(self, name: str) -> Known | None:
        """The person who has this spelling, or is shown so; None where nobody has."""

    def taken(self, asked: str) -> tuple[str, ...]:
        """The names that a question for a name means, commonest first: those that hold its words, sound as it does or were told to
        be the same, and all other spellings of those people."""

    def like(self, asked: str) -> dict[Known, int]:
        """Whom a name that is half typed, or mistyped, may mean, and how unlike they are: TAKEN, BEGUN or NEAR."""


TAKEN, BEGUN, NEAR = range(3)  # as a question takes it; words begin so; words are nearly so


def words_in(name: str) -> tuple[str, ...]:
    """The words of a name as questions compare them."""
    return _words_in(name)


@lru_cache(maxsize=200_000)  # an archive's names come again with each of its generations
def _words_in(name: str) -> tuple[str, ...]:
    return tuple(fold(token.written) for token in tokens(name))


def stand_in(wanted: Sequence[str], name: str) -> bool:
    """Whether words stand in a name, one after the other."""
    here = words_in(name)
    return any(here[at : at + len(wanted)] == tuple(wanted) for at in range(len(here) - len(wanted) + 1))


def is_bare(asked: str) -> bool:
    """A surname without a given name."""
    return not parse(asked).given


def is_short_for(asked: str, name: str) -> bool:
    """Whether a question that gives initials may mean a name: "S. Naryshkin" asks for whoever is Naryshkin and begins with S.

    >>> is_short_for("S. Naryshkin", "Sergei Naryshkin"), is_short_for("Sergei Naryshkin", "Sergey Naryshkin")
    (True, False)
    """
    return len(parse(asked).given) == 1 and bool(surname_keys(asked) & surname_keys(name)) and same(asked, name)


def in_order(names: Iterable[str], counts: Mapping[str, int]) -> tuple[str, ...]:
    """Commonest first, then the longest, then by the alphabet."""
    return tuple(sorted(names, key=lambda name: (-counts[name], -len(name), name)))


class PlainRegister:
    """counts: in how many articles each name stands."""

    def __init__(self, counts: Mapping[str, int], told: Told = NOTHING) -> None:
        self._counts = counts
        self._told = told
        self._people: dict[str, Known] = {}
        for names in people_of(counts, told):
            spellings = in_order(names, counts)
            known = Known(told.shown(names) or spellings[0], spellings)
            self._people |= dict.fromkeys(names, known)
        self._taken: dict[str, tuple[str, ...]] = {}
        self._shown = {known.name: known for known in reversed(self._people.values())}

    def whose(self, name: str) -> Known | None:
        return self._people.get(name) or self._shown.get(name)

    def taken(self, asked: str) -> tuple[str, ...]:
        if asked not in self._taken:
            self._taken[asked] = self._take(asked)
        return self._taken[asked]

    def _take(self, asked: str) -> tuple[str, ...]:
        wanted, group = words_in(asked), self._told.group(asked)
        found = {name for name in self._counts if (wanted and stand_in(wanted, name)) or plain(name) in group}
        if is_bare(asked):
            found |= {name for name in self._counts if surname_keys(asked) & surname_keys(name)}
        elif not any(plain(name) == plain(asked) for name in self._counts):
            found |= {name for name in self._counts if closeness(asked, name) is not None or is_short_for(asked, name)}
        return in_order({one for name in found for one in self._people[name].spellings}, self._counts)

    def like(self, asked: str) -> dict[Known, int]:
        found = {self._people[name]: TAKEN for name in self.taken(asked)}
        wanted = words_in(asked)
        for how, is_like in ((BEGUN, str.startswith), (NEAR, _is_like)):
            for name, known in self._people.items():
                if wanted and all(any(is_like(word, one) for word in words_in(name)) for one in wanted):
                    found.setdefault(known, how)
        return found


def _is_like(word: str, wanted: str) -> bool:
    return word.startswith(wanted) or (bool(most := allowed(wanted)) and is_near(wanted, word, most))
