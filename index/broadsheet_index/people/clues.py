"""What speaks for and against a run of words being the name of a person, each clue by its own name.

`clues` only observes; what each observation is worth stands in weights.py, and rules.py adds the weights up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet_index.people.context import around
from broadsheet_index.people.lists import (
    COUNTRY,
    GIVEN,
    MODIFIER,
    ORDINARY,
    ORGANISATION,
    PEOPLE,
    PLACE,
    RARE,
    STOP,
    SURNAME,
    TITLE,
    cue_words,
    fold,
    is_place,
    kinds,
)
from broadsheet_index.people.names import FAMILY_FIRST, SUFFIXES
from broadsheet_index.people.runs import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.candidates import Candidate
    from broadsheet_index.people.seen import Seen

# Endings of surnames that few other words have; of the first kind hardly any.
SLAVIC_ENDING = re.compile(
    r".{2,}(?:[oe]va?|yov|enk[oa]|sk(?:i|y|yy|yi|iy|ii|aya?)|chuk|[cy]i[cć]|vi(?:c|ch|tch)|vych|shvili|idze|adze|wicz|czyk)"
)
OTHER_ENDING = re.compile(
    r".{3,}(?:sen|berg|stein|mann|ez|elli|etti|ullah|zadeh|oglu|poulos|akis|idis|escu|quist|strom|yan|kar|wala|inen|sson|kumar)"
)
IN_NAMES_ONLY = cue_words("hardly but in names")


def _kind_of_word(word: str) -> str:
    """One short name for what a word is, in the order of what decides most."""
    kind = kinds(word)
    given, surname, ordinary, place = kind & GIVEN, kind & SURNAME, kind & ORDINARY, kind & PLACE
    if kind & PEOPLE:
        return "people"
    if kind & COUNTRY:
        return "country given" if given else "country"
    if kind & STOP and not (given and not ordinary):
        return "stop"
    if given and not ordinary:
        return "given place" if place else "given"
    if place and not ordinary:
        return "surname place" if surname else "place"
    if given:
        return "given word"
    if surname:
        return "surname word" if ordinary else "surname"
    if ordinary:
        return "word"
    return "rare word" if kind & RARE else "unknown"


def _ending(folded: str) -> list[str]:
    if SLAVIC_ENDING.fullmatch(folded):
        return ["Slavic ending"]
    return ["other ending"] if OTHER_ENDING.fullmatch(folded) else []


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or ("." in word and word.replace(".", "").isupper())


def clues(words: Sequence[str], candidate: Candidate, seen: Seen) -> list[str]:
    """The names of all clues that hold for a candidate. Clues of one word and of several never mix: "1 given", "first given"."""
    name = [word for word in words[candidate.start : candidate.end] if word[0].isalnum() and word not in PARTICLES]
    if len(name) == 1:
        return _of_one(words, candidate, seen, name[0])
    return _of_several(words, candidate, seen, name)


def _of_one(words: Sequence[str], candidate: Candidate, seen: Seen, word: str) -> list[str]:
    found = ["1", "1 " + _kind_of_word(word)]
    kind, folded = kinds(word), fold(word)
    if kind & (ORGANISATION | TITLE | MODIFIER):
        found.append("1 organisation or title")
    if word.lower() in seen.small:
        found.append("1 seen small")
    if word.isupper():
        found.append("1 upper case")
    if len(word) < 4:
        found.append("1 short")
    if seen.alone.get(folded, 0) > 1:
        found.append("1 often alone")
    for where, words_there in seen.elsewhere:
        if folded in words_there:
            found.append("1 elsewhere: " + where)
    if not kind & (ORDINARY | PLACE | PEOPLE | GIVEN):
        found += ["1 " + clue for clue in _ending(folded)]
    if candidate.end - candidate.start > 1:
        found.append("1 particle")
    return found + ["1 " + clue for clue in around(words, candidate)]


def _of_several(words: Sequence[str], candidate: Candidate, seen: Seen, name: list[str]) -> list[str]:
    first, last = name[0], name[-1]
    folded = fold(last)
    if folded.rstrip(".") in SUFFIXES and len(name) > 2:
        last = name[-2]
        folded = fold(last)
    begins = "initial" if _is_initial(first) else _kind_of_word(first)
    if len(name) <= 3 and fold(first) in FAMILY_FIRST:
        begins = "East Asian family"
    found = ["several", "first " + begins, "last " + _kind_of_word(last)]
    known = [kinds(word) for word in name]
    if first.isupper() and len(first) > 2 and not last.isupper() and "." not in first:
        found.append("upper case first")
    if all(word.isupper() and len(word) > 1 for word in name):
        found.append("all upper case")
    if any(kind & ORGANISATION for kind in known):
        found.append("organisation word")
    if known[-1] & ORGANISATION:
        found.append("organisation last")
    if any(kind & (PEOPLE | STOP) for kind in known[1:]):
        found.append("people or stop inside")
    if any(kind & TITLE and not kind & (GIVEN | SURNAME) for kind in known):
        found.append("title inside")
    if is_place(" ".join(map(fold, name))):
        found.append("whole place")
    if any(map(_is_initial, name[1:-1])):
        found.append("initial inside")
    if not known[0] & ORDINARY and not known[-1] & (ORDINARY | PLACE):
        found += _ending(folded)
    if len(name) > 2:
        found.append("three words" if len(name) == 3 else "four words or more")
    for where, words_there in seen.elsewhere[:2]:
        if folded in words_there:
            found.append("last elsewhere: " + where)
    if first.lower() in seen.small and last.lower() in seen.small:
        found.append("both seen small")
    if "[" in words[candidate.start : candidate.end]:
        found.append("completed in brackets")
    elif candidate.end - candidate.start > len(name):
        only = any(word in IN_NAMES_ONLY for word in words[candidate.start : candidate.end])
        found.append("bin or van inside" if only else "particle inside")
    return found + around(words, candidate)
