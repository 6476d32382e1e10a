"""From a run of capitalised words to the part of it that may be a name: titles, peoples and opening words cut off.

"Former White House Press Secretary Jen Psaki" -> "Jen Psaki"; "The French" -> nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_index.people.lists import GIVEN, MODIFIER, ORDINARY, PEOPLE, PLACE, STOP, SURNAME, TITLE, cue_words, fold, kinds
from broadsheet_index.people.names import SUFFIXES
from broadsheet_index.people.runs import QUOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.runs import Run

PUNCTUATION = QUOTES | {"[", "]"}
DAYS = cue_words("days")
DAYS_TOO = cue_words("days too")
SHIPS = cue_words("ships")
ABBREVIATED = 5  # letters; "US", "NATO", "BBC" before a name in mixed case are not part of it


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [start, end) that may be a name, and what stood around them.

    titled     a title was cut off in front ("President", "Mr."), or stands there in small letters ("spokesman")
    of_the     "the" stands before it, or before the title that was cut off
    cut        other words were cut off in front ("Russian", "Former")
    opens      a sentence begins with it
    """

    start: int
    end: int
    titled: bool = False
    of_the: bool = False
    cut: bool = False
    opens: bool = False


def trim(words: Sequence[str], run: Run) -> Candidate | None:
    """The candidate of one run, or None where nothing is left of it."""
    if any(word in SHIPS for word in words[run.start : run.end]):
        return None
    start, titled, of_the, cut = _past_front(words, run)
    if start == run.end:
        return None
    if run.opens and start == run.start and _is_opening_word(words, start, run.end):
        start += 1
    further = _past_titles(words, start, run.end)
    titled = titled or further > start or (further == run.start and _is_titled(words, further))
    end = _before_back(words, further, run.end)
    if end == further or (end - further == 1 and kinds(words[further]) & STOP):
        return None
    return Candidate(further, end, titled, of_the, cut, run.opens and further == run.start)


def _past_front(words: Sequence[str], run: Run) -> tuple[int, bool, bool, bool]:
    """Where the name may start, and whether a title, "the", or another word was cut off on the way."""
    titled = cut = False
    of_the = run.start > 0 and words[run.start - 1].lower() == "the"
    for k in range(run.start, run.end):
        word, kind, alone = words[k], kinds(words[k]), k == run.end - 1
        if word in PUNCTUATION:
            continue
        if kind & TITLE and not (alone and (titled or cut) and kind & SURNAME):  # "Mr. King" is a King
            titled = True
        elif kind & STOP and not (kind & GIVEN and not kind & ORDINARY and not alone):
            of_the, titled = word.lower() == "the", False
        elif _is_modifier(kind, titled) or (run.style == "normal" and not alone and _is_abbreviation(word, words[k + 1])):
            cut = True
        else:
            return k, titled, of_the, cut
    return run.end, titled, of_the, cut


def _is_modifier(kind: int, titled: bool) -> bool:
    """True for words that are cut off in front: Former, Russian. After a title Mr. French is a French."""
    return bool((kind & MODIFIER and not (kind & GIVEN and not titled)) or (kind & PEOPLE and not (kind & SURNAME and titled)))


def _is_abbreviation(word: str, following: str) -> bool:
    """True for "NATO" and "US" before a word in mixed case; "JD" before a surname is somebody's initials."""
    if not word.isupper() or not 1 < len(word) <= ABBREVIATED or "." in word or following.isupper():
        return False
    return not (kinds(word) & GIVEN and len(word) > 2) and not (len(word) == 2 and kinds(following) & SURNAME)


def _is_opening_word(words: Sequence[str], start: int, end: int) -> bool:
    """True for an ordinary word at the start of a sentence: "Following Donald Trump", "Echoing Annan"."""
    kind = kinds(words[start])
    if not kind & ORDINARY or kind & GIVEN or end - start < 2:
        return False
    if words[start].endswith("ing") and not kind & SURNAME:
        return True
    follows = kinds(words[start + 1])
    return end - start > 2 and bool(follows & GIVEN) and not follows & (ORDINARY | PLACE)


def _past_titles(words: Sequence[str], start: int, end: int) -> int:
    """Past the last title inside the run that a name may follow: "Microsoft CEO Satya Nadella"."""
    for k in range(end - 2, start, -1):
        if kinds(words[k]) & TITLE and not _is_part_of_name(words, k, end):
            return k + 1
    return start


def _is_part_of_name(words: Sequence[str], k: int, end: int) -> bool:
    """True for a title that is a name here: Billie Jean King Jr., James Earl Jones; false in "Los Angeles Mayor Ann Roe"."""
    before, kind = kinds(words[k - 1]), kinds(words[k])
    if "." in words[k] or not before & GIVEN or before & (PLACE | ORDINARY):
        return False
    return bool(kind & GIVEN) or (bool(kind & SURNAME) and all(fold(word).rstrip(".") in SUFFIXES for word in words[k + 1 : end]))


def _is_titled(words: Sequence[str], start: int) -> bool:
    """True where a title in small letters stands right before: "spokesman Dmitry Peskov", "the coach, Pep Guardiola"."""
    before = start - 2 if start > 1 and words[start - 1] == "," else start - 1
    return before >= 0 and words[before].islower() and bool(kinds(words[before]) & TITLE)


def _before_back(words: Sequence[str], start: int, end: int) -> int:
    """Where the name may end: a weekday, a people or a quotation mark behind it is cut off."""
    while end - start > 1 and fold(words[end - 1]) in DAYS and not (end - start == 2 and fold(words[end - 1]) in DAYS_TOO):
        end -= 1
    while end > start:
        last = words[end - 1]
        kind = kinds(last)
        unclosed = last == "]" and "[" not in words[start:end]
        if not (last in QUOTES or last == "[" or unclosed or (kind & (STOP | PEOPLE) and not kind & (SURNAME | GIVEN))):
            break
        end -= 1
    return end
