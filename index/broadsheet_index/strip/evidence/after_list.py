"""Soon after the heading of a list of other stories, or of comments: what follows may be more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def after_list(block: Block, view: View) -> tuple[str, ...]:
    kind = view.heading_above[view.place(block)]
    if kind is None:
        return ()
    return ("after a comments heading",) if kind == "comments" else ("after a list heading",)
