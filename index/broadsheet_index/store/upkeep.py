"""Looking after an index: what is damaged, all of it in one segment, all of it made anew, one article out of it for good."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ..errors import BadInput
from ..originals import ORIGINALS, original
from . import generation, place
from .segment.file import Damaged
from .writer import ArchiveWriter


def damage(folder: Path) -> list[str]:
    """Every file of the generations kept that is not what was written, and which array of it: reads all bytes of the index.

    Raises IndexMissing or IndexUntrusted where there is none.
    """
    place.check(folder)
    found: list[str] = []
    looked: set[str] = set()
    for number in reversed(generation.numbers(folder)):
        try:
            held = generation.open_one(folder, number)
        except (Damaged, OSError) as error:
            found.append(f"generation {number}: {error}")
            continue
        for file in (*(part.segment.file for part in held.parts), *(laid.file for laid in held.overlays.values())):
            if file.path.name not in looked:
                looked.add(file.path.name)
                found += [f"{file.path.name}: {array}" for array in file.damage()]
    return found


def compact(folder: Path) -> None:
    """Make one segment of all, without what was deleted. Raises IndexMissing, IndexUntrusted, Locked, StorageFailed."""
    place.check(folder)
    with ArchiveWriter(folder) as writer:
        writer.compact()


def rebuild(folder: Path, into: Path | None = None) -> int:
    """Make an index anew from what is stored in it, with the analysis of this version; returns its pages.

    into    a new folder; None: in its place, where the generation before is kept until the next commit
    Raises IndexMissing, IndexUntrusted, NotEmpty, Locked, StorageFailed.
    """
    place.check(folder)
    if into is None:
        with ArchiveWriter(folder) as writer:
            return writer.rebuild()
    with ArchiveWriter(into) as writer:
        return writer.take_in(generation.open_newest(folder))


def forget(folder: Path, id: str, reason: str) -> tuple[str, ...]:
    """Take one article out for good: out of every segment, stored page and kept generation; a tombstone keeps it from coming back.

    Returns the paths of its captures. Raises BadInput where there is no such article, Locked, StorageFailed.
    """
    place.check(folder)
    with ArchiveWriter(folder) as writer:
        captures = writer.expunge(id, reason)
        if not captures:
            known = writer.forgotten().get(id)
            raise BadInput(f"{id}: forgotten already ({known})." if known else f"{id}: there is no such article in {folder}.")
    for article in captures:
        with contextlib.suppress(FileNotFoundError):
            original(folder / ORIGINALS, article.digest).unlink()
    return tuple(article.path for article in captures)
