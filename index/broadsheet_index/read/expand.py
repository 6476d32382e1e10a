"""Compressed bytes to bytes, never many more than their number warrants: 2,233 bytes of gzip in gzip hold a gigabyte."""

from __future__ import annotations

import zlib
from typing import Any, Final

try:
    import brotli as _brotli
except ImportError:  # no wheel for this machine: pages compressed with it are listed
    brotli: Any = None
else:
    brotli = _brotli

RECORD_LIMIT: Final = 8 << 20  # bytes of one record, and of the page in it
RATIO: Final = 200  # bytes out for each byte in; deflate itself ends at 1,032, real pages at about 50
FLOOR: Final = 64 << 10  # bytes out at which the ratio begins to matter: a short page of blanks is no bomb
GZIP = b"\x1f\x8b"
GZIP_WINDOW, ZLIB_WINDOW, RAW_WINDOW = 31, 15, -15  # zlib's wbits for the three wrappings of deflate


class TooMuch(Exception):
    """More comes out than is allowed; the text says of which limit, in words that end a sentence."""


class NotReadable(Exception):
    """What is there is not what it says it is, or stops before its end."""


def most(stored: int, limit: int = RECORD_LIMIT) -> int:
    """Bytes that `stored` bytes may expand to."""
    return min(limit, max(FLOOR, RATIO * stored))


def past(expanded: int, stored: int, limit: int = RECORD_LIMIT) -> TooMuch:
    if expanded > limit:
        return TooMuch(f"longer than {limit >> 20} MiB")
    return TooMuch(f"expands to more than {RATIO} times its size")


def decoded(body: bytes, coding: str) -> bytes:
    """The body without its Content-Encoding. What does not begin like its coding was decoded by the crawler: it is as it is.

    Raises TooMuch, NotReadable.
    """
    if coding in ("gzip", "x-gzip"):
        return _gunzipped(body) if body.startswith(GZIP) else body
    if coding == "deflate":
        return _inflated(body)
    if coding == "br":
        return _from_brotli(body)
    if coding in ("", "identity"):
        return body
    raise NotReadable(f"compressed with {coding[:20]}, which is not read")


def _gunzipped(body: bytes) -> bytes:
    allowed = most(len(body))
    out = bytearray()
    rest = body
    while rest.startswith(GZIP):  # members may follow each other; anything else after one is padding
        part = zlib.decompressobj(GZIP_WINDOW)
        out += _expanded(part, rest, allowed + 1 - len(out))
        if len(out) > allowed:
            raise past(len(out), len(body))
        if not part.eof:
            raise NotReadable("its compressed body is cut off")
        rest = part.unused_data
    return bytes(out)


def _inflated(body: bytes) -> bytes:
    """Deflate: zlib by the standard, raw by many a server, and neither where the crawler has decoded it."""
    allowed = most(len(body))
    for window in (ZLIB_WINDOW, RAW_WINDOW):
        part = zlib.decompressobj(window)
        try:
            out = _expanded(part, body, allowed + 1)
        except NotReadable:
            continue
        if len(out) > allowed:
            raise past(len(out), len(body))
        if part.eof:
            return out
        if window == ZLIB_WINDOW:  # with the right beginning; text may look like raw deflate for a while
            raise NotReadable("its compressed body is cut off")
    return _as_it_is(body, "deflate")


def _expanded(part: zlib._Decompress, data: bytes, limit: int) -> bytes:
    try:
        return part.decompress(data, limit)
    except zlib.error as error:
        raise NotReadable(f"its compressed body is damaged ({error})") from error


def _from_brotli(body: bytes) -> bytes:
    if brotli is None:
        raise NotReadable("compressed with br; install brotli to read it")
    allowed = most(len(body))
    part = brotli.Decompressor()
    out = bytearray()
    try:
        # The limit of one call is of its buffer, not of what it returns: asked again until no more comes.
        piece = part.process(body, output_buffer_limit=FLOOR)
        while piece:
            out += piece
            if len(out) > allowed:
                raise past(len(out), len(body))
            piece = b"" if part.is_finished() else part.process(b"", output_buffer_limit=FLOOR)
    except brotli.error:
        return _as_it_is(body, "br")
    if not part.is_finished():
        raise NotReadable("its compressed body is cut off")
    return bytes(out)


def _as_it_is(body: bytes, coding: str) -> bytes:
    if body.lstrip()[:1] == b"<":
        return body
    raise NotReadable(f"its body is not the {coding} it says it is")
