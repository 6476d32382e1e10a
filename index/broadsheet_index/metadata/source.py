"""Who published the page: what the user said, the publisher of JSON-LD, og:site_name, the ending of the title that fits the domain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..article import Given, Source
from ..strip import Block
from .address import told_domain
from .agencies import is_agency
from .dateline import Dateline
from .head import Said
from .json_ld import Graph, types
from .same import plain
from .titles import SEPARATOR

LONGEST = 80  # characters of a name
MOST_WORDS = 8
COPYRIGHT = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*){1,3}(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?P<name>[A-ZÀ-Þ][^.,|©:;()\d]{2,50})",
    re.IGNORECASE,
)
LEGAL = re.compile(r"\s*(?:\ball rights reserved.*|\b(?:inc|ltd|llc|gmbh|plc|corp|limited)\b\.?.*)$", re.IGNORECASE)
DESK_OF = re.compile(r"^(?P<name>(?:The )?[A-ZÀ-Þ].*?)['’]?s? (?:news ?desk|newsroom|web ?desk|desk|news staff|staff|online desk|bureau)$")
FOOT = 12  # blocks at a page's end that may hold its copyright line


def source(given: Given, said: Said, graph: Graph, domain: str | None) -> Source:
    """Return who published the page, from what it says to machines; `told_in_text` adds what its lines say."""
    if given.source:
        told = told_domain(given, domain)
        if told and not domain:
            return Source(None, told)
        return Source(given.source, domain)
    return Source(next(names(said, graph, domain), None), domain)


def names(said: Said, graph: Graph, domain: str | None) -> Iterator[str]:
    """Names of the site, most trusted first."""
    publishers = [one.name for one in graph.named("publisher")]
    for node in graph.of_type("website", "newsmediaorganization"):
        publishers += [graph.text("name", node) or ""]
    candidates = [*publishers, said.first("og:site_name") or "", said.first("application-name", "apple-mobile-web-app-title") or ""]
    for name in candidates:
        if is_name(name):
            yield name
    for name in title_endings(said, domain):
        yield name


def is_name(name: str) -> bool:
    return bool(name) and len(name) <= LONGEST and len(name.split()) <= MOST_WORDS and "://" not in name and any(char.isalpha() for char in name)


def title_endings(said: Said, domain: str | None) -> Iterator[str]:
    """Ends of the title that the domain spells too: "... - Eastvale Post" of eastvale-post.example."""
    title = said.title_tag or ""
    core = plain(domain.rsplit(".", 1)[0]) if domain else ""
    parts = [part.strip() for part in SEPARATOR.split(title)]
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        own = plain(part).removeprefix("the")
        if own and core and (own in core or (core in own and len(own) <= 2 * len(core))):
            yield part


def site_names(said: Said, graph: Graph, domain: str | None) -> tuple[str, ...]:
    """All that the site calls itself, for telling it from headlines and authors."""
    found = list(names(said, graph, domain))
    if domain:
        found += [domain, domain.rsplit(".", 1)[0].split(".")[-1]]
    for name in ("twitter:site", "article:publisher"):
        content = said.first(name)
        if content:
            found.append(content.rstrip("/").rsplit("/", 1)[-1].lstrip("@"))
    return tuple(dict.fromkeys(found))


def owners(said: Said) -> tuple[str, ...]:
    """Who owns the page by its meta tags: no authors, but they may well be in its headline."""
    contents = (said.first(name) for name in ("copyright", "publisher", "dc.publisher", "dcterms.publisher"))
    return tuple(content for content in contents if content and is_name(content))


def told_in_text(found: Source, blocks: tuple[Block, ...], agency: str | None, line: Dateline | None) -> Source:
    """The source with a name from the page's lines, where it has none: a copyright line, a desk, an agency's own dateline."""
    if found.name:
        return found
    for block in reversed(blocks[-FOOT:]):
        match = COPYRIGHT.search(block.text) if len(block.text) <= 300 else None
        name = LEGAL.sub("", match["name"]).strip() if match else ""
        if match and is_name(name) and name[0].isupper() and len(name.split()) <= 5:
            return Source(name, found.domain)
    desk = DESK_OF.match(agency or "")
    if desk:
        return Source(desk["name"], found.domain)
    if line is not None and line.agency and is_agency(line.agency) and found.domain is None and agency_speaks(line.agency, blocks):
        return Source(line.agency, None)
    return found


def agency_speaks(agency: str, blocks: tuple[Block, ...]) -> bool:
    """True where the text itself says that it was told to the agency ("the press office told TASS"): then it is the agency's own page."""
    return any(re.search(rf"\btold (?:the )?{re.escape(agency)}\b", block.text) for block in blocks)


def is_site_node(graph: Graph) -> bool:
    """True where the page says that it is a site or a list, and no article."""
    return any(not types(node).isdisjoint(["collectionpage", "searchresultspage"]) for node in graph.nodes) and not graph.article
