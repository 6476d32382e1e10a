"""Ways to make a headline out of what a page says: less the site's name, less shouting."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .same import plain

SEPARATOR = re.compile(r"\s+[|–—»«•·:/~›]+\s+|\s+-+\s+|\s*[|»›]\s*|\s+::\s+")
LEAST_LEFT = 12  # characters of a headline that may be left when the site's name is cut off
MOST_SITE_WORDS = 5
FEWEST_AFTER_KICKER = 4  # words
GLUED = re.compile(r"([a-zà-ÿ]|(?<=\w)[\"“”»«)])(?=[A-ZÀ-Þ][\w-]*\s)")
WORD = re.compile(r"[^\W_]+")


def without_site(title: str, sites: Iterable[str], others: Iterable[str] = ()) -> str:
    """The title less the name of the site, or less what no other telling of the headline has.

    sites   names of the site, as the page tells them; its domain's name too
    others  what else the page says its headline is

    >>> without_site("Ferry link & jobs | Harbourton Gazette", ["Harbourton Gazette"])
    'Ferry link & jobs'
    >>> without_site("War - and peace", ["Harbourton Gazette"])
    'War - and peace'
    """
    marks = list(SEPARATOR.finditer(title))
    if not marks:
        return title
    names = {plain(site) for site in sites if site}
    tellings = [plain(other) for other in others if other]
    for mark in marks:  # the longest ending first: "Headline | Politics | The Gazette"
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if plain(head) and plain(head) in tellings:
            return head
        if len(head) >= LEAST_LEFT and is_site(tail, names):
            return head
    for mark in reversed(marks):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if plain(tail) and plain(tail) in tellings:
            return tail
        if len(tail) >= LEAST_LEFT and is_site(head, names):
            return tail
    return title


def without_kicker(title: str, others: Iterable[str]) -> str:
    """The headline of a dump less the kicker that flattening glued to it: "Streit um die MigrationChiesa ruft zum Widerstand".

    others  the other lines of the page, by whose words two glued ones are told from a name like YouTube

    >>> without_kicker("Streit um MigrationChiesa ruft zum Widerstand", ["Chiesa sprach.", "Die Migration"])
    'Chiesa ruft zum Widerstand'
    >>> without_kicker("Wie YouTube die Welt veränderte", ["You", "Tube", "YouTube"])
    'Wie YouTube die Welt veränderte'
    """
    if not GLUED.search(title):
        return title
    words = frozenset(word for other in others for word in WORD.findall(other))
    for glued in GLUED.finditer(title):
        head, tail = title[: glued.end(1)], title[glued.end(1) :]
        left, right = WORD.findall(head)[-1:], WORD.findall(tail)[:1]
        if not left or not right or len(tail.split()) < FEWEST_AFTER_KICKER or left[0] + right[0] in words:
            continue
        if not glued[1].isalpha() or (left[0] in words and right[0] in words):
            return tail
    return title


def is_site(text: str, names: set[str]) -> bool:
    """True for the site's name, in one part or several ("Politics | The Gazette" ends in it)."""
    own = plain(text)
    if not own:
        return True
    if len(text.split()) > MOST_SITE_WORDS * 2:
        return False
    if own in names:
        return True
    parts = [plain(part) for part in SEPARATOR.split(text)]
    return any(part in names for part in parts) or any(len(name) > 3 and name in own and len(own) < 2 * len(name) for name in names)


def is_shouting(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 8 and text.isupper()
