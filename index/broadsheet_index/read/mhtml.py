"""MHTML (.mht, .mhtml): a page and its pictures as one mail, as Chrome, Edge and Internet Explorer save them.

The mail is cut here, not by the email package: that tests each line against each boundary it is inside, and 300 nested
parts of a made-up file cost it minutes. Its headers and encodings are the package's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from ..article import Given, Page
from . import unpack
from .found import NO_NAMES, PAGE_LIMIT, Found, outranking
from .http_message import HTML, charset
from .saved import of_header

HEAD_LIMIT = 64 << 10  # bytes of the headers of a part
HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n")
DEEPEST = 3  # parts within parts: related, and alternative in it
MOST_PARTS = 2_000  # pictures, styles and frames of a page


@dataclass(frozen=True, slots=True)
class Part:
    head: Message
    body: bytes
    whole: bool = True

    @property
    def kind(self) -> str:
        return self.head.get_content_type()

    @property
    def location(self) -> str:
        return "".join(str(self.head.get("content-location", "")).split())  # long ones are folded


def read_mhtml(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The page that was saved, without its frames and pictures."""
    try:
        data = unpack.content(file, PAGE_LIMIT)
    except unpack.TooLarge:
        yield Found("", None, f"larger than {PAGE_LIMIT // 1_000_000} MB")
        return
    except unpack.NotGzip as error:
        yield Found("", None, f"damaged gzip file ({error})")
        return
    mail = part_of(data)
    found = list(html_parts(mail))
    if not found:
        yield Found("", None, "no HTML part in it" if data.strip() else "empty file")
        return
    page = main_part(mail, found)
    if not page.whole:
        yield Found("", None, "cut off in the middle of its page")
        return
    content = page.head.get_payload(decode=True)
    assert isinstance(content, bytes)  # of a part that has no parts
    address = page.location or _location(mail)
    own = Given(
        url=address if address.startswith(("http://", "https://")) else None,
        fetched=of_header(str(mail.head.get("date", ""))),
    )
    said = charset(str(page.head.get("content-type", "")))
    digest = hashlib.sha256(content).hexdigest()
    yield Found("", Page(path, content, "html", digest, charset=said, given=outranking(given, own)))


def part_of(data: bytes, *, whole: bool = True) -> Part:
    """Bytes as headers and a body."""
    data = data.lstrip(b"\r\n")
    end = HEAD_END.search(data, 0, HEAD_LIMIT)
    head = BytesHeaderParser(policy=compat32).parsebytes(data[: end.end()] if end else b"")
    body = data[end.end() :] if end else b""
    head.set_payload(body.decode("ascii", "surrogateescape"))
    return Part(head, body, whole)


def html_parts(part: Part, depth: int = 0) -> Iterator[Part]:
    """The HTML parts of a mail, in order. Raises nothing: what is no part is none."""
    if not part.kind.startswith("multipart/"):
        if part.kind in HTML:
            yield part
        return
    boundary = part.head.get_boundary()
    if depth >= DEEPEST or not boundary:
        return
    # The line end before a boundary belongs to it. Surrogates: a boundary that is no text.
    pieces = (b"\n" + part.body).split(b"\n--" + str(boundary).encode("utf-8", "surrogateescape"), MOST_PARTS)
    for number, piece in enumerate(pieces[1:], 1):
        if piece.startswith(b"--"):
            return
        _, _, content = piece.partition(b"\n")
        yield from html_parts(part_of(content.removesuffix(b"\r"), whole=part.whole and number < len(pieces) - 1), depth + 1)


def main_part(mail: Part, found: list[Part]) -> Part:
    """The page itself: the part that the mail begins with, by its id or address, else the first."""
    start = str(mail.head.get_param("start") or "").strip("<> ")
    address = _location(mail)
    for part in found:
        if start and str(part.head.get("content-id", "")).strip("<> ") == start:
            return part
    return next((part for part in found if address and part.location == address), found[0])


def _location(mail: Part) -> str:
    return "".join(str(mail.head.get("snapshot-content-location") or mail.head.get("content-location") or "").split())
