"""Bytes of a file, gzip taken off, never more than a limit: 2 KB of gzip can hold a gigabyte."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

GZIP = b"\x1f\x8b"
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)  # what reading a damaged or cut gzip file raises


class TooLarge(Exception):
    """The content is larger than the limit."""


class NotGzip(Exception):
    """The file is cut short, or no gzip after all."""


def opened(path: Path) -> IO[bytes]:
    """The file for reading; what begins like gzip is unpacked on the way, whatever its name."""
    file = path.open("rb")
    if file.peek(2)[:2] == GZIP:
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return file


def content(path: Path, limit: int) -> bytes:
    """All of a file. Raises TooLarge past `limit` bytes, NotGzip where its gzip is damaged."""
    with opened(path) as file:
        try:
            data = file.read(limit + 1)
        except DAMAGED as error:
            raise NotGzip(str(error)) from error
    if len(data) > limit:
        raise TooLarge
    return data


def lines(path: Path, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers from 1; None for a line of more than `limit` bytes. Raises NotGzip."""
    with opened(path) as file:
        number = 0
        try:
            while line := file.readline(limit + 1):
                number += 1
                if len(line) <= limit:
                    yield number, line
                    continue
                while line and not line.endswith(b"\n"):  # on to its end, holding none of it
                    line = file.readline(limit)
                yield number, None
        except DAMAGED as error:
            raise NotGzip(str(error)) from error
