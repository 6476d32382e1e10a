"""Dates told from the reader's now: "2 hours ago", "yesterday". They say nothing unless it is known when the page was fetched.

Near misses: "20 years ago he left", "Hier geht es zum Hafen" (German: here), "The ferry sank 3 days ago" in a standfirst.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .dates import Day

ONE = r"an?|one|eine[rmn]?|une?|un[ao]?|één|een|én|ett?|час"
MINUTES = r"min(?:ut(?:en?|es?|os|i|er|ów|y)?)?\.?|мин(?:ут[уы]?)?\.?|хвилин[иу]?|dakika|menit|分"
HOURS = r"hours?|hrs?|h|std\.?|stunden?|heures?|horas?|or[ae]|uur|uren|timmar|timme|timer?|godzin[ęy]?|часа?|часов|годин[иу]?|saat|jam|時間"
DAYS = r"days?|tage?n?|jours?|d[ií]as?|giorn[oi]|dagen|dagar|dage|dag|dni|dzień|дн(?:я|ей)|день|дні|днів|gün|hari|日"
WEEKS = r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|veckor|uger|tygodni[ea]?|недел[иьюя]+|тижн[іья]+"
UNIT = rf"(?:(?P<m>{MINUTES})|(?P<h>{HOURS})|(?P<d>{DAYS})|(?P<w>{WEEKS}))"
AGO = re.compile(
    rf"(?<![\w.,])(?:(?:vor|il y a|hace|há|for|för) )?(?P<count>\d{{1,3}}|{ONE}) ?{UNIT}"
    r"(?: ago| geleden| fa| atrás| sedan| siden| temu| назад| тому| önce| yang lalu|前)?(?!\w)"
    r"|(?<!\w)(?P<yesterday>yesterday|gestern|hier|ayer|ieri|ontem|gisteren|igår|i går|wczoraj|вчера|вчора|dün|kemarin|昨日)(?!\w)",
    re.IGNORECASE,
)
SAYS_AGO = re.compile(
    r"\bago\b|\bvor \d|\bvor eine|\bil y a\b|\bhace\b|\bhá \d|\bfa\b|\bgeleden\b|\batrás\b|\bsedan\b|\bsiden\b|\btemu\b|\bназад\b|\bтому\b|\bönce\b"
    r"|yang lalu|前",
    re.IGNORECASE,
)
# What may stand beside such a time in a line that is nothing else: a label, a time of day, how long it takes to read.
BESIDE = re.compile(
    r"(?:published|posted|updated|last|on|at|à|um|alle|às|a las|veröffentlicht|publié|publicado|pubblicato|opublikowano|опубликовано|um"
    r"|\d{1,2}[:.h]\d\d|[ap]\.?m\.?|uhr|\d+ min(?:ute)?s? read|\W)+",
    re.IGNORECASE,
)
MINUTES_IN = {"m": 1, "h": 60, "d": 1440, "w": 10080}
LONGEST = 80  # characters of a line that is such a date


def relative_day(text: str, fetched: str | None, *, is_marked: bool = False) -> Day | None:
    """Return the day that the text means, if it is known when the page was fetched.

    Hours are counted only from a time of day: from a bare day, "5 hours ago" may be the day before.

    is_marked  the line is a byline or date line, so that other words may stand beside

    >>> relative_day("2 hours ago", "2024-01-02T01:30:00Z").value
    '2024-01-01'
    >>> relative_day("2 hours ago", "2024-01-02") is relative_day("3 days ago", None) is None
    True
    """
    now = moment(fetched)
    if now is None or len(text) > LONGEST:
        return None
    for found in AGO.finditer(text):
        if not found["yesterday"] and not SAYS_AGO.search(found[0]):
            continue  # "5 min read"
        if not is_marked and not BESIDE.fullmatch(text[: found.start()] + " " + text[found.end() :] + " "):
            continue
        return day_before(found, now, has_time="T" in (fetched or ""))
    return None


def day_before(found: re.Match[str], now: datetime, *, has_time: bool) -> Day | None:
    if found["yesterday"]:
        minutes = MINUTES_IN["d"]
    else:
        unit = MINUTES_IN[next(name for name in MINUTES_IN if found[name])]
        minutes = unit * (int(found["count"]) if found["count"].isdigit() else 1)
        if unit < MINUTES_IN["d"] and not has_time:
            return None
    day = (now - timedelta(minutes=minutes)).date()
    return Day(day.isoformat(), "day", found[0], found.start())


def moment(fetched: str | None) -> datetime | None:
    if not fetched:
        return None
    try:
        return datetime.fromisoformat(fetched.strip()).replace(tzinfo=None)
    except ValueError:
        return None
