"""What the facts of one page are read from, put together once: the head, the JSON-LD, and the blocks near the headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ..article import Given
from ..strip import Block, Time
from ..strip.lines import is_paragraph
from .head import Said
from .json_ld import Graph

# Reasons for which a block is somebody else's, or nobody's: what such a block says is no fact of this article.
FOREIGN = frozenset(
    [
        "advertisement", "appeal for support", "author note", "comments", "embedded post", "form", "hidden text", "legal notice", "list of links",
        "news feed", "other article", "other story", "page footer", "photo caption", "related links", "reader service", "sidebar",
        "source credit", "subscribe form", "teaser", "topics", "yours",
    ]
)  # fmt: skip
# Directly below the headline "reineckefuchs — 2 February 2022 — 34 comments" is the byline, whatever else it looks like.
NEVER_OWN = frozenset(["photo caption", "other article", "advertisement", "yours"])
CLOSE = 4  # blocks
FOREIGN_CUES = frozenset(["comment", "related", "ad", "subscribe", "legal"])
FOREIGN_TAGS = frozenset(["footer", "figure", "figcaption"])
ABOVE = 12  # blocks before the headline that may still be about the article: section, date
BELOW = 40  # blocks after it
AFTER_TEXT = 3  # blocks after the first paragraph, which may be a standfirst above the byline
NAVIGATION = frozenset(["navigation", "share bar", "advertisement"])
SHORTEST_REST = 8  # characters beside the headline in its own block
FIRST_LINES = 10  # of a dump without a headline


@dataclass(frozen=True)
class Reading:
    """One page, ready to be asked.

    kept      the article's blocks
    rules     why each other block was removed, by its number
    headline  number of the block that holds the headline; -1 where none does
    url       the article's address, as far as it is known; `domain` of it
    latest    a date after this day is not believed
    """

    given: Given
    said: Said
    graph: Graph
    blocks: tuple[Block, ...]
    kept: tuple[Block, ...]
    latest: date
    times: tuple[Time, ...] = ()
    rules: Mapping[int, str] = field(default_factory=dict)
    headline: int = -1
    title: str = ""
    lang: str | None = None
    url: str | None = None
    domain: str | None = None

    @property
    def is_html(self) -> bool:
        return bool(self.blocks) and self.blocks[0].from_html

    @cached_property
    def begin(self) -> int:
        """Number of the article's first paragraph; past the end where there is none."""
        return next((block.number for block in self.kept if is_paragraph(block)), self.kept[0].number if self.kept else len(self.blocks))

    @cached_property
    def near(self) -> tuple[Block, ...]:
        """Blocks around the headline that speak of the article: those below it first, then those above."""
        if self.headline < 0:
            return self.first_lines
        end = min(max(self.begin, self.headline) + AFTER_TEXT, self.headline + BELOW)
        below = [block for block in self.blocks if self.headline < block.number <= end]
        above = [
            block
            for block in self.blocks
            if max(0, self.headline - ABOVE) <= block.number < self.headline and self.rules.get(block.number) not in NAVIGATION
        ]
        return (*self.beside_title, *(block for block in (*below, *above) if self.is_own(block)))

    @cached_property
    def beside_title(self) -> tuple[Block, ...]:
        """What the headline's block says beside the headline: "Hubble repair on hold 09.01.08 00:09"."""
        block = self.blocks[self.headline]
        before, title, after = block.text.partition(self.title)
        rest = f"{before} {after}".strip()
        return (replace(block, text=rest),) if title and len(rest) >= SHORTEST_REST else ()

    @cached_property
    def first_lines(self) -> tuple[Block, ...]:
        """The first lines that are no navigation, up to the first paragraph."""
        lines = [block for block in self.blocks if self.rules.get(block.number) not in NAVIGATION]
        return tuple(block for block in lines[:FIRST_LINES] if block.number <= self.begin and self.is_own(block))

    @cached_property
    def foreign_cues(self) -> frozenset[str]:
        """Cues of what is not the article's; those that its own headline has tell nothing on this page."""
        return FOREIGN_CUES - self.blocks[self.headline].cues if self.headline >= 0 else FOREIGN_CUES

    @cached_property
    def foreign_tags(self) -> frozenset[str]:
        return FOREIGN_TAGS.difference(self.blocks[self.headline].tags) if self.headline >= 0 else FOREIGN_TAGS

    def is_own(self, block: Block) -> bool:
        """False for what belongs to another story, a picture, or the site."""
        foreign = NEVER_OWN if self.headline < block.number < min(self.begin, self.headline + CLOSE) else self.foreign_rules
        return (
            self.rules.get(block.number) not in foreign
            and self.foreign_cues.isdisjoint(block.own_cues)
            and self.foreign_tags.isdisjoint(block.tags)
            and not block.hidden
        )

    @cached_property
    def foreign_rules(self) -> frozenset[str]:
        """Captions count where the headline stands in one itself, as in sites that build all of <figure>."""
        inside = self.headline >= 0 and "figcaption" in self.blocks[self.headline].tags
        return FOREIGN - {"photo caption"} if inside else FOREIGN
