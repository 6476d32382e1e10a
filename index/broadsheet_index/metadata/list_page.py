"""Front pages, section pages, results of searches: many stories, none of them told.

A list page shows cards (a linked headline, perhaps a summary and a time, in elements built alike) and no text beside them.
Near misses: an article with a box of related stories; one that is itself a list ("Ten things to know").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..strip import Block
from ..strip.lines import ends_with_stop
from .reading import Reading
from .source import is_site_node

FEWEST_CARDS = 4
LONGEST_CARD_TEXT = 60  # words: a longer paragraph tells a story
TEXT = 40  # words beside the cards from which a page is an article
FURNITURE = frozenset(["nav", "footer", "header"])


def is_list_page(reading: Reading) -> bool:
    """True for a page of stories without one of its own."""
    if not reading.is_html or reading.graph.is_news and len(reading.kept) > 1:
        return False
    cards = card_elements(reading.blocks)
    if len(cards) < FEWEST_CARDS:
        return False
    beside = sum(
        block.words
        for block in reading.kept
        if block.words >= 5 and ends_with_stop(block.text) and (cards.isdisjoint(block.path) or block.words > LONGEST_CARD_TEXT)
    )
    return beside < (2 * TEXT if is_site_node(reading.graph) else TEXT)


def card_elements(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the elements that are cards: siblings that each hold a linked headline."""
    holders: Counter[int] = Counter()
    parents: dict[int, list[int]] = {}
    for block in blocks:
        if not FURNITURE.isdisjoint(block.tags) or block.link_share < 0.8 or block.words < 2:
            continue
        if not (block.is_heading or block.words >= 4) or len(block.path) < 4:
            continue
        for depth in (2, 3, 4):  # the card is the element two to four steps above the headline's words
            if depth < len(block.path):
                card, parent = block.path[-depth], block.path[-depth - 1]
                if card not in parents.setdefault(parent, []):
                    parents[parent].append(card)
                    holders[parent] += 1
    best = max(holders, key=lambda number: (holders[number], -number), default=None)
    return frozenset(parents[best]) if best is not None else frozenset()
