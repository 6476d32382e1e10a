"""An HTML page as blocks, read from lxml's parser events: no tree is built (3.5 ms a page; BeautifulSoup's tree takes 17).

Block-level elements and two line breaks in a row part blocks; a table's row is one block unless a cell is long (a layout
table). What is known of the elements around a block comes along: tags, cues, links, whether the page hides it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from .block import Block
from .cues import NONE
from .element import Element, named_cues
from .readable import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

SKIPPED = frozenset([
    "script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "math", "map", "select",
    "button", "textarea", "datalist", "audio", "video", "applet", "noframes", "frameset", "noscript", "title",
])  # fmt: skip
BLOCKS = frozenset([
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
    "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "legend", "address", "details", "summary",
    "hr", "body", "html", "center", "menu", "label", "hgroup", "dir", "dialog",
])  # fmt: skip
CELLS = frozenset(["td", "th"])
BOLD = frozenset(["b", "strong"])
VOID = frozenset(["img", "input", "link", "meta", "source", "wbr", "param", "area", "col", "track", "base"])  # hold no text

# A card that shows over a name in a sentence when a mouse is on it: who that is, and headlines of other stories.
POPUP = re.compile(
    r"(?:^|[\s_-])(?:rollover|hover-?card|popover|popup|tooltip)s?(?:[_-][a-z]+)?(?:[_-]{0,2}(?:block|content|card|body|text|inner|box))\b"
    r"|(?:^|\s)hover-?card\b",
    re.IGNORECASE,
)
TWEET_BUTTONS = frozenset(["Click To Tweet", "Click to Tweet", "Click to tweet", "Tweet This", "Tweet this"])  # at the end of a sentence
UNCLOSED_TITLE = re.compile(r"<title\b[^>]*>(?!.*</title)", re.IGNORECASE | re.DOTALL)
LONG_CELL = 100  # characters: a longer cell is text of its own, as in the layout tables of 2008
DEEPEST = 120  # elements; a page that nests deeper is hostile or broken, and its depth says nothing


@dataclass(frozen=True, slots=True)
class Time:
    """A <time> element.

    datetime   its attribute, as written
    text       its words
    number     the number of the block it stands in, or before
    cues, tags of the elements around it and of itself, as in `Block`
    prop       its itemprop ("datePublished"), "" if it has none
    """

    datetime: str | None
    text: str
    number: int
    cues: frozenset[str]
    tags: tuple[str, ...]
    prop: str = ""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What the parser events of one page give.

    json_ld    raw texts of its JSON-LD scripts, malformed ones too
    title_tag  its <title>
    lang       the lang attribute of <html>
    """

    blocks: tuple[Block, ...]
    times: tuple[Time, ...] = ()
    json_ld: tuple[str, ...] = ()
    title_tag: str | None = None
    lang: str | None = None


VOID_OPEN = "<void>"  # stands for each open element of VOID: its start and its end say nothing


