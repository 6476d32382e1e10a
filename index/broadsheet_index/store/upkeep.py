"""Looking after an index: what is damaged, all of it in one segment, and all of it made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import generation, place
from .generation import Generation
from .segment.file import Damaged
from .stored import unpacked
from .writer import ArchiveWriter, capture, files_in


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
    """Make one segment of all, without what was deleted. Raises Locked, StorageFailed."""
    with ArchiveWriter(folder) as writer:
        writer.compact()


def rebuild(folder: Path, into: Path) -> int:
    """Make an index anew from what is stored in another, with the analysis of this version; returns its pages.

    Raises IndexMissing, IndexUntrusted, NotEmpty, Locked, StorageFailed.
    """
    place.check(folder)
    held = generation.open_newest(folder)
    pages = 0
    with ArchiveWriter(into) as writer:
        for part, number in _pages(held):
            key, article = capture(held.parts[part].segment, number)
            writer.put(key, unpacked(held.parts[part].segment.record(number))["id"], article)
            pages += 1
        for file in files_in(held):
            writer.remember(file)
        for name, told in held.told.items():
            writer.tell(name, told)
        writer.commit()
    return pages


def _pages(held: Generation) -> Iterator[tuple[int, int]]:
    """Part and number of each record alive that is a page."""
    for at, part in enumerate(held.parts):
        for number in range(part.segment.records):
            if not part.gone[number] and "key" in unpacked(part.segment.record(number)):
                yield at, number
