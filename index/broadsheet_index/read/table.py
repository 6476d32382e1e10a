"""CSV with a header line: one record a row, with the columns of JSONL's keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..article import Given
from . import unpack
from .found import LINE_LIMIT, NO_NAMES, Found
from .record import Records

csv.field_size_limit(LINE_LIMIT)


def read_csv(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """The rows of a file. A table without a column of text gives one reason; a row that cannot be used gives its own."""
    records = Records(path, given, names)
    with unpack.opened(file) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        columns = [names.get(column, column) for column in _header(reader)]
        if not {"body", "text", "html"} & set(columns):
            yield Found("", None, "a table without a column body, text or html")
            return
        number = 1
        try:
            for row in reader:
                number = reader.line_num
                yield records.page({key: value for key, value in row.items() if key and value}, number)
        except (csv.Error, UnicodeDecodeError, *unpack.DAMAGED) as error:
            yield Found(str(number + 1), None, f"not readable after line {number} ({error})")


def _header(reader: csv.DictReader[str]) -> list[str]:
    try:
        return list(reader.fieldnames or ())
    except (csv.Error, UnicodeDecodeError, *unpack.DAMAGED):
        return []
