"""An HTTP answer as a crawler kept it: status, headers, body; chunks joined and compression taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from . import expand

LINE_LIMIT = 64 << 10  # bytes of a header line
HEAD_LIMIT = 256 << 10  # bytes of all header lines together
MOST_LINES = 1_000
MOST_CODINGS = 3  # of one body: more is a trick
STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
END = re.compile(rb"\r?\n\r?\n")
HTML = ("text/html", "application/xhtml+xml")


class BadHead(Exception):
    """Lines that are no headers."""


@dataclass(frozen=True, slots=True)
class Message:
    """status: 200 and the like; headers: by their names in small letters; body: as it went over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_html(self) -> bool:
        """True for an HTML page, by what is said of it, or by its beginning where nothing is said."""
        kind = media_type(self.headers.get("content-type"))
        return kind in HTML if kind else self.body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))


def message(block: bytes) -> Message:
    """The answer in a record's block. Raises BadHead."""
    status = STATUS.match(block)
    if status is None:
        raise BadHead("no HTTP answer")
    end = END.search(block, 0, HEAD_LIMIT)
    head = block[: end.start() if end else HEAD_LIMIT]
    lines = head.split(b"\n")[1:]
    if any(len(line) > LINE_LIMIT for line in lines):
        raise BadHead(f"an HTTP header line longer than {LINE_LIMIT >> 10} KB")
    if end is None and len(block) > HEAD_LIMIT:
        raise BadHead(f"HTTP headers longer than {HEAD_LIMIT >> 10} KB")
    return Message(int(status[1]), headers(lines), block[end.end() :] if end else b"")


def headers(lines: list[bytes]) -> dict[str, str]:
    """Header lines by name; the first of two counts; lines that are none are passed over. Raises BadHead."""
    if len(lines) > MOST_LINES:
        raise BadHead(f"more than {MOST_LINES:,} header lines")
    out: dict[str, str] = {}
    last = ""
    for line in lines:
        if line[:1] in (b" ", b"\t") and last:  # folded, as old servers did
            out[last] = f"{out[last]} {_text(line)}"[:LINE_LIMIT]
            continue
        name, colon, value = line.partition(b":")
        last = name.strip().decode("ascii", "replace").lower() if colon else ""
        if last in out:
            last = ""
        elif last:
            out[last] = _text(value)
    return out


def body(found: Message) -> bytes:
    """The body as a browser would have it. Raises TooMuch, NotReadable."""
    data = found.body
    if "chunked" in found.headers.get("transfer-encoding", "").lower():
        data = joined(data)
    codings = [one.strip().lower() for one in found.headers.get("content-encoding", "").split(",")]
    if len(codings) > MOST_CODINGS:
        raise expand.NotReadable("compressed too many times")
    for coding in reversed(codings):
        data = expand.decoded(data, coding)
    return data


def joined(data: bytes) -> bytes:
    """The chunks of a body as one. Many crawlers join them and keep the header: what begins with no chunk is taken as it is."""
    out = bytearray()
    at = 0
    while size := CHUNK.match(data, at):
        length = int(size[1], 16)
        start = size.end()
        if not length:
            return bytes(out)
        out += data[start : start + length]
        at = start + length
        if at > len(data):
            break
        at += 2 if data[at : at + 2] == b"\r\n" else int(data[at : at + 1] == b"\n")
    if not at:
        return data
    if at == len(data) and out.rstrip().endswith(b"</html>"):  # only the last, empty chunk is missing
        return bytes(out)
    raise expand.NotReadable("its chunks are damaged or cut off")


def media_type(value: str | None) -> str | None:
    found = MEDIA_TYPE.match(value or "")
    return found[1].lower() if found else None


def charset(value: str | None) -> str | None:
    found = CHARSET.search(value or "")
    return found[1] if found else None


def _text(value: bytes) -> str:
    return value.strip().decode("utf-8", "replace")
