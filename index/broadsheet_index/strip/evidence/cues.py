"""In HTML, what classes and ids near a block say, and what those further out say, unless they say it of the text too."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


OF_POSTS = frozenset(["named share", "within share", "named comment", "within comment"])  # "twitter-tweet", "social-embed"


def cues(block: Block, view: View) -> tuple[str, ...]:
    if not block.cues:
        return ()
    found = names(block.own_cues, block.cues, view.container.ambient)
    if "embed" in block.cues and "blockquote" in block.tags:  # a post that the story shows: its words and who signed it
        return ("an embedded post", *(name for name in found if name not in OF_POSTS))
    return found


@lru_cache(maxsize=4096)  # siblings share their cues
def names(own: frozenset[str], around: frozenset[str], ambient: frozenset[str]) -> tuple[str, ...]:
    near = own - ambient
    far = around - ambient - near
    body = ("in a body",) if "body" in around else ()
    return (*(f"named {cue}" for cue in sorted(near)), *(f"within {cue}" for cue in sorted(far)), *body)
