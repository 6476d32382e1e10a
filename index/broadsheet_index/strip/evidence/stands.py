"""In HTML, where the block stands: in the article's container or how far from it, in an element like those of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..container import signature

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

ABOVE = ("", *(f"{steps} above the container" for steps in range(1, 5)))
LIKE, UNLIKE = 0.4, 0.02


def stands(block: Block, view: View) -> tuple[str, ...]:
    if not block.from_html:
        return ()
    up, down = view.steps[view.place(block)]
    if up:
        place = ABOVE[up if up < len(ABOVE) else -1]
    elif down <= 1:
        place = "in the container"
    else:
        place = "one deeper" if down == 2 else "two deeper" if down == 3 else "far deeper"
    if not view.has_text:
        return (place,)
    share = view.container.likeness.get(signature(block), 0.0)
    like = "like the text" if share >= LIKE else "unlike the text" if share < UNLIKE else "somewhat like the text"
    return place, like
