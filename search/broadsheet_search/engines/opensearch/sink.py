"""Writing an archive on OpenSearch: a `Sink` for the pipeline.

Ids are made of the pages' keys, so that a run that broke off is simply run again. Three indices: the archive (an alias, so that a
rebuild can take its place at once), its different words, and what is remembered of files. Nothing is seen before a commit
refreshes, and files are remembered after their pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any, Self

from broadsheet_index.article import Article
from broadsheet_index.errors import StorageFailed
from broadsheet_index.repeated import site_term
from broadsheet_index.sink import FileRecord, file_record
from broadsheet_index.store.captures import current
from broadsheet_index.store.stored import article_of

from . import lines
from .address import Address, address_of, client
from .document import different_words, document, document_id, kept_only, word_action
from .indices import PAGES_AT_ONCE, SMALL_AT_ONCE, count_commit, create, generation, scanned, told_id
from .sending import BUSY, sent
from .settling import settle_all

SECONDS = 60.0  # a request may take
FLUSHED = 32 << 20  # characters of text that are gathered before they are sent
MOST_WORDS_KNOWN = 2_000_000  # words that are known to be in the index of words: 200 MB
AT_ONCE = 1_000  # values of one question


class OpenSearchSink:
    """Puts pages into an archive on a cluster; several may, from different machines. Raises StorageFailed, IndexUntrusted."""

    def __init__(self, address: str) -> None:
        self.address: Address = address_of(address)
        self._client = client(self.address, SECONDS, patient=True)
        self._put: dict[str, tuple[str, Article]] = {}
        self._removed: set[str] = set()
        self._remembered: dict[str, FileRecord | None] = {}
        self._told: dict[str, Any] = {}
        self._words: set[tuple[str, str]] = set()
        self._size = self._flushed = 0
        self._committed = False  # anything: then copies and lines are looked for in the end
        self._sites: set[str] = set()  # of the articles that came or went
        self._refused: list[tuple[str, str]] = []
        self._reasons: dict[str, str] = {}  # by key, of those refused since the last commit
        with self._reaching():
            create(self._client, self.address)
            number, settled = generation(self._client, self.address)
            self._left_open = number != settled  # by a run that broke off, or that is at work beside this one
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
            count_commit(self._client, self.address)
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
            if self._committed or self._left_open:
                with self._reaching():
                    settle_all(self._client, self.address, None if self._left_open else self._sites)
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
            new: set[tuple[str, str]] = set()
            for refused in sent(self._client, self._page_actions(groups, new), PAGES_AT_ONCE):
                if refused.id not in pages or refused.status in BUSY:
                    raise self._not_taken(refused.reason)
                key, path = pages[refused.id]
                reason = f"not taken by OpenSearch: {refused.reason}"
                self._refused.append((path, reason))
                self._reasons[key] = reason
            self._all_taken(word_action(self.address.words, field, word) for field, word in sorted(new))
        self._flushed += len(self._put) + len(self._removed)
        self._put, self._removed, self._size = {}, set(), 0

    def _groups(self) -> dict[str, dict[str, Article]]:
        """The captures that there will be, by article id and key, of each article that changes."""
        moved = {*self._removed, *self._put}
        ids = {id for id, _ in self._put.values()}
        for hit in self._having("key", moved, columns=["id", "site"]):
            ids.add(hit["fields"]["id"][0])
            self._sites.update(hit["fields"].get("site", ()))
        groups: dict[str, dict[str, Article]] = {id: {} for id in sorted(ids)}
        for hit in self._having("id", ids, ["id", "key", "article"]):
            if hit["_source"]["key"] not in moved:
                groups[hit["_source"]["id"]][hit["_source"]["key"]] = article_of(hit["_source"]["article"])
        for key, (id, article) in self._put.items():
            groups[id][key] = article
        return groups

    def _having(
        self, field: str, values: Collection[str], stored: Sequence[str] = (), *, columns: Sequence[str] = ()
    ) -> Iterator[dict[str, Any]]:
        ordered = sorted(values)
        for start in range(0, len(ordered), AT_ONCE):
            query = {"terms": {field: ordered[start : start + AT_ONCE]}}
            yield from scanned(self._client, self.address.name, query, stored, columns=columns)

    def _page_actions(self, groups: Mapping[str, Mapping[str, Article]], new: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        """Of a bulk request; new: takes the words that may not be in the index of words."""
        if len(self._words) > MOST_WORDS_KNOWN:
            self._words = set()
        for key in sorted(self._removed):
            yield {"_op_type": "delete", "_index": self.address.name, "_id": document_id(key)}
        sites = {site_term(article) for captures in groups.values() for article in captures.values()}
        own = lines.said(self._client, self.address.files, sites)
        self._sites |= sites
        for id, captures in groups.items():
            searched = current(captures) if captures else ""
            for key, article in captures.items():
                made = document(key, id, article, own[site_term(article)]) if key == searched else kept_only(key, id, article)
                new |= set(different_words(made)) - self._words
                self._words |= new
                yield {"_op_type": "index", "_index": self.address.name, "_id": document_id(key), "_source": made}

    def _all_taken(self, actions: Iterable[dict[str, Any]]) -> None:
        for refused in sent(self._client, actions, SMALL_AT_ONCE):
            raise self._not_taken(refused.reason)

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
