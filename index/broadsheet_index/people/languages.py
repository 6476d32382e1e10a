"""In which languages people are looked for. Elsewhere the caller flags the article "people-not-read"."""

from __future__ import annotations

# English is measured. The others were tried on hand-written sentences (tests/test_people.py): their names are capitalised, and
# other nouns are not. German capitalises every noun, and is left out.
CAN_READ = frozenset(["en", "fr", "es", "it", "pt", "nl", "ru", "uk", "el"])


def can_read(lang: str | None) -> bool:
    """True for a language that is read; None is taken for English, as the rest of an article is."""
    return lang is None or lang.split("-")[0].lower() in CAN_READ
