"""WARC files as crawlers write them (.warc, .warc.gz): each HTML page that a server answered with 200, by its byte offset."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

from ..article import Given, Page
from . import http_message
from .expand import RECORD_LIMIT, NotReadable, TooMuch
from .found import NO_NAMES, Found, outranking
from .http_message import BadHead
from .warc_records import Damage, Record, records

OK = 200
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
DIGESTS = {("sha1", 32), ("sha1", 40), ("sha256", 56), ("sha256", 64)}  # kind and length: base 32 or hexadecimal


def read_warc(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The pages of a crawl. What is damaged is named by its offset, and the next record is read."""
    with file.open("rb") as raw:
        yield from pages(raw, file.stat().st_size, path, given)


def pages(raw: IO[bytes], size: int, path: str, given: Given, inside: str = "") -> Iterator[Found]:
    """The pages of an open WARC; `inside`: where it lies in a file of several. Images, redirects and the like are passed over."""
    seen = False
    for one in records(raw, size, _is_wanted):
        name = inside + one.place
        if isinstance(one, Damage):
            found: Found | None = Found(name, None, one.reason)
        else:
            found = _page(one, name, path, given)
        if found:
            seen = True
            yield replace(found, at=raw.tell())
    if not seen:
        yield Found(inside.rstrip("@"), None, "no HTML page in it" if size else "empty file")


def _is_wanted(head: Mapping[str, str]) -> bool:
    kind = http_message.media_type(head.get("content-type"))
    if head["warc-type"] == "resource":
        return kind in http_message.HTML
    return head["warc-type"] == "response" and kind in ("application/http", None)


def _page(record: Record, name: str, path: str, given: Given) -> Found | None:
    """The page of a record, or why it gives none; None for an answer that is no page."""
    head = record.head
    try:
        if head["warc-type"] == "resource":
            said, content = head.get("content-type"), record.block
        else:
            answer = http_message.message(record.block)
            if answer.status != OK or not answer.is_html:
                return None
            said = answer.headers.get("content-type")
            content = http_message.body(answer) if record.whole else b""
    except (BadHead, NotReadable, TooMuch) as error:
        return Found(name, None, str(error))
    if not record.whole:
        return Found(name, None, f"longer than {RECORD_LIMIT >> 20} MiB")
    url = head.get("warc-target-uri", "").strip("<>")  # brackets: as wget writes it
    fetched = head.get("warc-date", "")
    own = Given(
        url=url if url.startswith(("http://", "https://")) else None,
        fetched=fetched if DATE.fullmatch(fetched) else None,
    )
    page = Page(
        path=f"{path}#{name}",
        content=content,
        form="html",
        digest=hashlib.sha256(content).hexdigest(),
        charset=http_message.charset(said),
        given=outranking(given, own),
    )
    return Found(name, page, _what_is_odd(record))


def _what_is_odd(record: Record) -> str | None:
    cut = record.head.get("warc-truncated")
    if cut:
        return f"cut short by its crawler ({cut[:40]})"
    kind, _, digest = record.head.get("warc-block-digest", "").partition(":")
    if (kind, len(digest.strip("="))) not in DIGESTS:
        return None
    real = hashlib.new(kind, record.block).digest()
    known = (real.hex().upper(), base64.b32encode(real).decode().strip("="))
    return None if digest.strip("=").upper() in known else "its bytes are not those its crawler wrote (WARC-Block-Digest)"
