"""In HTML, what the elements around a block are called, where the article's own text is not in such elements as well."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..block import HEADINGS

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

TAGS = ("aside", "nav", "footer", "header", "form", "figure", "table", "li", "blockquote", "address", "dl", "details")


def markup(block: Block, view: View) -> tuple[str, ...]:
    if not block.from_html:
        return ()
    found = names(block.tags, view.container.ambient_tags)
    if block.hidden:
        found = (*found, "hidden")
    return (*found, "bold") if block.bold * 2 > len(block.text) else found


@lru_cache(maxsize=4096)  # siblings stand in the same elements
def names(tags: tuple[str, ...], ambient: frozenset[str]) -> tuple[str, ...]:
    found = [f"in <{tag}>" for tag in TAGS if tag in tags and tag not in ambient]
    if tags[-1] in HEADINGS:
        found.append("heading")
    if tags[-1] == "tr":
        found.append("table row")
    if tags[-1] == "p":
        found.append("<p>")
    return tuple(found)
