"""A record of a file of records: keys to a page, whatever the format it was read from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..article import Given, Page
from ..metadata.dates import read_day
from ..metadata.language import code
from ..metadata.relative import moment
from .found import PAGE_LIMIT, Found, outranking

# The keys of a record; others are kept and shown. Other scrapers' names are mapped by `--map maintext=body`.
KNOWN = frozenset(("id", "url", "title", "date", "authors", "author", "body", "text", "html", "source", "lang", "fetched"))
# What a line of `extract --json` holds besides: known of the page already, or made anew of its body.
MADE = frozenset(("path", "published", "title_origin", "people", "removed", "flags"))
EPOCH = re.compile(r"-?\d{9,13}(?:\.\d{1,6})?")
LATEST = 20_000_000_000  # seconds since 1970, in the year 2603: a larger number counts milliseconds


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
        content = html or _content(record.get("body")) or _content(record.get("text"))
        if not content:
            return Found(name, None, f"line {number}: neither body, text nor html")
        if len(content) > PAGE_LIMIT:
            return Found(name, None, f"line {number}: larger than {PAGE_LIMIT // 1_000_000} MB")
        given, faults = told_of(record)
        known = KNOWN | MADE if record.get("title_origin") else KNOWN
        page = Page(
            path=f"{self.path}#{name}",
            content=content,
            form="html" if html else "clean",
            digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
            given=outranking(self.given, given),
            extra=tuple((key, json.dumps(value, ensure_ascii=False)) for key, value in record.items() if key not in known),
        )
        odd = "; ".join(filter(None, (clash, f"line {number}: {'; '.join(faults)}" if faults else None)))
        return Found(name, page, odd or None)

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


def told_of(record: Mapping[str, Any]) -> tuple[Given, tuple[str, ...]]:
    """What a record, a metadata file or a side file says of a page, and what in it cannot be used: that is not said."""
    faults: list[str] = []
    authors = record.get("authors", record.get("author"))
    if isinstance(authors, str):
        authors = authors.split(";")
    listed = tuple(one.strip() for one in authors if isinstance(one, str) and one.strip()) if isinstance(authors, list) else None
    if authors is not None and listed is None:
        faults.append("the authors are no list of names, and are left out")
    source, published = record.get("source"), record.get("published")
    known_source = source if isinstance(source, Mapping) else {}  # as `extract --json` writes them
    day = published.get("value") if isinstance(published, Mapping) else None
    date = _moment(record.get("date") if record.get("date") is not None else day)
    fetched = _moment(record.get("fetched"))
    lang = _text(record.get("lang"))
    if record.get("date") is not None and read_day(date) is None:
        faults.append(f'the date "{_short(record["date"])}" is no day, month or year, and is left out')
        date = None
    if record.get("fetched") is not None and moment(fetched) is None:
        faults.append(f'fetched, "{_short(record["fetched"])}", is no time such as 2024-05-01T10:00:00Z, and is left out')
        fetched = None
    if record.get("lang") is not None and code(lang) is None:
        faults.append(f'the language "{_short(record["lang"])}" is no code such as en or pt-BR, and is left out')
        lang = None
    for key in ("source", "title", "url"):
        value = record.get(key)
        if value is not None and not isinstance(value, str) and not (key == "source" and known_source):
            faults.append(f"the {key} is no text, and is left out")
    given = Given(
        source=_text(known_source.get("name") or known_source.get("domain") if known_source else source),
        date=date,
        fetched=fetched,
        title=None if record.get("title_origin") == "first_sentence" else _text(record.get("title")),
        authors=listed or None,
        lang=lang,
        url=_text(record.get("url")),
        domain=_text(known_source.get("domain")),
    )
    return given, tuple(faults)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _moment(value: object) -> str | None:
    """A time as text. Seconds or milliseconds since 1970, in whichever type, are the moment they mean, in UTC."""
    text = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _text(value)
    if not text or not EPOCH.fullmatch(text):
        return text
    seconds = float(text)
    seconds /= 1000 if seconds > LATEST else 1
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _content(value: object) -> str | None:
    """The text of a record's body; a list of paragraphs is one too."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _text("\n\n".join(value))
    return _text(value)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
