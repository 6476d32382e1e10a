"""In HTML, a block in one of several cards of stories that stand side by side: their summaries read like paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

REACH = 6  # elements around a block that may be its card


def carded(block: Block, view: View) -> tuple[str, ...]:
    if not block.from_html or view.cards.isdisjoint(block.path[-REACH:]):
        return ()
    return ("in a card",)
