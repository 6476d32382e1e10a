"""When two texts say the same thing: words compared without case, marks, accents and spaces."""

from __future__ import annotations

import re
import unicodedata

from ..strip.plain import plain as plain_ascii

MARKS = re.compile(r"[\W_]+")


def plain(text: str | None) -> str:
    """Letters and digits alone, in lower case, without accents.

    >>> plain("“Fähre” legt ab!") == plain("Fahre  legt ab")
    True
    """
    if not text:
        return ""
    if text.isascii():
        return plain_ascii(text)
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return MARKS.sub("", text.casefold())
