"""Readers' comments: the heading above them, and in HTML whatever the page itself calls comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def is_comments(block: Block, view: View) -> bool:
    if view.sections[view.place(block)] == "comments":
        return True
    return "comment" in view.distinct_cues(block) and not view.is_beside_text(block)
