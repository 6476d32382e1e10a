"""Input formats: what a file holds, as pages. A new format is a module here and a line in READERS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from ..article import Given
from .found import NO_NAMES, Found
from .jsonl import read_jsonl
from .table import read_csv
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
}


def reader_for(path: Path) -> Reader | None:
    """The reader of a file by its name, `.gz` aside; None where there is none."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return READERS.get(suffixes[-1]) if suffixes else None


__all__ = ["READERS", "Found", "Reader", "reader_for"]
