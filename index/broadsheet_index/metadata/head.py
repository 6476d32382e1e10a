"""What a page says of itself in its head: meta tags, links and the title, for readers that are machines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from ..strip.readable import readable

NAMES = ("property", "name", "itemprop", "http-equiv")
WANTED = SoupStrainer(["title", "meta", "link", "base"])
END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
# Inline scripts are most of a head (up to 2 MB), and none of it is wanted; BeautifulSoup would build it all.
NOISE = re.compile(r"<(script|style|svg|noscript)\b|<!--", re.IGNORECASE)
# Most links are style sheets and icons; each costs BeautifulSoup 40 µs.
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # XHTML; BeautifulSoup would warn that it is no HTML
OTHER_LINK = re.compile(r"<link\b(?![^>]{0,600}\b(?:canonical|alternate)\b)[^>]{0,600}>", re.IGNORECASE)
# Nothing here is ever asked for: pictures, robots, programs that show the page.
OTHER_META = re.compile(
    r"<meta\s+(?:property|name)=\"(?:og:image|og:video|twitter:image|twitter:card|twitter:app|al:|fb:|robots|googlebot|viewport|theme-color"
    r"|msapplication|apple-(?!mobile-web-app-title)|google|msvalidate|p:domain|format-detection|referrer|generator|mobile-web)[^\"<>]{0,60}\"[^<>]{0,800}>"
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
    head = OTHER_META.sub("", OTHER_LINK.sub("", without_noise(XML_DECLARATION.sub("", part))))
    tags: list[Tag] = list(BeautifulSoup(head, "lxml", parse_only=WANTED).find_all(True))
    links = [tag for tag in tags if tag.name == "link"]
    alternates = tuple(
        (text(tag, "hreflang"), text(tag, "href")) for tag in links if "alternate" in rel(tag) and text(tag, "type") not in FEEDS
    )
    titles = [readable(tag.get_text()) for tag in tags if tag.name == "title"]
    return Said(
        metas=by_name(tag for tag in tags if tag.name == "meta"),
        microdata=by_name(microdata(html[len(part) :])),
        title_tag=next(filter(None, titles), None),
        canonical=next((text(tag, "href") for tag in links if "canonical" in rel(tag) and text(tag, "href")), None),
        base=next((text(tag, "href") for tag in tags if tag.name == "base" and text(tag, "href")), None),
        alternates=alternates,
        feed=next((text(tag, "href") for tag in links if "alternate" in rel(tag) and text(tag, "type") in FEEDS), None),
    )


def head_part(html: str) -> str:
    end = END.search(html)
    return html[: min(end.start() if end else len(html), LONGEST_HEAD)]


def without_noise(head: str) -> str:
    """The head without scripts, styles and comments; each is looked for once, so that a page of openings without ends costs no more."""
    lower = head.lower()
    kept = []
    at = 0
    while found := NOISE.search(head, at):
        kept.append(head[at : found.start()])
        end = f"</{found[1].lower()}" if found[1] else "-->"
        at = lower.find(end, found.end())
        if at < 0:
            return "".join(kept)
        at = lower.find(">", at) + 1 or len(head)
    return "".join((*kept, head[at:]))


def microdata(body: str) -> Iterator[Tag]:
    found = MICRODATA.search(body) if "datePublished" in body else None
    return iter(BeautifulSoup(found[0], "lxml", parse_only=WANTED).find_all("meta")) if found else iter(())


def by_name(metas: Iterator[Tag]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for tag in metas:
        content = readable(text(tag, "content"))
        if not content:
            continue
        for attribute in NAMES:
            name = text(tag, attribute).lower()
            if name and content not in found[name]:
                found[name].append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def text(tag: Tag, attribute: str) -> str:
    value = tag.get(attribute)
    return " ".join(value) if isinstance(value, list) else (value or "").strip()


def rel(tag: Tag) -> list[str]:
    return text(tag, "rel").lower().split()
