"""Who wrote it, in a sentence below: "Jane Roe is a freelance writer based in Leeds. Follow her on X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 500  # characters
NAME = r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}"
NOTE = re.compile(
    rf"\W*(?:{NAME}(?:is|was) (?:an? |the )?(?:[\w'’-]+[ -]){{0,6}}(?i:writer|journalist|reporter|editor"
    rf"|correspondent|columnist|contributor|blogger|producer)\b"
    rf"|{NAME}(?i:reports on|covers|writes (?:about|for|on)|has (?:written|reported) (?:about|on|for)"
    rf"|joined (?:the )?\w+ (?:in|as))\b"
    rf"|(?i:about the author)\b|(?i:follow|contact|e-?mail|reach) {NAME}(?i:on|at)\b)"
)


def is_author_note(block: Block, view: View) -> bool:
    if "byline" in block.own_cues & view.distinct_cues(block) and not view.is_beside_text(block) and len(block.text) <= LONGEST:
        return True
    return len(block.text) <= LONGEST and view.is_near_end(block) and NOTE.match(block.text) is not None
