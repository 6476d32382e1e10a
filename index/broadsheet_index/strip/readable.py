"""Text as a reader sees it: composed, folded to single spaces, without the characters nobody sees.

>>> readable("infra\\u00adstruc\\u00adture near the  town\\u00a0hall\\u200b")
'infrastructure near the town hall'
>>> readable("Smith &amp; Daughters")
'Smith & Daughters'
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

# Soft hyphen, zero-width space, direction marks, word joiner and kin, byte-order mark, controls that are no white space.
INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u061c\u180e\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# A zero-width joiner or non-joiner is spelling in Persian, in the scripts of India, and inside emoji; elsewhere it is noise.
JOINER = re.compile(
    "(?<![\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u1780-\u17ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
# What is left of an entity that was escaped twice in the page's source.
ENTITY = re.compile(r"&(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")


def readable(text: str) -> str:
    """Return the text with its white space folded, composed (NFC), without invisible characters; it may come out empty."""
    if "&" in text and ENTITY.search(text):
        text = unescape(text)
    if text.isascii() and text.isprintable():  # most of what is read: one pass and done
        return " ".join(text.split())
    text = JOINER.sub("", INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())
