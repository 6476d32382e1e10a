"""A flattened text dump as blocks: one a line that is not empty."""

from __future__ import annotations

import re

from .block import Block
from .readable import readable

# A mark and a space: "-5 degrees" and "*indicates" open no list.
BULLET = re.compile(r"[•‣◦▪●■·*–—-]\s")


def text_page(text: str) -> tuple[Block, ...]:
    """Return the lines of a dump as blocks, each with the number of empty lines before it (`gap`)."""
    blocks: list[Block] = []
    gap = 0
    for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]", text):
        words = readable(line)
        if not words:
            gap += 1
            continue
        blocks.append(Block(words, len(blocks), gap=gap, bullet=BULLET.match(words) is not None))
        gap = 0
    return tuple(blocks)
