"""The first sentence of a text: the title of an article whose page gives none."""

from __future__ import annotations

import re

LONGEST = 240  # characters; a longer sentence is cut at a word
SHORTEST = 15
END = re.compile(r"[.!?。！？]+[\"”’»)]*(?=\s+[\"“‘«(]?[A-ZÀ-ÞА-ЯЁ\d]|$)")
# What stands before a stop that ends no sentence: an initial, "U.S.", "Gov. Reed", "Dec. 6".
SHORT_FORM = re.compile(r"\b(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|St|Mt|vs|No|Gov|Sen|Rep|Gen|Lt|Col|Rev|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)$")


def first_sentence(text: str) -> str:
    """
    >>> first_sentence("Gov. Reed won in the U.S. on Monday. He was glad.")
    'Gov. Reed won in the U.S. on Monday.'
    """
    for end in END.finditer(text):
        if end.end() >= SHORTEST and not SHORT_FORM.search(text[: end.start()]):
            text = text[: end.end()]
            break
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"
