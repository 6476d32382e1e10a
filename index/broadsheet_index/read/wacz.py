"""WACZ: a crawl in one zip file (Browsertrix, ArchiveWeb.page), its WARC files under archive/."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from ..article import Given
from .expand import RATIO, TooMuch
from .found import NO_NAMES, Found
from .warc import pages

MOST_FILES = 1_000  # WARC files of one crawl
DIRECTORY = 16 << 20  # bytes of the zip's list of files: 200,000 of them
TAIL = 22 + 65_535  # bytes in which a zip file ends: its last entry and a comment
END = b"PK\x05\x06"
PIECE = 1 << 20
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


def read_wacz(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The pages of a crawl, named archive/data.warc.gz@OFFSET. A file inside that cannot be read is named, and the next is read."""
    with file.open("rb") as raw:
        reason = _refused(raw, file.stat().st_size)
        if reason:
            yield Found("", None, reason)
            return
        try:
            archive = zipfile.ZipFile(raw)
        except DAMAGED as error:
            yield Found("", None, f"damaged zip file ({error})")
            return
        crawls = [one for one in archive.infolist() if _is_crawl(one.filename)]
        if not crawls:
            yield Found("", None, "no WARC file in it (archive/*.warc.gz)")
        elif not _is_sound(crawls, file.stat().st_size):
            yield Found("", None, "damaged zip file, or a made-up one (files that lie over each other, or a thousand of them)")
        else:
            for one in crawls:
                yield from _crawl(archive, raw, one, path, given)


def _is_crawl(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc.gz", ".warc"))


def _is_sound(crawls: list[zipfile.ZipInfo], size: int) -> bool:
    within = all(one.header_offset >= 0 and one.header_offset + one.compress_size < size for one in crawls)
    return within and len(crawls) <= MOST_FILES and sum(one.compress_size for one in crawls) <= size


def _refused(raw: IO[bytes], size: int) -> str | None:
    """What is wrong with the end of the file, before its list of files is taken into memory."""
    raw.seek(max(0, size - TAIL))
    tail = raw.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < 22:
        return "cut off, or no zip file"
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if listed == 0xFFFFFFFF and at >= 20:  # zip64: the length stands in a record that the 20 bytes before point to
        raw.seek(min(int.from_bytes(tail[at - 12 : at - 4], "little"), size))
        listed = int.from_bytes(raw.read(56)[40:48], "little")
    return f"its list of files is longer than {DIRECTORY >> 20} MiB" if listed > DIRECTORY else None


def _crawl(archive: zipfile.ZipFile, raw: IO[bytes], one: zipfile.ZipInfo, path: str, given: Given) -> Iterator[Found]:
    inside = f"{one.filename}@"
    if one.compress_type not in READ or one.flag_bits & 1:
        yield Found(one.filename, None, "encrypted, or compressed in a way that is not read")
    elif one.compress_type == zipfile.ZIP_STORED:  # as the format asks for
        start = _start(raw, one)
        yield from pages(cast("IO[bytes]", io.BufferedReader(Slice(raw, start, one.file_size))), one.file_size, path, given, inside)
    else:
        # Copied out: the next record after a damaged one is looked for by going back, which a packed file does from its start.
        with tempfile.TemporaryFile() as copy:
            try:
                _copied(archive, one, copy)
            except TooMuch as error:
                yield Found(one.filename, None, str(error))
            except DAMAGED as error:
                yield Found(one.filename, None, f"damaged in its zip file ({error}); read as far as it is whole")
            yield from pages(copy, copy.tell(), path, given, inside)


def _copied(archive: zipfile.ZipFile, one: zipfile.ZipInfo, copy: IO[bytes]) -> None:
    left = max(PIECE, RATIO * one.compress_size)
    with archive.open(one) as packed:
        while piece := packed.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise TooMuch(f"expands to more than {RATIO} times its size")
            copy.write(piece)


def _start(raw: IO[bytes], one: zipfile.ZipInfo) -> int:
    """Where a stored file's bytes begin: behind its local header, whose extra field the list of files does not know."""
    raw.seek(one.header_offset + 26)
    name, extra = struct.unpack("<HH", raw.read(4).ljust(4, b"\0"))
    return one.header_offset + 30 + int(name) + int(extra)


class Slice(io.RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
