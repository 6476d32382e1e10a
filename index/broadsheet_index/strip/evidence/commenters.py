"""Signs of readers who write: "Meg B says:", "October 15, 2012 at 6:24 am", "Reply", below the last paragraphs.

A comment reads like an article, paragraph after paragraph; what gives it away is its head and what stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 140  # characters of a comment's head
REACH = 4  # blocks below the head of a comment
# All three are read in lower case.
SAID = in_lower_case(
    r"[^\"“„«‘']{2,90}\b(?:says|said|wrote|writes|commented|replied|responded|schreibt|sagt|dit|dice) ?(?::|…|\.\.\.)$"
)
NUMBERED = in_lower_case(
    r".{0,60}\b(?:20\d\d|19\d\d)\b,? (?:at |@ |- )?\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?.{0,24}$"
    r"|[^\w•]*\d{1,4}[.#:)]* (?:posted by )?[\w .'’-]{2,30} (?:(?:on|at)\b(?=.*\d)|says\b|\|).{0,40}$"
    r"|.{0,110}\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\W*$"
)
OPENING = in_lower_case(
    r"\W*(?:(?:reply|permalink|report(?: abuse)?|flag(?: as inappropriate)?|like|up ?vote|antworten|répondre|responder"
    r"|share|quote|link)(?:\W+(?:reply|permalink|report(?: abuse)?|flag|like|share|link|\d+))*\W*$"
    r"|(?:posted|submitted|comment|commented) by:? .{2,60}$"
    r"|@[\w.]{2,30}\b)"
)
FIGURE = re.compile(r"[0-9]")


def is_comment_head(text: str) -> bool:
    """True for a line (in lower case) that looks like the head of a comment. Most lines have nothing of it and cost little."""
    if len(text) > LONGEST:
        return False
    if OPENING.match(text) or (text[-1] in ":…." and SAID.match(text)):
        return True
    return FIGURE.search(text) is not None and NUMBERED.match(text) is not None


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
