"""Reading one segment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...copies.fingerprint import SLOTS
from .dictionary import Dictionary
from .facets import StoredFacet
from .file import Array, ArrayFile, Damaged, Written
from .runs import StoredRuns
from .texts import StoredTexts


class StoredField:
    """The runs of a field and the dictionaries over them."""

    def __init__(self, file: ArrayFile, name: str, forms: dict[str, int]) -> None:
        self.runs = StoredRuns(file, name)
        self.dictionaries = {form: Dictionary(file, f"{name}:{form}", size) for form, size in forms.items()}


class Segment:
    """A mapped segment: n articles that are searched, then records that are only kept."""

    def __init__(self, path: Path, expected: Written) -> None:
        """Raises Damaged, FileNotFoundError."""
        self.file = ArrayFile(path, expected)
        self.name = path.name
        try:
            about: dict[str, Any] = self.file.about
            self.articles: int = about["articles"]
            self.records: int = about["records"]
            self.lang_names: list[str] = about["langs"]
            self.ids = self.file.get("ids")
            self.first, self.last, self.langs = self.file.get("first"), self.file.get("last"), self.file.get("langs")
            self.slots = self.file.get("slots").reshape(self.articles, SLOTS)
            self.shingles = self.file.get("shingles")
            self._record_starts = self.file.get("record_starts")
            self._records = self.file.blob("records")
        except (KeyError, TypeError, ValueError) as error:
            raise Damaged(f"{path.name}: {error!r}") from error
        self._fields: dict[str, StoredField] = {}
        self._texts: dict[str, StoredTexts | None] = {}
        self._facets: dict[str, StoredFacet] = {}

    def field(self, name: str) -> StoredField | None:
        """None where no article of the segment has anything in the field."""
        held = self._fields.get(name)
        if held is None and name in self.file.about["fields"]:
            held = self._fields[name] = StoredField(self.file, name, self.file.about["fields"][name])
        return held

    def texts(self, name: str) -> StoredTexts | None:
        if name not in self._texts:
            self._texts[name] = StoredTexts(self.file, name) if name in self.file.about["texts"] else None
        return self._texts[name]

    def facet(self, name: str) -> StoredFacet:
        held = self._facets.get(name)
        if held is None:
            held = self._facets[name] = StoredFacet(self.file, name, self.file.about["facets"][name], self.articles)
        return held

    @property
    def facet_names(self) -> list[str]:
        return list(self.file.about["facets"])

    @property
    def all_records(self) -> Array:
        """Bytes of the records, one after the other."""
        return self.file.get("records")

    @property
    def record_starts(self) -> Array:
        """(m + 1,) where each record begins."""
        return self._record_starts

    def record(self, number: int) -> bytes:
        return bytes(self._records[int(self._record_starts[number]) : int(self._record_starts[number + 1])])

    def records_with(self, field: str, term: bytes) -> Array:
        """Numbers of the records that have a key or an article id, ascending; the deleted ones too."""
        held = self.field(field)
        run = held.dictionaries["term"].run(term) if held else -1
        if held is None or run < 0:
            return np.zeros(0, np.int64)
        first, last = held.runs.bounds(run)
        return held.runs.docs[first:last].astype(np.int64)

    def records_with_any(self, field: str, terms: Sequence[bytes]) -> Array:
        """Numbers of the records that have any of some keys or article ids, ascending; the deleted ones too."""
        held = self.field(field)
        there = held.dictionaries["term"].among(terms) if held else ()
        found = [self.records_with(field, term) for term in there]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
