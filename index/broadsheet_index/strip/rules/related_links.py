"""Links to other stories: a list under "Related articles", a "READ MORE: ..." line, a headline that such a list repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 320  # characters
ALL_LINKS = 0.9  # share of the text in links
FEWEST_UPPER = 4  # words
MARKED = re.compile(
    r"\W*(?:read more(?: (?:on|about|from|here))?|read also|also read|see also|see more|more|related(?: \w+)?"
    r"|recommended(?: \w+)?|watch(?: (?:more|also|now|live))?"
    r"|read|must[- ]read|don['’]t miss|further reading|read the full (?:story|article)|(?:read|watch"
    r"|listen) (?:more|also|next|now)|also"
    r"|up next|opinion|explainer|analysis|lesen sie auch|mehr(?: zum thema)?|lire aussi|à lire|[lv]ea también|[lt]e puede interesar"
    r"|auch interessant|lee también|leggi anche|leia também|leia mais|lees ook"
    r"|читайте также|baca juga)\s*(?::|»|>>|>|\||→|►|▶)\s*\S.{8,}",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\W*(?:(?:click here|learn more|find out more|read (?:more|the (?:full|original|rest)|on)|full story"
    r"|continue reading|view gallery|more details?)"
    r"(?: (?:\w+ ?){0,6})?)\W*",
    re.IGNORECASE,
)
UPPER_MARK = re.compile(r"\W*(?:READ|ALSO|MORE|WATCH|RELATED|SEE|DON['’]T MISS)(?: (?:MORE|ALSO|READ"
r"|NEXT))?\b[\s:|–-]+\S")


def is_related_links(block: Block, view: View) -> bool:
    if view.sections[view.place(block)] == "related":
        return True
    text = block.text
    if len(text) > LONGEST:
        return False
    if WHOLE.fullmatch(text) and len(text) <= 80:
        return True
    if MARKED.match(text) and (not ends_with_full_stop(text) or block.link_share > 0.3):
        return True
    if block.link_share > ALL_LINKS and block.tag == "p" and text.isupper() and block.words >= FEWEST_UPPER and not ends_with_full_stop(text):
        return True  # "GET THE HARBOUR NEWS ON THE GO BY CLICKING HERE" between two paragraphs
    if UPPER_MARK.match(text) and not ends_with_full_stop(text):
        return True
    return text in view.listed_headlines
