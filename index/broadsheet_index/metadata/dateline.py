"""The dateline that opens a story: "MOSCOW, June 20. /TASS/.", "HARBOURTON, March 4 (Northwire) -", "(Reuters) -".

Near misses: "PARIS, TEXAS is a film." has neither agency nor dash; "Moscow (population 13 million) grew." no dash after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .agencies import is_agency
from .dates import Day, find_day_without_year, find_days

SEARCHED = 160  # characters
CAPITALS = r"[A-ZÀ-ÞА-ЯЁІЇЄ][A-ZÀ-ÞА-ЯЁІЇЄ.'’-]+"
WORD = r"[A-ZÀ-ÞА-ЯЁ][\w.'’-]+"
# A city in capitals, or as names are written where an agency and a dash follow; then a region, a date, or both:
# "KYIV, Ukraine (AP) —", "SAN JOSE, Calif. —", "BEIJING, Feb. 3 (Xinhua) --".
LOUD = rf"{CAPITALS}(?:[ /]{CAPITALS}){{0,3}}"
QUIET = rf"{WORD}(?:[ /](?:{WORD}|de|del|am|an|der|upon|la)){{0,3}}"
REST = r"(?:,\s(?P<rest>[^/()\[\]–—]{3,40}?))?"
AGENCY = r"(?:/(?P<slashed>[\w .-]{2,30})/|[(\[](?P<bracketed>[\w .’'/-]{2,40})[)\]])"
DASH = r"\s*[-–—:]+\s*(?=\S)"
FORMS = (
    re.compile(rf"\W{{0,3}}(?P<place>{LOUD}){REST}[\s.,]*{AGENCY}[\s.:–—-]*(?=\S)"),
    re.compile(rf"\W{{0,3}}(?P<place>{QUIET}){REST}[\s.,]*{AGENCY}{DASH}"),
    re.compile(rf"(?P<place>)(?P<rest>)\W{{0,3}}(?<!\w){AGENCY}{DASH}"),
)
WITHOUT_AGENCY = (
    re.compile(rf"\W{{0,3}}(?P<place>{LOUD}){REST}\s*[-–—]+\s+(?=\S)"),
    re.compile(rf"\W{{0,3}}(?P<place>{LOUD}),\s(?P<rest>[^/()\[\]–—]{{3,30}}?\d)\.?:?\s+(?=[\W]?[A-ZÀ-ÞА-Я])"),
)
ENDS_IN_DASH = re.compile(r"[-–—:]\s*$")
REGION = re.compile(rf"(?:{WORD}|of|and|the)(?:\s(?:{WORD}|of|and|the)){{0,3}}")
LEAST_LETTERS = 4  # of a place without agency: "U.S. — ..." is none
SMALL = frozenset(["DE", "DEL", "DI", "DA", "DO", "LA", "LE", "LES", "EL", "UPON", "AM", "AN", "DER", "OF", "THE", "SUR", "AUX"])
AGENCY_LIKE = re.compile(r"[A-ZÀ-ÞА-Я]|dpa|epd|kna|ots|sda|afp|ap\b")
NO_PLACE = frozenset([
    "NATO", "UPDATE", "WARNING", "BREAKING", "EXCLUSIVE", "WATCH", "VIDEO", "PHOTOS", "LIVE", "NEWS", "OPINION", "CORRECTION",
    "NOTE", "READ", "MORE", "ALSO", "RELATED", "DEAR", "ANALYSIS", "SOURCE",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    day  the date, where it has a year; `raw` its words where it has none
    """

    place: str | None = None
    agency: str | None = None
    day: Day | None = None
    raw: str | None = None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that a paragraph opens with, or None."""
    opening = paragraph[:SEARCHED]
    for form in FORMS:
        found = form.match(opening)
        agency = (found["slashed"] or found["bracketed"]) if found else None
        if found and agency and is_signed(found, agency):
            return made(found["place"], found["rest"], agency)
    for form in WITHOUT_AGENCY:
        found = form.match(opening)
        if found and is_place(found["place"]):
            line = made(found["place"], found["rest"], None)
            if line is not None:
                return line
    return None


def made(place: str, rest: str | None, agency: str | None) -> Dateline | None:
    """The dateline, if what stands between place and agency is a date or a region."""
    days = find_days(rest or "")
    raw = None if days or not rest else find_day_without_year(rest)
    if rest and not days and not raw and not REGION.fullmatch(rest.strip(" .")):
        return None
    return Dateline(place_name(place) if place else None, agency, days[0] if days else None, raw)


def is_place(text: str) -> bool:
    return text.split()[0] not in NO_PLACE and sum(char.isalpha() for char in text) >= LEAST_LETTERS


def is_signed(found: re.Match[str], agency: str) -> bool:
    """True where an agency signs: between slashes, by a known name, or before a dash."""
    if found["place"].split(" ")[0] in NO_PLACE or not is_agency_like(agency):
        return False
    return found["slashed"] is not None or is_agency(agency) or ENDS_IN_DASH.search(found[0]) is not None


def is_agency_like(text: str) -> bool:
    return AGENCY_LIKE.match(text) is not None and len(text.split()) <= 4 and not any(char.isdigit() for char in text)


def place_name(place: str) -> str:
    """A place as names are written.

    >>> place_name("RIO DE JANEIRO"), place_name("STRATFORD-UPON-AVON"), place_name("Kyiv")
    ('Rio de Janeiro', 'Stratford-upon-Avon', 'Kyiv')
    """
    place = place.strip(" .,")
    if not place.isupper():
        return place
    parts = re.split(r"([ /-])", place)
    return "".join(part.lower() if number and part in SMALL else part.capitalize() for number, part in enumerate(parts))
