"""Lines that hold a date or a time and nothing else: "Published: 20 June 2024, 14:05 GMT", "3 hours ago", "2 min read"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop, in_lower_case, is_time

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 110  # characters
DIGITS = re.compile(r"\d")
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|juni|juli|okt|dez|janv|févr|avr|juil|août|déc|ene"
    r"|abr|ago|dic"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*\.?"
)
WORDS = in_lower_case(
    rf"(?:{MONTH}|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?|published|updated|posted|last"
    rf"|modified|first|created|on|at"
    r"|date|min(?:ute)?s?|read(?:ing)?|time|ago|hours?|days?|hrs?|[ap]\.?m\.?|gmt|utc|bst|est|edt|et|ist|cet|cest"
    r"|pst|pdt|uhr|de|del|le|à|às|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|am|um|vom|stand|aktualisiert|veröffentlicht|publié|mis|jour|actualizado|publicado|\W+|[\d:.,/–-]+(?:st|nd|rd"
    r"|th|h|z)?[\d:]*)"
)
DATED = in_lower_case(rf"\b{MONTH}|\d[./-]\d|\d:\d\d|\bago\b|\bread\b|\d{{4}}年")


LABELLED = in_lower_case(
    r".{0,60}(?:^|[\s|(•·–-])(?:(?:last |first )?(?:published|updated|posted|modified)|aktualisiert|veröffentlicht"
    r"|publié|mis à jour|actualizado|publicado"
    r"|aggiornato|pubblicato|gepubliceerd|опубликовано|обновлено) ?(?:on|at|am|le|el|il"
    r"|op)? ?:? ?(?:[^\W\d]{2,10}[.,]? ){0,2}\d.{0,40}$"
)
# One of these is in all that it finds.
LABEL_SIGNS = (
    "publi", "pubbli", "updated", "posted", "modified", "aktualisiert", "veröffentlicht", "mis à jour", "actualizado", "aggiornato",
    "опубликовано", "обновлено",
)  # fmt: skip
PARTS = re.compile(r"\s[•·|]\s")
MINUTES = in_lower_case(r"\W*\d{1,2} ?(?:min(?:ut(?:en|es?|os|i))?\.?)(?: (?:read|lesezeit|de lecture|de lectura|di lettura|lesen))?\W*")
MOST_LABELLED = 16  # words


def is_parted(text: str) -> bool:
    """True for "27. Januar 2026 • Gregor Meier • 3 Minuten": a date, and how long it takes to read."""
    parts = PARTS.split(text)
    return any(MINUTES.fullmatch(part) for part in parts) and any(DIGITS.search(part) and DATED.search(part) for part in parts)


def is_labelled(text: str) -> bool:
    return not ends_with_full_stop(text) and LABELLED.match(text) is not None and DATED.search(text) is not None


def is_date_line(block: Block, view: View) -> bool:
    text = block.lowered
    if len(text) > LONGEST or not DIGITS.search(text):
        return False
    if is_time(text):
        return True
    words = text.split()
    if len(words) <= MOST_LABELLED and PARTS.search(text) and is_parted(text):
        return True
    if len(words) <= MOST_LABELLED and any(map(text.__contains__, LABEL_SIGNS)) and is_labelled(text):
        return True  # "New Delhi, News Nation Bureau | Updated : 19 November 2019, 09:01 AM"
    return all(WORDS.fullmatch(word.strip("|·•,:;()[]–—-@") or "-") for word in words) and DATED.search(text) is not None
