"""In HTML, whether paragraphs stand before and after: a subhead between two belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def neighbours(block: Block, view: View) -> tuple[str, ...]:
    if not block.from_html or not view.has_text:
        return ()
    place = view.place(block)
    before = place > 0 and view.good[place - 1] > 0
    after = place + 1 < len(view.blocks) and view.good[place + 1] > 0
    if before and after:
        return ("between paragraphs",)
    if before:
        return ("after a paragraph",)
    return ("before a paragraph",) if after else ("away from paragraphs",)
