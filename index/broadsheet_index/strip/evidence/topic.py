"""Whether a long line shares words with the others: a teaser of another story does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONG = 10  # words
OFF, FAR = 0.15, 0.35
MANY = 8  # paragraphs; fewer share few words even where they tell one story
OFF_AMONG_FEW = 0.08


def topic(block: Block, view: View) -> tuple[str, ...]:
    if block.words < LONG:
        return ()
    share = view.topic_share(view.place(block))
    if share < 0:
        return ()
    if len(view.paragraphs) < MANY:
        return ("off topic",) if share < OFF_AMONG_FEW else ()
    if share < OFF:
        return ("off topic",)
    return ("far from topic",) if share < FAR else ()
