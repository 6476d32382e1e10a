"""JSON lines: one record a line, with `html` (cleaned like a page) or `body` or `text` (taken as clean).

Keys: `id`, `url`, `title`, `date`, `authors`, `source`, `lang`, `fetched`. Others are kept and shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..article import Given, Page
from . import unpack
from .found import LINE_LIMIT, PAGE_LIMIT, Found, outranking

KNOWN = frozenset(("id", "url", "title", "date", "authors", "author", "body", "text", "html", "source", "lang", "fetched"))


def read_jsonl(file: Path, path: str, given: Given) -> Iterator[Found]:
    """The records of a file. A line that cannot be used gives its reason, and the next line is read."""
    taken: set[str] = set()
    number = 0
    try:
        for number, line in unpack.lines(file, LINE_LIMIT):
            if line is None:
                yield Found(str(number), None, f"line {number}: longer than {LINE_LIMIT // 1_000_000} MB")
                continue
            if not line.strip():
                continue
            yield _record(line, number, path, given, taken)
    except unpack.NotGzip as error:
        yield Found(str(number + 1), None, f"damaged gzip file after line {number} ({error})")


def _record(line: bytes, number: int, path: str, given: Given, taken: set[str]) -> Found:
    here = str(number)
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Found(here, None, f"line {number}: not UTF-8 ({error.reason} at byte {error.start})")
    except (ValueError, RecursionError) as error:
        return Found(here, None, f"line {number}: not JSON ({error})")
    if not isinstance(record, dict):
        return Found(here, None, f"line {number}: not a JSON object")
    name, clash = here, None
    if isinstance(record.get("id"), str | int) and str(record["id"]).strip():
        name = str(record["id"])
        if name in taken:
            clash = f'line {number}: the id "{name}" was used before; kept as {path}#{number}'
            name = here
    taken.add(name)
    html = _text(record.get("html"))
    body = _text(record.get("body")) or _text(record.get("text"))
    content = html or body
    if not content:
        return Found(name, None, f"line {number}: neither body, text nor html")
    if len(content) > PAGE_LIMIT:
        return Found(name, None, f"line {number}: larger than {PAGE_LIMIT // 1_000_000} MB")
    page = Page(
        path=f"{path}#{name}",
        content=content,
        form="html" if html else "clean",
        digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        given=outranking(given, given_of(record)),
        extra=tuple((key, json.dumps(value, ensure_ascii=False)) for key, value in record.items() if key not in KNOWN),
    )
    return Found(name, page, clash)


def given_of(record: dict[str, Any]) -> Given:
    """What a record of JSONL, a metadata file or a side file says of a page. What has the wrong type is not said."""
    authors = record.get("authors", record.get("author"))
    if isinstance(authors, str):
        authors = [one.strip() for one in authors.split(";")]
    listed = tuple(one.strip() for one in authors if isinstance(one, str) and one.strip()) if isinstance(authors, list) else None
    return Given(
        source=_text(record.get("source")),
        date=_text(record.get("date")),
        fetched=_text(record.get("fetched")),
        title=_text(record.get("title")),
        authors=listed or None,
        lang=_text(record.get("lang")),
        url=_text(record.get("url")),
    )


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
