"""In a dump, a line without a full stop that no empty line parts from the one before: a list, a teaser, a caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import ends_with_stop

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def tight(block: Block, view: View) -> tuple[str, ...]:
    if block.from_html or view.place(block) == 0 or block.gap or ends_with_stop(block.text):
        return ()
    return ("tight line",)
