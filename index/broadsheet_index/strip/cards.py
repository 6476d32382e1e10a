"""Cards of other stories in HTML: small elements built alike, side by side, that each hold a linked headline.

A front page is made of them, and below an article they go on and on, each with a summary that reads like a paragraph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .block import Block
from .lines import ends_with_stop

LONGEST = 60  # words: a larger element tells a story
FURNITURE = frozenset(["nav", "footer"])
HEADLINE_WORDS = 4  # of a link that is no heading
MOSTLY_LINK = 0.8
SENTENCE = 5  # words
HIGHEST = 7  # steps up from the headline to the cards' parent


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards that stand side by side.

    elements  their numbers
    share     of the words of the element around them that they hold
    """

    elements: frozenset[int]
    share: float


def card_groups(blocks: Sequence[Block]) -> dict[int, Cards]:
    """The cards of a page, by the number of the element that holds them."""
    words = words_within(blocks)
    cards: defaultdict[int, set[int]] = defaultdict(set)
    for block in blocks:
        if block.link_share < MOSTLY_LINK or block.words < 2 or not (block.is_heading or block.words >= HEADLINE_WORDS) or is_furniture(block):
            continue
        for depth in range(2, min(HIGHEST, len(block.path))):
            card, parent = block.path[-depth], block.path[-depth - 1]
            if words[card] > LONGEST:
                break
            cards[parent].add(card)
    return {parent: Cards(frozenset(found), sum(words[card] for card in found) / words[parent]) for parent, found in cards.items()}


def words_within(blocks: Sequence[Block]) -> Counter[int]:
    """How many words stand in each element, by its number. Neighbours share all elements but their own, so these are added up once."""
    words: Counter[int] = Counter()
    around: dict[tuple[int, ...], int] = {}
    for block in blocks:
        if block.path:
            words[block.path[-1]] += block.words
            above = block.path[:-1]
            around[above] = around.get(above, 0) + block.words
    for path, count in around.items():
        for number in path:
            words[number] += count
    return words


def is_furniture(block: Block) -> bool:
    """True for menus and the page's own header; a card may have a header of its own."""
    return not FURNITURE.isdisjoint(block.tags) or ("header" in block.tags and "article" not in block.tags[: block.tags.index("header")])


def tells_beside(blocks: Sequence[Block], headline: int, cards: frozenset[int]) -> bool:
    """True where the innermost <article> around the headline (by its place) has a sentence and none of the cards."""
    if headline < 0 or "article" not in blocks[headline].tags:
        return False
    tags = blocks[headline].tags
    own = blocks[headline].path[len(tags) - 1 - tags[::-1].index("article")]
    inside = [block for block in blocks if own in block.path]
    return all(cards.isdisjoint(block.path) for block in inside) and any(is_sentence(block) for block in inside)


def is_sentence(block: Block) -> bool:
    return block.words >= SENTENCE and block.link_share < MOSTLY_LINK and ends_with_stop(block.text)
