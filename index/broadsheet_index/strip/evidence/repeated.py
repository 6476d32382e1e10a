"""Short lines that the page says more than once: buttons, headlines of other stories, names in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def repeated(block: Block, view: View) -> tuple[str, ...]:
    return ("repeated",) if view.counts[view.plain(block)] > 1 else ()