class Events:
    """Takes the parser's events and cuts them into blocks (the target of an lxml parser)."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.times: list[Time] = []
        self.json_ld: list[str] = []
        self.title: str | None = None
        self.lang: str | None = None
        self.skipping = 0  # open elements since the first skipped one
        self.caught: list[str] | None = None  # text of a skipped element that is wanted: JSON-LD, title
        self.catches = ""
        self.open: list[Element | str | None] = []  # None: a block-level element below DEEPEST
        self.element: Element | None = None
        self.elements = 0
        self.links = self.bolds = 0  # open ones
        self.time: tuple[str | None, frozenset[str], str, int] | None = None
        self.time_text: list[str] = []
        self.inline: list[tuple[int, frozenset[str]]] = []  # open named inline elements: where they began
        self.clear()

    def clear(self) -> None:
        """Begin a new block."""
        self.parts: list[str] = []
        self.blank = True  # no words yet
        self.length = self.linked = self.bold = self.breaks = self.cell = 0
        self.spans: list[tuple[int, int, frozenset[str]]] = []  # closed named inline elements of this block

    # -- events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
        elif tag in BLOCKS:
            self.start_block(tag, attributes)
        elif tag in VOID:
            self.open.append(VOID_OPEN)
        elif tag in SKIPPED:
            self.skip(tag, attributes)
        else:
            self.start_inline(tag, attributes)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self.keep_caught()
            return
        opened = self.open.pop() if self.open else None
        if opened is VOID_OPEN:
            return
        if isinstance(opened, Element):
            if opened.tag not in CELLS:
                if self.parts:
                    self.flush()
            elif self.length - self.cell > LONG_CELL:
                self.flush_cell()
            self.element = opened.up
        elif opened is None:
            self.flush()
        else:
            self.end_inline(opened)

    def data(self, text: str) -> None:
        if self.skipping:
            if self.caught is not None:
                self.caught.append(text)
            return
        if self.time is not None:
            self.time_text.append(text)
        self.parts.append(text)
        self.length += len(text)
        if text.isspace():  # what parts the tags in the source: half of all events
            return
        self.blank = False
        self.breaks = 0
        if self.links:
            self.linked += len(text.strip())
        if self.bolds:
            self.bold += len(text.strip())

    def close(self) -> Events:
        self.flush()
        if self.skipping and self.caught is not None:
            self.keep_caught()
        return self

    # -- elements that are skipped

    def skip(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.skipping = 1
        wanted = (tag == "script" and "ld+json" in attributes.get("type", "").lower()) or (tag == "title" and self.title is None)
        self.caught = [] if wanted else None
        self.catches = tag

    def keep_caught(self) -> None:
        if self.caught is None:
            return
        text = "".join(self.caught)
        self.caught = None
        if self.catches == "title":
            self.title = readable(text) or None
        elif text.strip():
            self.json_ld.append(text)

    # -- block-level elements

    def start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in CELLS or self.length > LONG_CELL:
            if self.parts:
                self.flush()
        else:  # cells of a row are parted by a space, and so is a cell from text that stands before the row
            self.parts.append(" ")
            self.length += 1
            self.cell = self.length
        if tag == "html" and self.lang is None:
            self.lang = attributes.get("lang") or attributes.get("xml:lang") or None
        if self.element is not None and self.element.depth >= DEEPEST:
            self.open.append(None)
            return
        self.element = Element(tag, attributes, self.element, self.elements)
        self.elements += 1
        self.open.append(self.element)

    def flush_cell(self) -> None:
        """End a long cell: it is a block, and what its row held before it is another."""
        raw = "".join(self.parts)
        before, cell = raw[: self.cell], raw[self.cell :]
        if before.strip() and self.element is not None:
            linked, bold = self.linked, self.bold
            self.linked = self.bold = 0
            self.add(before, self.element)
            self.linked, self.bold = linked, bold
        self.parts, self.spans = [cell], []
        self.flush()

    def flush(self) -> None:
        """End the block that is being read, if it has any words."""
        if not self.blank:
            if self.element is not None:
                self.add("".join(self.parts), self.element)
            self.clear()
        elif self.parts:
            self.parts.clear()
            self.length = self.breaks = self.cell = 0
            if self.spans:
                self.spans = []

    def add(self, raw: str, element: Element) -> None:
        text = readable(raw)
        if not text:
            return
        element = element.told()
        own = element.near_cues
        for begin, cues in self.inline:
            if cues and not raw[:begin].strip():
                own |= cues
        for begin, end, cues in self.spans:
            if not raw[:begin].strip() and not raw[end:].strip():
                own |= cues
        tags = element.tags
        length = len(text)
        block = Block.__new__(Block)  # a frozen dataclass sets its fields one by one: 2 µs, a third of what a link costs here
        block.__dict__.update(
            text=text,
            number=len(self.blocks),
            gap=0,
            bullet="li" in tags[-2:],
            tags=tags,
            tag=tags[-1],
            from_html=True,
            cues=element.all_cues | own if own else element.all_cues,
            own_cues=own,
            linked=self.linked if self.linked < length else length,
            path=element.path,
            signature=element.signature,
            bold=self.bold if self.bold < length else length,
            hidden=element.hidden,
            address=element.address,
        )
        self.blocks.append(block)

    # -- inline elements

    def start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        if attributes and POPUP.search(attributes.get("class", "")):
            self.skip(tag, attributes)
            return
        self.open.append(tag)
        if tag == "br":
            self.breaks += 1
            if self.breaks >= 2:
                self.flush()
            else:
                self.parts.append("\n")
                self.length += 1
        elif tag == "a":
            self.links += 1
        elif tag in BOLD:
            self.bolds += 1
        elif tag == "time":
            cues = named_cues(attributes)
            self.time = (attributes.get("datetime"), cues, attributes.get("itemprop", ""), len(self.blocks))
            self.time_text = []
        cues = named_cues(attributes) if attributes else NONE
        if tag == "a" and attributes.get("rel") == "author":
            cues |= {"byline"}
        self.inline.append((self.length, cues))

    def end_inline(self, tag: str) -> None:
        begin, cues = self.inline.pop()
        if self.parts and self.parts[-1] in TWEET_BUTTONS and len(self.parts) > 1:
            self.length -= len(self.parts.pop())
        if cues:
            self.spans.append((min(begin, self.length), self.length, cues))
        if tag == "a":
            self.links -= 1
        elif tag in BOLD:
            self.bolds -= 1
        elif tag == "time" and self.time is not None:
            datetime, own, prop, number = self.time
            around, tags = (self.element.told().all_cues, self.element.tags) if self.element else (NONE, ())
            self.times.append(Time(datetime, readable("".join(self.time_text)), number, around | own, tags, prop))
            self.time = None


def html_page(html: str) -> HtmlPage:
    """Return the page's blocks, <time> elements, JSON-LD, title and language. Never raises, whatever the page holds."""
    events = read_events(html)
    if not events.blocks and events.title and UNCLOSED_TITLE.search(html):
        # A <title> that is never closed swallows the page, as parsers are told to let it; without its tag the page is there.
        events = read_events(UNCLOSED_TITLE.sub("<body><!-- title -->", html, count=1))
    return page_of(events)


def page_of(events: Events) -> HtmlPage:
    return HtmlPage(tuple(events.blocks), tuple(events.times), tuple(events.json_ld), events.title, events.lang)


def read_events(html: str) -> Events:
    events = Events()
    target: Any = events  # lxml's stubs ask for methods that its parser does without
    content = html.replace("\x00", "").encode("utf-8", "replace")
    try:
        etree.fromstring(content, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True))
    except etree.LxmlError:  # nothing that could be parsed, or not to its end: what was read until then counts
        events.close()
    return events
