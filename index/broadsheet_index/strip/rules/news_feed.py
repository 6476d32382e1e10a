"""A feed of later items: "News Feed", then a time, a headline, a summary, and so on. Its people are not the article's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View


def is_news_feed(block: Block, view: View) -> bool:
    return view.sections[view.place(block)] == "feed"
