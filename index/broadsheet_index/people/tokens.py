"""Words with their places in the text, by one regular expression.

Kept whole: abbreviations (Mr.), initials (J. and J.D.), hyphens and apostrophes inside a word (Jean-Pierre, O'Brien). Split
off: the possessive 's. A line end is a token of its own, a wall that no name crosses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WALL = "\n"

_LETTER = r"[^\W\d_]"
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Rev|Fr|Hon|St|Ste|Mme|Mlle|Gov|Sens?|Reps?|Pres|Amb|Atty|Gen|Maj|Col|Lt|Capt|Cmdr|Adm|Brig|"
    "Sgt|Cpl|Pvt|Supt|Insp|Det|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Bros|Dept|Univ|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_TOKEN = re.compile(
    r"(?!vs\.)[a-z]{2,}+(?![^\W_]|['’ʼʻ`‘\-‐‑])|"  # most words; the rest of the pattern would find the same, only slower
    rf"(?<!\w)(?:{_ABBREVIATIONS})\."
    rf"|(?<!\w)(?:{_LETTER}\.(?:-?{_LETTER}\.)*)(?!{_LETTER}{_LETTER}?(?!\w))"  # J.  J.D.  U.S.  J.-P.; not the "e." of e.g
    rf"|(?<!\w)(?:{_LETTER}\.)+(?={_LETTER}{{2}})"  # initials glued to the name: P.J.Crowley
    rf"|{_LETTER}+(?:(?!['’][sS](?!\w))['’ʼʻ`‘\-‐‑](?:{_LETTER}+|\d+))*"
    r"|['’][sS](?!\w)"
    r"|\d+(?:[.,:/\-]\d+)*"
    r"|\n\s*"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: `words[k]` stands at `text[starts[k]:ends[k]]`; a line end is WALL."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokenise(text: str) -> Tokens:
    """
    >>> tokenise("Mr. O’Brien’s aide J.D. Vance").words
    ('Mr.', 'O’Brien', '’s', 'aide', 'J.D.', 'Vance')
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        word = match.group()
        words.append(WALL if word[0] == "\n" else word)
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(tuple(words), tuple(starts), tuple(ends))
