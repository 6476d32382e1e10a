"""Bytes to be read forward, with one mark to come back to: a plain file, or one gzip member of a file."""

from __future__ import annotations

import re
import zlib
from abc import ABC, abstractmethod
from typing import IO

from .expand import GZIP_WINDOW, RECORD_LIMIT, NotReadable, most, past

PIECE = 64 << 10  # bytes read, or unpacked, at once
MEMBER = b"\x1f\x8b\x08"
SEARCHED = 1 << 20  # bytes searched for a member at once
BEGINNING = 2_048  # bytes of a member that must give the word WARC
MOST_CANDIDATES = 100_000  # places that look like a member and are none; each costs 5 µs


class Stream(ABC):
    """position: bytes from the beginning, unpacked. held: what is behind the mark stays in memory, up to a record's length."""

    held = True

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._first = 0  # position of the buffer's first byte
        self._at = 0  # in the buffer
        self._marked: int | None = None

    @abstractmethod
    def _piece(self) -> bytes:
        """The next bytes; none at the end."""

    @abstractmethod
    def place(self, position: int) -> str:
        """How a reader is told where that is."""

    @property
    def position(self) -> int:
        return self._first + self._at

    @property
    def at_end(self) -> bool:
        return not self.peek(1)

    def peek(self, number: int) -> bytes:
        while len(self._buffer) - self._at < number and self._more():
            pass
        return bytes(self._buffer[self._at : self._at + number])

    def read(self, number: int) -> bytes:
        out = bytearray()
        while len(out) < number and (self._at < len(self._buffer) or self._more()):
            piece = self._buffer[self._at : self._at + number - len(out)]
            self._at += len(piece)
            out += piece
        return bytes(out)

    def skip(self, number: int) -> int:
        """Past so many bytes; how many there were."""
        left = number
        while left and (self._at < len(self._buffer) or self._more()):
            step = min(left, len(self._buffer) - self._at)
            self._at += step
            left -= step
        return number - left

    def line(self, limit: int) -> bytes:
        """Up to and with the next end of line; `limit` bytes without one where it is longer."""
        looked = 0
        while True:
            end = self._buffer.find(b"\n", self._at + looked, self._at + limit)
            if end >= 0:
                return self.read(end + 1 - self._at)
            looked = min(limit, len(self._buffer) - self._at)
            if looked >= limit or not self._more():
                return self.read(looked)

    def skip_newlines(self) -> None:
        while self.peek(1) in (b"\r", b"\n"):
            rest = self._buffer[self._at :]
            self._at += len(rest) - len(rest.lstrip(b"\r\n"))

    def find(self, pattern: re.Pattern[bytes], longest: int) -> bool:
        """On to the next match; to the end, and False, where there is none."""
        while True:
            found = pattern.search(self._buffer, self._at)
            if found:
                self._at = found.start()
                return True
            self._at = max(self._at, len(self._buffer) - longest)
            if not self._more():
                self._at = len(self._buffer)
                return False

    def mark(self) -> None:
        self._marked = self.position

    def rewind(self) -> int:
        """Back to the mark, as far as it is still held; how many bytes that is."""
        back = max(self._marked if self._marked is not None else self.position, self._first)
        gone = self.position - back
        self._at = back - self._first
        return gone

    def _more(self) -> bool:
        piece = self._piece()
        if not piece:
            return False
        keep = self._at
        if self.held and self._marked is not None and self.position - self._marked <= RECORD_LIMIT + PIECE:
            keep = max(0, min(keep, self._marked - self._first))
        self._first += keep
        self._at -= keep
        del self._buffer[:keep]
        self._buffer += piece
        return True


class Plain(Stream):
    """A file that is not packed: what is skipped is not read, and every mark can be gone back to."""

    held = False

    def __init__(self, file: IO[bytes], size: int) -> None:
        super().__init__()
        self._file = file
        self._size = size
        file.seek(0)

    def _piece(self) -> bytes:
        return self._file.read(PIECE)

    def place(self, position: int) -> str:
        return str(position)

    def skip(self, number: int) -> int:
        if number <= len(self._buffer) - self._at:
            return super().skip(number)
        step = max(0, min(number, self._size - self.position))
        self._go(self.position + step)
        return step

    def rewind(self) -> int:
        back = self._marked if self._marked is not None else self.position
        gone = self.position - back
        if back >= self._first:
            self._at = back - self._first
        else:
            self._go(back)
        return gone

    def _go(self, position: int) -> None:
        self._file.seek(position)
        self._buffer.clear()
        self._first = position
        self._at = 0


class Member(Stream):
    """One gzip member. Raises NotReadable where the file ends inside it, TooMuch past the ratio, zlib.error where it is damaged.

    end         byte offset behind it, once it was read to its end
    unpacked    bytes that came out of it
    """

    def __init__(self, file: IO[bytes], offset: int) -> None:
        super().__init__()
        self._file = file
        self._offset = offset
        self._gzip = zlib.decompressobj(GZIP_WINDOW)
        self._given = 0
        self.unpacked = 0

    @property
    def end(self) -> int:
        return self._offset + self._given - len(self._gzip.unused_data)

    def place(self, position: int) -> str:
        return f"{self._offset}+{position}" if position else str(self._offset)

    def _piece(self) -> bytes:
        while not self._gzip.eof:
            packed = self._gzip.unconsumed_tail
            if not packed:
                self._file.seek(self._offset + self._given)
                packed = self._file.read(PIECE)
                self._given += len(packed)
                if not packed:
                    raise NotReadable("cut off at the end of the file")
            piece = self._gzip.decompress(packed, PIECE)
            self.unpacked += len(piece)
            # At the end of a member zlib counts what follows it twice: as unused and as unconsumed.
            used = self._given - len(self._gzip.unused_data if self._gzip.eof else self._gzip.unconsumed_tail)
            if self.unpacked > most(used, self.unpacked):
                raise past(self.unpacked, used, self.unpacked)
            if piece:
                return piece
        return b""


def next_member(file: IO[bytes], at: int) -> int | None:
    """Where the next gzip member begins that holds a WARC record; None where there is none."""
    tried = 0
    file.seek(at)
    data = file.read(SEARCHED)
    while data:
        found = data.find(MEMBER)
        while 0 <= found <= max(0, len(data) - BEGINNING) or (found >= 0 and len(data) < SEARCHED):
            if _begins_record(data[found : found + BEGINNING]):
                return at + found
            tried += 1
            if tried > MOST_CANDIDATES:
                return None
            found = data.find(MEMBER, found + 1)
        if len(data) < SEARCHED:
            return None
        at += SEARCHED - BEGINNING
        file.seek(at)
        data = file.read(SEARCHED)
    return None


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
