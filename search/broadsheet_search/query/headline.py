"""Whether a text on the page is a pasted headline, and which of its signs then mean nothing to a query.

A headline holds words that look like operators ("He did NOT resign", "Portland, OR police"). Which it is cannot be known, only
weighed: what is decided here is told by a warning.
"""

from __future__ import annotations

import re

WORDS = 4  # more than these may be a headline
MANY = 8  # more than these, with no sign of a query among them, are one
SHOUTED = 0.6  # share of words in capitals from which capitals mean nothing
SIGNS = re.compile(r"(?:^|[\s(])(?:-[\w(\"“]|=[\w\"“]|[a-z]{2,20}:[^\s/\d]|\w+\*(?:\s|$)|\w+~\d)|[\"”]~\d")
BEFORE_NOT = """is are was were be been being am do does did has have had can could will would shall should must may might to why or
and but if i you he she it we they it's i'm he's she's that's what's there's"""
BEHIND_NOT = """a an the to in on of for at by from with be been being have this that these those it so yet just only even as all any
enough going"""
BEFORE = frozenset(BEFORE_NOT.split())  # before a NOT that is said, not asked for
BEHIND = frozenset(BEHIND_NOT.split())


def is_long(text: str) -> bool:
    return len(text.split()) > WORDS


def is_list(text: str) -> bool:
    """Words with OR between each and the next, however many and in whatever case: no headline is written so.

    >>> is_list("IMF OR EU OR UN"), is_list("Portland, OR Police Seize Boats")
    (True, False)
    """
    words = text.split()
    return len(words) > 2 and set(words[1::2]) == {"OR"} and "OR" not in words[::2] and not words[0].endswith(",")


def is_shouted(text: str) -> bool:
    """Mostly in capitals: there, AND, OR and NOT are words like the others."""
    if is_list(text):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    return is_long(text) and sum(word.isupper() for word in words) >= SHOUTED * len(words)


def is_word(text: str, operator: str, start: int, end: int) -> bool:
    """Whether an operator of a long text without other signs of a query is a word of a headline."""
    if operator == "AND" or not is_long(text) or is_list(text) or SIGNS.search(text):
        return False
    if len(text.split()) > MANY:
        return True
    before, after = text[:start].split(), text[end:].split()
    if operator == "OR":
        return bool(before) and before[-1].endswith(",")
    said = before[-1].lower().replace("’", "'") in BEFORE if before else False
    return said or (bool(after) and after[0].lower() in BEHIND)
