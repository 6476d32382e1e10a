"""One line that says who wrote it: "by Nate Ostiller and The Kyiv Independent news desk December 20, 2023 2:08 PM".

What opens like a byline and is none: "By Friday the water had gone.", "By the numbers".
"""

from __future__ import annotations

import re

from ..people.lists import COUNTRY, GIVEN, ORDINARY, ORGANISATION, PLACE, SURNAME, kinds
from .dates import find_days
from .names import GLUED, OPENING, Names, ideographic_name, names_in, without_contact
from .same import plain

LONGEST = 200  # characters
LONGEST_LONE = 80  # characters
SHOUTED_WORDS = range(2, 5)
NO_NAMES = ORDINARY | PLACE | ORGANISATION | COUNTRY
DATED = re.compile(r"\|\s?(?:published|updated)|\d+ ?(?:m|h|min\w*|hours?|days?|minuten|stunden)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d")
NOTHING = re.compile(r"\b(?:and|und|og|och|et|y|e|i|en|with|published|updated|posted|by)\b", re.IGNORECASE)
SITE_AT_END = re.compile(r"\|\s+The [A-Z].{2,30}$")  # "Dan Jervis-BardyThe West Australian", as dumps glue it
ROLE_AT_END = re.compile(
    r",?\s+(?:(?:parliamentary|political|senior|chief|staff|deputy|associate|managing|business|sports?|science|health|legal|city|national|foreign)\s+){0,3}"
    r"(?:writers?|reporters?|editors?|correspondents?|contributors?|columnist|journalist|bureau chief|redakteur(?:in)?|autor(?:in)?)\s*$",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|Autor(?:in)?|Auteur):?\s+(?=[A-ZÀ-ÞŁŚŽ])")
HANDLE = re.compile(r"[\w.-]{3,20}")
MARKS = re.compile(r"[•|·–—]|\s-\s")


def byline(text: str, *, marked: bool = False, site: frozenset[str] = frozenset()) -> Names | None:
    """Whom the line names, if it is a byline; None if it is none.

    marked  the page calls the line a byline, so that it needs no "by"
    """
    if len(text) > LONGEST:
        return None
    if not text.isascii() and (name := ideographic_name(text, marked=marked)):
        return Names((name,))
    opening = OPENING.match(text)
    if opening is None:
        later = BY.search(text[:80])
        if later is not None and (find_days(text[: later.start()]) or MARKS.search(text[: later.start()])):
            opening = later  # "May 5, 2012 by Jane Doe", "Politics | By Jane Doe"
    if opening is None and not marked:
        return None
    rest = text[opening.end() :] if opening else text
    if marked:
        rest = GLUED.sub(" | ", rest)  # "Jane RoeView BioFollow"
    named = names_in(before_date(rest), site=site)
    if marked and opening is not None and not named.authors and HANDLE.fullmatch(rest.strip()):
        named = names_in(rest, strict=False, site=site)  # "von flerche", where the page says that this is who wrote it
    return named if named.authors or named.agency else None


def lone_names(text: str, site: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The persons that are all a line says, but for their role and an age: "Thabo Mokone Parliamentary editor", "Kyle Wiggers 7 hours".

    Without a role or a time beside them, each must begin with a known given name: "Tribunal Supremo" is capitalised too.
    """
    if len(text) > LONGEST_LONE:
        return ()
    begin = GLUED.sub(" | ", NUMBER.split(without_contact(text))[0])
    head = ROLE_AT_END.sub("", begin)
    is_told = head != begin or DATED.search(text) is not None
    named = names_in(head, site=site).authors
    rest = plain(SITE_AT_END.sub("", NOTHING.sub(" ", head)))
    for name in named:
        rest = rest.replace(plain(name), "", 1)
    return named if named and not rest and (is_told or all(kinds(name.split()[0]) & GIVEN for name in named)) else ()


def shouted_name(text: str, site: frozenset[str] = frozenset()) -> str | None:
    """The person whose name in capitals is all that the line above a text says; places and words shout there as well.

    >>> shouted_name("MTHOBISI SITHOLE"), shouted_name("CAPE TOWN"), shouted_name("BREAKING NEWS")
    ('Mthobisi Sithole', None, None)
    """
    words = text.split()
    if len(words) not in SHOUTED_WORDS or not text.isupper():
        return None
    found = [kinds(word.capitalize()) for word in words]
    if any(kind & NO_NAMES for kind in found) or not (found[0] & GIVEN or found[-1] & SURNAME):
        return None
    named = names_in(text, site=site).authors
    return named[0] if len(named) == 1 else None


def before_date(text: str) -> str:
    days = find_days(text)
    return text[: days[0].at] if days and days[0].at else text if not days else ""
