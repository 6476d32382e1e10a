"""Lists that an HTML article tells: ingredients, bargains, results. One by one their items look like a menu's.

What tells them from links to other stories: they stand inside the article's container and little of them is linked, or the
paragraph above announces them with a colon and each says something beside its link.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .block import Block
    from .view import View

FOREIGN = ("ad", "byline", "comment", "legal", "nav", "related", "side", "subscribe", "topics")
FEWEST = 3  # items
MOST_LINKED = 0.2  # share of their text, where nothing announces them
MOST_LINKED_ANNOUNCED = 0.92
ANNOUNCED_WORDS = 8  # an item: fewer are names of pages


def told_items(view: View) -> frozenset[int]:
    """Places of the items of all such lists."""
    found: set[int] = set()
    for around, group in groupby(range(len(view.blocks)), key=lambda place: list_around(view.blocks[place])):
        places = list(group)
        if around >= 0 and is_told(view, places):
            found.update(place for place in places if view.blocks[place].link_share <= MOST_LINKED_ANNOUNCED)
    return frozenset(found)


def told_end(view: View, rules: Sequence[str | None], end: int) -> int:
    """The place after such lists, and the lines that open them, where they directly follow the article's end."""
    while end < len(view.blocks) and rules[end] is None and (end in view.told_items or opens_list(view, end)):
        end += 1
    return end


def opens_list(view: View, place: int) -> bool:
    """True for "Ingredients" and "You need:" above the first item."""
    block = view.blocks[place]
    return place + 1 in view.told_items and (block.is_heading or block.text.endswith(":")) and view.heading_kinds[place] is None


def list_around(block: Block) -> int:
    """Number of the list that the block is an item of; -1 for what is no item."""
    return block.container if block.tag == "li" else -1


def is_told(view: View, places: list[int]) -> bool:
    if view.steps[places[0]][0] > 0 or any(view.has_distinct_cue(view.blocks[places[0]], cue) for cue in FOREIGN):
        return False
    items = [view.blocks[place] for place in places]
    linked = sum(item.linked for item in items) / sum(len(item.text) for item in items)
    if linked <= MOST_LINKED:
        return len(items) >= FEWEST
    above = view.blocks[places[0] - 1] if places[0] else None
    is_announced = above is not None and above.text.endswith(":") and view.is_beside_text(above)
    return is_announced and linked <= MOST_LINKED_ANNOUNCED and sum(item.words for item in items) >= ANNOUNCED_WORDS * len(items)
