"""Reading marks off the text of a query: what starts where. Knows signs, not meanings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet_index.analysis import INVISIBLE, MARKS

START = r"[^\W_]"
CHAR = rf"(?:[^\W_]|[{MARKS}])"

# Inner signs are kept between two word characters; a comma only between digits, so that 2,500 is one number.
WORD = re.compile(
    rf"{START}(?:{CHAR}|['’ʼ.&@/:\-‐‑](?={START})|(?<=\d),(?=\d))*"
    rf"(?:[?](?={START}){CHAR}(?:{CHAR}|[\-'’](?={START}))*)*"  # a ? between letters is any letter
    r"(?:\+\+?(?!\w)|\#(?!\w))?"
    r"(?P<star>\*)?"
)
ADDRESS = re.compile(r"https?://[^\s\"“”„«»<>]+", re.IGNORECASE)
QUOTES = "\"“”„‟«»＂"
OPERATOR = re.compile(r"(AND|OR|NOT)(?![\w:'’\-*?])")
FIELD = re.compile(r"([^\W\d_]{2,20}):")
SLOP = re.compile(r"~(\d{0,4})(?!\w)")
FUZZY = re.compile(r"~(\d{0,4})(?!\w)")
DAY = r"\d{4}-\d{2}(?:-\d{2})?"
# Ranges that can be nothing else stand without `date:` too.
BARE_DATES = re.compile(
    rf"(?:last:[1-9]\d{{0,3}}[dwmy]|(?:this|previous):(?:day|week|month|year)|{DAY}\.\.(?:{DAY})?|\.\.{DAY})(?![\w.:-])"
)
BRACKETED = re.compile(r"[\[{][^\]}]{0,60}[\]}]")
BARE_VALUE = re.compile(r"[^\s()\"“”„«»]+")


def without_invisible(text: str) -> tuple[str, Sequence[int]]:
    """The text without soft hyphens, zero-width and direction marks, and where each character (and the end) was."""
    if not INVISIBLE.search(text):
        return text, range(len(text) + 1)
    kept = [(at, char) for at, char in enumerate(text) if not INVISIBLE.match(char)]
    return "".join(char for _, char in kept), [at for at, _ in kept] + [len(text)]
