"""Writing an archive on OpenSearch: a `Sink` for the pipeline.

Ids are made of the pages' keys, so that a run that broke off is simply run again. Three indices: the archive (an alias, so that a
rebuild can take its place at once), its different words, and what is remembered of files. Nothing is seen before a commit
refreshes, and files are remembered after their pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any, Self

from broadsheet_index.article import Article
from broadsheet_index.errors import StorageFailed
from broadsheet_index.sink import FileRecord, file_record
from broadsheet_index.store.captures import current
from broadsheet_index.store.stored import article_of

from .address import Address, address_of, client
from .copies import settle
from .document import different_words, document, document_id, kept_only, word_action
from .indices import GENERATION, create, scanned, told_id

SECONDS = 60.0  # a request may take
CHUNK_BYTES = 8 << 20
CHUNK = 500  # documents
BUSY_RETRIES = 8  # of a document that the cluster has no room for just now (429), 1, 2, 4 ... 60 s apart
FLUSHED = 32 << 20  # characters of text that are gathered before they are sent
MOST_WORDS_KNOWN = 2_000_000  # words that are known to be in the index of words: 200 MB
AT_ONCE = 1_000  # values of one question


class OpenSearchSink:
    """Puts pages into an archive on a cluster; several may, from different machines. Raises StorageFailed, IndexUntrusted."""

    def __init__(self, address: str) -> None:
        self.address: Address = address_of(address)
        self._client = client(self.address, SECONDS)
        self._put: dict[str, tuple[str, Article]] = {}
        self._removed: set[str] = set()
        self._remembered: dict[str, FileRecord | None] = {}
        self._told: dict[str, Any] = {}
        self._words: set[tuple[str, str]] = set()
        self._size = self._flushed = 0
        self._committed = False  # anything: then copies are looked for in the end
        self._refused: list[tuple[str, str]] = []
        self._reasons: dict[str, str] = {}  # by key, of those refused since the last commit
        with self._reaching():
            create(self._client, self.address)
            self._files = {record.path: record for record in self._read_files()}
            self._forgotten = {
                hit["_source"]["forgotten"]: hit["_source"]["reason"]
                for hit in scanned(self._client, self.address.files, {"exists": {"field": "forgotten"}}, ["forgotten", "reason"])
            }

    def files(self) -> Mapping[str, FileRecord]:
        return self._files

    def put(self, key: str, id: str, article: Article) -> None:
        self._removed.discard(key)
        self._put[key] = (id, article)
        self._size += article.kept_chars + article.removed_chars
        if self._size > FLUSHED:
            self._flush()

    def remove(self, key: str) -> None:
        self._put.pop(key, None)
        self._removed.add(key)

    def remember(self, file: FileRecord) -> None:
        self._remembered[file.path] = file

    def forget(self, path: str) -> None:
        self._remembered[path] = None

    def tell(self, overlay: str, told: Any) -> None:
        self._told[overlay] = told

    def pending(self) -> int:
        return len(self._put) + len(self._removed) + self._flushed

    def forgotten(self) -> Mapping[str, str]:
        return self._forgotten

    def refused(self) -> list[tuple[str, str]]:
        """(path, reason) of the pages that the cluster did not take since this was last asked; the others are in."""
        out, self._refused = self._refused, []
        return out

    def commit(self) -> None:
        self._flush()
        if not (self._flushed or self._remembered or self._told):
            return
        with self._reaching():
            self._client.indices.refresh(index=f"{self.address.name},{self.address.words}")
            self._remembered = {path: file and self._with_refused(file) for path, file in self._remembered.items()}
            self._all_taken(self._file_actions())
            for overlay, told in self._told.items():
                self._client.index(index=self.address.files, id=told_id(overlay), body={"record": {"told": told}})
            bump = {
                "scripted_upsert": True,
                "script": {
                    "source": "ctx._source.number = (ctx._source.number == null ? 0 : ctx._source.number) + 1; ctx._source.updated = params.now",
                    "params": {"now": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
                },
                "upsert": {},
            }
            self._client.update(index=self.address.files, id=GENERATION, body=bump, params={"retry_on_conflict": 10})
            self._client.indices.refresh(index=self.address.files)
        for path, record in self._remembered.items():
            if record is None:
                self._files.pop(path, None)
            else:
                self._files[path] = record
        self._committed = self._committed or bool(self._flushed)
        self._remembered, self._told, self._flushed, self._reasons = {}, {}, 0, {}

    def close(self) -> None:
        try:
            if self._committed:
                with self._reaching():
                    settle(self._client, self.address)
        finally:
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- pages

    def _flush(self) -> None:
        """Send what was gathered: seen only after the commit's refresh."""
        if not self._put and not self._removed:
            return
        with self._reaching():
            self._client.indices.refresh(index=self.address.name)  # the captures that are there are looked for
            groups = self._groups()
            pages = {document_id(key): (key, article.path) for captures in groups.values() for key, article in captures.items()}
            for id, reason in self._bulk(self._page_actions(groups)):
                if id not in pages:
                    raise self._not_taken(reason)
                key, path = pages[id]
                self._refused.append((path, reason))
                self._reasons[key] = reason
            self._all_taken(self._word_actions())
        self._flushed += len(self._put) + len(self._removed)
        self._put, self._removed, self._size = {}, set(), 0

    def _groups(self) -> dict[str, dict[str, Article]]:
        """The captures that there will be, by article id and key, of each article that changes."""
        moved = {*self._removed, *self._put}
        ids = {id for id, _ in self._put.values()}
        ids |= {hit["_source"]["id"] for hit in self._having("key", moved, ["id"])}
        groups: dict[str, dict[str, Article]] = {id: {} for id in sorted(ids)}
        for hit in self._having("id", ids, ["id", "key", "article"]):
            if hit["_source"]["key"] not in moved:
                groups[hit["_source"]["id"]][hit["_source"]["key"]] = article_of(hit["_source"]["article"])
        for key, (id, article) in self._put.items():
            groups[id][key] = article
        return groups

    def _having(self, field: str, values: Collection[str], wanted: list[str]) -> Iterator[dict[str, Any]]:
        ordered = sorted(values)
        for start in range(0, len(ordered), AT_ONCE):
            query = {"terms": {field: ordered[start : start + AT_ONCE]}}
            yield from scanned(self._client, self.address.name, query, wanted)

    def _page_actions(self, groups: Mapping[str, Mapping[str, Article]]) -> Iterator[dict[str, Any]]:
        for key in sorted(self._removed):
            yield {"_op_type": "delete", "_index": self.address.name, "_id": document_id(key)}
        for id, captures in groups.items():
            searched = current(captures) if captures else ""
            for key, article in captures.items():
                made = document(key, id, article) if key == searched else kept_only(key, id, article)
                yield {"_op_type": "index", "_index": self.address.name, "_id": document_id(key), "_source": made}

    def _word_actions(self) -> Iterator[dict[str, Any]]:
        if len(self._words) > MOST_WORDS_KNOWN:
            self._words = set()
        new = {word for _, article in self._put.values() for word in different_words(article)} - self._words
        self._words |= new
        yield from (word_action(self.address.words, field, word) for field, word in sorted(new))

    def _all_taken(self, actions: Iterable[dict[str, Any]]) -> None:
        for _, reason in self._bulk(actions):
            raise self._not_taken(reason)

    def _bulk(self, actions: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """Send documents, more slowly where the cluster is busy; (id, reason) of each that it does not take."""
        from opensearchpy.helpers import streaming_bulk

        told = streaming_bulk(
            self._client,
            actions,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            max_retries=BUSY_RETRIES,
            initial_backoff=1,
            max_backoff=60,
            raise_on_error=False,
            raise_on_exception=True,
        )
        for done, item in told:
            ((action, result),) = item.items()
            if done or (action, result["status"]) in (("delete", 404), ("create", 409)):  # gone already; there already
                continue
            reason = str(result.get("error", {}).get("reason", result["status"]))
            if result["status"] in (429, 503):
                raise self._not_taken(reason)
            yield result["_id"], f"not taken by OpenSearch: {reason}"

    def _not_taken(self, reason: str) -> StorageFailed:
        return StorageFailed(f"{self.address}: OpenSearch did not take what it was sent ({reason}). Run the same command again.")

    # -- files

    def _read_files(self) -> Iterator[FileRecord]:
        for hit in scanned(self._client, self.address.files, {"exists": {"field": "path"}}, ["record"]):
            yield file_record(hit["_source"]["record"])

    def _file_actions(self) -> Iterator[dict[str, Any]]:
        for path, file in self._remembered.items():
            target = {"_index": self.address.files, "_id": document_id(path)}
            if file is None:
                yield target | {"_op_type": "delete"}
            else:
                yield target | {"_op_type": "index", "_source": {"path": path, "record": asdict(file)}}

    def _with_refused(self, file: FileRecord) -> FileRecord:
        """A page that was refused is none, and is tried again by the next run."""
        told = {record.name: self._reasons.get(f"{file.path}#{record.name}" if record.name else file.path) for record in file.records}
        if not any(told.values()):
            return file
        records = tuple(replace(one, fingerprint="", article=False) if told[one.name] else one for one in file.records)
        skipped = tuple((f"{file.path}#{name}" if name else file.path, reason) for name, reason in told.items() if reason)
        return replace(file, size=-1, modified=-1, records=records, skipped=file.skipped + skipped)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Errors of the client as ours."""
        from opensearchpy.exceptions import OpenSearchException

        try:
            yield
        except OpenSearchException as error:
            raise StorageFailed(
                f"{self.address}: OpenSearch cannot be written to ({type(error).__name__}: {error}). "
                "What was committed before is kept; run the same command again."
            ) from error
