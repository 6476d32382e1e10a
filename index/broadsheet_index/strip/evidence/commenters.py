"""Signs of readers who write: "Meg B says:", "October 15, 2012 at 6:24 am", "Reply", below the last paragraphs.

A comment reads like an article, paragraph after paragraph; what gives it away is its head and what stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 140  # characters of a comment's head
REACH = 4  # blocks below the head of a comment
HEAD = re.compile(
    r"[^\"“„«‘']{2,90}\b(?:says|said|wrote|writes|commented|replied|responded|schreibt|sagt|dit|dice) ?(?::|…"
    r"|\.\.\.)$"
    r"|.{0,60}\b(?:20\d\d|19\d\d)\b,? (?:at |@ |- )?\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?.{0,24}$"
    r"|\W*(?:reply|permalink|report( abuse)?|flag(?: as inappropriate)?|like|up ?vote|antworten|répondre|responder"
    r"|share|quote|link)"
    r"(?:\W+(?:reply|permalink|report(?: abuse)?|flag|like|share|link|\d+))*\W*$|\W*(?:posted|submitted|comment"
    r"|commented) by:? .{2,60}$"
    r"|[^\w•]*\d{1,4}[.#:)]* (?:posted by )?[\w .'’-]{2,30} (?:(?:on|at)\b(?=.*\d)|says\b|\|).{0,40}$"
    r"|.{0,110}\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\W*$|\W*@[\w.]{2,30}\b",
    re.IGNORECASE,
)
DIGITS = frozenset("0123456789")
WORDS_FIRST = re.compile(
    r"\W*(?:reply|permalink|report|flag|like|up ?vote|antworten|répondre|responder|share|quote|link|posted|submitted|comment|@)",
    re.IGNORECASE,
)


def is_comment_head(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    # Each form ends in a mark, holds a figure, or opens with one of a few words: most lines do not, and cost nothing.
    if text[-1] in ":….":
        return HEAD.match(text) is not None
    return (not DIGITS.isdisjoint(text) or WORDS_FIRST.match(text) is not None) and HEAD.match(text) is not None


def commenters(block: Block, view: View) -> tuple[str, ...]:
    place = view.place(block)
    if not view.comment_heads:
        return ()
    found = ("below comments",) if 0 <= view.comments_begin <= place else ()
    if place in view.comment_heads:
        return ("a comment's head", *found)
    if any(head in view.comment_heads for head in range(place - REACH, place)):
        return ("after a comment's head", *found)
    return found
