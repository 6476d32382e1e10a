"""The indices of an archive: made where they are missing, and made anew behind their names.

The archive and its words are aliases of `news-1`, `news-words-1`: a rebuild fills `news-2` beside it and switches both at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet_index.errors import BadInput, BroadsheetError, IndexMissing, IndexUntrusted, StorageFailed
from broadsheet_index.store.stored import article_of

from . import mapping
from .address import Address, address_of, client
from .document import different_words, document, kept_only, word_action

GENERATION = "generation"  # the document, among those of files, that counts commits
AT_ONCE = 1_000  # documents of one step of a scan
SECONDS = 120.0  # a request may take


def told_id(overlay: str) -> str:
    """The document, among those of files, that keeps what the user said of names."""
    return f"told-{overlay}"


class Changed(BroadsheetError):
    """Somebody wrote to the archive while it was rebuilt."""

    def __init__(self, address: Address) -> None:
        super().__init__(f"{address}: pages came in while it was rebuilt, so it was left as it was. Run it again when nobody is indexing.")


def create(cluster: Any, address: Address) -> None:
    """Make the indices of an archive where they are missing. Raises IndexUntrusted for one of another format."""
    if not cluster.indices.exists(index=address.name):
        _create(cluster, f"{address.name}-1", _pages(address) | {"aliases": {address.name: {}}})
    told = cluster.indices.get_mapping(index=address.name)
    formats = {index["mappings"].get("_meta", {}).get("format") for index in told.values()}
    if formats != {mapping.FORMAT}:
        raise IndexUntrusted(
            f"{address}: not an archive of this version of Broadsheet (format {formats}, not {mapping.FORMAT}). "
            "Make it anew under another name, or remove it."
        )
    if not cluster.indices.exists(index=address.words):
        _create(cluster, f"{address.words}-1", mapping.WORDS | {"aliases": {address.words: {}}})
    if not cluster.indices.exists(index=address.files):
        _create(cluster, address.files, mapping.FILES)


def rebuild(text: str) -> int:
    """Make an archive anew from what it stores, with this version's analysis; it is asked as before until the switch.

    Returns the number of pages. Raises IndexMissing, Changed, StorageFailed.
    """
    from opensearchpy.exceptions import OpenSearchException
    from opensearchpy.helpers import bulk

    address = address_of(text)
    cluster = client(address, SECONDS)
    try:
        if not cluster.indices.exists_alias(name=address.name):
            raise IndexMissing(str(address))
        began = _generation(cluster, address)
        pages, words = (_next(cluster, name) for name in (address.name, address.words))
        for name, body in ((pages, _pages(address)), (words, mapping.WORDS)):
            cluster.indices.delete(index=name, ignore=404)  # a rebuild that broke off left it
            cluster.indices.create(index=name, body=body)
        done, _ = bulk(cluster, _anew(cluster, address, pages), max_retries=8, raise_on_error=True)
        said: set[tuple[str, str]] = set()
        bulk(cluster, _words_anew(cluster, pages, words, said), max_retries=8, raise_on_error=True)
        cluster.indices.refresh(index=f"{pages},{words}")
        if _generation(cluster, address) != began:
            cluster.indices.delete(index=f"{pages},{words}")
            raise Changed(address)
        switch = []
        old = []
        for alias, new in ((address.name, pages), (address.words, words)):
            old += list(cluster.indices.get_alias(name=alias))
            switch += [{"remove": {"index": "*", "alias": alias}}, {"add": {"index": new, "alias": alias}}]
        cluster.indices.update_aliases(body={"actions": switch})
        cluster.indices.delete(index=",".join(old))
    except OpenSearchException as error:
        raise StorageFailed(f"{address}: could not be rebuilt ({error}). It is as it was; run the same command again.") from error
    finally:
        cluster.close()
    return int(done)


def forget(text: str, id: str, reason: str) -> tuple[str, ...]:
    """Take an article out for good, and keep it from coming back; returns the paths of its captures.

    OpenSearch drops the bytes when it merges the segments they are in, which is asked for here; its snapshots are its own affair.
    Raises BadInput where there is no such article, StorageFailed.
    """
    from opensearchpy.exceptions import OpenSearchException

    address = address_of(text)
    cluster = client(address, SECONDS)
    try:
        cluster.indices.refresh(index=address.name)
        hits = list(scanned(cluster, address.name, {"term": {"id": id}}, ["article"]))
        found = [hit["_source"]["article"] for hit in hits]
        if not found:
            raise BadInput(f"{id}: there is no such article in {address}.")
        for gone in (id, *(article["digest"] for article in found)):
            cluster.index(index=address.files, body={"forgotten": gone, "reason": reason}, params={"refresh": "true"})
        for hit in hits:
            cluster.delete(index=address.name, id=hit["_id"], params={"refresh": "true"})
        cluster.indices.forcemerge(index=address.name, params={"only_expunge_deletes": "true"})
    except OpenSearchException as error:
        raise StorageFailed(f"{address}: could not forget {id} ({error}). Run the same command again.") from error
    finally:
        cluster.close()
    return tuple(article["path"] for article in found)


def _anew(cluster: Any, address: Address, into: str) -> Iterator[dict[str, Any]]:
    for hit in scanned(cluster, address.name, {"match_all": {}}, ["id", "key", "article"], searched=True):
        told = hit["_source"]
        make = document if hit["fields"]["searched"][0] else kept_only
        yield {"_index": into, "_id": hit["_id"], "_source": make(told["key"], told["id"], article_of(told["article"]))}


def _words_anew(cluster: Any, pages: str, into: str, said: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    cluster.indices.refresh(index=pages)
    for hit in scanned(cluster, pages, {"term": {"searched": True}}, ["article"]):
        new = set(different_words(article_of(hit["_source"]["article"]))) - said
        said |= new
        yield from (word_action(into, field, word) for field, word in sorted(new))


def _generation(cluster: Any, address: Address) -> int:
    told = cluster.get(index=address.files, id=GENERATION, ignore=404)
    return int(told.get("_source", {}).get("number", 0))


def _next(cluster: Any, alias: str) -> str:
    (current,) = cluster.indices.get_alias(name=alias)
    return f"{alias}-{int(current.rpartition('-')[2]) + 1}"


def _pages(address: Address) -> dict[str, Any]:
    return {"settings": mapping.settings(address.shards, address.replicas), "mappings": mapping.mapping()}


def _create(cluster: Any, name: str, body: Mapping[str, Any]) -> None:
    from opensearchpy.exceptions import RequestError

    try:
        cluster.indices.create(index=name, body=body)
    except RequestError as error:
        if error.error != "resource_already_exists_exception":  # another machine made it meanwhile
            raise


def scanned(cluster: Any, index: str, query: Mapping[str, Any], wanted: list[str], *, searched: bool = False) -> Iterator[dict[str, Any]]:
    """Every document that holds a query, as they are at one moment."""
    from opensearchpy.helpers import scan

    body = {"query": query, "_source": wanted} | ({"docvalue_fields": ["searched"]} if searched else {})
    return iter(scan(cluster, query=body, index=index, size=AT_ONCE))
