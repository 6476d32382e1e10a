"""The beginning of another story: a headline, then a summary that breaks off ("...fuel Russia's…").

An article may itself end in an ellipsis, so both are needed: the headline directly above, no empty line between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import breaks_off, is_headline_like

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

FEWEST_WORDS = 8


def is_teaser(block: Block, view: View) -> bool:
    place = view.place(block)
    return breaks_off_under_headline(view, place) or breaks_off_under_headline(view, place + 1)


def breaks_off_under_headline(view: View, place: int) -> bool:
    if not 0 < place < len(view.blocks):
        return False
    above, block = view.blocks[place - 1], view.blocks[place]
    return (
        block.gap == 0
        and block.words >= FEWEST_WORDS
        and breaks_off(block.text)
        and is_headline_like(above)
        and len(view.words(place) & view.words(place - 1)) >= 2
    )
