"""Writing: articles and files gathered in memory, then committed as one generation."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from whoosh.writing import SegmentWriter

from ..article import Article
from ..errors import StorageFailed
from ..sink import FileRecord, Record
from . import place
from .columns import row_of
from .schema import terms_of
from .stored import article_of, article_record, packed, unpacked

ARTICLE, FILE = "a", "f"  # first letters of a document's key


class ArchiveWriter:
    """The one writer of an index: a `Sink`. Raises Locked where there is another.

    A page is one Whoosh document. Of the captures of an article the newest alone has postings and a row; the others hold
    their record, so that nothing is lost and any of them can take its place.
    """

    def __init__(self, address: str | os.PathLike[str]) -> None:
        self._folder = place.folder_of(address)
        if not (self._folder / place.MARK).exists():
            place.create(self._folder)
        place.check(self._folder)
        self._lock = place.WriterLock(self._folder)
        self._lock.acquire()
        self._put: dict[str, tuple[str, Article]] = {}
        self._removed: set[str] = set()
        self._remembered: dict[str, FileRecord | None] = {}
        try:
            self._files = self._read_files()
        except BaseException:
            self._lock.release()
            raise

    @property
    def folder(self) -> Path:
        return self._folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._lock.release()

    # -- what the pipeline says

    def files(self) -> Mapping[str, FileRecord]:
        return self._files

    def put(self, key: str, id: str, article: Article) -> None:
        self._removed.discard(key)
        self._put[key] = (id, article)

    def remove(self, key: str) -> None:
        self._put.pop(key, None)
        self._removed.add(key)

    def remember(self, file: FileRecord) -> None:
        self._remembered[file.path] = file

    def forget(self, path: str) -> None:
        self._remembered[path] = None

    def pending(self) -> int:
        return len(self._put) + len(self._removed)

    # -- what becomes of it

    def commit(self) -> None:
        if not (self._put or self._removed or self._remembered):
            return
        index = place.whoosh_index(self._folder)
        writer: Any = None
        try:
            writer = SegmentWriter(index, _lk=False, limitmb=256)
            self._write(writer)
            writer.commit()
        except OSError as error:
            if writer is not None and not writer.is_closed:
                _abandon(writer)
            raise StorageFailed(f"{self._folder}: {error.strerror or error}. What was committed before is kept.") from error
        except BaseException:
            if writer is not None and not writer.is_closed:
                _abandon(writer)
            raise
        for path, file in self._remembered.items():
            if file is None:
                self._files.pop(path, None)
            else:
                self._files[path] = file
        self._put, self._removed, self._remembered = {}, set(), {}

    def _write(self, writer: Any) -> None:
        reader = writer.reader()
        try:
            groups = self._touched_groups(reader)
            stale = [key for captures in groups.values() for key in captures]
            stale += [ARTICLE + key for key in (*self._removed, *self._put)] + [FILE + path for path in self._remembered]
            for number in {number for key in stale for number in _documents(reader, "key", key)}:
                writer.delete_document(number)
        finally:
            reader.close()
        for id, captures in groups.items():
            for document in _capture_documents(id, captures):
                writer.add_document(**document)
        for path, file in self._remembered.items():
            if file is not None:
                writer.add_document(key=FILE + path, record=packed(asdict(file)))

    def _touched_groups(self, reader: Any) -> dict[str, dict[str, Article]]:
        """The captures that there will be, by article id and key, of each article that this commit changes."""
        ids = {id for id, _ in self._put.values()}
        for key in (*self._removed, *self._put):
            for number in _documents(reader, "key", ARTICLE + key):
                ids.add(unpacked(reader.stored_fields(number)["record"])["id"])
        groups: dict[str, dict[str, Article]] = {id: {} for id in sorted(ids)}
        for id in groups:
            for number in _documents(reader, "article", id):
                held = unpacked(reader.stored_fields(number)["record"])
                groups[id][ARTICLE + held["key"]] = article_of(held["article"])
        for key in self._removed:
            for captures in groups.values():
                captures.pop(ARTICLE + key, None)
        for key, (id, article) in self._put.items():
            for captures in groups.values():
                captures.pop(ARTICLE + key, None)  # the page may tell another address than it did
            groups[id][ARTICLE + key] = article
        return groups

    def _read_files(self) -> dict[str, FileRecord]:
        reader = place.whoosh_index(self._folder).reader()
        try:
            return {file.path: file for file in _files_in(reader)}
        finally:
            reader.close()


def _abandon(writer: Any) -> None:
    """Drop a failed commit's scratch files and let go; its error is the one to be told."""
    try:
        writer.cancel()
    except Exception:  # Whoosh raises whatever its half-closed files give
        writer.is_closed = True


def _documents(reader: Any, field: str, term: str) -> Iterator[int]:
    if (field, term) in reader:
        matcher = reader.postings(field, term)
        while matcher.is_active():
            yield matcher.id()
            matcher.next()


def _files_in(reader: Any) -> Iterator[FileRecord]:
    for term in reader.expand_prefix("key", FILE):
        text = term.decode("utf-8", "surrogatepass") if isinstance(term, bytes) else term
        for number in _documents(reader, "key", text):
            held = unpacked(reader.stored_fields(number)["record"])
            records = tuple(Record(**record) for record in held.pop("records"))
            skipped = tuple((path, reason) for path, reason in held.pop("skipped"))
            yield FileRecord(**held, records=records, skipped=skipped)


def current(captures: Mapping[str, Article]) -> str:
    """Which capture is searched: the one fetched last; where that is not known or equal, the fuller one, then by name."""
    return max(captures, key=lambda key: (captures[key].fetched or "", captures[key].kept_chars, [-ord(char) for char in key]))


def _capture_documents(id: str, captures: Mapping[str, Article]) -> Iterable[dict[str, Any]]:
    if not captures:
        return
    searched = current(captures)
    for key, article in captures.items():
        document: dict[str, Any] = {
            "key": key,
            "article": id,
            "record": packed({"id": id, "key": key[1:], "article": article_record(article)}),
        }
        if key == searched:
            terms, lengths = terms_of(article)
            document |= terms
            document["row"] = row_of(id, article, lengths)
        yield document
