"""The pages' own bytes, kept beside an index where the user says so: by their SHA-256, packed."""

from __future__ import annotations

import gzip
from pathlib import Path

from .article import Page
from .store.storage import write_durably

ORIGINALS = "originals"  # the folder in the index


def original(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / f"{digest}.gz"


def keep(folder: Path, page: Page) -> None:
    """Keep a page's bytes, whole or not at all. Raises OSError."""
    content = page.content.encode("utf-8", "surrogatepass") if isinstance(page.content, str) else page.content
    target = original(folder, page.digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_durably(target, gzip.compress(content, mtime=0))
