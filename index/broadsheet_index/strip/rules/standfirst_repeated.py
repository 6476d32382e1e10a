"""A standfirst that a later paragraph repeats word for word; the paragraph stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

FEWEST_WORDS = 8
REACH = 8  # paragraphs
OPENING = 200  # characters that must agree


def is_standfirst_repeated(block: Block, view: View) -> bool:
    place = view.place(block)
    if block.words < FEWEST_WORDS or place > view.first_paragraph + 2:
        return False
    plain = view.plain(block)
    return any(
        plain[:OPENING] in view.plain(later) and plain != view.plain(later)  # a twin is said twice, and its first telling stays
        for later in view.blocks[place + 1 : place + 1 + REACH]
        if later.words >= block.words
    )
