"""What a rule recognises weighs against the article around it too: a subscribe form seldom stands in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules import blame

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def ruled(block: Block, view: View) -> tuple[str, ...]:
    rule = blame(block, view)
    return (rule,) if rule else ()
