"""The Whoosh schema, made from FIELDS: what the index looks like through Whoosh's own classes (codec.py).

| kind    | Whoosh fields          | terms                                                                          |
|---------|------------------------|--------------------------------------------------------------------------------|
| TEXT    | `title`, `title_exact` | stems; exact forms, and `kiev=Kiev` where the word is not written in lower case |
| NAMES   | `person`               | folded words; `=Sergei Naryshkin` for the whole value                            |
| DOMAIN  | `source`               | the same, and `@tass.com` for the domain and those above it                      |
| VALUE   | `lang`                 | the value                                                                      |
| ADDRESS | `url`                  | the address without scheme and www.                                            |

A word's forms stand at the same position in both fields of a TEXT, so phrases work in either.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import whoosh
import whoosh.fields
from whoosh.formats import Format

from ..errors import IndexUntrusted
from ..fields import COLUMNS, FIELDS, Kind

WHOOSH = (2, 7, 4)
if whoosh.__version__ != WHOOSH:
    # Its forks carry the same import name and return deleted articles after refresh() (ENGINE.md).
    raise IndexUntrusted(f"Whoosh {'.'.join(map(str, whoosh.__version__))} is installed; Broadsheet needs exactly 2.7.4.")


class PositionArrays(Format):  # type: ignore[misc]
    """Positions as one array of unsigned 32-bit integers, which numpy reads as it lies. Whoosh's own pickles a list."""

    def encode(self, positions: Iterable[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // array("I").itemsize

    def decode_weight(self, value: bytes) -> float:
        return self.decode_frequency(value) * float(self.field_boost)


class Terms(whoosh.fields.FieldType):  # type: ignore[misc]
    """A field whose words were placed already: its value is a list of (position, term)."""

    def __init__(self) -> None:
        super().__init__(PositionArrays(), None)

    def index(self, value: list[tuple[int, str]], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for position, term in value:
            places[term].append(position)
        for term, positions in places.items():
            yield term.encode("utf-8", "surrogatepass"), len(positions), float(len(positions)), self.format.encode(positions)


def exact_field(name: str) -> str:
    return f"{name}_exact"


def schema() -> whoosh.fields.Schema:
    """The schema of an index; also handed to Whoosh on opening, which would else unpickle one from the file."""
    fields: dict[str, Any] = {
        "key": whoosh.fields.ID(),  # which document: "a" + the page's key, or "f" + a file's path
        "article": whoosh.fields.ID(),  # the article that a page is a capture of
        "record": whoosh.fields.STORED(),  # see stored.py
    }
    for field in FIELDS:
        if field.kind in COLUMNS:
            continue  # no words: Whoosh's eight terms a date cost a fifth of indexing (ENGINE.md)
        fields[field.name] = Terms()
        if field.kind is Kind.TEXT:
            fields[exact_field(field.name)] = Terms()
    return whoosh.fields.Schema(**fields)
