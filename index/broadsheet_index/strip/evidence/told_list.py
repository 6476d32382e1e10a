"""In HTML, an item of a list that the article tells: see `strip.told_lists`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def told_list(block: Block, view: View) -> tuple[str, ...]:
    return ("a list of the text",) if block.tag == "li" and view.place(block) in view.told_items else ()
