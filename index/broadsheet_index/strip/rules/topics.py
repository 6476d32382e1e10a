"""Lines of topics: "Tags: harbour, ferries", "Filed under Politics"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop, in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 200  # characters
TOPICS = in_lower_case(
    r"\W*(?:(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|labels?|posted in|schlagworte?|themen"
    r"|mots[- ]clés|etiquetas|temas|теги)"
    r"(?: ?:|(?= [a-z]|$))|(?:more on|explore):)"
)


def is_topics(block: Block, view: View) -> bool:
    if len(block.text) > LONGEST or ends_with_full_stop(block.text):
        return False
    if TOPICS.match(block.lowered):
        return True
    return "topics" in block.own_cues and (block.link_share > 0.5 or block.words <= 3) and not block.is_heading
