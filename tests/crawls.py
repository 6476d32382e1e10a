"""Small crawls of our own writing: WARC records as crawlers write them, and the ways they come to harm."""

from __future__ import annotations

import gzip
import random
import struct
import zlib

from .pages import html_page

HTML = "text/html; charset=utf-8"


def http(body: bytes, kind: str = HTML, status: str = "200 OK", **more: str) -> bytes:
    """An HTTP answer; `more` are headers, with _ for -."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *(f"{name.replace('_', '-')}: {value}" for name, value in more.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    url: str = "https://echo.example/ferry",
    type: str = "response",
    kind: str = "application/http; msgtype=response",
    more: str = "",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n{more}Content-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def ferry(number: int, filler: int = 0) -> bytes:
    """A record of a page that no other number has; `filler`: so many bytes more that do not pack well."""
    page = html_page(f"Ferry {number} cancelled", f"Island{number}").encode()
    page += b"<!--" + random.Random(number).randbytes(filler // 2).hex().encode() + b"-->" if filler else b""
    return record(http(page), f"https://echo.example/ferry/{number}")


def crawl(records: int, *, packed: bool, filler: int = 0) -> bytes:
    """A crawl as a WARC file: an info record, then pages with their images and a redirect between them."""
    parts = [record(b"software: test\r\n", "urn:info", "warcinfo", "application/warc-fields")]
    for number in range(records):
        parts += [
            ferry(number, filler),
            record(http(b"\x89PNG\r\n\x1a\n" * 20, "image/png"), f"https://echo.example/{number}.png"),
            record(http(b"<html>moved</html>", status="301 Moved"), f"https://echo.example/{number}"),
        ]
    return b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)


def bomb() -> bytes:
    """A gigabyte of zeros in gzip, as the body of an answer, in gzip: about 2 KB."""
    zeros = bytes(1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(1024):
        check = zlib.crc32(zeros, check)
    body = b"\x1f\x8b\x08" + bytes(7) + piece * 1024 + b"\x03\x00" + struct.pack("<II", check, 1 << 30)
    return gzip.compress(record(http(body, Content_Encoding="gzip")), 9, mtime=0)


def crawls(records: int) -> list[bytes]:
    """Plain and packed, with pages that fill a piece of reading and unpacking, and several."""
    return [crawl(records, packed=packed, filler=filler) for filler in (0, 0, 0, 90_000) for packed in (False, True)]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The data with a few bits turned, bytes lost or put in, pieces repeated, or its end cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        at, length = rng.randrange(len(out)), rng.randrange(1, 60)
        match rng.randrange(6):
            case 0 | 1:
                out[at] ^= 1 << rng.randrange(8)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = rng.randbytes(length)
            case 4:
                out[at:at] = out[max(0, at - 400) : at]
            case _ if at:
                del out[at:]
    return bytes(out)
