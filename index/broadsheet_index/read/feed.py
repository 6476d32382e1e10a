"""RSS and Atom files: one page an item, with what the feed says of it.

An item often carries the whole story, as HTML, and its true date and author; often a teaser only, which is kept as what it is.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from ..article import Given, Page
from . import unpack
from .decode import to_text
from .feed_item import Element, Item, atom_item, name_of, rss_item
from .found import NO_NAMES, PAGE_LIMIT, Found, outranking

ROOTS = {"rss": "item", "rdf": "item", "feed": "entry"}
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ELEMENT = re.compile("<[A-Za-z]")
END = re.compile(r"</(?:\w+:)?(?:rss|rdf|feed)\s*>\s*(?:<!--.{0,5000}-->\s*)?\Z", re.IGNORECASE | re.DOTALL)
LONGEST_NAME = 300  # characters of an item's own id


def read_feed(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The items of a feed. A damaged file gives what stands before the damage; an item that is cut off is named."""
    try:
        text = to_text(unpack.content(file, PAGE_LIMIT))
    except unpack.TooLarge:
        yield Found("", None, f"larger than {PAGE_LIMIT // 1_000_000} MB")
        return
    except unpack.NotGzip as error:
        yield Found("", None, f"damaged gzip file ({error})")
        return
    first = ELEMENT.search(text)
    if "<!entity" in text[: first.start() if first else None].lower():
        yield Found("", None, "declares entities, which no feed needs")
        return
    root, damage = tree_of(text)
    kind = name_of(root) if root is not None else ""
    if root is None or kind not in ROOTS:
        yield Found("", None, "empty file" if not text.strip() else f"no feed: its root is {kind}" if kind else "no feed: not XML")
        return
    elements = [one for one in root.iter() if name_of(one) == ROOTS[kind]]
    cut = damage is not None and END.search(text, max(0, len(text) - 6000)) is None
    if not elements:
        yield Found("", None, "a feed without items")
    taken: set[str] = set()
    for number, element in enumerate(elements, 1):
        item = atom_item(element) if kind == "feed" else rss_item(element)
        name = item.id if item.id and len(item.id) <= LONGEST_NAME and item.id not in taken else str(number)
        taken.add(name)
        if cut and number == len(elements):
            yield Found(name, None, f"cut off ({damage})")
        else:
            yield _page(item, name, path, given, language_of(root))
    if damage and not cut:
        yield Found("", None, f"damaged XML, items may be missing ({damage})")


def tree_of(text: str) -> tuple[Element | None, str | None]:
    """The root of a document, as far as it can be read, and what is wrong with it. Nothing outside the text is ever asked for."""
    content = CONTROLS.sub("", DECLARATION.sub("", text, count=1)).encode("utf-8", "replace")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, str(error)
    # HTML's own entities (&nbsp;) are declared nowhere in XML, and half the feeds have them: left as they are, decoded later.
    fatal = [one for one in parser.error_log if one.type_name not in ("ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY")]
    worst = next((one for one in fatal if one.level_name == "FATAL"), None)
    return root, f"line {worst.line}: {' '.join(worst.message.split())[:100]}" if worst else None


def language_of(root: Element) -> str | None:
    """The language of all items, as the feed says it."""
    for element in root.iter():
        if name_of(element) == "language" and element.text:
            return element.text.strip()[:20]
        if name_of(element) in ("item", "entry"):
            break
    return root.get("{http://www.w3.org/XML/1998/namespace}lang")


def _page(item: Item, name: str, path: str, given: Given, lang: str | None) -> Found:
    if not item.content.strip():
        return Found(name, None, "an item without text")
    title = html.escape(item.title or "")
    content = (
        f'<!DOCTYPE html><html lang="{html.escape(lang or "")}"><head><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>\n{item.content}\n</article></body></html>"
    )
    own = Given(source=item.source, date=item.date, title=item.title, authors=item.authors or None, lang=item.lang, url=item.url)
    page = Page(
        path=f"{path}#{name}",
        content=content,
        form="html",
        digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        given=outranking(given, own),
    )
    return Found(name, page)
