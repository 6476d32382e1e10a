"""When are two spellings one person? The rules of PEOPLE.md, section 5.

A false merge is worse than a missed one, so whatever is not known to be the same is different.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from broadsheet_index.people.given import ARABIC, SLAVIC, groups, is_of, is_one_name
from broadsheet_index.people.keys import arabic_key, key, keys, slavic_key
from broadsheet_index.people.lists import GIVEN, SURNAME, TITLE, cue_words, fold, kinds
from broadsheet_index.people.runs import ARTICLES, PARTICLES

__all__ = ["Name", "fold", "parse", "same"]

SUFFIXES = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "2", "iii": "3", "iv": "4"}
PATRONYMIC = cue_words("patronymic")

# Family names of China, Korea, Vietnam and Burma that stand first. Lee, Ho, Le are also given or Western names: FIRST_IF_SHORT.
FAMILY_FIRST = cue_words("family first")
FIRST_IF_SHORT = cue_words("family first if short")
_ARTICLE = re.compile(r"^(?:(?:[Aa][lsdrzt]|[Aa]sh|[EeUu]l)-|[EA]l(?=[A-Z]))(?=\w{3})")
SYLLABLES = 6  # letters at most in each half of a given name written apart (Moon Jae In, Nguyen Phu Trong)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name, folded. `family_first` is true for Xi Jinping."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str
    family_first: bool = False
    arabic: bool = False

    @property
    def letters(self) -> str:
        return re.sub(r"[^\w]", "", self.given + "".join(self.middle) + self.surname)


def _is_family_first(words: list[str]) -> bool:
    if not 2 <= len(words) <= 3 or len(words[0]) < 2:
        return False
    short = len(words) == 3 and all(len(word) <= SYLLABLES for word in words[1:])
    if words[0] in FAMILY_FIRST:
        # "Lin Davis" is no Chinese name: a second word that is only a Western surname keeps the usual order.
        western = len(words) == 2 and kinds(words[1]) & SURNAME and not kinds(words[1]) & GIVEN and len(words[1]) > SYLLABLES
        return short or "-" in words[-1] or (len(words) == 2 and not western)
    return words[0] in FIRST_IF_SHORT and (short or "-" in words[-1])


def _initials_apart(word: str) -> list[str]:
    """ "J.D." and "JD" -> j, d; "Jean" -> Jean."""
    bare = word.replace(".", "")
    if word.count(".") > 1 or (len(bare) == 2 and bare.isupper()):
        return list(bare)
    return [word]


def _without_article(words: list[str]) -> list[str]:
    """Without the Arabic article, in each way it is written: al-Assad, Al Assad, ElBaradei."""
    kept = words[:1] + [word for word in words[1:-1] if word.lower() not in ARTICLES] + words[1:][-1:]
    return [_ARTICLE.sub("", word) for word in kept]


@lru_cache(maxsize=20_000)
def parse(name: str) -> Name:
    """
    >>> parse("Dr. J.D. Vance").given, parse("Xi Jinping").surname, parse("Mohammed bin Salman al-Saud").surname
    ('J', 'Xi', 'Saud')
    """
    words = re.sub(r"[\[\]\"“”]", "", name).replace(",", " ").split()
    while len(words) > 1 and kinds(words[0]) & TITLE and (words[0].endswith(".") or not kinds(words[0]) & (GIVEN | SURNAME)):
        words.pop(0)
    if words and len(words) > 1:
        words = _initials_apart(words[0]) + words[1:]
    words = [stripped for word in words if (stripped := word.strip(".'’"))]
    suffix = ""
    if len(words) > 2 and fold(words[-1]) in SUFFIXES:
        suffix = SUFFIXES[fold(words.pop())]
    plain = _without_article(words)
    arabic = plain != words or any(word.lower() in PATRONYMIC for word in words) or any(is_of(word, ARABIC) for word in words[:2])
    words = plain
    if _is_family_first([fold(word) for word in words]):
        return Name("".join(words[1:]).replace("-", ""), (), words[0], suffix, family_first=True)
    start = len(words) - 1
    while start > 1 and len(words[start - 1]) > 1 and fold(words[start - 1]) in PARTICLES | PATRONYMIC:  # "E." is an initial
        start -= 1
    return Name(words[0] if start > 0 else "", tuple(words[1:start]), " ".join(words[start:]), suffix, arabic=arabic)


def _spelled_apart(words: str) -> str:
    return words.replace("oe", "o").replace("ue", "u").replace("ae", "a")


def _is_one_surname(a: Name, b: Name) -> bool:
    first, second = a.surname.split()[-1], b.surname.split()[-1]
    if keys(first) & keys(second) or _spelled_apart(fold(first)) == _spelled_apart(fold(second)):
        return True
    if groups(first) and groups(second):  # Hussein and Hassan sound nearly alike, and are two names
        return bool(groups(first) & groups(second))
    if is_of(a.given, SLAVIC) and is_of(b.given, SLAVIC) and slavic_key(first) == slavic_key(second):
        return True
    return (a.arabic or b.arabic) and min(len(first), len(second)) > 3 and arabic_key(first) == arabic_key(second)


def _is_one_given(a: str, b: str) -> bool:
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        initial, other = sorted((fold(a), fold(b)), key=len)
        return other[0] == initial
    if is_one_name(a, b):
        return True
    arabic = is_of(a, ARABIC) or is_of(b, ARABIC)
    return arabic and not (groups(a) and groups(b)) and min(len(a), len(b)) > 3 and arabic_key(a) == arabic_key(b)


@lru_cache(maxsize=50_000)
def same(a: str, b: str) -> bool:
    """True where two full names, without any context, are one person's.

    >>> same("Volodymyr Zelensky", "Vladimir Zelenskyy"), same("George W. Bush", "George H. W. Bush")
    (True, False)
    """
    first, second = parse(a), parse(b)
    if min(len(first.surname), len(second.surname)) < 2 or first.suffix != second.suffix:
        return False
    if fold(first.letters) == fold(second.letters):
        return True
    if first.family_first or second.family_first:
        return (
            first.family_first == second.family_first
            and key(first.surname) == key(second.surname)
            and key(first.given) == key(second.given)
        )
    if not _is_one_surname(first, second):
        return key(first.letters) == key(second.letters) and len(first.letters) > SYLLABLES
    if not _is_one_given(first.given, second.given):
        return False
    if first.middle and second.middle:
        return fold(first.middle[0])[0] == fold(second.middle[0])[0] and len(first.middle) == len(second.middle)
    return True
