"""Front pages, section pages, results of searches: many stories, none of them told.

A list page shows cards (a linked headline, perhaps a summary and a time, in elements built alike) and no text beside them.
Near misses: an article with a box of related stories; one that is itself a list ("Ten things to know").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..strip import Block
from ..strip.lines import ends_with_stop
from .reading import Reading
from .source import is_site_node

FEWEST_CARDS = 4
LONGEST_CARD = 60  # words: a larger element tells a story
TEXT = 40  # words beside the cards from which a page is an article
FURNITURE = frozenset(["nav", "footer", "header"])


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
    """Numbers of the elements that are cards: small siblings that each hold a linked headline."""
    words: Counter[int] = Counter()
    for block in blocks:
        for number in block.path:
            words[number] += block.words
    cards: defaultdict[int, set[int]] = defaultdict(set)
    for block in blocks:
        if not FURNITURE.isdisjoint(block.tags) or block.link_share < 0.8 or block.words < 2:
            continue
        if not (block.is_heading or block.words >= 4):
            continue
        for depth in range(2, min(5, len(block.path))):  # the card is the element one to three steps above the headline
            card, parent = block.path[-depth], block.path[-depth - 1]
            if words[card] <= LONGEST_CARD:
                cards[parent].add(card)
    best = max(cards, key=lambda number: (len(cards[number]), -number), default=None)
    return frozenset(cards[best]) if best is not None else frozenset()
