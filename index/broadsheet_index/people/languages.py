"""In which languages people are looked for. Elsewhere the caller flags the article "people-not-read"."""

from __future__ import annotations

# English is measured (SOURCES.md). Russian, Ukrainian and Greek are read by a rule that cannot say much that is wrong: native.py.
# In French, Spanish or Italian nobody has counted yet, and in German, which capitalises every noun, a run of capitals is no name.
CAN_READ = frozenset(["en", "ru", "uk", "el"])


def can_read(lang: str | None) -> bool:
    """True for a language that is read; None is taken for English, as the rest of an article is."""
    return lang is None or lang.split("-")[0].lower() in CAN_READ
