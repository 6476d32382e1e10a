"""What stands first in 03/04/2024: the day, or the month?

Asked in this order: another date of the page that leaves no doubt; the country in the domain; the page's language. English
without a country leaves it open, and then the date is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .dates import Order

SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
MONTH_FIRST_LANGUAGES = frozenset(["en-us", "en_us", "en-ph", "fil"])
# Countries that write English (or whose sites are read in it) with the day first; others are told by their language.
DAY_FIRST = frozenset([
    "uk", "ie", "au", "nz", "za", "in", "pk", "bd", "lk", "ng", "ke", "gh", "ug", "tz", "zw", "zm", "na", "mt",
    "sg", "my", "hk", "jm", "tt", "bb", "eu", "ua", "ru", "de", "fr", "es", "it", "nl", "pl", "be", "at", "ch",
])  # fmt: skip
MONTH_FIRST = frozenset(["us", "gov", "mil", "ph"])


def day_order(texts: Iterable[str], domain: str | None, language: str | None) -> Order | None:
    """Return which stands first on this page, None where that cannot be told.

    texts     lines of the page that may hold dates in numbers
    language  as the page declares it, with its country: "en-GB"
    """
    firsts = seconds = 0
    for text in texts:
        for match in SLASHED.finditer(text[:400]):
            firsts += int(match[1]) > 12 >= int(match[3])
            seconds += int(match[3]) > 12 >= int(match[1])
    if firsts != seconds:
        return "day" if firsts > seconds else "month"
    country = domain.rsplit(".", 1)[-1] if domain and "." in domain else ""
    if country in MONTH_FIRST:
        return "month"
    if country in DAY_FIRST:
        return "day"
    said = (language or "").lower()
    if said in MONTH_FIRST_LANGUAGES:
        return "month"
    if said.startswith("en") and len(said) == 5:  # a country other than those above
        return "day"
    return "day" if said and not said.startswith("en") else None
