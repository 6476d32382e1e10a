"""The headline above the body: it goes into `title`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def is_headline(block: Block, view: View) -> bool:
    return view.place(block) == view.headline
