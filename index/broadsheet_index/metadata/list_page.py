"""Front pages, section pages, results of searches: many stories, none of them told.

A list page shows cards (a linked headline, perhaps a summary and a time, in elements built alike) and no text beside them.
Near misses: an article with a box of related stories; one that is itself a list ("Ten things to know").
"""

from __future__ import annotations

from collections.abc import Sequence

from ..strip import Block
from ..strip.cards import card_groups
from ..strip.lines import ends_with_stop
from .reading import Reading
from .source import is_site_node

FEWEST_CARDS = 4
TEXT = 40  # words beside the cards from which a page is an article


def is_list_page(reading: Reading) -> bool:
    """True for a page of stories without one of its own."""
    if not reading.is_html or (reading.graph.is_news and len(reading.kept) > 1):
        return False
    cards = card_elements(reading.blocks)
    if len(cards) < FEWEST_CARDS:
        return False
    beside = sum(
        block.words
        for block in reading.kept
        if (block.words >= TEXT or (block.words >= 5 and ends_with_stop(block.text))) and cards.isdisjoint(block.path)
    )
    return beside < (2 * TEXT if is_site_node(reading.graph) else TEXT)


def card_elements(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the elements of the largest group of cards."""
    groups = card_groups(blocks)
    best = max(groups, key=lambda number: (len(groups[number].elements), -number), default=None)
    return groups[best].elements if best is not None else frozenset()
