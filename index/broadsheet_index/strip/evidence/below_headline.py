"""In HTML, a sentence soon after the headline and above the text: a standfirst, whatever element it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

REACH = 8  # blocks below the headline
FEWEST_WORDS = 8
MOST_LINKED = 0.3


def below_headline(block: Block, view: View) -> tuple[str, ...]:
    if not block.from_html or block.words < FEWEST_WORDS or block.link_share > MOST_LINKED:
        return ()
    if view.headline < 0 or not view.headline < view.place(block) < min(view.first_paragraph, view.headline + REACH):
        return ()
    return ("below the headline",)
