"""Advertisement marks: "Advertisement", "Story continues below". Only the mark goes, never what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import whole_line

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

MARK = whole_line(
    r"advertisements?|advert|ads?|adverti[sz]ing|sponsored( content| post)?|promoted( content)?|paid (content|post"
    r"|for)",
    r"(story|article) continues (below|after)( (this )?ad(vertisement)?)?|scroll (down )?(to|for) (continue"
    r"|more)( reading)?",
    r"(advertisement|ad) ?(- scroll to continue|\d)|continue reading( the main story| below)?|remove ads?"
    r"|report this ad",
    r"anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|реклама|reklama|iklan|annonse?|広告|广告"
    r"|إعلان",
)


def is_advertisement(block: Block, view: View) -> bool:
    return len(block.text) <= 60 and MARK.fullmatch(block.lowered) is not None
