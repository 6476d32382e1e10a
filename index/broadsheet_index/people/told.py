"""`people.toml`: what the user knows of names, which outranks what names alone can tell.

    same = [["Sergei Naryshkin", "S. E. Naryshkin"], ["MBS", "Mohammed bin Salman"]]
    different = [["John Smith", "Jon Smith"]]          # of a longer list, each from each

    [name]                                             # how whoever is written so is shown
    "Vladimir Putin" = "Vladimir Vladimirovich Putin"

Names are compared without case, accents and extra spaces. It holds for people mentioned and for authors.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from broadsheet_index.errors import BadInput
from broadsheet_index.people.lists import fold

KEYS = ("same", "different", "name")


def plain(name: str) -> str:
    """A name without case, accents and extra spaces.

    >>> plain("  Sergej  NARYŠKIN ")
    'sergej naryskin'
    """
    return " ".join(fold(name).split())


@dataclass(frozen=True)
class Told:
    """same, different: names of one person, names each of another person; name: how a name is shown instead."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    name: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _groups(self) -> dict[str, frozenset[str]]:
        groups: dict[str, frozenset[str]] = {}
        for names in self.same:
            whole = frozenset(map(plain, names)).union(*(groups.get(plain(name), ()) for name in names))
            groups |= dict.fromkeys(whole, whole)
        return groups

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(pair) for names in self.different for pair in combinations(sorted(set(map(plain, names))), 2))

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {plain(name): shown for name, shown in self.name.items()}

    def group(self, name: str) -> frozenset[str]:
        """The names told to be this person's, plain; empty where nothing was told."""
        return self._groups.get(plain(name), frozenset())

    def joined(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Names, those told to be one person's together."""
        together: dict[str, list[str]] = {}
        for name in names:
            group = self.group(name)
            together.setdefault(min(group) if group else f"={name}", []).append(name)
        return [tuple(one) for one in together.values()]

    def are_different(self, a: str, b: str) -> bool:
        return bool(self._apart) and frozenset((plain(a), plain(b))) in self._apart

    def shown(self, names: Iterable[str]) -> str | None:
        """How the person of these names is shown; None where nothing was told."""
        found = sorted(self._shown[one] for name in names if (one := plain(name)) in self._shown) if self._shown else ()
        return found[0] if found else None

    def as_json(self) -> dict[str, Any] | None:
        if not (self.same or self.different or self.name):
            return None
        return {"same": list(map(list, self.same)), "different": list(map(list, self.different)), "name": dict(self.name)}

    @classmethod
    def of_json(cls, told: Mapping[str, Any] | None) -> Told:
        if not told:
            return NOTHING
        return cls(tuple(map(tuple, told["same"])), tuple(map(tuple, told["different"])), told["name"])


NOTHING = Told()


def read_told(path: Path) -> Told:
    """What a file says. Raises BadInput, with the place, where it cannot be read or contradicts itself."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read as TOML ({error}).") from error
    if unknown := sorted(set(found) - set(KEYS)):
        raise BadInput(f'{path}: there is no "{unknown[0]}" here; there are same, different and [name].')
    told = Told(_lists(path, found, "same"), _lists(path, found, "different"), _table(path, found.get("name", {})))
    for names in told.different:
        for a, b in combinations(names, 2):
            if plain(b) in told.group(a) or plain(a) == plain(b):
                raise BadInput(f'{path}: "{a}" and "{b}" are told to be the same and different.')
    return told


def _lists(path: Path, found: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    lists = found.get(key, [])
    for number, names in enumerate(lists if isinstance(lists, list) else [lists], 1):
        if not (isinstance(names, list) and len(names) > 1 and all(isinstance(name, str) and plain(name) for name in names)):
            raise BadInput(f'{path}: {key}, entry {number}: must be a list of two names or more, as ["A B", "A. B."].')
    return tuple(map(tuple, lists))


def _table(path: Path, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(shown, str) and shown.strip() for shown in table.values()):
        raise BadInput(f'{path}: [name] must be lines of "name as written" = "name as shown".')
    return dict(table)
