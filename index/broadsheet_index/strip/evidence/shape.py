"""What a block looks like: a paragraph of some length, a short sentence, a headline, a list item, a word or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import SENTENCE_WORDS, breaks_off, ends_with_stop, is_paragraph, tells_who_spoke

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONG_HEADLINE = 30  # words
SHARED = 0.35  # of its content words with other long lines


def shape(block: Block, view: View) -> tuple[str, ...]:
    words = block.words
    if not ends_with_stop(block.text):
        if words > LONG_HEADLINE or (words >= SENTENCE_WORDS and tells_who_spoke(block.text)):
            return ("long line without stop",)
        if block.bullet and words >= 4:
            return ("list item",)
        return ("headline-like",) if words >= 4 else ("a word or two",)
    broken = ("breaks off",) if words >= 6 and breaks_off(block.text) and not goes_on(block, view) else ()
    if words >= 60:
        return ("paragraph of 60 words", *broken)
    if words >= 35:
        return ("paragraph of 35 words", *broken)
    if words >= 20:
        return ("paragraph of 20 words", *broken)
    if words >= SENTENCE_WORDS:
        return ("paragraph of 12 words", *broken)
    return ("short sentence", *broken) if words >= 4 else ("a word or two",)


def goes_on(block: Block, view: View) -> bool:
    """True for a paragraph below another that shares its words: a story may itself break off…"""
    if block.from_html:  # where a paragraph stands says more there
        return False
    place = view.place(block)
    return place > 0 and is_paragraph(view.blocks[place - 1]) and view.topic_share(place) >= SHARED
