"""A WARC file as records, each with its place, and damage named by its place.

Our own reader, not warcio's: one header line of 50 MB held warcio for over 20 s, and after a damaged record it stops. Here
every line, record and expansion has its limit, and after damage the next head is looked for.

    file        plain: records one after the other; .gz: members, as a rule one record each
    record      WARC/1.0 CRLF, header lines, empty line, block of Content-Length bytes, CRLF CRLF
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from .expand import GZIP, RECORD_LIMIT, NotReadable, TooMuch
from .http_message import HEAD_LIMIT, LINE_LIMIT, BadHead, headers
from .warc_stream import Member, Plain, Stream, next_member

PEEK = 64 << 10  # bytes of a record longer than RECORD_LIMIT that say what it is
MOST_DAMAGE = 10_000  # damaged records after which a file is given up
PATIENCE = 512 << 20  # bytes read twice after damage, or as many as the file has; then it is given up
VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\s*")
HEAD = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]{1,40}:")
NEARBY = re.compile(rb"^WARC-[A-Z][A-Za-z-]{1,40}:", re.MULTILINE)
AROUND = 2_048  # bytes in which the rest of the next head stands, where its own beginning is damaged
HEAD_LENGTH = 60  # bytes that HEAD may match
LENGTH = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True)
class Record:
    """place: byte offset in the file, "+ bytes unpacked" where a gzip member holds several; whole: the block is all here."""

    place: str
    head: Mapping[str, str]
    block: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Damage:
    place: str
    reason: str


class Patience:
    """How much damage a file may yet have: a made-up one could have the same bytes read a million times."""

    def __init__(self, bytes_again: int) -> None:
        self._bytes = bytes_again
        self._records = MOST_DAMAGE

    def damaged(self, bytes_again: int) -> None:
        self._bytes -= bytes_again
        self._records -= 1

    @property
    def is_out(self) -> bool:
        return self._bytes < 0 or self._records < 0


def records(file: IO[bytes], size: int, wanted: Callable[[Mapping[str, str]], bool]) -> Iterator[Record | Damage]:
    """The wanted records of a file, in order, and what could not be read. Others are passed over. Never raises for what is in the file."""
    patience = Patience(max(PATIENCE, size))
    file.seek(0)
    if file.read(2) != GZIP:
        yield from _Reading(Plain(file, size), wanted, patience).all()
    else:
        yield from _of_members(file, size, wanted, patience)
    if patience.is_out:
        yield Damage(str(size), "too much damage: the file was not read to its end")


def _of_members(
    file: IO[bytes], size: int, wanted: Callable[[Mapping[str, str]], bool], patience: Patience
) -> Iterator[Record | Damage]:
    at: int | None = 0
    while at is not None and at < size and not patience.is_out:
        member = Member(file, at)
        found = _Reading(member, wanted, patience)
        try:
            yield from found.all()
        except (NotReadable, TooMuch, zlib.error) as error:
            yield Damage(member.place(found.start), _in_words(error))
            patience.damaged(member.unpacked)
            at = next_member(file, at + 1)
            continue
        here = at = member.end
        file.seek(at)
        if at < size and file.read(2) != GZIP:
            at = next_member(file, at)
            if at is not None or not _is_padding(file, here, size):
                yield Damage(str(here), "neither a record nor the end of the file")
                patience.damaged(0)


def _is_padding(file: IO[bytes], at: int, size: int) -> bool:
    """Zeros up to the end, as tapes leave them."""
    file.seek(at)
    return size - at <= RECORD_LIMIT and not file.read(size - at).strip(b"\0\r\n")


def _in_words(error: Exception) -> str:
    return f"damaged gzip ({error})" if isinstance(error, zlib.error) else str(error)


class _Reading:
    """Records of one stream. A gzip member raises where its bytes are wrong; the record it raised for is not yielded.

    start      where the record begins that is being read
    """

    def __init__(self, stream: Stream, wanted: Callable[[Mapping[str, str]], bool], patience: Patience) -> None:
        self.stream = stream
        self.wanted = wanted
        self.patience = patience
        self.start = 0

    def all(self) -> Iterator[Record | Damage]:
        stream = self.stream
        while True:
            stream.skip_newlines()
            self.start = stream.position
            if stream.at_end:
                return
            stream.mark()
            try:
                one = self._record(stream.place(self.start))
            except BadHead as error:
                yield Damage(stream.place(self.start), str(error))
                if not self._go_on():
                    return
                continue
            if one:
                yield one

    def _record(self, place: str) -> Record | None:
        """The record here, to its very end; None for one that is not wanted. Raises BadHead, with words for whatever is wrong."""
        stream = self.stream
        head = self._head()
        length = int(head["content-length"])
        wanted = self.wanted(head)
        asked = (length if length <= RECORD_LIMIT else PEEK) if wanted else 0
        stream.mark()
        block = stream.read(asked)
        there = len(block) + (stream.skip(length - asked) if len(block) == asked else 0)
        if there < length:
            raise BadHead(f"cut off: {length:,} bytes announced, {there:,} there")
        ends = stream.peek(4) == b"\r\n\r\n"
        stream.skip_newlines()
        if stream.at_end or stream.peek(5) == b"WARC/" or (ends and NEARBY.search(stream.peek(AROUND))):
            return Record(place, head, block, asked == length) if wanted else None
        raise BadHead(f"not the {length:,} bytes it announces: no record follows")

    def _head(self) -> dict[str, str]:
        version = self._line()
        if not VERSION.fullmatch(version):
            raise BadHead("no record begins here")
        lines: list[bytes] = []
        left = HEAD_LIMIT
        while line := self._line().rstrip(b"\r\n"):
            lines.append(line)
            left -= len(line)
            if left < 0:
                raise BadHead(f"headers longer than {HEAD_LIMIT >> 10} KB")
        head = headers(lines)
        if "warc-type" not in head:
            raise BadHead("damaged: its header has no WARC-Type")
        if not LENGTH.fullmatch(head.get("content-length", "")):
            raise BadHead("damaged: its header has no Content-Length")
        return head

    def _line(self) -> bytes:
        line = self.stream.line(LINE_LIMIT)
        if line.endswith(b"\n"):
            return line
        raise BadHead("cut off in its header" if len(line) < LINE_LIMIT else f"a header line longer than {LINE_LIMIT >> 10} KB")

    def _go_on(self) -> bool:
        """To the next head behind the mark. False where there is none, or where there was too much damage."""
        self.patience.damaged(self.stream.rewind())
        if self.stream.position <= self.start:
            self.stream.read(1)
        return not self.patience.is_out and self.stream.find(HEAD, HEAD_LENGTH)
