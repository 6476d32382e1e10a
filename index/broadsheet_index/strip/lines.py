"""What the words of one block show without its neighbours: how it ends, whether it is a sentence, a headline, a time."""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .block import Block

# German closes „…“ and »…« with what opens a quotation elsewhere.
STOP = re.compile(r"[.!?…:。！？؟।]['\"”’»›«‹“‘)\]]*$|[다요]\.?$")
FULL_STOP = re.compile(r"[.!?…。！？؟।]['\"”’»›«‹“‘)\]]*$")
BREAKS_OFF = re.compile(r"(…|\.\.\.|\[…\]|\[\.\.\.\])['\"”’»«“‘)\]]*$")
TIME = re.compile(r"\W*(\d{1,2}[:.]\d\d( ?[ap]\.?m\.?)?|\d+ ?(m|h|min(ute)?s?|hours?|hrs?|days?|weeks?)( ago)?)\W*", re.I)
# Inside a line: one sentence ends and another begins; or speech ends and it goes on who spoke.
TITLES = "".join(rf"(?<!\b{title})" for title in ("Sen", "Rep", "Gov", "Gen", "Col", "Maj", "Rev", "Sgt", "Mrs"))
NEXT_SENTENCE = re.compile(rf"[^\W\d_]{{2}}[^\W\d_A-ZÀ-Þ]{TITLES}[.!?]['\"”’»“)]* ['\"„“«‘(]?[A-ZÀ-Þ]")
WHO_SPOKE = re.compile(r"\w[,!?]['\"”’»“]+ ?[–—-]? ?[^\W\dA-ZÀ-Þ]{3}")
SENTENCE_WORDS = 12  # a paragraph: fewer words with a full stop may be a heading, a button, a teaser
HEADLINE = range(4, 31)  # words


# The last character settles most lines: asked of each block several times, the patterns took a twentieth of the time.
STOPS = frozenset(".!?…")
PLAIN_ENDS = frozenset(ascii_letters + digits)
NOT_LITERAL = re.compile(r"\\.|\(\?P<\w+>")  # of a pattern: classes and marks, names of groups
TAIL = 12  # characters that an ending is looked for in: searching whole paragraphs took a tenth of the time


def ends_with_stop(text: str) -> bool:
    """True for text that ends in a full stop or a colon."""
    last = text[-1]
    if last in STOPS or last == ":":
        return True
    return last not in PLAIN_ENDS and STOP.search(text[-TAIL:]) is not None


def ends_with_full_stop(text: str) -> bool:
    last = text[-1]
    return last in STOPS or (last not in PLAIN_ENDS and FULL_STOP.search(text[-TAIL:]) is not None)


def holds_sentence(text: str) -> bool:
    """True for a line in which one sentence ends and another begins, or that tells what somebody said: prose, whatever it ends in."""
    return NEXT_SENTENCE.search(text) is not None or tells_who_spoke(text)


def tells_who_spoke(text: str) -> bool:
    """True for somebody's words and who spoke them: '"The berths will be dug again," said the harbour master'."""
    return WHO_SPOKE.search(text) is not None


def breaks_off(text: str) -> bool:
    """True for the beginning of another story, cut: "...such as microchips fuel Russia's…"."""
    return text[-1] not in PLAIN_ENDS and BREAKS_OFF.search(text[-TAIL:]) is not None


def is_paragraph(block: Block) -> bool:
    return block.words >= SENTENCE_WORDS and ends_with_stop(block.text)


def is_headline_like(block: Block) -> bool:
    return block.words in HEADLINE and not ends_with_full_stop(block.text)


def is_time(text: str) -> bool:
    """True for "5:15 AM", "3 hours ago" and nothing else in the line."""
    return len(text) <= 30 and TIME.fullmatch(text) is not None


def in_lower_case(pattern: str) -> re.Pattern[str]:
    """A pattern for text in lower case: without IGNORECASE it takes half the time.

    Raises ValueError for a capital letter in it, which nothing could match.
    """
    if any(map(str.isupper, NOT_LITERAL.sub("", pattern))):
        raise ValueError(f"{pattern!r} reads lower case and holds a capital letter; write it in lower case.")
    return re.compile(pattern)


def whole_line(*patterns: str) -> re.Pattern[str]:
    """A pattern, read in lower case, for a line that says one of these things and nothing else but marks around it."""
    return in_lower_case(rf"[\W_]*(?:{'|'.join(patterns)})[\W_]*")
