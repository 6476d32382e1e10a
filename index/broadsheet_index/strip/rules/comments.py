"""Readers' comments: the heading above them, what the site says of them, and in HTML whatever the page itself calls comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


LONGEST = 300  # characters
# What a site says of its own comments; a quotation mark before it makes it somebody's word in a story.
OF_COMMENTS = in_lower_case(
    r"[^\w\"“„«‘']*(?:(?:please )?note:? )?(?:"
    r"(?:the )?comments? (?:section )?(?:(?:on|for|to) this (?:article|story|post|page) )?(?:is|are|have been|has been"
    r"|will be) (?:now |currently )?"
    r"(?:closed|disabled|moderated|turned off|not available|subject to|checked|reviewed)"
    r"|we (?:are |have |do |will |may |reserve ).{0,40}\b(?:moderat|delet|remov|clos|disabl)\w+ .{0,40}\bcomments\b"
    r"|(?:all|your|readers['’]?) comments? (?:is|are|will be|may be|must)\b"
    r"|(?:leave|post|add|write|share|drop|send)(?: us)? (?:a|your) (?:\w+ ){0,2}(?:comments?|thoughts|opinions?"
    r"|views)\b.{0,80}\b(?:below|here|comments?|section)\b"
    r"|(?:let us know|tell us|share (?:it|your)|sound off|weigh in)\b.{0,120}\b(?:in|via) the comments?\b)"
)


def is_comments(block: Block, view: View) -> bool:
    if len(block.text) <= LONGEST and OF_COMMENTS.match(block.lowered):
        return True
    if view.sections[view.place(block)] == "comments":
        return True
    return view.has_distinct_cue(block, "comment") and not view.is_beside_text(block)
