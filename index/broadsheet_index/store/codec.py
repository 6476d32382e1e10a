"""Whoosh's view of an index: its reader, searcher and query classes run on our segments as they lie.

A thin adapter, one way: `whoosh_index(folder).searcher()`. Writing is `ArchiveWriter`'s. Nothing of the product goes through
here; it is for Whoosh's tools, and for the test that our evaluation and theirs find the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from . import generation, place
from .generation import Part
from .schema import schema
from .segment.dictionary import Dictionary
from .segment.read import StoredField
from .stored import unpacked

NAME = "MAIN"


class ArrayIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """An index in Whoosh's eyes, of the generation that was newest when it was opened; read only."""

    def __init__(self, folder: Path) -> None:
        place.check(folder)
        self.storage, self.indexname, self._schema = FileStorage(str(folder)), NAME, schema()
        self._held = generation.open_newest(folder)

    def _read_toc(self) -> TOC:
        return TOC(self._schema, [ArraySegment(part) for part in self._held.parts], self._held.number)

    def latest_generation(self) -> int:
        return self._held.number

    def writer(self, procs: int = 1, **kwargs: Any) -> Any:
        raise NotImplementedError("an index is written by broadsheet_index.store.ArchiveWriter")


def whoosh_index(folder: Path) -> ArrayIndex:
    """Raises IndexMissing or IndexUntrusted."""
    return ArrayIndex(folder)


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A part of a generation."""

    def __init__(self, part: Part) -> None:
        super().__init__(NAME)
        self.part = part
        self.segid = part.name

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def doc_count_all(self) -> int:
        return self.part.segment.records

    def deleted_count(self) -> int:
        return int(self.part.gone.sum())

    def is_deleted(self, docnum: int) -> bool:
        return docnum < len(self.part.gone) and bool(self.part.gone[docnum])  # Whoosh asks for one beyond the last

    def deleted_docs(self) -> list[int]:
        found: list[int] = np.flatnonzero(self.part.gone).tolist()
        return found


class ArrayCodec(base.Codec):  # type: ignore[misc]
    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        return ArrayTerms(segment)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocuments:
        return ArrayDocuments(segment)


class _Named:
    """A Whoosh field: one dictionary of one of ours, and its terms as a list, made when first needed."""

    def __init__(self, held: StoredField, dictionary: Dictionary) -> None:
        self.runs = held.runs
        self.dictionary = dictionary
        self.terms = dictionary.all()

    def place(self, term: bytes) -> int:
        return bisect_left(self.terms, term)


def _text_field(name: str) -> tuple[str, str]:
    return (name.removesuffix("_exact"), "exact") if name.endswith("_exact") else (name, "stem")


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """The terms of all fields and where they stand."""

    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment.part.segment
        self._named: dict[str, _Named] = {}

    def _field(self, name: str) -> _Named | None:
        if name not in self._named:
            ours, form = _text_field(name)
            held = self._segment.field(ours)
            if held is None:
                return None
            self._named[name] = _Named(held, held.dictionaries.get(form) or held.dictionaries["term"])
        return self._named[name]

    def _bounds(self, name: str, term: bytes) -> tuple[_Named, int, int]:
        field = self._field(name)
        run = field.dictionary.run(term) if field else -1
        if field is None or run < 0:
            raise TermNotFound(f"{name}:{term!r}")
        return field, *field.runs.bounds(run)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._field(term[0])
        return field is not None and field.dictionary.run(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return sorted(name for name in schema().names() if self._field(name) is not None)

    def cursor(self, fieldname: str, fieldobj: Any) -> Cursor:
        return Cursor(self._field(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in self.indexed_field_names():
            field = self._field(name)
            if name >= fieldname and field is not None:
                for term in field.terms[field.place(prefix) if name == fieldname else 0 :]:
                    yield name, term

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((pair, self.term_info(*pair)) for pair in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((pair, self.term_info(*pair)) for pair in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, first, last = self._bounds(fieldname, text)
        docs, freqs = field.runs.docs[first:last], field.runs.freqs(slice(first, last))
        lengths = _lengths(self._segment, fieldname)
        held = lengths[docs] if lengths is not None else np.zeros(1, np.int64)
        return TermInfo(
            float(freqs.sum()), len(docs), int(held.min()), int(held.max()), float(freqs.max()), int(docs[0]), int(docs[-1])
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        try:
            _, first, last = self._bounds(fieldname, text)
        except TermNotFound:
            return 0
        return last - first

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        field, first, last = self._bounds(fieldname, text)
        return ArrayMatcher(field, first, last, format_, (fieldname, text), scorer)


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field; prefixes, wildcards and ranges use it."""

    def __init__(self, field: _Named | None, fieldobj: Any) -> None:
        self._terms = field.terms if field else []
        self._object = fieldobj
        self._at = 0

    def text(self) -> str | None:
        return self._object.from_bytes(self._terms[self._at]) if self.is_valid() else None

    term = text

    def is_valid(self) -> bool:
        return self._at < len(self._terms)

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        self._at = bisect_left(self._terms, string if isinstance(string, bytes) else self._object.to_bytes(string))
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """One run, as Whoosh walks it: document by document."""

    def __init__(self, field: _Named, first: int, last: int, format_: Any, term: tuple[str, bytes], scorer: Any) -> None:
        self.format, self.scorer, self._term = format_, scorer, term
        self._runs, self._first = field.runs, first
        self._docs: list[int] = field.runs.docs[first:last].tolist()
        self._freqs: list[int] = field.runs.freqs(slice(first, last)).tolist()
        self._at = 0

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher.__new__(ArrayMatcher)
        other.__dict__.update(self.__dict__)
        return other

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def id(self) -> int:
        return self._docs[self._at]

    def next(self) -> bool:
        self._at += 1
        return False

    def skip_to(self, target: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if target > self._docs[self._at]:
            self._at = bisect_left(self._docs, target, self._at)

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs)

    def weight(self) -> float:
        return float(self._freqs[self._at])

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight", "positions")

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._runs.positions_of(np.array([self._first + self._at]))[0].tolist()
        return self._freqs[self._at] if astype == "frequency" else self.weight()

    def value(self) -> bytes:
        encoded: bytes = self.format.encode(self.value_as("positions"))
        return encoded

    def supports_block_quality(self) -> bool:
        return False


def _lengths(segment: Any, name: str) -> Any:
    """(records,) words of each record in a TEXT field; None in other fields, which have no lengths."""
    ours, _ = _text_field(name)
    texts = segment.texts(ours)
    if texts is None:
        return None
    return np.concatenate((texts.counts, np.zeros(segment.records - segment.articles, np.int64)))


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks of a document. Those that are only kept are documents too, with a key and no words."""

    def __init__(self, segment: ArraySegment) -> None:
        self._whole = segment
        self._segment = segment.part.segment

    def doc_count(self) -> int:
        return int(self._whole.doc_count())

    def doc_count_all(self) -> int:
        return self._whole.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._whole.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._whole.is_deleted(docnum)

    def deleted_docs(self) -> list[int]:
        return self._whole.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = _lengths(self._segment, fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = _lengths(self._segment, fieldname)
        return 0 if lengths is None else int(lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        lengths = _lengths(self._segment, fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        lengths = _lengths(self._segment, fieldname)
        return 0 if lengths is None else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        record = unpacked(self._segment.record(docnum))
        return {"record": record, "key": record.get("key", record.get("path"))}
