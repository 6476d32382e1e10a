"""Slips of the pen: "Kristin Wilkins" who is "Kristen Wilkins" two lines on.

Only inside one article, which seldom names two people so nearly alike: of the pairs of names in the measured articles that one
letter parts, all were one person's (30 of 30), plurals ("the Obamas") and relatives of another sex left out. Across articles
the same pairs say nothing, and `names.same` keeps them apart.
"""

from __future__ import annotations

import re

from broadsheet_index.people.clues import SLAVIC_ENDING
from broadsheet_index.people.given import sex
from broadsheet_index.people.lists import GIVEN, SURNAME, fold, kinds
from broadsheet_index.people.names import parse
from broadsheet_index.people.near import is_near

LONG = 5  # letters below which one letter makes another name: Mark and Mary, Lee and Lea
RARE = 8  # letters from which hardly two names are one letter apart
_VOWELS, _REPEATED = re.compile(r"[aeiouy]"), re.compile(r"(.)\1+")


def is_slip(a: str, b: str) -> bool:
    """Whether two folded words, one of them a name, are one and mistyped once.

    >>> is_slip("nesterenko", "nestrenko"), is_slip("obama", "obamas"), is_slip("ivanov", "ivanova")
    (True, False, False)
    """
    if min(len(a), len(b)) < LONG or a[0] != b[0] or a == b or not is_near(a, b, 1):
        return False
    if a.rstrip("aeios") == b.rstrip("aeios"):  # a woman's form of the name, or a family of that name
        return False
    # Two known names are one only where a vowel parts them, or a letter said twice: Kristin and Kristen, Maurer and Mauer.
    return not kinds(a) & kinds(b) & (GIVEN | SURNAME) or _consonants(a) == _consonants(b)


def _consonants(word: str) -> str:
    return _REPEATED.sub(r"\1", _VOWELS.sub("", word))


def are_slips(a: str, b: str) -> bool:
    """Whether two full names of one article are one, with a slip in the given name or in the surname.

    >>> are_slips("Kristin Wilkins", "Kristen Wilkins"), are_slips("Martin Smith", "Marvin Smith")
    (True, False)
    """
    first, second = parse(a), parse(b)
    if first.family_first or second.family_first or first.suffix != second.suffix:
        return False
    if [word[:1] for word in first.middle] != [word[:1] for word in second.middle] and first.middle and second.middle:
        return False
    given = fold(first.given), fold(second.given)
    surname = fold(first.surname), fold(second.surname)
    if given[0] == given[1]:
        return bool(given[0]) and is_slip(*surname)
    return surname[0] == surname[1] and {sex(name) for name in given} != {"m", "f"} and is_slip(*given)


def is_misspelt(a: str, b: str) -> bool:
    """Whether two full names from anywhere are one but for a letter of a long and rare word. Slavic surnames are too near to
    each other for that: Petrenko and Petrenkov.

    >>> is_misspelt("Benjamin Netanyahu", "Benjamin Netanyaho"), is_misspelt("Oleg Marchenko", "Oleg Manchenko")
    (True, False)
    """
    first, second = parse(a), parse(b)
    pair = (first.surname, second.surname) if fold(first.given) == fold(second.given) else (first.given, second.given)
    words = [fold(word) for word in pair]
    return min(map(len, words)) >= RARE and not any(map(SLAVIC_ENDING.fullmatch, words)) and are_slips(a, b)
