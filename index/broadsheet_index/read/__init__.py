"""Input formats: what a file holds, as pages. A new format is a module here and a line in READERS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from ..article import Given
from .feed import read_feed
from .found import NO_NAMES, Found
from .jsonl import read_jsonl
from .mhtml import read_mhtml
from .sniff import ending, is_page
from .table import read_csv
from .wacz import read_wacz
from .warc import read_warc
from .whole import read_html, read_text


class Reader(Protocol):
    """Reads the pages of a file."""

    def __call__(self, file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
        """path: relative to the folder indexed; given: what is said of the file; names: other scrapers' names for our keys."""


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".warc": read_warc,
    ".wacz": read_wacz,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
}


def reader_for(path: Path) -> Reader | None:
    """The reader of a file by its name, `.gz` aside, or by its beginning where the name says nothing; None where there is none.

    Raises OSError where the file has to be looked into and cannot be.
    """
    known = READERS.get(ending(path.name))
    return known or (read_html if is_page(path) else None)


def holds_records(name: str) -> bool:
    """True for a file that holds many pages, by its name or path."""
    return READERS.get(ending(name.rpartition("/")[2])) in (read_jsonl, read_csv, read_warc, read_wacz, read_feed)


__all__ = ["READERS", "Found", "Reader", "holds_records", "reader_for"]
