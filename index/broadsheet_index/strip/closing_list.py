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
MOST = 60
LONGEST = 25  # words of an entry
ENTRIES = 0.7  # share of the lines that must look like entries


def closing_list_end(blocks: Sequence[Block], rules: Sequence[str | None], end: int) -> int:
    """The place after a list that directly follows the article's end; `end` itself where there is none."""
    if end == 0 or end >= len(blocks) or blocks[end - 1].from_html:  # in HTML the list stands in the article's container
        return end
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


def is_short(block: Block) -> bool:
    return block.words <= LONGEST and not ends_with_full_stop(block.text)
