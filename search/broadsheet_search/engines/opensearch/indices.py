"""The indices of an archive, and what counts its commits.

The archive and its words are aliases of `news-1`, `news-words-1`: a rebuild fills `news-2` beside it and switches both at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet_index.errors import IndexUntrusted

from . import mapping
from .address import Address

GENERATION = "generation"  # the document, among those of files, that counts commits
AT_ONCE = 1_000  # documents of one step of a scan
SECONDS = 120.0  # a request may take
PAGES_AT_ONCE = 250  # in a request of many documents
SMALL_AT_ONCE = 5_000  # words, or what is remembered of files


def told_id(overlay: str) -> str:
    """The document, among those of files, that keeps what the user said of names."""
    return f"told-{overlay}"


def create(cluster: Any, address: Address) -> None:
    """Make the indices of an archive where they are missing. Raises IndexUntrusted for one of another format."""
    if not cluster.indices.exists(index=address.name):
        _create(cluster, f"{address.name}-1", pages_body(address) | {"aliases": {address.name: {}}})
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


def generation(cluster: Any, address: Address) -> tuple[int, int]:
    """How many commits there were, and up to which of them copies and lines were looked for."""
    told = cluster.get(index=address.files, id=GENERATION, ignore=404).get("_source", {})
    return int(told.get("number", 0)), int(told.get("settled", 0))


def count_commit(cluster: Any, address: Address) -> None:
    """Readers see another generation."""
    _state(cluster, address, "ctx._source.number = (ctx._source.number == null ? 0 : ctx._source.number) + 1; ctx._source.updated = params.now")


def say_settled(cluster: Any, address: Address, number: int) -> None:
    """Copies and lines were looked for up to this commit."""
    _state(cluster, address, "ctx._source.settled = params.number", number=number)


def _state(cluster: Any, address: Address, script: str, **params: Any) -> None:
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = {"scripted_upsert": True, "script": {"source": script, "params": {"now": now, **params}}, "upsert": {}}
    cluster.update(index=address.files, id=GENERATION, body=body, params={"retry_on_conflict": 10, "refresh": "true"})


def pages_body(address: Address) -> dict[str, Any]:
    return {"settings": mapping.settings(address.shards, address.replicas), "mappings": mapping.mapping()}


def _create(cluster: Any, name: str, body: Mapping[str, Any]) -> None:
    from opensearchpy.exceptions import RequestError

    try:
        cluster.indices.create(index=name, body=body)
    except RequestError as error:
        if error.error != "resource_already_exists_exception":  # another machine made it meanwhile
            raise


def scanned(
    cluster: Any, index: str, query: Mapping[str, Any], stored: Sequence[str] = (), *, columns: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Every document that holds a query, as they are at one moment; stored: what of its `_source` is wanted; columns: of its `fields`."""
    from opensearchpy.helpers import scan

    body = {"query": query, "_source": list(stored) or False, "docvalue_fields": list(columns)}
    return iter(scan(cluster, query=body, index=index, size=AT_ONCE))
