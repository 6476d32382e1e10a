"""What stands above the headline is not the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def above_headline(block: Block, view: View) -> tuple[str, ...]:
    return ("above the headline",) if view.place(block) < view.headline else ()
