"""Reading: one generation of an index, as arrays. It never changes; a newer generation is another snapshot."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from whoosh.columns import VarBytesColumn

from ..article import Article
from ..errors import IndexMissing, IndexUntrusted
from . import place
from .columns import Columns, Ints, columns_of
from .stored import article_of, unpacked
from .writer import _documents, _files_in

KEPT_POSTINGS = 4_000_000  # positions of recently used terms held as arrays: 32 MB


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands.

    docs       (n,) document numbers, ascending
    starts     (n + 1,) those of document `docs[i]` are `positions[starts[i]:starts[i + 1]]`
    positions  (m,) ascending within a document
    """

    docs: Ints
    starts: Ints
    positions: Ints

    @property
    def frequencies(self) -> Ints:
        return np.diff(self.starts).astype(np.int32)


NOWHERE = Postings(np.zeros(0, np.int32), np.zeros(1, np.int32), np.zeros(0, np.int32))


class Snapshot(Protocol):
    """One generation, safe to read from many threads."""

    number: int
    updated: str | None
    columns: Columns
    folded: dict[str, list[tuple[str, str]]]  # (folded, term) pairs by field, made by the engine at the first pattern

    def postings(self, field: str, term: str) -> Postings:
        """Where a term of a Whoosh field stands (see schema.py for the terms); `NOWHERE` where it does not."""

    def lexicon(self, field: str) -> Sequence[str]:
        """All terms of a field in order."""

    def article(self, number: int) -> Article:
        """The article with a document number."""

    def number_of(self, id: str) -> int | None:
        """The document number of an article id."""

    def close(self) -> None: ...


class WhooshSnapshot:
    """A generation in Whoosh's own codec. Its readers share one file position, so they are read under a lock and what
    was read is kept; ENGINE.md, faults 1 and 18."""

    def __init__(self, folder: Path) -> None:
        index = place.whoosh_index(folder)
        self._reader: Any = index.reader()
        self.number: int = self._reader.generation()
        self.updated = place.updated(folder, self.number)
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._kept_size = 0
        self._lexicons: dict[str, list[str]] = {}
        self.folded: dict[str, list[tuple[str, str]]] = {}
        numbers, rows = self._rows()
        self._numbers = np.array(numbers, np.int64)  # Whoosh's number of each of ours
        self.columns = columns_of(rows)
        self._by_id = {id: at for at, id in enumerate(self.columns.ids)}

    def _rows(self) -> tuple[list[int], list[bytes]]:
        if not self._reader.has_column("row"):
            return [], []
        column = self._reader.column_reader("row", VarBytesColumn(), translate=False)
        both = [(number, row) for number in self._reader.all_doc_ids() if (row := column[number])]
        return [number for number, _ in both], [row for _, row in both]

    def postings(self, field: str, term: str) -> Postings:
        key = (field, term)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._read(field, term)
                self._kept[key] = found
                self._kept_size += len(found.positions) + 1
                while self._kept_size > KEPT_POSTINGS and len(self._kept) > 1:
                    _, dropped = self._kept.popitem(last=False)
                    self._kept_size -= len(dropped.positions) + 1
            else:
                self._kept.move_to_end(key)
        return found

    def _read(self, field: str, term: str) -> Postings:
        if (field, term) not in self._reader:
            return NOWHERE
        matcher = self._reader.postings(field, term)
        numbers: list[int] = []
        values: list[bytes] = []
        while matcher.is_active():
            numbers.append(matcher.id())
            values.append(matcher.value())
            matcher.next()
        starts = np.zeros(len(values) + 1, np.int32)
        np.cumsum([len(value) // 4 for value in values], out=starts[1:])
        positions = np.frombuffer(b"".join(values), np.uint32).astype(np.int32)
        return Postings(np.searchsorted(self._numbers, numbers).astype(np.int32), starts, positions)

    def lexicon(self, field: str) -> Sequence[str]:
        with self._lock:
            if field not in self._lexicons:
                self._lexicons[field] = [term.decode("utf-8", "surrogatepass") for term in self._reader.lexicon(field)]
        return self._lexicons[field]

    def article(self, number: int) -> Article:
        with self._lock:
            record = self._reader.stored_fields(int(self._numbers[number]))["record"]
        return article_of(unpacked(record)["article"])

    def number_of(self, id: str) -> int | None:
        return self._by_id.get(id)

    def skipped(self) -> list[tuple[str, str]]:
        """(path, reason) of each page that was read and gave no article."""
        with self._lock:
            return sorted(skip for file in _files_in(self._reader) for skip in file.skipped)

    def captures(self, id: str) -> int:
        with self._lock:
            return sum(1 for _ in _documents(self._reader, "article", id))

    def close(self) -> None:
        with self._lock:
            self._reader.close()


def open_snapshot(address: str | os.PathLike[str]) -> WhooshSnapshot:
    """The newest generation. Raises IndexMissing or IndexUntrusted.

    A commit may delete the files of the generation that was newest a moment ago, so a failed opening is tried again.
    """
    folder = place.folder_of(address)
    place.check(folder)
    tries = 5
    for attempt in range(tries):
        try:
            return WhooshSnapshot(folder)
        except FileNotFoundError as error:
            if attempt == tries - 1:
                raise IndexUntrusted(f"{folder}: a file of the index is missing ({error.filename}).") from error
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise IndexUntrusted(f"{folder}: the index cannot be read ({error}).") from error
    raise IndexMissing(str(folder))
