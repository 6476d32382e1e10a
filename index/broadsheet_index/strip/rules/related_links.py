"""Links to other stories: a list under "Related articles", a "READ MORE: ..." line, a headline that such a list repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop, in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 320  # characters
ALL_LINKS = 0.9  # share of the text in links
FEWEST_UPPER = 4  # words
MOSTLY_LINKED = 0.4
LONGEST_KICKER = 6  # words
MARKED = in_lower_case(
    r"\W*(?:read more(?: (?:on|about|from|here))?|read also|also read|see also|see more|more|related(?: \w+)?"
    r"|recommended(?: \w+)?|watch(?: (?:more|also|now|live))?"
    r"|read|must[- ]read|don['’]t miss|further reading|read the full (?:story|article)|(?:read|watch"
    r"|listen) (?:more|also|next|now)|also"
    r"|up next|opinion|explainer|analysis|lesen sie auch|mehr(?: zum thema)?|lire aussi|à lire|[lv]ea también|[lt]e puede interesar"
    r"|auch interessant|lee también|leggi anche|leia também|leia mais|lees ook"
    r"|читайте также|baca juga)\s*(?::|»|>>|>|\||→|►|▶)\s*\S.{8,}"
)
WHOLE = in_lower_case(
    r"\W*(?:(?:click here|learn more|find out more|read (?:more|the (?:full|original|rest)|on)|full story"
    r"|continue reading|view gallery|more details?)"
    r"(?: (?:\w+ ?){0,6})?)\W*"
)
UPPER_MARK = re.compile(r"\W*(?:READ|ALSO|MORE|WATCH|RELATED|SEE|DON['’]T MISS)(?: (?:MORE|ALSO|READ"
r"|NEXT))?\b[\s:|–-]+\S")


def is_related_links(block: Block, view: View) -> bool:
    if view.sections[view.place(block)] == "related":
        return True
    text = block.text
    if len(text) > LONGEST:
        return False
    if WHOLE.fullmatch(block.lowered) and len(text) <= 80:
        return True
    if MARKED.match(block.lowered) and (not ends_with_full_stop(text) or block.link_share > 0.3):
        return True
    if block.link_share > ALL_LINKS and block.tag == "p" and text.isupper() and block.words >= FEWEST_UPPER and not ends_with_full_stop(text):
        return True  # "GET THE HARBOUR NEWS ON THE GO BY CLICKING HERE" between two paragraphs
    if UPPER_MARK.match(text) and not ends_with_full_stop(text):
        return True
    return is_in_kicker_list(block, view) or text in view.listed_headlines


def is_in_kicker_list(block: Block, view: View) -> bool:
    """True for a list item with a kicker, all items beside which have one too; of a round-up's some have none."""
    if not is_item_with_kicker(block):
        return False
    place = view.place(block)
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(view.blocks) and view.blocks[at].container == block.container:
            if view.blocks[at].bullet and not is_item_with_kicker(view.blocks[at]):
                return False
            at += step
    return True


def is_item_with_kicker(block: Block) -> bool:
    """True for a list item that is a link but for the word above another story's headline: "Health: <a>What helps</a>"."""
    if not block.bullet or not MOSTLY_LINKED < block.link_share < 1 or block.text.endswith((".", ".)")):
        return False
    kicker = block.text[: len(block.text) - block.linked].rstrip()
    return kicker.endswith((":", "|", "?")) and len(kicker.split()) <= LONGEST_KICKER and kicker.count(":") <= 1
