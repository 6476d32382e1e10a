"""In HTML, how much of a block lies in links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def links(block: Block, view: View) -> tuple[str, ...]:
    share = block.link_share
    if share > 0.9:
        return ("all links",)
    if share > 0.5:
        return ("mostly links",)
    return ("some links",) if share > 0.2 else ()
