"""What the user's scraper knew of pages: `--meta` files (CSV or JSONL, by path or address) and side files (`page.json`)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..address import address_key
from ..article import Given
from ..errors import BadInput
from .found import outranking
from .record import given_of

SIDE_LIMIT = 1_000_000  # bytes of a side file


class Told:
    """What was told of pages, by path relative to the folder, by file name, or by address."""

    def __init__(self, by_path: Mapping[str, Given] | None = None, by_url: Mapping[str, Given] | None = None) -> None:
        self._by_path = by_path or {}
        self._by_url = by_url or {}

    def of(self, file: Path, path: str) -> Given:
        """What is told of a file; its side file too. A side file that cannot be read raises BadInput."""
        given = self._by_path.get(path) or self._by_path.get(str(file)) or Given()
        return outranking(given, _side_file(file))

    def of_url(self, url: str | None) -> Given:
        return self._by_url.get(address_key(url), Given()) if url and self._by_url else Given()


def read_told(file: Path) -> Told:
    """A metadata file. Raises BadInput, with the line, where it cannot be used."""
    by_path: dict[str, Given] = {}
    by_url: dict[str, Given] = {}
    for number, row in _rows(file):
        path, url = row.get("path"), row.get("url")
        if not path and not url:
            raise BadInput(f"{file}, line {number}: neither path nor url says which page is meant.")
        given = given_of(row)
        if path:
            by_path[str(path).replace("\\", "/").removeprefix("./")] = given
        else:
            by_url[address_key(str(url))] = given
    return Told(by_path, by_url)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            if file.suffix.lower() == ".csv":
                for row in (reader := csv.DictReader(lines)):
                    yield reader.line_num, {key: value for key, value in row.items() if key and value}
                return
            for number, line in enumerate(lines, 1):
                if line.strip():
                    record = json.loads(line)
                    if not isinstance(record, dict):
                        raise BadInput(f"{file}, line {number}: not a JSON object.")
                    yield number, record
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror}).") from error
    except (ValueError, csv.Error) as error:
        raise BadInput(f"{file}: cannot be read ({error}). Use CSV with a header line, or JSON lines, in UTF-8.") from error


def _side_file(file: Path) -> Given:
    stem = file.name.removesuffix(".gz")
    side = file.with_name(stem.rsplit(".", 1)[0] + ".json")
    if not side.is_file() or side.stat().st_size > SIDE_LIMIT:
        return Given()
    try:
        record = json.loads(side.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{side}: cannot be read ({error}).") from error
    return given_of(record) if isinstance(record, dict) else Given()
