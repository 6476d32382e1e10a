"""What a rule or a piece of evidence may look at beside the block itself: the whole page, measured once."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, compress

from .block import Block
from .cards import card_groups, tells_beside
from .container import Container, any_words, find_container, good_words
from .evidence.commenters import is_comment_head
from .lines import ends_with_stop, is_headline_like, is_paragraph
from .plain import plain
from .rules.byline import is_byline
from .rules.date_line import is_date_line
from .rules.legal_notice import is_legal_notice
from .rules.navigation import is_navigation
from .rules.reader_service import is_reader_service
from .rules.subscribe_form import is_request
from .rules.teaser import breaks_off_under_headline
from .sections import COUNTED, Kind, heading_kind, sections
from .told_lists import told_items
from .topic import content_words, topic_share

LONG_LINE = 9  # words from which the share of lines with a full stop is measured
FEWEST_COMMENTS = 3  # heads of comments; fewer lines of that look are the article's date, or a speaker
SAME_TITLE = 0.6  # share of words that a headline and the title must have in common
FIRST_PARAGRAPHS = 18  # words: a shorter one may be a standfirst or a notice
ALL_LINKS = 0.9  # share of a block that lies in links
BYLINE_WORDS = 20
FEWEST_CARDS = 4
MOST_TOLD = 0.75  # of the good words that may stand in cards
MOSTLY_CARDS = 0.8  # share of the words
FAR = 2  # steps up from the article's container
FEWEST_PARAGRAPHS = 4
HEADING_REACH = 12  # blocks
FEW_WORDS = 20  # good ones on a page: with fewer, the article is a list, or a few short lines

class View:
    """A page's blocks with all that follows from them, each computed when first asked for."""

    def __init__(self, blocks: Sequence[Block], title: str | None = None, writers: Sequence[str] = ()) -> None:
        self.blocks = tuple(blocks)
        self.title = title
        self.writers = tuple(writers)
        self._places = {block.number: place for place, block in enumerate(self.blocks)}
        self._plain: dict[int, str] = {}
        self._requests: list[bool | None] = [None] * len(self.blocks)
        self._words: list[frozenset[str] | None] = [None] * len(self.blocks)

    def place(self, block: Block) -> int:
        """Its place among the blocks looked at (its number is its place on the page)."""
        return self._places[block.number]

    def plain(self, block: Block) -> str:
        """Its words alone, in lower case: what is left when marks and spaces are not compared."""
        found = self._plain.get(block.number)
        if found is None:
            found = self._plain[block.number] = plain(block.text)
        return found

    def asks_to_subscribe(self, place: int) -> bool:
        """True for a block that asks to subscribe; each is asked for its neighbours too."""
        found = self._requests[place]
        if found is None:
            found = self._requests[place] = is_request(self.blocks[place])
        return found

    def words(self, place: int) -> frozenset[str]:
        """Content words of the block there; most links of a page are never asked for theirs."""
        found = self._words[place]
        if found is None:
            found = self._words[place] = content_words(self.blocks[place].text)
        return found

    @cached_property
    def paragraphs(self) -> list[int]:
        """Places of the blocks that are paragraphs."""
        return [place for place, block in enumerate(self.blocks) if is_paragraph(block)]

    @cached_property
    def _telling(self) -> Counter[str]:
        """In how many paragraphs each content word stands."""
        return Counter(chain.from_iterable(map(self.words, self.paragraphs)))

    def topic_share(self, place: int) -> float:
        """Share of the block's content words that another paragraph holds too; -1 where it has too few to tell."""
        return topic_share(self.blocks[place], self.words(place), self._telling)

    @cached_property
    def sections(self) -> list[Kind | None]:
        return sections(self)

    @cached_property
    def heading_kinds(self) -> list[Kind | None]:
        """For each block the kind of list it is the heading of."""
        return [heading_kind(block) for block in self.blocks]

    @cached_property
    def heading_above(self) -> list[Kind | None]:
        """For each block the kind of the last such heading above it, if it is near."""
        above: list[Kind | None] = []
        last: Kind | None = None
        until = 0
        for place, kind in enumerate(self.heading_kinds):
            above.append(last if place <= until else None)
            if kind:
                last, until = kind, place + HEADING_REACH
        return above

    @cached_property
    def teasers(self) -> frozenset[int]:
        """Places of summaries of other stories: they break off, below a headline of their own."""
        return frozenset(place for place in range(1, len(self.blocks)) if breaks_off_under_headline(self, place))

    @cached_property
    def listed_headlines(self) -> frozenset[str]:
        """Headlines that stand in a list of other stories: repeated elsewhere, they are still another story's."""
        return frozenset(
            block.text
            for place, block in enumerate(self.blocks)
            if self.sections[place] == "related" and is_headline_like(block) and not self.heading_kinds[place]
            and place != self.headline and not self.is_titled(block)
        )  # fmt: skip

    @cached_property
    def first_place(self) -> dict[str, int]:
        """Where each text stands first."""
        first: dict[str, int] = {}
        for place, block in enumerate(self.blocks):
            first.setdefault(self.plain(block), place)
        return first

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the page says each text."""
        return Counter(map(self.plain, self.blocks))

    @cached_property
    def stopped_share(self) -> float:
        """Share of the long lines that end in a full stop."""
        long = [block for block in self.blocks if block.words >= LONG_LINE]
        return sum(ends_with_stop(block.text) for block in long) / len(long) if long else 0.0

    @cached_property
    def beginning(self) -> int:
        """Place from which readers' comments are looked for: after the second paragraph below the title."""
        titled = next((place for place, block in enumerate(self.blocks) if block.tag == "h1" or self.is_titled(block)), 0)
        following = [place for place in self.paragraphs if place >= titled]
        return following[1] if len(following) > 1 else len(self.blocks)

    @cached_property
    def comment_heads(self) -> frozenset[int]:
        """Places of lines that look like the head of a reader's comment; none where there are too few to be comments."""
        heads = [place for place in range(self.beginning + 1, len(self.blocks)) if is_comment_head(self.blocks[place].lowered)]
        return frozenset(heads) if len(heads) >= FEWEST_COMMENTS else frozenset()

    @cached_property
    def comments_begin(self) -> int:
        """Place of the heading above the comments, or of the first of them; -1 where there are none."""
        headings = [place for place, kind in enumerate(self.sections) if kind == "comments" and place > self.beginning]
        return headings[0] if headings else min(self.comment_heads, default=-1)

    @cached_property
    def dumped_comments_begin(self) -> int | None:
        """The same in a dump that surely has comments, where nothing but their heads tells them from the article; else None."""
        begin = self.comments_begin
        is_sure = begin >= 0 and (bool(self.comment_heads) or COUNTED.fullmatch(self.blocks[begin].text) is not None)
        return begin if is_sure and not self.blocks[0].from_html else None

    @cached_property
    def first_paragraph(self) -> int:
        """Place of the first long paragraph (in HTML, of the article's container), or of the first of any length."""
        beside = [place for place in self.paragraphs if self.is_beside_text(self.blocks[place])]
        candidates = beside or self.paragraphs
        if not candidates:
            return len(self.blocks)
        return next((place for place in candidates if self.blocks[place].words >= FIRST_PARAGRAPHS), candidates[0])

    @cached_property
    def cards(self) -> frozenset[int]:
        """Numbers of the elements that are cards of other stories: several, and next to nothing else in the element around them.

        Where they hold most of the page's good words they are its article (ten books, each with a linked title), unless that
        stands in an <article> of its own.
        """
        groups = [group for group in card_groups(self.blocks).values() if len(group.elements) >= FEWEST_CARDS]
        all_cards = frozenset().union(*(group.elements for group in groups))
        if all_cards and tells_beside(self.blocks, self.headline, all_cards):
            return all_cards
        cards = frozenset().union(*(group.elements for group in groups if group.share >= MOSTLY_CARDS)) - frozenset(self.container.path)
        told = sum(count for count, block in zip(self.good, self.blocks, strict=True) if count and not cards.isdisjoint(block.path))
        return cards if told <= MOST_TOLD * sum(self.good) else frozenset()

    @cached_property
    def figcaptions(self) -> tuple[str, ...]:
        """The plain texts of all <figcaption>s."""
        return tuple(self.plain(block) for block in self.blocks if "figcaption" in block.tags)

    @cached_property
    def bylines(self) -> str:
        """What the page's bylines say, plain and one after the other, and the writers that its head names."""
        lines = [self.plain(block) for block in self.blocks if block.words <= BYLINE_WORDS and is_byline(block, self)]
        return " ".join((*lines, *map(plain, self.writers)))

    # -- the headline

    def is_titled(self, block: Block) -> bool:
        """True for a block that says what the title says."""
        if not self.title or len(block.text) < self._shortest_title or block.words > 40 or (is_paragraph(block) and not block.is_heading):
            return False
        return same_words(self.title_words, self.words(self.place(block))) >= SAME_TITLE

    @cached_property
    def _shortest_title(self) -> float:
        """Characters below which no text can share as many words with the title: a content word takes four and a space."""
        return 5 * SAME_TITLE * len(self.title_words) - 1

    @cached_property
    def title_words(self) -> frozenset[str]:
        return content_words(self.title or "")

    @cached_property
    def headline(self) -> int:
        """Place of the headline; -1 where none is seen.

        The block that says the title, nearest before the text; else the last <h1> there; else, in a dump, the first
        headline-like line before the text that no rule takes for something else.
        """
        until = max(self.first_paragraph, 1)
        titled = [place for place, block in enumerate(self.blocks[: until + 1]) if self.is_titled(block)]
        if titled:
            return max(titled, key=lambda place: (self.blocks[place].tag == "h1", place))
        if any(block.from_html for block in self.blocks):
            firsts = [place for place, block in enumerate(self.blocks[:until]) if block.tag == "h1"]
            return firsts[-1] if firsts else -1
        return next((place for place, block in enumerate(self.blocks[:until]) if self.could_be_headline(block)), -1)

    def could_be_headline(self, block: Block) -> bool:
        return (
            is_headline_like(block)
            and not block.bullet
            and heading_kind(block) is None
            and not any(rule(block, self) for rule in (is_date_line, is_byline, is_navigation, is_reader_service, is_legal_notice))
        )

    # -- HTML

    @cached_property
    def good(self) -> list[int]:
        """Words that speak for their container.

        A quarter of those in readers' comments, which may be longer than the story; a quarter of those outside of what the
        page calls a body, where it calls something so and that has text; any words where there is no text to speak of.
        """
        words = [good_words(block) for block in self.blocks]
        if self.comments_begin >= 0:
            words[self.comments_begin :] = [count // 4 for count in words[self.comments_begin :]]
        in_body = ["body" in block.cues for block in self.blocks]
        if sum(compress(words, in_body)) < FEW_WORDS and sum(words) >= FEW_WORDS:
            short = [any_words(block) if within else 0 for block, within in zip(self.blocks, in_body, strict=True)]
            if sum(short) >= FEW_WORDS:  # a picture and a line or two, beside a profile of several paragraphs
                words = [max(pair) for pair in zip(words, short, strict=True)]
        if sum(compress(words, in_body)) >= FEW_WORDS:
            words = [count if within else count // 4 for count, within in zip(words, in_body, strict=True)]
        return words if sum(words) >= FEW_WORDS else [any_words(block) for block in self.blocks]

    @cached_property
    def container(self) -> Container:
        return find_container(self.blocks, self.good)

    @cached_property
    def has_text(self) -> bool:
        """True where there are enough paragraphs to tell what the article's text looks like."""
        return sum(count > 0 for count in self.good) >= FEWEST_PARAGRAPHS

    @cached_property
    def steps(self) -> list[tuple[int, int]]:
        """For each block the steps up from the article's container, and from there down to it."""
        return [self.container.steps(block) for block in self.blocks]

    @cached_property
    def told_items(self) -> frozenset[int]:
        """Places of the items of lists that the article tells."""
        return told_items(self)

    def is_far_link(self, block: Block) -> bool:
        """True for a link well outside the article's container: most blocks of a page, which need no closer look."""
        return block.from_html and block.link_share > ALL_LINKS and self.steps[self.place(block)][0] >= FAR

    def has_distinct_cue(self, block: Block, cue: str) -> bool:
        """True for a block with a cue that the article's text does not have as well."""
        return cue in block.cues and cue not in self.container.ambient

    def is_in_distinct_tag(self, block: Block, tag: str) -> bool:
        """The same of the elements around it."""
        return tag in block.tags and tag not in self.container.ambient_tags

    def is_beside_text(self, block: Block) -> bool:
        """True for a block that is a child of the article's container, as its paragraphs are."""
        up, down = self.steps[self.place(block)]
        return bool(block.path) and up == 0 and down <= 1

    # -- neighbours

    def is_near_end(self, block: Block) -> bool:
        """True where at most two paragraphs, or a quarter of them, follow."""
        following = len(self.paragraphs) - bisect_right(self.paragraphs, self.place(block))
        return following <= max(2, len(self.paragraphs) // 4)

    @cached_property
    def _all_plain(self) -> str:
        return "\n".join(self.plain(block) for block in self.blocks if not block.hidden)

    def is_within_another(self, plain: str) -> bool:
        """True for a block's words that another block holds too."""
        return self._all_plain.count(plain) > 1


def same_words(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0
