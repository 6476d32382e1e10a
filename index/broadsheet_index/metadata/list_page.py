"""Front pages, section pages, results of searches: many stories, none of them told.

A list page shows cards (a linked headline, perhaps a summary and a time, in elements built alike) and no text beside them.
Near misses: a short article with a box of related stories; one that is itself a list ("Ten things to know"); a live blog whose
posts are cards. A page that is wrongly called a list is lost, so what speaks for an article is heard first.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..strip import Block
from ..strip.cards import Cards, card_groups, tells_beside
from ..strip.lines import ends_with_stop, is_paragraph
from .flags import is_live
from .reading import Reading
from .source import is_site_node

FEWEST_CARDS = 4
FEWEST_IN_GROUP = 3
TEXT = 40  # words beside the cards from which a page is an article
SENTENCE = 5  # words
HEADLINE = 5  # words: "Politics" and "Search results for ferry" are names of lists


def is_list_page(reading: Reading) -> bool:
    """True for a page of stories without one of its own."""
    if not reading.is_html or (reading.graph.is_news and len(reading.kept) > 1) or is_live(reading):
        return False
    groups = {parent: group for parent, group in card_groups(reading.blocks).items() if len(group.elements) >= FEWEST_IN_GROUP}
    cards = frozenset().union(*(group.elements for group in groups.values()))
    if len(cards) < FEWEST_CARDS:
        return False
    beside = [block for block in reading.kept if cards.isdisjoint(block.path) and tells(block)]
    if beside and speaks_for_article(reading, groups, cards, beside):
        return False
    return sum(block.words for block in beside) < (2 * TEXT if is_site_node(reading.graph) else TEXT)


def is_links_alone(blocks: Sequence[Block]) -> bool:
    """True for headlines that lead elsewhere, of a page that keeps no text."""
    return sum(block.link_share == 1.0 and block.words >= HEADLINE for block in blocks) >= FEWEST_CARDS


def tells(block: Block) -> bool:
    return block.words >= TEXT or (block.words >= SENTENCE and ends_with_stop(block.text))


def speaks_for_article(reading: Reading, groups: dict[int, Cards], cards: frozenset[int], beside: Sequence[Block]) -> bool:
    """True where the page is told to be an article, has one of its own beside the cards, or tells one in them."""
    if "article" in (reading.said.first("og:type") or "").lower() and not is_site_node(reading.graph):
        return True
    if reading.headline < 0 or len(reading.title.split()) < HEADLINE:
        return holds_headline(reading, groups)
    return any(is_paragraph(block) for block in beside) or tells_beside(reading.blocks, reading.headline, cards) or holds_headline(reading, groups)


def holds_headline(reading: Reading, groups: dict[int, Cards]) -> bool:
    """True where the headline stands in the element that holds most cards: they are the items of a list that is told."""
    if reading.headline < 0:
        return False
    largest = max(groups, key=lambda parent: (len(groups[parent].elements), -parent))
    return largest in reading.blocks[reading.headline].path
