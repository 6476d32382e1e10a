"""Input formats: what a file holds, as pages. A new format is a module here and a line in READERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..article import Given
from .found import Found
from .jsonl import read_jsonl
from .whole import read_html, read_text

Reader = Callable[[Path, str, Given], Iterator[Found]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}


def reader_for(path: Path) -> Reader | None:
    """The reader of a file by its name, `.gz` aside; None where there is none."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return READERS.get(suffixes[-1]) if suffixes else None


__all__ = ["READERS", "Found", "Reader", "reader_for"]
