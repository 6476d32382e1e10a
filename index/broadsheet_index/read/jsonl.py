"""JSON lines: one record a line, with `html` (cleaned like a page) or `body` or `text` (taken as clean)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..article import Given
from . import unpack
from .found import LINE_LIMIT, NO_NAMES, Found
from .record import Records


def read_jsonl(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The records of a file. A line that cannot be used gives its reason, and the next line is read."""
    records = Records(path, given, names)
    number = at = 0
    try:
        for number, line in unpack.lines(file, LINE_LIMIT):
            at += len(line or b"")
            if line is None:
                yield Found(str(number), None, f"line {number}: longer than {LINE_LIMIT // 1_000_000} MB", at)
            elif line.strip():
                yield replace(_record(line, number, records), at=at)
    except unpack.NotGzip as error:
        yield Found(str(number + 1), None, f"damaged gzip file after line {number} ({error})")


def _record(line: bytes, number: int, records: Records) -> Found:
    here = str(number)
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Found(here, None, f"line {number}: not UTF-8 ({error.reason} at byte {error.start})")
    except (ValueError, RecursionError) as error:
        return Found(here, None, f"line {number}: not JSON ({error})")
    if not isinstance(record, dict):
        return Found(here, None, f"line {number}: not a JSON object")
    return records.page(record, number)
