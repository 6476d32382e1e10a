"""What the page says twice: twins for mobile and desktop, pull quotes. The first full telling stays.

A paragraph that comes again much later in the text is repeated by its author; twins stand beside each other. A refrain is
repeated on purpose, and a heading may name what a later sentence says, so short lines count only where the page marks them as
a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

FEWEST_WORDS = 8
FAR = 12  # blocks
FEWEST_QUOTED = 3


def is_said_twice(block: Block, view: View) -> bool:
    plain = view.plain(block)
    place = view.place(block)
    first = view.first_place.get(plain, place)
    if block.words >= FEWEST_WORDS and first < place:
        return place - first <= FAR or not view.is_beside_text(block)
    is_quote = "quote" in block.own_cues or block.tag in ("blockquote", "aside")
    return is_quote and block.words >= FEWEST_QUOTED and view.is_within_another(plain)
