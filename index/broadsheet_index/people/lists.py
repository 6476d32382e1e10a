"""What the shipped word lists know of a word. The lists are read once, when the first word is asked about.

Where each list comes from, and its licence: SOURCES.md. How it is made: tests/make_people_lists.py.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Bits, so that a word's kinds are one small number that can be kept, joined and tested quickly.
MALE, FEMALE, SURNAME, ORDINARY, PLACE, PEOPLE, TITLE, MODIFIER, ORGANISATION, STOP, COUNTRY, RARE = (1 << bit for bit in range(12))
GIVEN = MALE | FEMALE

_LISTS = (
    ("given_male.txt.gz", MALE),
    ("given_female.txt.gz", FEMALE),
    ("given_either.txt.gz", MALE | FEMALE),
    ("surnames.txt.gz", SURNAME),
    ("ordinary.txt.gz", ORDINARY),
    ("rare.txt.gz", RARE),  # words of large dictionaries only: macron, merkel; weak evidence against a name
    ("places.txt.gz", PLACE),
    ("countries.txt.gz", COUNTRY | PLACE),
    ("peoples.txt.gz", PEOPLE),
    ("titles.txt", TITLE),
    ("modifiers.txt", MODIFIER),
    ("organisations.txt", ORGANISATION),
    ("stops.txt", STOP),
)
_ENGLISH = ORDINARY | RARE | TITLE | MODIFIER | ORGANISATION
_KEPT_BY_HAND = frozenset({"titles.txt", "modifiers.txt", "organisations.txt", "stops.txt"})

_UNMARKED = str.maketrans("łŁøØđĐıəƏ’ʼʻ`‘‐‑", "lLoOdDiaA'''''--", "ʹ")


def fold(word: str) -> str:
    """Lower case, accents off: Złatan -> zlatan, Gauß -> gauss, Đoković -> dokovic.

    >>> fold("Łukasz"), fold("Gauß"), fold("O’Brien")
    ('lukasz', 'gauss', "o'brien")
    """
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.translate(_UNMARKED)).lower().replace("ß", "ss").replace("æ", "ae").replace("œ", "oe")
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def read_text(name: str) -> str:
    """A file of this folder. The long lists, which a script makes, are kept gzipped: 0.5 MB in the place of 1.5 MB."""
    data = (files("broadsheet_index.people") / name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")


def _read(name: str) -> frozenset[str]:
    text = read_text(name)
    if name in _KEPT_BY_HAND:
        return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
    return frozenset(text.split("\n"))


@cache
def _lists() -> tuple[tuple[frozenset[str], int], ...]:
    return tuple((_read(name), kind) for name, kind in _LISTS)


@cache
def _cues() -> dict[str, frozenset[str]]:
    sections = re.findall(r"^\[(.+?)\].*\n((?:.+\n)+)", read_text("cues.txt"), re.MULTILINE)
    return {name: frozenset(words.split()) for name, words in sections}


def cue_words(name: str) -> frozenset[str]:
    """A small set of words that the rules speak of, by its name in cues.txt.

    >>> "van" in cue_words("particles")
    True
    """
    return _cues()[name]


@cache
def native_given() -> frozenset[str]:
    """Given names in Cyrillic and Greek letters, lower case."""
    return _read("given_native.txt.gz")


@cache
def _namesakes() -> frozenset[str]:
    return frozenset(line for line in read_text("namesakes.txt").splitlines() if not line.startswith("#"))


def is_namesake(words: Sequence[str]) -> bool:
    """True for the whole name of a firm, a school or a place that looks like a person's.

    >>> is_namesake(("Brigham", "Young")), is_namesake(("Neil", "Young"))
    (True, False)
    """
    return len(words) > 1 and " ".join(map(fold, words)) in _namesakes()


def _look_up(folded: str) -> int:
    kinds = 0
    for words, kind in _lists():
        if folded in words:
            kinds |= kind
    return kinds


@lru_cache(maxsize=50_000)  # a few MB; an archive's common words are met again in every article
def kinds(word: str) -> int:
    """The lists a word stands on, as bits. A double name is what its halves are: Anne-Marie, Vargas-Llosa.

    >>> kinds("Vladimir") & GIVEN != 0, kinds("Reserve") & ORDINARY != 0
    (True, True)
    """
    folded = fold(word)
    found = _look_up(folded.rstrip(".") if len(folded) > 2 else folded)
    if not word.isascii():
        found &= ~_ENGLISH  # Støre is no store, Peña no pena
    if not found and "-" in folded:
        first, last = folded.split("-")[0], folded.split("-")[-1]
        head, tail = _look_up(first), _look_up(last)
        return (head & (GIVEN | PEOPLE)) | (head & tail & PLACE) | (tail & (SURNAME | ORGANISATION | ORDINARY))
    if not found and "'" in folded[:3]:
        return _look_up(folded.split("'", 1)[1]) & SURNAME
    return found


def is_place(phrase: str) -> bool:
    """True for a whole name of a place, of several words too: New York, Abu Dhabi."""
    return any(phrase in words for words, kind in _lists() if kind & PLACE)
