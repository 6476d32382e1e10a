"""Bylines: "by Nate Ostiller and The Kyiv Independent news desk December 20, 2023 2:08 PM 2 min read".

"By Friday the water had gone." opens alike, so a byline must hold capitalised names, no full stop, and little else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop, in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

MOST_WORDS = 32
OPENING = in_lower_case(
    r"\W*(?:(?:written |posted |reported |words |story |text |published |reviewed |analysis |opinion "
    r"|report )?(?:by|von|par|por|di|door|oleh|oleh:)"
    r"|author|autor|auteur|автор|text)\b ?:? ?(?=\S)"
)
NAME = re.compile(r"(?:the |[A-ZÀ-ÞА-ЯЁ])[\w.'’-]*")
CLOCK = in_lower_case(r"\d ?[ap]\.m\.$")
FREE = in_lower_case(
    r"and|&|of|the|for|in|at|on|de|van|von|der|da|di|und|et|y|news|desk|staff|published|updated|min|read|ago|hours?"
    r"|minutes?|reporter|editor"
    r"|correspondent|writer|with|special|to|[ap]\.?m\.?|\W+|\d\S*"
)


def is_byline(block: Block, view: View) -> bool:
    if block.words > MOST_WORDS:
        return False
    opening = OPENING.match(block.lowered)
    if opening is None:
        return is_marked_byline(block)
    rest = block.text[opening.end() :].split()
    if not rest or not NAME.match(rest[0]) or (ends_with_full_stop(block.text) and not CLOCK.search(block.lowered) and len(rest) > 4):
        return False
    other = sum(not NAME.match(word) and not FREE.fullmatch(word.strip(",.;:|·•–—-()").lower() or "-") for word in rest)
    return other <= 1 and not DAYS.match(rest[0])


DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August"
r"|Christmas|Easter)\b|\d")


def is_marked_byline(block: Block) -> bool:
    """True where the page itself calls a short line without a full stop a byline."""
    return "byline" in block.own_cues and block.words <= 20 and not ends_with_full_stop(block.text)
