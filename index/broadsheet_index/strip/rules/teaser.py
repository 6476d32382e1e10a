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
BOX = 3  # elements around summary and headline, of which they share one
ABOVE = 3  # blocks
LINKED = 0.9
FEWEST_LINKED = 4  # words


def is_teaser(block: Block, view: View) -> bool:
    place = view.place(block)
    return place in view.teasers or place + 1 in view.teasers or is_in_promo(view, place)


def is_in_promo(view: View, place: int) -> bool:
    """In HTML, the summary below a linked headline, in a box that the page itself calls related or promoted."""
    block = view.blocks[place]
    if "related" not in block.own_cues or not block.from_html or view.is_beside_text(block) or not view.has_distinct_cue(block, "related"):
        return False
    box = frozenset(block.path[-BOX:])
    above = view.blocks[max(0, place - ABOVE) : place]
    return any(one.link_share > LINKED and one.words >= FEWEST_LINKED and one.path[-BOX] in box for one in above if len(one.path) >= BOX)


def breaks_off_under_headline(view: View, place: int) -> bool:
    above, block = view.blocks[place - 1], view.blocks[place]
    return (
        block.gap == 0
        and block.words >= FEWEST_WORDS
        and breaks_off(block.text)
        and is_headline_like(above)
        and place - 1 != view.headline
        and len(view.words(place) & view.words(place - 1)) >= 2
    )
