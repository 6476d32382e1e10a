"""Every hit of a search, to be taken away: JSONL, CSV, RIS, BibTeX and CSL-JSON, a piece of text a hit, without an end in sight.

Nothing is held but the hit that is being written, so a million of them need no more memory than one.
"""

from __future__ import annotations

import csv as table
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import cite
from .engine import Hit

COLUMNS = ("id", "title", "published", "precision", "source", "authors", "people", "url", "path", "section", "lang", "flags")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet takes what follows for a formula
PARTED = "; "  # between several values of a cell

Link = Callable[[str], str | None]  # from an id to the address where the archive shows the article
Record = Callable[[Hit], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """media     its type
    ending    of a file's name
    meaning   in words, for help and documentation
    write     all of it, piece by piece
    """

    media: str
    ending: str
    meaning: str
    write: Callable[[Iterable[Hit], Record, Link], Iterator[str]]


def jsonl(hits: Iterable[Hit], record: Record, link: Link) -> Iterator[str]:
    """A JSON object a line; the last line says that it is the last, and how many there were."""
    count = 0
    for hit in hits:
        yield json.dumps(record(hit), ensure_ascii=False) + "\n"
        count += 1
    yield json.dumps({"end": True, "count": count}) + "\n"


def csv(hits: Iterable[Hit], record: Record, link: Link) -> Iterator[str]:
    """A table with a header line, as RFC 4180 has it."""
    yield _row(COLUMNS)
    for hit in hits:
        yield _row(map(harmless, cells(hit)))


def cells(hit: Hit) -> tuple[str, ...]:
    """The cells of one hit, in the order of COLUMNS; "" for what is not known."""
    article = hit.article
    return (
        hit.id,
        article.title,
        article.published.value or "",
        article.published.precision,
        cite.source_of(article) or "",
        PARTED.join(article.authors),
        PARTED.join(who.name for who in article.people),
        article.url or "",
        article.path,
        article.section or "",
        article.lang or "",
        PARTED.join(article.flags),
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet executes: an apostrophe stands before what would begin a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("  -1"), harmless("Anna-Lena")
    ("'=HYPERLINK(1)", "'  -1", 'Anna-Lena')
    """
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.startswith(DANGEROUS) or cell.lstrip().startswith(DANGEROUS) else cell


def _row(values: Iterable[str]) -> str:
    line = io.StringIO()
    table.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()


def csl(hits: Iterable[Hit], record: Record, link: Link) -> Iterator[str]:
    """One JSON array, an item a line."""
    parted = "["
    for hit in hits:
        yield parted + "\n" + json.dumps(cite.csl(hit, link(hit.id)), ensure_ascii=False)
        parted = ","
    yield "[]\n" if parted == "[" else "\n]\n"


def _one_by_one(written: Callable[[Hit, str | None], str]) -> Callable[[Iterable[Hit], Record, Link], Iterator[str]]:
    return lambda hits, record, link: (written(hit, link(hit.id)) for hit in hits)


FORMATS: dict[str, Format] = {
    "jsonl": Format("application/x-ndjson", "jsonl", "a JSON object a line, with the whole text", jsonl),
    "csv": Format("text/csv", "csv", "a table for spreadsheets", csv),
    "ris": Format("application/x-research-info-systems", "ris", "references for Zotero, EndNote and Mendeley", _one_by_one(cite.ris)),
    "bibtex": Format("application/x-bibtex", "bib", "references for LaTeX", _one_by_one(cite.bibtex)),
    "csl": Format("application/vnd.citationstyles.csl+json", "json", "references as CSL-JSON", csl),
}
CITE_MEDIA = {"plain": "text/plain", **{name: FORMATS[name].media for name in ("ris", "bibtex", "csl")}}
