"""Clues from the words before and after a candidate: at most one from each side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet_index.people.lists import ORGANISATION, TITLE, cue_words, kinds
from broadsheet_index.people.tokens import WALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.candidates import Candidate

SPEECH = cue_words("speech")
PLACE_BEFORE = cue_words("place before")
PERSON_BEFORE = cue_words("person before")
KIN = cue_words("kin")
RULE = cue_words("rule")
APPOSITION = frozenset({"who", "whose", "a", "an", "the"})  # ", a lawyer"; ", the mayor"
BEFORE = {"of": "before: of", "from": "before: from", "to": "before: to", ",": "comma before"}
AFTER = {"who": "who after", "and": "and after", "(": "bracket after", "'s": "possessive after", "’s": "possessive after"}
AGE = re.compile(r"\d\d")


def before(words: Sequence[str], candidate: Candidate) -> str:
    word = words[candidate.start - 1] if candidate.start else WALL
    if word in PLACE_BEFORE:
        return "place before"
    if word in PERSON_BEFORE:
        return "person before"
    if word in KIN:
        return "kin before"
    return BEFORE.get(word, "")


def after(words: Sequence[str], candidate: Candidate) -> str:
    word = words[candidate.end] if candidate.end < len(words) else WALL
    if word == ",":
        return _past_comma(words[candidate.end + 1] if candidate.end + 1 < len(words) else WALL)
    if word in SPEECH:
        return "speech after"
    if word in RULE:
        return "rule after"
    if word.islower() and word.endswith("ed"):
        return "past tense after"
    if word.islower() and kinds(word) & ORGANISATION:
        return "organisation after"
    return AFTER.get(word, "")


def _past_comma(word: str) -> str:
    if AGE.fullmatch(word):
        return "age after"
    if word in APPOSITION or (word.islower() and kinds(word) & TITLE):
        return "apposition after"
    return "capital past comma" if word[:1].isupper() else ""


def around(words: Sequence[str], candidate: Candidate) -> list[str]:
    """The clues of both sides, and what candidates.trim has seen on its way."""
    found = [before(words, candidate), after(words, candidate)]
    if candidate.titled:
        found.append("titled")
    if candidate.of_the:
        found.append("the")
    if candidate.cut:
        found.append("cut")
    if candidate.opens:
        found.append("opens sentence")
    return [clue for clue in found if clue]
