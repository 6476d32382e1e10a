"""Soon after the heading of a list of other stories, or of comments: what follows may be more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

REACH = 12  # blocks


def after_list(block: Block, view: View) -> tuple[str, ...]:
    place = view.place(block)
    before = [kind for kind in view.heading_kinds[max(0, place - REACH) : place] if kind]
    if not before:
        return ()
    return ("after a comments heading",) if before[-1] == "comments" else ("after a list heading",)
