"""The folder of an index: what marks it as one, who may write to it, where its parts lie."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from whoosh.util.filelock import FileLock

from ..errors import IndexMissing, IndexUntrusted, Locked, NotEmpty
from ..version import VERSION
from ..walk import INDEX_MARK
from . import generation
from .storage import write_durably

FORMATS = {
    1: "2026-11: Whoosh's own codec; one row of columns a document",
    2: "2026-11: segments of arrays (segment/), tables of contents in JSON",
    3: "2026-11: fingerprints of articles in the segments",
    4: "2026-11: where words begin as characters, not as gaps; long texts packed one by one",
}
FORMAT = 4
MARK = INDEX_MARK
HOLDER = "writer.json"
LOCK = "writer.lock"


def folder_of(address: str | os.PathLike[str]) -> Path:
    return Path(address).expanduser()


def check(folder: Path) -> None:
    """Raises IndexMissing where there is no index, IndexUntrusted where it is none of this version's."""
    mark = folder / MARK
    try:
        told = json.loads(mark.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexMissing(str(folder)) from None
    except (OSError, ValueError) as error:
        raise IndexUntrusted(f"{mark}: cannot be read ({error}).") from None
    found = told.get("format") if isinstance(told, dict) else None
    if found != FORMAT:
        raise IndexUntrusted(
            f"{folder}: index format {found}; this version of Broadsheet reads format {FORMAT}. "
            "Make a new index with: broadsheet index FOLDER --into ANOTHER"
        )


def create(folder: Path) -> None:
    """Make an empty index in a folder that is new or empty. Raises NotEmpty otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmpty(str(folder))
    write_durably(folder / MARK, json.dumps({"format": FORMAT, "made_by": VERSION}).encode())


def newest_generation(folder: Path) -> int:
    return max(generation.numbers(folder), default=0)


class WriterLock:
    """The one writer of an index. The system frees it when its process dies; it names its holder for those who wait."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: Any = FileLock(str(folder / LOCK))

    def acquire(self) -> None:
        """Raises Locked, with who holds it and since when."""
        if not self._lock.acquire(blocking=False):
            held: dict[str, Any] = {}
            with contextlib.suppress(OSError, ValueError):  # just taken, not yet named
                held = json.loads((self._folder / HOLDER).read_text(encoding="utf-8"))
            raise Locked(str(self._folder), held.get("pid"), held.get("since"))
        since = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        with contextlib.suppress(OSError):  # a full disk: who waits is told less, and the commit will say it
            (self._folder / HOLDER).write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="utf-8")

    def release(self) -> None:
        (self._folder / HOLDER).unlink(missing_ok=True)
        self._lock.release()
