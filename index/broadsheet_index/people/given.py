"""Given names that are one name: Sergei and Serhii, Joseph and Joe; and who of them are men and women."""

from __future__ import annotations

from functools import cache

from broadsheet_index.people.keys import keys
from broadsheet_index.people.lists import FEMALE, GIVEN, MALE, fold, kinds, read_text

Groups = dict[str, frozenset[int]]

SLAVIC, ARABIC = "slavic", "arabic"
PET = 2  # letters by which a pet name is shorter at least: Sam, on the list of men, is Samantha too


@cache
def _groups() -> tuple[Groups, dict[int, str]]:
    """The groups of each name, and the language family of each group."""
    members: dict[str, set[int]] = {}
    families: dict[int, str] = {}
    family = ""
    lines = [*read_text("variants.txt").splitlines(), "# english", *read_text("nicknames.txt.gz").splitlines()]
    for number, line in enumerate(lines):
        if line.startswith("#"):
            family = line[1:].partition(",")[0].strip()
            continue
        families[number] = family
        for name in line.split():
            members.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in members.items()}, families


def groups(name: str) -> frozenset[int]:
    return _groups()[0].get(fold(name), frozenset())


def is_of(name: str, family: str) -> bool:
    """True for a given name of a language family: SLAVIC, ARABIC."""
    return any(_groups()[1][number] == family for number in groups(name))


def is_one_name(a: str, b: str) -> bool:
    """True where two given names are one: equal, alike in sound, or in one group.

    >>> is_one_name("Sergei", "Serhii"), is_one_name("Joe", "Joseph"), is_one_name("Joe", "Hunter")
    (True, True, False)
    """
    if fold(a).replace("-", "") == fold(b).replace("-", ""):
        return True
    if {sex(a), sex(b)} == {"m", "f"} and abs(len(a) - len(b)) <= PET:  # Andrea and Andrew, who are both Andy
        return False
    return bool(groups(a.replace("-", "")) & groups(b.replace("-", "")) or keys(a) & keys(b))


def sex(name: str) -> str:
    """ "m", "f", or "" where the lists leave it open."""
    kind = kinds(name) & GIVEN
    return "m" if kind == MALE else "f" if kind == FEMALE else ""
