"""The newest articles of a search as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from broadsheet_index.store.captures import fetched_at

from . import urls
from .legible import legible

if TYPE_CHECKING:
    from broadsheet_index.article import Article
    from broadsheet_search.engine import Answer, Hit

MEDIA = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
NO_XML = re.compile(r"[\ufffe\uffff]")  # beside the control characters, which are not legible
NEVER = "1970-01-01T00:00:00Z"
LONGEST = 500  # characters of a summary


def atom(answer: Answer, q: str, this: str, page: str, link: Callable[[str], str]) -> bytes:
    """q: what was asked, "" for everything. this, page: whole addresses of the feed and of the results; link: of an article."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", this)
    _add(feed, "title", f"{q} – Broadsheet" if q else "Broadsheet")
    _add(feed, "subtitle", answer.read_back)
    _add(feed, "updated", answer.generation.updated or NEVER)
    _link(feed, "self", this, MEDIA)
    _link(feed, "alternate", page, "text/html")
    _add(_add(feed, "author"), "name", "Broadsheet")
    _add(feed, "generator", "Broadsheet")
    for hit in answer.hits:
        _entry(feed, hit, link(hit.id), answer.generation.updated or NEVER)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ElementTree.Element, hit: Hit, link: str, indexed: str) -> None:
    article = hit.article
    entry = _add(feed, "entry")
    _add(entry, "id", link)
    _add(entry, "title", article.title)
    _add(entry, "updated", _moment(article, indexed))
    if article.published.precision == "day":
        _add(entry, "published", f"{article.published.value}T00:00:00Z")
    _link(entry, "alternate", link, "text/html")
    if article.url and urls.is_web_address(article.url):
        _link(entry, "via", article.url, "text/html")
    for author in article.authors:
        _add(_add(entry, "author"), "name", author)
    if article.source.name or article.source.domain:
        _add(entry, "rights", f"{article.source.name or article.source.domain}")
    for who in article.people:
        _add(entry, "category").set("term", _clean(who.name))
    text = " … ".join(snippet.text for snippet in hit.snippets) or next(iter(article.body), "")
    _add(entry, "summary", text[:LONGEST])


def _moment(article: Article, indexed: str) -> str:
    """When an entry last changed, as far as anybody knows: fetched, else published, else taken into the index."""
    seconds = fetched_at(article.fetched)
    if seconds > 0:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    value = article.published.value
    return f"{value}{'-01-01'[len(value) - 10 :] if len(value) < 10 else ''}T00:00:00Z" if value else indexed


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        child.text = _clean(text)
    return child


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    link = _add(parent, "link")
    link.attrib.update(rel=rel, href=_clean(href), type=kind)


def _clean(text: str) -> str:
    return NO_XML.sub("", str(legible(text)))
