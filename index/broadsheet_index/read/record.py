"""A record of a file of records: keys to a page, whatever the format it was read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..article import Given, Page
from .found import PAGE_LIMIT, Found, outranking

# The keys of a record; others are kept and shown. Other scrapers' names are mapped by `--map maintext=body`.
KNOWN = frozenset(("id", "url", "title", "date", "authors", "author", "body", "text", "html", "source", "lang", "fetched"))


@dataclass
class Records:
    """The records of one file, each with a name that no other has.

    path    of the file, relative to the folder that is indexed
    given   what is said of all pages of the file
    names   other scrapers' keys and ours for them
    """

    path: str
    given: Given
    names: Mapping[str, str]
    _taken: set[str] = field(default_factory=set)

    def page(self, record: Mapping[str, Any], number: int) -> Found:
        """The page of a record that stands in line `number`."""
        record = {self.names.get(key, key): value for key, value in record.items()}
        name, clash = self._name(record.get("id"), number)
        html = _text(record.get("html"))
        content = html or _text(record.get("body")) or _text(record.get("text"))
        if not content:
            return Found(name, None, f"line {number}: neither body, text nor html")
        if len(content) > PAGE_LIMIT:
            return Found(name, None, f"line {number}: larger than {PAGE_LIMIT // 1_000_000} MB")
        page = Page(
            path=f"{self.path}#{name}",
            content=content,
            form="html" if html else "clean",
            digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
            given=outranking(self.given, given_of(record)),
            extra=tuple((key, json.dumps(value, ensure_ascii=False)) for key, value in record.items() if key not in KNOWN),
        )
        return Found(name, page, clash)

    def _name(self, id: object, number: int) -> tuple[str, str | None]:
        """A record's own id, else its line; what is to be noted where the id was used before."""
        name = str(id).strip() if isinstance(id, str | int) else ""
        clash = None
        if name in self._taken:
            clash = f'line {number}: the id "{name}" was used before; kept under its line'
        name = name if name and clash is None else str(number)
        while name in self._taken:  # another record has this line's number for its id
            name += "+"
        self._taken.add(name)
        return name, clash


def given_of(record: Mapping[str, Any]) -> Given:
    """What a record, a metadata file or a side file says of a page. What has the wrong type is not said."""
    authors = record.get("authors", record.get("author"))
    if isinstance(authors, str):
        authors = authors.split(";")
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
