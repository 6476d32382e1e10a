"""The captures of one article, which the same address gave at different times: which of them is searched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from ..article import Article

COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")  # as archives of the web write it


def fetched_at(text: str | None) -> float:
    """Seconds since 1970 of a time as scrapers tell it; one without a zone is in UTC, what is no time lies before all times.

    >>> fetched_at("2024-01-02T10:30:00+02:00") == fetched_at("2024-01-02T08:30:00Z") == fetched_at("20240102083000")
    True
    >>> fetched_at("2024-01-02"), fetched_at("some day"), fetched_at(None)
    (1704153600.0, -inf, -inf)
    """
    if not text:
        return -float("inf")
    compact = COMPACT.fullmatch(text.strip())
    try:
        when = dt.datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*compact.groups()) if compact else text.strip())
        return when.replace(tzinfo=when.tzinfo or dt.UTC).timestamp()
    except (ValueError, OverflowError):
        return -float("inf")


def recency(key: str, article: Article) -> tuple[float, str, int, list[int]]:
    """Larger for the capture to be searched: the one fetched last; where that is not known or equal, the fuller one, then by key."""
    return fetched_at(article.fetched), article.fetched or "", article.kept_chars, [-ord(char) for char in key]


def current(captures: Mapping[str, Article]) -> str:
    """The key of the capture that is searched."""
    return max(captures, key=lambda key: recency(key, captures[key]))
