"""Where the pipeline writes to. The Whoosh store is one sink; another engine brings its own and hands it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .article import Article


@dataclass(frozen=True, slots=True)
class Record:
    """One page that a file gave.

    name         in the file; "" for a whole file
    fingerprint  of its bytes and of what was given with it
    article      whether one came of it
    urls         its addresses, those given and the one it tells; `domain` of its source
    heard        fingerprint of what was told of its addresses, and of its domain, when it was read
    """

    name: str
    fingerprint: str
    article: bool
    urls: tuple[str, ...] = ()
    domain: str | None = None
    heard: str = ""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is remembered of a file, so that the next run knows what is new.

    path      absolute
    root      the folder it was found from, absolute; `path` of its articles is relative to it
    size      bytes, and modified: nanoseconds; -1 where the run was interrupted in the middle of the file
    edition   of the extraction that read it; another edition reads it again
    told      fingerprint of what its side file and `--meta` said of it
    skipped   (path, reason) of the pages in it that gave no article
    """

    path: str
    root: str
    size: int
    modified: int
    edition: int
    told: str = ""
    records: tuple[Record, ...] = ()
    skipped: tuple[tuple[str, str], ...] = field(default=())


def file_record(told: Mapping[str, Any]) -> FileRecord:
    """What is remembered of a file, from what `asdict` made of it and JSON kept."""
    records = tuple(Record(**record | {"urls": tuple(record.get("urls", ()))}) for record in told["records"])
    return FileRecord(**dict(told) | {"records": records, "skipped": tuple((path, reason) for path, reason in told["skipped"])})


class Nowhere:
    """A sink of nothing, for saying what an index run would do where there is no index yet."""

    def files(self) -> Mapping[str, FileRecord]:
        return {}

    def put(self, key: str, id: str, article: Article) -> None: ...

    def remove(self, key: str) -> None: ...

    def remember(self, file: FileRecord) -> None: ...

    def forget(self, path: str) -> None: ...

    def tell(self, overlay: str, told: Any) -> None: ...

    def pending(self) -> int:
        return 0

    def commit(self) -> None: ...

    def forgotten(self) -> Mapping[str, str]:
        return {}

    def refused(self) -> list[tuple[str, str]]:
        return []

    def close(self) -> None: ...


class Sink(Protocol):
    """Takes articles and what is remembered of files; nothing is seen by readers before `commit`.

    A page is known by its key: the file's absolute path, and "#name" for a record inside it. Pages with the same article id
    are captures of one article; the newest is searched.
    """

    def files(self) -> Mapping[str, FileRecord]:
        """By path, as last committed."""

    def put(self, key: str, id: str, article: Article) -> None:
        """Add a page, or replace the one with this key."""

    def remove(self, key: str) -> None:
        """Forget a page; no error where there is none."""

    def remember(self, file: FileRecord) -> None: ...

    def forget(self, path: str) -> None:
        """Forget a file, not its pages."""

    def tell(self, overlay: str, told: Any) -> None:
        """What the user says that bears on all articles, as JSON: of "person" and "author" what people.toml says. None: nothing."""

    def pending(self) -> int:
        """Pages put since the last commit."""

    def commit(self) -> None:
        """Make all of it durable and visible at once. Raises StorageFailed; what was committed before is kept."""

    def forgotten(self) -> Mapping[str, str]:
        """Why, by article id and by a page's digest, of what was taken out for good and may not come back."""

    def refused(self) -> list[tuple[str, str]]:
        """(path, reason) of the pages that could not be stored since this was last asked; the others are in."""

    def close(self) -> None:
        """Let go of the index; what was not committed is dropped."""
