"""Evidence for and against a block being the article. One idea a file; each names weights of `strip.weights`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .above_headline import above_headline
from .after_list import after_list
from .below_headline import below_headline
from .carded import carded
from .commenters import commenters
from .cues import cues
from .links import links
from .markup import markup
from .neighbours import neighbours
from .repeated import repeated
from .ruled import ruled
from .shape import shape
from .stands import stands
from .tight import tight
from .told_list import told_list
from .topic import topic
from .words import words

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

Evidence = Callable[["Block", "View"], tuple[str, ...]]

EVIDENCE: tuple[Evidence, ...] = (
    shape,
    topic,
    words,
    ruled,
    after_list,
    carded,
    commenters,
    repeated,
    tight,
    told_list,
    above_headline,
    below_headline,
    stands,
    links,
    markup,
    cues,
    neighbours,
)


# What is looked at in a link far outside of the article: no words, since nothing that they say could bring it in.
OF_FAR_LINKS: tuple[Evidence, ...] = (shape, stands, links, markup, cues)


def evidence_of(block: Block, view: View) -> tuple[str, ...]:
    """The names of all weights that count for this block."""
    found: list[str] = []
    for evidence in OF_FAR_LINKS if view.is_far_link(block) else EVIDENCE:
        found += evidence(block, view)
    return tuple(found)
