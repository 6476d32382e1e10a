"""A list after the last sentence: a roster, a price list, results. It has few words and no full stops, so the sum ends before it.

Headlines of other stories end a page alike. A list belongs to the article where its lines are list items or entries, with
a colon, brackets, figures or an amount, or where the article says that it comes ("...voted for the ferry were:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .block import Block
from .lines import ends_with_full_stop

ENTRY = re.compile(r"[:(]|[£$€%]|(?<![\w.])\d+(?![\w.]*$)|\d$")
FEWEST = 3  # lines
MOST = 400  # the nominees of a prize are 120
LONGEST = 25  # words of an entry
MOST_LINKED = 0.5
ENTRIES = 0.7  # share of the lines that must look like entries


def closing_list_end(blocks: Sequence[Block], rules: Sequence[str | None], end: int) -> int:
    """The place after a list that directly follows the article's end; `end` itself where there is none."""
    if end == 0 or end >= len(blocks):
        return end
    if blocks[end - 1].from_html:
        return end_of_items(blocks, rules, end)
    place = end
    while place < min(len(blocks), end + MOST) and rules[place] is None and is_short(blocks[place]):
        if place > end and blocks[place].gap > blocks[end].gap + 1:
            break
        place += 1
    lines = blocks[end:place]
    if len(lines) < FEWEST:
        return end
    announced = blocks[end - 1].text.endswith(":")
    entries = sum(block.bullet or ENTRY.search(block.text) is not None for block in lines)
    return place if announced or entries >= ENTRIES * len(lines) else end


def end_of_items(blocks: Sequence[Block], rules: Sequence[str | None], end: int) -> int:
    """The place after the items of an HTML list that stands beside the last paragraph, in the same element."""
    above = end - 1  # the paragraph above the list, of which the first items may be kept already
    while above > 0 and blocks[above].bullet:
        above -= 1
    around = blocks[above].path[:-1]
    place = end
    while place < len(blocks) and rules[place] is None and is_item_within(blocks[place], around):
        place += 1
    lines = blocks[above + 1 : place]
    if len(lines) < FEWEST:
        return end
    entries = sum(ENTRY.search(block.text) is not None for block in lines)
    return place if blocks[above].text.endswith(":") or entries >= ENTRIES * len(lines) else end


def is_item_within(block: Block, around: tuple[int, ...]) -> bool:
    """True for a short item, mostly no link, of a list that is a child of that element."""
    return block.bullet and is_short(block) and block.link_share < MOST_LINKED and len(block.path) == len(around) + 2 and block.path[:-2] == around


def is_short(block: Block) -> bool:
    return block.words <= LONGEST and not ends_with_full_stop(block.text)
