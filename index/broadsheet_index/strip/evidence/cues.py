"""In HTML, what classes and ids near a block say, and what those further out say, unless they say it of the text too."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def cues(block: Block, view: View) -> tuple[str, ...]:
    return names(block.own_cues, block.cues, view.container.ambient) if block.cues else ()


@lru_cache(maxsize=4096)  # siblings share their cues
def names(own: frozenset[str], around: frozenset[str], ambient: frozenset[str]) -> tuple[str, ...]:
    near = own - ambient
    far = around - ambient - near
    body = ("in a body",) if "body" in around else ()
    return (*(f"named {cue}" for cue in sorted(near)), *(f"within {cue}" for cue in sorted(far)), *body)
