"""When are two spellings one person? The rules of PEOPLE.md, section 5.

A false merge is worse than a missed one, so whatever is not known to be the same is different.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet_index.people.given import ARABIC, SLAVIC, groups, is_of, is_one_name
from broadsheet_index.people.keys import arabic_key, key, keys, slavic_key
from broadsheet_index.people.lists import GIVEN, MODIFIER, ORDINARY, SURNAME, TITLE, cue_words, fold, kinds
from broadsheet_index.people.runs import ARTICLES, PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Name", "fold", "parse", "same"]

SUFFIXES = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "2", "iii": "3", "iv": "4"}
PATRONYMIC = cue_words("patronymic")

# Family names of China, Korea, Vietnam and Burma that stand first. Lee, Ho, Le are also given or Western names: FIRST_IF_SHORT.
FAMILY_FIRST = cue_words("family first")
FIRST_IF_SHORT = cue_words("family first if short")
_ARTICLE = re.compile(r"^(?:(?:[Aa][lsdrzt]|[Aa]sh|[EeUu]l)-|[EA]l(?=[A-Z]))(?=\w{3})")
FATHERS = re.compile(r".{3,}(?:[oe]vich|[oe]vna|ovych|ivna|ichna)")  # Vladimirovich, Volodymyrivna
CROWNS = cue_words("crowns")
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
    def is_spelled_by_sound(self) -> bool:
        """True where other alphabets stand behind the name."""
        return self.arabic or is_of(self.given, SLAVIC)

    @property
    def words(self) -> int:
        parts = [self.given, *self.middle, self.surname]
        return len(" ".join(parts).replace("-", " ").split())

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


def _is_title(word: str, following: str, left: int) -> bool:
    kind = kinds(word)
    if not kind & TITLE:
        return left > 2 and bool(kind & MODIFIER and kinds(following) & TITLE)
    if word.endswith(".") or not kind & (GIVEN | SURNAME):
        return True
    return left > 2 and (not kind & GIVEN or fold(word) in CROWNS)


def _titles(words: Sequence[str]) -> int:
    """How many words in front are a title: "Dr.", "President", "Prime Minister"; Dean Rusk and Judge Reinhold have none."""
    at = 0
    while at < len(words) - 1 and _is_title(words[at], words[at + 1], left=len(words) - at):
        at += 1
    return at


def _is_surname_first(words: Sequence[str]) -> bool:
    """True for Orbán Viktor and Putin Vladimir Vladimirovich: what stands first is no given name, what follows is nothing else."""
    if len(words) == 3 and not FATHERS.fullmatch(fold(words[2])):
        return False
    if not 2 <= len(words) <= 3 or "-" in words[1] or kinds(words[0]) & GIVEN or len(words[0].rstrip(".")) < 3:
        return False
    kind = kinds(words[1])
    return bool(kind & GIVEN) and not kind & (SURNAME | ORDINARY)


@lru_cache(maxsize=20_000)
def parse(name: str) -> Name:
    """
    >>> parse("Dr. J.D. Vance").given, parse("Xi Jinping").surname, parse("Mohammed bin Salman al-Saud").surname
    ('J', 'Xi', 'Saud')
    """
    words = re.sub(r"[\[\]\"“”]", "", name).replace(",", " ").split()
    del words[: _titles(words)]
    if words and len(words) > 1:
        words = _initials_apart(words[0]) + words[1:]
    words = [stripped for word in words if (stripped := word.strip(".'’"))]
    suffix = ""
    if len(words) > 1 and fold(words[-1]) in SUFFIXES and (len(words) > 2 or words[-1].isupper()):  # Charles III
        suffix = SUFFIXES[fold(words.pop())]
    plain = _without_article(words)
    arabic = plain != words or any(word.lower() in PATRONYMIC for word in words) or any(is_of(word, ARABIC) for word in words[:2])
    words = plain
    if _is_family_first([fold(word) for word in words]):
        return Name("".join(words[1:]).replace("-", ""), (), words[0], suffix, family_first=True)
    if _is_surname_first(words):
        words.append(words.pop(0))
    start = len(words) - 1
    while start > 1 and len(words[start - 1]) > 1 and fold(words[start - 1]) in PARTICLES | PATRONYMIC:  # "E." is an initial
        start -= 1
    return Name(words[0] if start > 0 else "", tuple(words[1:start]), " ".join(words[start:]), suffix, arabic=arabic)


def _spelled_apart(words: str) -> str:
    return words.replace("oe", "o").replace("ue", "u").replace("ae", "a")


def _are_two_in_english(a: str, b: str) -> bool:
    """Smith and Smyth, Phillips and Philips: nobody has to spell them by their sound."""
    return bool(a.isascii() and b.isascii() and kinds(a) & kinds(b) & SURNAME)


def _is_one_surname(a: Name, b: Name) -> bool:
    first, second = a.surname.split()[-1], b.surname.split()[-1]
    if _spelled_apart(fold(first)) == _spelled_apart(fold(second)):
        return True
    if keys(first) & keys(second):
        return not _are_two_in_english(first, second) or a.is_spelled_by_sound or b.is_spelled_by_sound
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


def _is_one_suffix(a: Name, b: Name) -> bool:
    """A III, unlike a Jr., may be left out where his middle name is left out too: Robert S. Mueller III is Robert Mueller."""
    if a.suffix == b.suffix:
        return True
    long, short = (a, b) if a.suffix else (b, a)
    return long.suffix in ("3", "4") and not short.suffix and bool(long.middle) and not short.middle


def _sounds_as_a_whole(a: Name, b: Name) -> bool:
    """Where the words are parted otherwise: Abdelfattah and Abdel Fattah."""
    return a.words != b.words and len(a.letters) > SYLLABLES and key(a.letters) == key(b.letters)


def _is_called_by_the_second(a: Name, b: Name) -> bool:
    """F. Scott Fitzgerald and Scott Fitzgerald."""
    return len(a.given) == 1 and len(a.middle) == 1 and len(a.middle[0]) > 1 and not b.middle and is_one_name(a.middle[0], b.given)


@lru_cache(maxsize=50_000)
def same(a: str, b: str) -> bool:
    """True where two full names, without any context, are one person's.

    >>> same("Volodymyr Zelensky", "Vladimir Zelenskyy"), same("George W. Bush", "George H. W. Bush")
    (True, False)
    """
    first, second = parse(a), parse(b)
    if min(len(first.surname), len(second.surname)) < 2 or not _is_one_suffix(first, second):
        return False
    if fold(first.letters) == fold(second.letters):
        return first.suffix == second.suffix
    if first.family_first or second.family_first:
        alike = key(first.surname) == key(second.surname) and key(first.given) == key(second.given)
        return alike and first.family_first == second.family_first
    if not _is_one_surname(first, second):
        return _sounds_as_a_whole(first, second)
    if not _is_one_given(first.given, second.given):
        return _is_called_by_the_second(first, second) or _is_called_by_the_second(second, first) or _sounds_as_a_whole(first, second)
    return _are_middles_one(first.middle, second.middle)


def _are_middles_one(a: Sequence[str], b: Sequence[str]) -> bool:
    """One side has none, or they begin alike; the first of several may be missing: (Andrés) Manuel López (Obrador), López."""
    if not a or not b:
        return True
    if len(a) == len(b):
        return fold(a[0])[0] == fold(b[0])[0]
    short, long = sorted((a, b), key=len)
    return min(map(len, short)) > 2 and [*map(fold, short)] == [*map(fold, long[-len(short) :])]
