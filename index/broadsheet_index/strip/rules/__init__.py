"""Named rules that take a block out of the article. One file a rule; the first that answers names the removal.

The order matters where two could answer: what is certain from the words alone comes before what needs neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .advertisement import is_advertisement
from .appeal import is_appeal
from .author_note import is_author_note
from .byline import is_byline
from .comments import is_comments
from .date_line import is_date_line
from .editors_note import is_editors_note
from .headline import is_headline
from .legal_notice import is_legal_notice
from .navigation import is_navigation
from .news_feed import is_news_feed
from .photo_caption import is_bare_caption, is_photo_caption
from .reader_service import is_reader_service
from .related_links import is_related_links
from .said_twice import is_said_twice
from .share_bar import is_share_bar
from .source_credit import is_source_credit
from .standfirst_repeated import is_standfirst_repeated
from .subscribe_form import is_subscribe_form
from .teaser import is_teaser
from .topics import is_topics

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

Rule = Callable[["Block", "View"], bool]

RULES: tuple[tuple[str, Rule], ...] = (
    ("headline", is_headline),
    ("advertisement", is_advertisement),
    ("editor's note", is_editors_note),
    ("subscribe form", is_subscribe_form),
    ("appeal for support", is_appeal),
    ("reader service", is_reader_service),
    ("legal notice", is_legal_notice),
    ("news feed", is_news_feed),
    ("related links", is_related_links),
    ("teaser", is_teaser),
    ("share bar", is_share_bar),
    ("navigation", is_navigation),
    ("photo caption", is_photo_caption),
    ("source credit", is_source_credit),
    ("byline", is_byline),
    ("date line", is_date_line),
    ("photo caption", is_bare_caption),  # after all that a line without a full stop may be as well
    ("comments", is_comments),
    ("author note", is_author_note),
    ("topics", is_topics),
    ("standfirst repeated", is_standfirst_repeated),
    ("said twice", is_said_twice),
)


def blame(block: Block, view: View) -> str | None:
    """The name of the first rule that recognises the block, or None."""
    for name, rule in RULES:
        if rule(block, view):
            return name
    return None
