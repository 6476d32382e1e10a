"""The table of contents of a generation: which segments and overlays, how large, with which digest; which records are gone.

    generation-0000007.json     one JSON text, and its SHA-256 on a line of its own

It is the last thing that a commit writes, so a generation is whole or it is not there. The one before is kept until the next
commit: where a file of the newest is damaged, it is opened instead, with a warning.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import hashlib
import json
import logging
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import IndexUntrusted
from .segment.file import Array, ArrayFile, Damaged, Written
from .segment.read import Segment
from .storage import write_durably

NAME = re.compile(r"generation-(\d{7,})\.json")
SEGMENT = re.compile(r"segment-(\d{7,})\.seg")
OVERLAY = re.compile(r"overlay-[a-z]+-(\d{7,})\.ovl")
KEPT = 2  # generations
LOG = logging.getLogger("broadsheet.index")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment of a generation. gone: (m,) which of its records are deleted."""

    segment: Segment
    written: Written
    gone: Array

    @property
    def name(self) -> str:
        return self.segment.name

    @property
    def alive(self) -> Array:
        return ~self.gone


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """An overlay of a generation (see overlays/), and the edition of the code that made it."""

    file: ArrayFile
    written: Written
    edition: int


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """number 0 is an index that nothing was ever committed to; committed: ISO time in UTC.

    overlays   by name; an index of an earlier version has none until its next commit
    told       what the user said that bears on the whole index, by the name of the overlay, as JSON
    """

    number: int = 0
    committed: str | None = None
    parts: tuple[Part, ...] = field(default=())
    overlays: Mapping[str, Laid] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


def path_of(folder: Path, number: int) -> Path:
    return folder / f"generation-{number:07}.json"


def numbers(folder: Path) -> list[int]:
    """The generations in a folder, oldest first."""
    return sorted(int(match[1]) for entry in folder.iterdir() if (match := NAME.fullmatch(entry.name)))


def next_segment(folder: Path) -> Path:
    """A name that no file of the folder has."""
    used = [int(match[1]) for entry in folder.iterdir() if (match := SEGMENT.match(entry.name))]
    return folder / f"segment-{max(used, default=0) + 1:07}.seg"


def next_overlay(folder: Path, name: str) -> Path:
    """A name that no file of the folder has."""
    used = [int(match[1]) for entry in folder.iterdir() if (match := OVERLAY.match(entry.name))]
    return folder / f"overlay-{name}-{max(used, default=0) + 1:07}.ovl"


def commit(folder: Path, generation: Generation) -> None:
    """Make a generation the newest. Its segments and overlays must be on the disk. Raises OSError."""
    told = {
        "number": generation.number,
        "committed": generation.committed,
        "segments": [
            {"file": part.name, "size": part.written.size, "digest": part.written.digest, "gone": _packed(part.gone)}
            for part in generation.parts
        ],
        "overlays": {
            name: {"file": laid.file.path.name, "size": laid.written.size, "digest": laid.written.digest, "edition": laid.edition}
            for name, laid in generation.overlays.items()
        },
        "told": dict(generation.told),
    }
    text = json.dumps(told, separators=(",", ":"))
    write_durably(path_of(folder, generation.number), f"{text}\n{hashlib.sha256(text.encode()).hexdigest()}\n".encode())


def now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clean(folder: Path, keep: int = KEPT, beside: Collection[str] = ()) -> None:
    """Remove older generations, the segments and overlays that only they had, and what an interrupted commit left.

    beside   names of files that are just being written
    """
    kept = numbers(folder)[-keep:]
    named = set(beside)
    for number in kept:
        try:
            told = _told(folder, number)
            named |= {entry["file"] for entry in (*told["segments"], *told.get("overlays", {}).values())}
        except Damaged:
            return  # what a damaged table names is not known, so nothing is removed
    for entry in folder.iterdir():
        match = NAME.fullmatch(entry.name)
        old = match is not None and int(match[1]) not in kept
        orphan = (SEGMENT.match(entry.name) or OVERLAY.match(entry.name)) is not None and entry.name not in named
        if old or orphan:
            with contextlib.suppress(OSError):  # Windows keeps what a reader has mapped; the next commit tries again
                entry.unlink()


def open_newest(folder: Path, held: Generation | None = None) -> Generation:
    """The newest generation that can be opened, sharing the segments and overlays of one that is held already.

    Raises IndexUntrusted where there are generations and none can be opened.
    """
    tries = 5
    failure: Exception | None = None
    for _ in range(tries):
        there = numbers(folder)
        for number in reversed(there):
            try:
                opened = open_one(folder, number, held)
            except (Damaged, OSError) as error:
                failure = error
                if numbers(folder) != there:
                    break  # a commit came between; look again
                continue
            if number != there[-1]:
                LOG.warning("%s: generation %d is damaged (%s); opened %d", folder, there[-1], failure, number)
            return opened
        else:
            if not there:
                return Generation()
            break
    raise IndexUntrusted(
        f"{folder}: the index cannot be read ({failure}). Make it anew with: broadsheet index FOLDER --into ANOTHER"
    )


def _told(folder: Path, number: int) -> dict[str, Any]:
    path = path_of(folder, number)
    text, _, digest = path.read_text(encoding="utf-8", errors="replace").partition("\n")
    if hashlib.sha256(text.encode()).hexdigest() != digest.strip():
        raise Damaged(f"{path.name} is not what was written")
    read: dict[str, Any] = json.loads(text)
    return read


def open_one(folder: Path, number: int, held: Generation | None = None) -> Generation:
    """A generation by its number. Raises Damaged or OSError."""
    told = _told(folder, number)
    open_already = {(part.name, part.written): part.segment for part in held.parts} if held else {}
    parts = []
    for entry in told["segments"]:
        written = Written(int(entry["size"]), entry["digest"])
        segment = open_already.get((entry["file"], written)) or Segment(folder / entry["file"], written)
        parts.append(Part(segment, written, _unpacked(entry["gone"], segment.records)))
    laid_already = {(laid.file.path.name, laid.written): laid for laid in held.overlays.values()} if held else {}
    overlays = {}
    for name, entry in told.get("overlays", {}).items():
        written = Written(int(entry["size"]), entry["digest"])
        overlays[name] = laid_already.get((entry["file"], written)) or Laid(
            ArrayFile(folder / entry["file"], written), written, int(entry["edition"])
        )
    committed = told["committed"]
    return Generation(number, str(committed) if committed else None, tuple(parts), overlays, told.get("told", {}))


def _packed(gone: Array) -> str:
    """A mask as text; empty where nothing is gone."""
    return base64.b64encode(zlib.compress(np.packbits(gone).tobytes())).decode() if gone.any() else ""


def _unpacked(text: str, size: int) -> Array:
    if not text:
        return np.zeros(size, bool)
    try:
        bits = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    except (binascii.Error, zlib.error) as error:
        raise Damaged(str(error)) from error
    return np.unpackbits(bits, count=size).astype(bool)
