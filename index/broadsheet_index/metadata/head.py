"""What a page says of itself in its head: meta tags, links and the title, for readers that are machines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ..strip.readable import readable

NAMES = ("property", "name", "itemprop", "http-equiv")
WANTED = frozenset(["title", "meta", "link", "base"])
END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
# Inline scripts are most of a head (up to 2 MB), and none of it is wanted.
NOISE = re.compile(rb"<(script|style|svg|noscript)\b|<!--")  # in lower case
XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*>")  # XHTML
# Most links are style sheets and icons.
OTHER_LINK = re.compile(rb"<link\b(?![^>]{0,600}\b(?:canonical|alternate)\b)[^>]{0,600}>", re.IGNORECASE)
# Nothing here is ever asked for: pictures, robots, programs that show the page.
OTHER_META = re.compile(
    rb"<meta\s+(?:property|name)=\"(?:og:image|og:video|twitter:image|twitter:card|twitter:app|al:|fb:|robots|googlebot|viewport|theme-color"
    rb"|msapplication|apple-(?!mobile-web-app-title)|google|msvalidate|p:domain|format-detection|referrer|generator|mobile-web)[^\"<>]{0,60}\"[^<>]{0,800}>"
)
LONGEST_HEAD = 400_000  # characters, where no end of the head is found
# Microdata stands beside the text: <meta itemprop="datePublished" content="..."> inside the article. Only the date is wanted.
MICRODATA = re.compile(r"<meta\b[^<>]{0,200}\bdatePublished\b[^<>]{0,200}>")
FEEDS = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True)
class Said:
    """What the head says.

    metas       contents by name, property or itemprop in lower case, in page order; none is empty
    microdata   the same of the first <meta itemprop="datePublished"> in the body
    title_tag   the text of <title>
    canonical   href of <link rel="canonical">, as written; `base` what it is relative to
    alternates  (hreflang or "", address) of <link rel="alternate">, without feeds
    feed        address of the first feed
    """

    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    microdata: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title_tag: str | None = None
    canonical: str | None = None
    base: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    feed: str | None = None

    def first(self, *names: str) -> str | None:
        """The content of the first of these meta tags that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """All contents of the first of these meta tags that the page has."""
        return next((self.metas[name] for name in names if name in self.metas), ())


def said(html: str) -> Said:
    """Return what the head of a page says. Never raises; an absent head says nothing."""
    part = head_part(html)
    head = without_noise(XML_DECLARATION.sub(b"", part.encode("utf-8", "replace")))
    tags = read_tags(OTHER_META.sub(b"", OTHER_LINK.sub(b"", head)))
    links = [tag for tag in tags if tag.name == "link"]
    alternates = [tag for tag in links if "alternate" in tag.rel]
    return Said(
        metas=by_name(tag for tag in tags if tag.name == "meta"),
        microdata=by_name(microdata(html, len(part))),
        title_tag=next(filter(None, (readable("".join(tag.parts)) for tag in tags if tag.name == "title")), None),
        canonical=next((tag["href"] for tag in links if "canonical" in tag.rel and tag["href"]), None),
        base=next((tag["href"] for tag in tags if tag.name == "base" and tag["href"]), None),
        alternates=tuple((tag["hreflang"], tag["href"]) for tag in alternates if tag["type"] not in FEEDS),
        feed=next((tag["href"] for tag in alternates if tag["type"] in FEEDS), None),
    )


class Tag:
    """One tag of a head, with the text in it. An attribute that it does not have is asked for as an empty one."""

    __slots__ = ("_attributes", "name", "parts")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.parts: list[str] = []
        self._attributes = attributes

    def __getitem__(self, attribute: str) -> str:
        return self._attributes.get(attribute, "").strip()

    @property
    def rel(self) -> list[str]:
        return self["rel"].lower().split()


class Tags:
    """Takes the parser's events and keeps the tags that are wanted (the target of an lxml parser)."""

    def __init__(self) -> None:
        self.found: list[Tag] = []
        self.title: Tag | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in WANTED:
            tag = Tag(name, dict(attributes))
            self.found.append(tag)
            if name == "title":
                self.title = tag

    def end(self, name: str) -> None:
        if name == "title":
            self.title = None

    def data(self, text: str) -> None:
        if self.title is not None:
            self.title.parts.append(text)

    def close(self) -> None:
        """Asked for by the parser."""


def read_tags(html: bytes) -> list[Tag]:
    tags = Tags()
    target: Any = tags  # lxml's stubs ask for methods that its parser does without
    if html.strip():
        try:
            etree.fromstring(html, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True))
        except etree.LxmlError:  # what was read until then counts
            tags.close()
    return tags.found


def head_part(html: str) -> str:
    end = END.search(html)
    return html[: min(end.start() if end else len(html), LONGEST_HEAD)]


def without_noise(head: bytes) -> bytes:
    """The head without scripts, styles and comments; each is looked for once, so that a page of openings without ends costs no more."""
    lower = head.lower()
    kept = []
    at = 0
    while found := NOISE.search(lower, at):
        kept.append(head[at : found.start()])
        end = b"</" + found[1] if found[1] else b"-->"
        at = lower.find(end, found.end())
        if at < 0:
            return b"".join(kept)
        at = lower.find(b">", at) + 1 or len(head)
    return b"".join((*kept, head[at:]))


def microdata(html: str, begin: int) -> list[Tag]:
    """The first date of the body, which begins there."""
    found = MICRODATA.search(html, begin) if html.find("datePublished", begin) >= 0 else None
    return read_tags(found[0].encode("utf-8", "replace")) if found else []


def by_name(metas: Iterable[Tag]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for tag in metas:
        content = readable(tag["content"])
        if not content:
            continue
        for attribute in NAMES:
            name = tag[attribute].lower()
            if name and content not in found[name]:
                found[name].append(content)
    return {name: tuple(contents) for name, contents in found.items()}
