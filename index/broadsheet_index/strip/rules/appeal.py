"""An appeal to readers for money, in the site's own voice: "We need your support", "Help fund our reporting".

A story may quote one, or tell of a charity that makes it: it must speak of "us" and stand in no quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 420  # characters
APPEAL = in_lower_case(
    r"(?:^|[.!?…] )\W{0,3}(?:(?:please |help )?(?:support|fund|donate to|contribute to|chip in to)"
    r" (?:us|our|independent|local|quality|public|free|the|this)\b.{0,60}"
    r"\b(?:journalism|journalists|reporting|work|newsroom|media|site|publication|independent|mission)\b"
    r"|(?:please )?(?:make|consider(?: making)?|give) an? (?:\w+[- ]){0,3}(?:donation|contribution|gift)\b"
    r"|(?:please )?(?:donate|contribute|give|chip in) (?:now|today|here|what you can)\b"
    r"|(?:your|every|any) (?:\w+[- ]){0,2}(?:donation|contribution|support|gift|subscription|membership)s? (?:\w+ ){0,3}"
    r"(?:helps?|allows?|enables?|makes?|keeps?|funds?|ensures?|goes)\b"
    r"|we (?:need|rely on|depend on|count on|are asking for|can(?:no|['’])t do (?:this|it) without) (?:your|you|readers?"
    r"|our readers)\b"
    r"|support [\w'’ ]{3,30} (?:so (?:that )?we|today|now|with a)\b|we do this work\b.{0,40}\bno cost to you"
    r"|(?:this|our) (?:\w+ ){0,2}(?:journalism|reporting|work|site) (?:is|was) (?:made possible|funded|supported"
    r"|powered) by (?:readers|you|our))"
)
FIRST_PERSON = in_lower_case(r"\b(?:we|our|us)\b")
SIGNS = ("support", "donat", "contribut", "gift", "chip in", "rely on", "depend on", "need", "no cost", "possible by", "funded", "powered", "fund ")


def is_appeal(block: Block, view: View) -> bool:
    text = block.text
    if len(text) > LONGEST or text[0] in "\"“„«":
        return False
    lowered = block.lowered
    return any(map(lowered.__contains__, SIGNS)) and FIRST_PERSON.search(lowered) is not None and APPEAL.search(lowered) is not None
