"""A segment in memory: what `build` and `merge` make and `file` writes.

| field kind    | dictionaries                | terms                                                                       |
|---------------|-----------------------------|-----------------------------------------------------------------------------|
| TEXT          | `stem`, `exact`, `folded`   | stems; exact forms, `kiev=Kiev` where a word is not in lower case; `cafe=café` |
| NAMES, DOMAIN | `term`                      | folded words, `=Sergei Naryshkin` a whole value, `@tass.com` a domain        |
| VALUE         | `term`                      | the value                                                                   |
| ADDRESS       | `term`                      | the address without scheme and www.                                         |
| `key`         | `term`                      | which record: "a" and a page's key, "f" and a file's path                   |
| `article`     | `term`                      | the article that a page is a capture of                                     |
| `line`        | `term`                      | lines that may turn out to be the site's, see ../../repeated/lines.py         |

All forms of a word stand at the same positions, so a term that stands exactly where its stem does (most do) has no run of its
own: both dictionaries name the same one. `folded` never has runs of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from ...fields import COLUMNS, FIELDS, Kind
from .dictionary import dictionary_arrays
from .facets import Facet
from .file import Array, Chunks, Written, write_arrays

FORMS: Mapping[str, tuple[str, ...]] = {
    field.name: ("stem", "exact", "folded") if field.kind is Kind.TEXT else ("term",)
    for field in FIELDS
    if field.kind not in COLUMNS
} | {"key": ("term",), "article": ("term",), "line": ("term",)}
PLACELESS = frozenset({"key", "article", "line"} | {field.name for field in FIELDS if field.kind in (Kind.VALUE, Kind.ADDRESS)})


@dataclass(frozen=True, slots=True)
class Terms:
    """A dictionary: terms (n,) bytes in order, runs (n,) of each."""

    terms: list[bytes]
    runs: Array


class Arrays(Protocol):
    """What is written as the arrays of a field, in their order."""

    def arrays(self, field: str, /) -> dict[str, Array | Chunks]: ...


@dataclass(frozen=True, slots=True)
class FieldContents:
    """The runs of a field and the dictionaries over them, by form."""

    runs: Arrays
    dictionaries: dict[str, Terms]


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a segment: first the n articles that are searched, then what is only kept (other captures, files): m in all.

    ids (n,) bytes; first, last (n,) days as ordinals, 0 where no date is known; langs (n,) places in lang_names
    slots (n, 64), shingles (n,) fingerprints, see ../../copies/fingerprint.py
    records (m,) packed, see ../stored.py
    """

    ids: Array
    first: Array
    last: Array
    langs: Array
    lang_names: list[str]
    slots: Array
    shingles: Array
    facets: dict[str, Facet]
    fields: dict[str, FieldContents]
    texts: dict[str, Arrays]
    records: Array | Chunks
    record_starts: Array

    @property
    def articles(self) -> int:
        return len(self.ids)

    def write(self, path: Path) -> Written:
        """The arrays that a reader looks at first stand first. Raises OSError."""
        arrays: dict[str, Array | Chunks] = {
            "ids": self.ids,
            "first": self.first.astype(np.int32),
            "last": self.last.astype(np.int32),
            "langs": self.langs.astype(np.uint16),
            "slots": self.slots.astype(np.uint16),
            "shingles": self.shingles.astype(np.uint16),
        }
        about: dict[str, object] = {
            "articles": self.articles,
            "records": len(self.record_starts) - 1,
            "langs": self.lang_names,
            "facets": {name: len(facet.values) for name, facet in self.facets.items()},
            "fields": {
                name: {form: len(one.terms) for form, one in held.dictionaries.items()} for name, held in self.fields.items()
            },
            "texts": list(self.texts),
        }
        for name, facet in self.facets.items():
            arrays |= facet.arrays(name)
        for name, held in self.fields.items():
            arrays |= held.runs.arrays(name)
            for form, one in held.dictionaries.items():
                identity = np.array_equal(one.runs, np.arange(len(one.terms)))
                arrays |= dictionary_arrays(f"{name}:{form}", one.terms, None if identity else one.runs)
        for name, texts in self.texts.items():
            arrays |= texts.arrays(name)
        arrays["record_starts"] = self.record_starts.astype(np.uint64)
        arrays["records"] = self.records
        return write_arrays(path, arrays, about)
