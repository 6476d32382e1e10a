"""The sound of a word, spelling aside: Zelensky, Zelenskyy and Zelenskiy have one key. PEOPLE.md, section 5.

Two names can be one person's only where the sets `keys(surname)` meet, so the keys can be looked up in an index.
"""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet_index.people.lists import fold

# A letter with a mark, spelled out the way a newsroom without the mark would: Vučić -> Vuchich, Schröder -> Schroeder.
_SPELLED = str.maketrans(
    {"č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "đ": "dj", "ö": "oe", "ø": "oe", "ü": "ue", "ä": "ae", "å": "aa"}
)

# Upper-case letters stand for sounds that take several letters; the order matters.
_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"['\-.]", ""),
        (r"tsch", "C"),
        (r"shch|szcz|sch|sh|sz", "S"),
        (r"tch|ch|cz", "C"),
        (r"zh", "Z"),
        (r"kh", "h"),
        (r"ts|tz", "T"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"iya|iia|ija|yia|ia|ya|ja", "A"),
        (r"iyu|iiu|iu|yu|ju", "U"),
        (r"iye|ije|ie|ye|je", "e"),
        (r"iyo|io|yo|jo", "o"),
        (r"sk(?:yi|yy|iy|ii|ij|yj|y)$", "ski"),
        (r"(?:yi|yy|iy|ii|ij|yj|y)$", "i"),
        (r"[aeo][yij]$", "ei"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"[yj]", "i"),
        (r"c(?=[aou])", "k"),
        (r"A", "ia"),
        (r"U", "iu"),
        (r"(.)\1+", r"\1"),
    )
)
_SLAVIC_STEPS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in ((r"of$", "ov"), (r"usk", "ovsk"), (r"[eo]v(a?)$", r"ev\1"), (r"(?<=[nSC])ka$", "ko"), (r"(?<=[kn])aia$", "a"))
)
_FIRST_J = "\x01"  # Jolani and Johnson keep their first sound; the j of Jelena is left to the groups of given names


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """
    >>> key("zelenskyy") == key("zelenskiy") == key("zelensky")
    True
    """
    sound = fold(word)
    if sound.startswith("j") and len(sound) > 2:
        sound = _FIRST_J + sound[1:]
    for pattern, replacement in _STEPS:
        sound = pattern.sub(replacement, sound)
    return sound.replace(_FIRST_J, "j")


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """The keys of a word read without its marks, with its marks spelled out and, where it has "ou", as French writes it."""
    found = {key(word), key(word.lower().translate(_SPELLED))}
    if "ou" in word.lower():
        found.add(key(re.sub("tch|ch", lambda match: "ch" if match[0] == "tch" else "sh", fold(word))))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def slavic_key(word: str) -> str:
    """As `key`, blind to what parts Russian from Ukrainian and Belarusian: h and g, -ov and -ev, -ko and -ka, -skaya and -ska.

    >>> slavic_key("Tsikhanouskaya") == slavic_key("Tikhanovska"), slavic_key("Ivanov") == slavic_key("Ivanova")
    (True, False)
    """
    sound = key(word).replace("h", "g").replace("Ti", "ti")
    for pattern, plain in _SLAVIC_STEPS:
        sound = pattern.sub(plain, sound)
    return sound


@lru_cache(maxsize=50_000)
def arabic_key(word: str) -> str:
    """First sound and consonants: Gaddafi, Qaddafi and Kadafi. A final -i is kept: Aziz is not Azizi."""
    sound = key(fold(word).replace("kh", "k")).lower().replace("h", "")
    first = "a" if sound[:1] in "aeiou" else sound[:1]
    rest = re.sub(r"[aeiou]", "", sound[1:])
    folded = re.sub(r"(.)\1+", r"\1", (first + rest).translate(str.maketrans("jgq", "kkk")))
    return folded + ("i" if sound.endswith("i") else "")
