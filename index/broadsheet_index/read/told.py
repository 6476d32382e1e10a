"""What the user's scraper knew of pages: `--meta` files (CSV or JSONL, by path or address) and side files (`page.json`)."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..address import address_key
from ..article import Given
from ..errors import BadInput
from . import holds_records
from .found import outranking
from .record import told_of
from .sites import Sites

SIDE_LIMIT = 1_000_000  # bytes of a side file
LISTED = 20  # rows that no page asked for, named each


@dataclass(frozen=True)
class Known:
    """What the user told of pages by their address, which may be known only when a page has been read.

    given   what the scraper knew, by `address_key`
    finder  of people, by its name: see people/finders.py
    """

    given: Mapping[str, Given] = field(default_factory=dict)
    sites: Sites = Sites()
    finder: str = ""

    def of(self, url: str | None) -> Given:
        """What is told of an address."""
        return self.given.get(address_key(url), Given()) if url and self.given else Given()

    def heard(self, urls: Iterable[str], domain: str | None) -> str:
        """A fingerprint of what is told of a page; "" where nothing is."""
        given = [one for one in map(self.of, urls) if one != Given()] if self.given else []
        site = self.sites.of(domain)
        if self.finder:
            return digest_of((given, site, self.finder))
        return digest_of((given, site)) if given or site else ""

    @cached_property
    def everything(self) -> str:
        """A fingerprint for a page that told nothing of itself: it may be any of those that something is told of."""
        told = (sorted(self.given.items()), sorted(self.sites.by_domain.items(), key=str))
        if self.finder:
            return digest_of((*told, self.finder))
        return digest_of(told) if self.given or self.sites.by_domain else ""


class Told:
    """What a metadata file says of pages: by path (relative to the folder or to the metadata file) or by address.

    Making one raises BadInput, with the line, where the file cannot be used.

    notes  what in it cannot be used: (where, what is odd)
    """

    def __init__(self, file: Path | None = None) -> None:
        self.by_path: dict[str, Given] = {}
        self.by_url: dict[str, Given] = {}
        self.notes: list[tuple[str, str]] = []
        self._file = file
        self._lines: dict[str, int] = {}  # of each key that no page has asked for yet
        if file:
            self._read(file)

    def of(self, file: Path, path: str) -> Given:
        """What is told of a file; its side file too. A side file that cannot be read raises BadInput."""
        given = Given()
        for name in (path, str(file), self._beside(file)) if self.by_path else ():
            given = outranking(given, self.by_path.get(name, Given()))
            self._lines.pop(name, None)
        return given if holds_records(path) else outranking(given, self._side_file(file))

    def of_record(self, path: str) -> Given:
        """What is told of one record of a file, by its own path: "pages.jsonl#7"."""
        self._lines.pop(path, None)
        return self.by_path.get(path, Given())

    def asked(self, urls: Iterable[str]) -> None:
        """There is a page with these addresses."""
        if self.by_url:
            for url in urls:
                self._lines.pop(address_key(url), None)

    def unused(self) -> Iterator[tuple[str, str]]:
        """Rows that no page has asked for: the first of them, and how many more there are."""
        rows = sorted((line, key) for key, line in self._lines.items())
        for line, key in rows[:LISTED]:
            yield f"{self._file}, line {line}", f"no page that was read has the path or address {key}"
        if len(rows) > LISTED:
            yield str(self._file), f"{len(rows) - LISTED:,} more rows are of no page that was read"

    def _read(self, file: Path) -> None:
        for number, row in _rows(file):
            path, url = row.get("path"), row.get("url")
            if not path and not url:
                raise BadInput(f"{file}, line {number}: neither path nor url says which page is meant.")
            given, faults = told_of(row)
            self.notes += [(f"{file}, line {number}", fault) for fault in faults]
            key = str(path).replace("\\", "/").removeprefix("./") if path else address_key(str(url))
            (self.by_path if path else self.by_url)[key] = given
            self._lines[key] = number

    def _beside(self, file: Path) -> str:
        """The path of a file relative to the folder of the metadata file; "" where it lies elsewhere."""
        folder = os.path.join(os.path.abspath(self._file.parent), "") if self._file else ""  # noqa: PTH100, PTH118
        return str(file)[len(folder) :].replace(os.sep, "/") if folder and str(file).startswith(folder) else ""

    def _side_file(self, file: Path) -> Given:
        """`page.json` beside `page.html`."""
        stem = file.name.removesuffix(".gz")
        side = file.with_name(stem.rsplit(".", 1)[0] + ".json")
        if not side.is_file() or side.stat().st_size > SIDE_LIMIT:
            return Given()
        try:
            record = json.loads(side.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise BadInput(f"{side}: cannot be read ({error}).") from error
        given, faults = told_of(record) if isinstance(record, dict) else (Given(), ())
        self.notes += [(str(side), fault) for fault in faults]
        return given


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


def digest_of(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
