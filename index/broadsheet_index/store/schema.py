"""The Whoosh schema, made from FIELDS, and the terms of an article in each of its fields.

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
from whoosh.columns import VarBytesColumn
from whoosh.formats import Format

from ..analysis import VALUE_GAP, Placed, address_key, domain_terms, exact, fold, gap_of, placed, stem, tokens
from ..article import Article
from ..errors import IndexUntrusted
from ..fields import FIELDS, Field, Kind

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

    def index(self, value: list[Placed], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
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
        "row": whoosh.fields.COLUMN(VarBytesColumn()),  # columns of a document, see columns.py
        "record": whoosh.fields.STORED(),  # see stored.py
    }
    for field in FIELDS:
        if field.kind is Kind.DATE:
            continue  # a column: Whoosh's eight terms a date cost a fifth of indexing (ENGINE.md)
        fields[field.name] = Terms()
        if field.kind is Kind.TEXT:
            fields[exact_field(field.name)] = Terms()
    return whoosh.fields.Schema(**fields)


def terms_of(article: Article) -> tuple[dict[str, list[Placed]], dict[str, int]]:
    """The terms of each Whoosh field, and the number of words of each TEXT field."""
    terms: dict[str, list[Placed]] = {}
    lengths: dict[str, int] = {}
    for field in FIELDS:
        values = field.values(article)
        if not values or field.kind is Kind.DATE:
            continue
        if field.kind is Kind.TEXT:
            words = placed(values, gap_of(field.name))
            terms[field.name] = [(at, stem(word, article.lang)) for at, word in words]
            terms[exact_field(field.name)] = list(_exact_terms(words))
            lengths[field.name] = len(words)
        else:
            terms[field.name] = list(_value_terms(field, values, article))
    return terms, lengths


def _exact_terms(words: Iterable[Placed]) -> Iterator[Placed]:
    for at, word in words:
        lower = exact(word)
        yield at, lower
        if word != lower:
            yield at, f"{lower}={word}"


def _value_terms(field: Field, values: tuple[str, ...], article: Article) -> Iterator[Placed]:
    if field.kind is Kind.VALUE:
        yield from ((0, value) for value in values)
        return
    if field.kind is Kind.ADDRESS:
        yield from ((0, address_key(value) if field.name == "url" else value) for value in values)
        return
    at = 0
    for value in values:
        yield at, f"={value}"
        for token in tokens(value):
            yield at, fold(token.written)
            at += 1
        at += VALUE_GAP
    if field.kind is Kind.DOMAIN and article.source.domain:
        yield from ((0, f"@{domain}") for domain in domain_terms(article.source.domain))

