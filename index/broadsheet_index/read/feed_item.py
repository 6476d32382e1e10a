"""What an item of RSS 0.9x to 2.0, RSS 1.0 (RDF) or Atom says of itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from .saved import of_header

Element = etree._Element
XML = "{http://www.w3.org/XML/1998/namespace}"
TAGS = re.compile(r"<[^<>]{0,1000}>")
MARKUP = re.compile(r"<(?:p|br|div|a|img|b|i|em|strong|ul|ol|h\d|span|figure|blockquote|table)\b", re.IGNORECASE)
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ][\d:.]{4,15} ?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
PERSON_OF_MAIL = re.compile(r"[^\s()]+@[^\s()]+ *\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Item:
    """content: HTML, whole story or teaser. date: ISO text. Everything else as the item states it, None where it does not."""

    content: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    lang: str | None = None


def rss_item(element: Element) -> Item:
    """An item of RSS: text in content:encoded or description, whichever says more."""
    guid = _first(element, "guid")
    link = _text(_first(element, "link"))
    if not link and guid is not None and guid.get("ispermalink", guid.get("isPermaLink", "true")) == "true":
        link = _text(guid)
    texts = [_text(one) or "" for one in _all(element, "encoded", "description")]
    return Item(
        content=_as_html(max(texts, key=len, default="")),
        id=_text(guid) or link or element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
        url=_web(_base(element), link),
        title=_plain(_text(_first(element, "title"))),
        date=_date(_text(_first(element, "pubdate", "date", "published", "issued"))),
        authors=_authors(_text(one) for one in _all(element, "creator", "author")),
        source=_plain(_text(_first(element, "source"))),
        lang=_text(_first(element, "language")) or element.get(XML + "lang"),
    )


def atom_item(element: Element) -> Item:
    """An entry of Atom: text in content or summary. When it was updated is not when it was published."""
    links = _all(element, "link")
    link = next((one.get("href") for one in links if one.get("rel", "alternate") == "alternate"), None)
    texts = [_atom_html(one) for one in _all(element, "content", "summary")]
    source = _first(element, "source")
    return Item(
        content=max(texts, key=len, default=""),
        id=_text(_first(element, "id")) or link,
        url=_web(_base(element), link),
        title=_plain(_text(_first(element, "title"))),
        date=_date(_text(_first(element, "published", "issued"))),
        authors=_authors(_text(_first(one, "name")) for one in _all(element, "author")),
        source=_plain(_text(_first(source, "title"))) if source is not None else None,
        lang=element.get(XML + "lang"),
    )


def name_of(element: Element) -> str:
    """The name without its namespace, in small letters; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _all(element: Element | None, *names: str) -> list[Element]:
    """Children by name; those of media:, itunes: and the like never: a media:title is a picture's."""
    found = [] if element is None else [one for one in element if name_of(one) in names and not _is_of_media(one)]
    return sorted(found, key=lambda one: names.index(name_of(one)))


def _is_of_media(element: Element) -> bool:
    space = str(element.tag).lower()
    return "/mrss" in space or "itunes" in space or "googleplay" in space


def _first(element: Element | None, *names: str) -> Element | None:
    return next(iter(_all(element, *names)), None)


def _text(element: Element | None) -> str | None:
    """All text in an element; entities that XML does not know are still in it, as `&nbsp;`."""
    if element is None:
        return None
    return "".join(_texts(element)).strip() or None


def _texts(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag is etree.Entity:
            yield one.text or ""
        elif isinstance(one.tag, str) and one.text:
            yield one.text
        if one is not element and one.tail:
            yield one.tail


def _plain(text: str | None) -> str | None:
    """Text of a title, which in feeds is HTML more often than not: `Caf&amp;eacute;`, `<i>Gazette</i>`."""
    if not text:
        return None
    plain = " ".join(html.unescape(TAGS.sub("", html.unescape(text))).split())
    return plain[:1000] or None


def _atom_html(element: Element) -> str:
    kind = element.get("type", "text").lower()
    if kind in ("xhtml", "application/xhtml+xml"):
        return "".join(etree.tostring(one, encoding="unicode", method="html") for one in element)
    text = _text(element) or ""
    return text if kind in ("html", "text/html") else _as_html(text)


def _as_html(text: str) -> str:
    """HTML as it is; plain text with its paragraphs marked. Escaped twice (`&lt;p&gt;` in the text) counts as HTML."""
    if MARKUP.search(text):
        return text
    once = html.unescape(text)
    if MARKUP.search(once):
        return once
    return "".join(f"<p>{html.escape(html.unescape(one))}</p>" for one in re.split(r"\n\s*\n", text) if one.strip())


def _date(text: str | None) -> str | None:
    if not text:
        return None
    return text if ISO.fullmatch(text) else of_header(text)


def _authors(names: Iterator[str | None]) -> tuple[str, ...]:
    """Names; of "editor@gazette.example (Ines Calder)" the name; of an address alone none."""
    found: list[str] = []
    for name in names:
        person = PERSON_OF_MAIL.fullmatch(name or "")
        plain = _plain(person[1] if person else name)
        if plain and "@" not in plain and len(plain) <= 200:
            found.append(plain)
    return tuple(dict.fromkeys(found))


def _base(element: Element) -> str:
    """xml:base of an element, or of what it stands in."""
    base = ""
    one: Element | None = element
    while one is not None:
        here = one.get(XML + "base")
        if here:
            base = _joined(here, base)
        one = one.getparent()
    return base


def _web(base: str, link: str | None) -> str | None:
    url = _joined(base, "".join((link or "").split())) if link else ""
    return url if url.startswith(("http://", "https://")) else None


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return url
