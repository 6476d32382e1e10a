"""What a site says about itself at an article: how to report a mistake, that a voice reads it, that a browser is too old.

"To suggest a correction or clarification, write to us here" is this; a correction itself is an editor's note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 260  # characters
OPENING = in_lower_case(
    r"\W*(?:to (?:suggest|request|report) an? (?:correction|clarification|error|mistake|typo)\b"
    r"|(?:you can also )?highlight the text\b|(?:if you (?:have )?|have you )?(?:find|found|spot(?:ted)?|notice[d]?"
    r"|see) (?:an?|any) "
    r"(?:\w+ )?(?:mistake|error|typo)\b"
    r"|report (?:an?|this) (?:\w+ )?(?:error|mistake|typo|correction|problem|ad|comment)\b"
    r"|this (?:audio|article|podcast|narration|video) (?:is|was) (?:created|generated|read|voiced|narrated"
    r"|produced)\b.{0,40}"
    r"(?:\bai\b|artificial|automat|computer|voice)"
    r"|(?:listen to|hear) (?:this|the) (?:article|story)\b|your browser (?:does not|doesn)|(?:please )?(?:enable"
    r"|turn on) javascript\b"
    r"|(?:got|have) (?:a|any) (?:\w+ )?(?:tip|story|question|news tip)s?\b.{0,20}\?|do you (?:have|know) (?:a|more"
    r"|something|any)\b.{0,80}\?.{0,80}"
    r"(?:e-?mail|contact|write)"
    r"|(?:e-?mail|contact|write to|reach|follow|call|tweet) .{0,80}(?:\bat\b|\bon\b|:) ?\S*(?:@|twitter|facebook"
    r"|\d{3})"
    r"|(?:follow|like|find|join) (?:us|me|him|her|them|\w+ \w+) on (?:\w+ )?(?:twitter|facebook|instagram|telegram"
    r"|google|x\b|linkedin|youtube|whatsapp)"
    r"|download (?:the|our) (?:\w+ ){0,3}app\b|(?:our|more) (?:standards|journalism):"
    r"|for more (?:news|stories|information)\b.{0,60}(?:visit|follow|click|go to|www)"
    r"|(?:follow|find|see|read|get) (?:all |more )?(?:of )?(?:our|\w+['’]s) (?:full |complete |latest "
    r"|other )?coverage\b.{0,80}(?:https?:|www\.|\bhere\b|\.com)"
    r"|(?:aktuelle|alle) (?:meldungen|nachrichten|informationen|entwicklungen|infos)\b.{0,80}\b(?:finden sie|liveblog"
    r"|app\b|newsblog|handy)"
    r"|(?:submit|send) (?:a|your) letter to the editor\b|we want to hear what you think about this (?:article|story)\b"
    r"|нашли ошибку|ihr browser ist veraltet|bitte achten sie darauf, dass ihre kommentare"
    r"|fehler (?:gefunden|auf .{2,20} entdeckt)|haben sie (?:fragen|probleme|einen fehler)\b|hat ihnen dieser artikel gefallen"
    r"|leserkommentare geben nicht|su navegador|votre navigateur)"
)

# A line of addresses and nothing else: "jane.roe@gazette.example · @janeroe".
ADDRESS = r"(?:[^\s@]+@[^\s@]+\.\w+|@\w{2,30})"
ADDRESSES = in_lower_case(
    rf"\W{{0,5}}(?:(?:e-?mail|tel|phone|twitter|contact)\W+)?{ADDRESS}(?:[\s·|,;]+{ADDRESS}){{0,8}}"
)


def is_reader_service(block: Block, view: View) -> bool:
    text = block.text
    if len(text) > LONGEST:
        return False
    return OPENING.match(block.lowered) is not None or ("@" in text and ADDRESSES.fullmatch(block.lowered) is not None)
