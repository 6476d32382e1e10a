"""A month or a year typed among the words, "Ruth Amari June 2024": most readers mean the day of publication by it."""

from __future__ import annotations

import re

from .wording import MONTHS

SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
DATE = re.compile(
    r"\b(?:in |on |since )?(?:(?P<day>\d{1,2}) )?(?P<month>(?:" + "|".join(MONTHS) + r")|(?:" + "|".join(name[:3] for name in MONTHS) + r"))\.? "
    r"(?P<year>(?:19|20)\d\d)\b|\b(?:in )?(?P<iso>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)\b",
    re.IGNORECASE,
)


def as_date(q: str) -> tuple[str, str] | None:
    """The date as it was typed, and the query with it as a date; None where there is none, or the query says more than words.

    >>> as_date("Ruth Amari June 2024"), as_date("budget 2023"), as_date('"June 2024"')
    (('June 2024', 'Ruth Amari date:2024-06'), ('2023', 'budget date:2023'), None)
    """
    found = DATE.search(q)
    if found is None or '"' in q or ":" in q:
        return None
    date = found["iso"] or "-".join(
        filter(None, (found["year"], f"{SHORT[found['month'][:3].lower()]:02}", found["day"] and f"{int(found['day']):02}"))
    )
    rest = " ".join((q[: found.start()] + " " + q[found.end() :]).split())
    return found.group(), f"{rest} date:{date}".strip()
