"""Lines that hold a date or a time and nothing else: "Published: 20 June 2024, 14:05 GMT", "3 hours ago", "2 min read"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import is_time

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
WORDS = re.compile(
    rf"(?:{MONTH}|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?|published|updated|posted|last"
    rf"|modified|first|created|on|at"
    r"|date|min(?:ute)?s?|read(?:ing)?|time|ago|hours?|days?|hrs?|[ap]\.?m\.?|gmt|utc|bst|est|edt|et|ist|cet|cest"
    r"|pst|pdt|uhr|de|del|le|à|às|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|am|um|vom|stand|aktualisiert|veröffentlicht|publié|mis|jour|actualizado|publicado|\W+|[\d:.,/–-]+(?:st|nd|rd"
    r"|th|h|z)?[\d:]*)",
    re.IGNORECASE,
)
DATED = re.compile(rf"\b{MONTH}|\d[./-]\d|\d:\d\d|\bago\b|\bread\b|\d{{4}}年", re.IGNORECASE)


def is_date_line(block: Block, view: View) -> bool:
    text = block.text
    if len(text) > LONGEST or not DIGITS.search(text):
        return False
    if is_time(text):
        return True
    words = text.split()
    return DATED.search(text) is not None and all(WORDS.fullmatch(word.strip("|·•,:;()[]–—-@") or "-") for word in words)
