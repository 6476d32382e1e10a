"""A page as a list of blocks: the one model that HTML pages and flattened text dumps are both cut into.

A block is what a reader sees as one paragraph, heading, list item or line. What is known about it beyond its words is its
evidence; a text dump simply knows less (no container, no links), so the same evidence and the same rules read both.
"""

from __future__ import annotations

from dataclasses import dataclass

from .once import once

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True)
class Block:
    """One block of a page.

    text       white space folded, without invisible characters; never empty
    number     its place on the page, from 0
    gap        empty lines before it in a dump; 0 in HTML
    bullet     it opens with a list mark, or is a list item
    tags       names of the elements around it, outermost first, block-level ones only: ("body", "main", "p"); () in a dump
    cues       what class, id, role and itemprop of the elements around it say, by `strip.cues` ("related", "comment", ...)
    own_cues   the same of the innermost two elements and of inline elements that hold all of its text
    linked     characters of its text that lie inside links
    path       numbers of the elements around it, outermost first, as many as `tags`; () in a dump
    signature  innermost element as "tag.class"; "" in a dump
    bold       characters in bold
    hidden     the page hides it from readers (hidden, aria-hidden, display:none)
    address    the address its <article> carries (data-url and kin), where a page holds several articles
    """

    text: str
    number: int
    gap: int = 0
    bullet: bool = False
    tags: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()
    own_cues: frozenset[str] = frozenset()
    linked: int = 0
    path: tuple[int, ...] = ()
    signature: str = ""
    bold: int = 0
    hidden: bool = False
    address: str | None = None

    @once
    def tag(self) -> str:
        return self.tags[-1] if self.tags else ""

    @once
    def from_html(self) -> bool:
        return bool(self.tags)

    @property
    def container(self) -> int:
        """Number of the element that holds the block's own element, equal for siblings; -1 in a dump."""
        return self.path[-2] if len(self.path) > 1 else -1

    @property
    def parent(self) -> int:
        """Number of the container's parent; -1 where there is none."""
        return self.path[-3] if len(self.path) > 2 else -1

    @once
    def lowered(self) -> str:
        """Its text in lower case, as most patterns read it."""
        return self.text.lower()

    @once
    def is_heading(self) -> bool:
        return self.tag in HEADINGS

    @once
    def link_share(self) -> float:
        """Share of the text that lies in links, 0 to 1."""
        share = self.linked / len(self.text)
        return share if share < 1.0 else 1.0

    @once
    def words(self) -> int:
        """Words by spaces; for scripts without spaces, two characters count as one word."""
        spaced = len(self.text.split())
        if spaced * 12 >= len(self.text):
            return spaced
        ideographs = sum(char > "\u2e80" for char in self.text)
        return max(spaced, ideographs // 2)
