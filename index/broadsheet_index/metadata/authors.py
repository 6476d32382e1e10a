"""Who wrote it, and which agency or desk: JSON-LD, meta tags, the byline beside the headline. The first that names a person wins.

Only people are authors. An agency, a desk, "Staff" and the site itself are not; nor are writers of related stories,
whose names stand in lists that `Reading.near` leaves out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..strip import Block
from ..strip.lines import is_paragraph
from ..strip.rules.author_note import introduced_names
from .agencies import is_agency, is_named_desk
from .byline import byline, lone_names, shouted_name
from .head import Said
from .json_ld import Graph
from .names import Names, names_in
from .reading import Reading
from .same import plain

METAS = (
    "parsely-author", "sailthru.author", "author", "article:author", "article:author_name", "article.author", "dc.creator",
    "dcterms.creator", "byl", "byline", "citation_author", "cxenseparse:author", "cxenseparse:recs:author", "og:article:author",
    "og:author", "creator", "article:authors", "authors", "shareaholic:article_author_name", "content-author", "dcsext.author",
)  # fmt: skip
WRITTEN = re.compile(r"written by|author|^by$|geschrieben|verfasst|écrit par|escrito por|scritto da|автор", re.IGNORECASE)
ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
LONE_REACH = 6  # blocks below the headline of a dump in which a lone name is the author's
LABEL = re.compile(r"(?:autor(?:in)?(?:/autor)?|author|auteur)\b ?:? ?(?=[A-ZÀ-Þ])", re.IGNORECASE)
EDITOR = re.compile(r"(?:editor|edited by|redaktur|redaktor|penyunting)\s*:\s*(?P<name>\S.{2,40})", re.IGNORECASE)
CONTACTED = re.compile(r"@|\[email")
CLOSING = 8  # blocks after the text in which it may be signed
CLOSING_LABELLED = 40  # the same where a label says so: related stories may stand above it
LONGEST_META = 400  # characters
LONGEST_MARKED = 110  # characters of a line that the page calls a byline


@dataclass(frozen=True, slots=True)
class Authors:
    """Who wrote the article; `line` is the block that says so, if one does."""

    persons: tuple[str, ...] = ()
    agency: str | None = None
    line: Block | None = None


def authors(reading: Reading, sites: frozenset[str]) -> Authors:
    """Return the authors and the agency.

    sites  what the site calls itself, plain (see same.plain)
    """
    if reading.given.authors is not None:
        return Authors(reading.given.authors)
    agency: str | None = None
    editors = {plain(match["name"]) for block in reading.blocks if "byline" in block.own_cues and (match := EDITOR.match(block.text))}
    sites |= reading.graph.accounts
    for named in (from_json_ld(reading, sites), from_metas(reading, sites)):
        agency = agency or named.agency
        persons = tuple(name for name in named.authors if plain(name) not in editors)  # who only edited it wrote nothing
        if persons:
            return Authors(persons, agency)
    line, named = from_lines(reading, sites)
    return Authors(named.authors, agency or named.agency, line)


def writers(said: Said, graph: Graph) -> tuple[str, ...]:
    """All whom the page's head calls authors, as written: for telling notes about them from the article's text."""
    told = [one.name for one in graph.named("author") if one.kind != "organisation"]
    told += [content for name in METAS for content in said.metas.get(name, ()) if ADDRESS.search(content) is None]
    return tuple(dict.fromkeys(one for one in told if len(one) <= LONGEST_META))


def from_json_ld(reading: Reading, sites: frozenset[str]) -> Names:
    persons: list[str] = []
    agency: str | None = None
    for key in ("author", "creator", "contributor"):
        for one in reading.graph.named(key):
            if len(one.name) > LONGEST_META:
                continue
            if one.kind == "organisation":
                if agency is None and plain(one.name) not in sites and (is_agency(one.name) or is_named_desk(one.name)):
                    agency = one.name
                continue
            named = names_in(one.name, strict=False, site=sites)
            persons += [name for name in named.authors if name not in persons]
            agency = agency or named.agency
        if persons:
            break
    return Names(tuple(persons), agency)


def from_metas(reading: Reading, sites: frozenset[str]) -> Names:
    agency: str | None = None
    for name in METAS:
        found: list[str] = []
        for content in reading.said.metas.get(name, ()):
            if len(content) <= LONGEST_META and ADDRESS.search(content) is None and not is_of_site(content, sites):
                named = names_in(content, strict=False, site=sites)
                found += [person for person in named.authors if person not in found]
                agency = agency or named.agency
        if found:
            return Names(tuple(found), agency)
    for number in ("1", "2"):  # as WordPress tells Twitter and Slack
        if WRITTEN.search(reading.said.first(f"twitter:label{number}") or ""):
            named = names_in(reading.said.first(f"twitter:data{number}") or "", strict=False, site=sites)
            return Names(named.authors, agency or named.agency)
    return Names(agency=agency)


def is_of_site(content: str, sites: frozenset[str]) -> bool:
    """True for the site and its town: "hessenschau.de, Frankfurt, Germany"."""
    return plain(content.split(",")[0]) in sites


def from_lines(reading: Reading, sites: frozenset[str]) -> tuple[Block | None, Names]:
    """The byline among the lines near the headline: one that says "by", one the page marks, or a name alone on its line."""
    agency: str | None = None
    for line, named in lines(reading, sites):
        if named.authors:
            return line, Names(named.authors, agency or named.agency)
        agency = agency or named.agency
    return None, Names(agency=agency)


def lines(reading: Reading, sites: frozenset[str]) -> Iterator[tuple[Block, Names]]:
    for block in reading.near:
        named = byline(block.text, site=sites)
        if named is not None:
            yield block, named
    for block in reading.near:
        if "byline" in block.own_cues and len(block.text) <= LONGEST_MARKED and not is_paragraph(block):
            named = byline(block.text, marked=True, site=sites)
            if named is not None:
                yield block, named
    if not reading.is_html and reading.headline >= 0:
        yield from lone_lines(reading, sites)
    if reading.is_html and reading.kept and (shouted := shouted_name(reading.kept[0].text, sites)):
        yield reading.kept[0], Names((shouted,))
    yield from closing_lines(reading, sites)


def closing_lines(reading: Reading, sites: frozenset[str]) -> Iterator[tuple[Block, Names]]:
    """A byline under the text: one that the page marks, one with a label ("Autor: Anna Kubišta"), or a name that signs the text."""
    if not reading.kept:
        return
    last = reading.kept[-1]
    for block in reading.blocks[last.number + 1 : last.number + 1 + CLOSING_LABELLED]:
        if len(block.text) > LONGEST_MARKED or not reading.foreign_cues.isdisjoint(block.own_cues):
            continue
        is_marked = "byline" in block.own_cues and block.number <= last.number + CLOSING
        is_labelled = reading.is_html and LABEL.match(block.text) is not None
        named = byline(block.text, site=sites) if is_marked or is_labelled else None
        if named is None and is_marked:
            named = Names(lone_names(block.text, sites))
        if named is not None and named.authors:
            yield block, named
    signed = lone_names(last.text, sites)
    if signed and last.number > reading.begin:
        yield last, Names(signed)
    yield from noted_lines(reading, last.number, sites)


def noted_lines(reading: Reading, last: int, sites: frozenset[str]) -> Iterator[tuple[Block, Names]]:
    """Whom notes under the text tell of: a name with an address or a note below it, or the names that notes open with."""
    below = [block for block in reading.blocks if last < block.number <= last + CLOSING]
    notes = [block for block in below if reading.rules.get(block.number) == "author note"]
    for block, following in itertools.pairwise(below):
        if reading.foreign_cues.isdisjoint(block.own_cues) and (following in notes or CONTACTED.search(block.text)):
            persons = lone_names(block.text, sites)
            if persons:
                yield block, Names(persons)
    found = [names_in(name, site=sites) for block in notes for name in introduced_names(block.text)]
    if found:
        yield notes[0], Names(tuple(dict.fromkeys(person for named in found for person in named.authors)))


def lone_lines(reading: Reading, sites: frozenset[str]) -> Iterator[tuple[Block, Names]]:
    """In a dump: names alone on a line between headline and text."""
    below = [block for block in reading.blocks if block.number > reading.headline and reading.is_own(block)]
    paragraphs = 0
    for block in below[:LONE_REACH]:
        persons = lone_names(block.text, sites)
        if persons:
            yield block, Names(persons)
        paragraphs += is_paragraph(block)
        if paragraphs > 1:  # the first may be a standfirst
            return
