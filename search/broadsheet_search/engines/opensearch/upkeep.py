"""An archive made anew behind its name, and articles taken out of it for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from broadsheet_index.errors import BadInput, BroadsheetError, IndexMissing, StorageFailed
from broadsheet_index.store.stored import article_of

from . import mapping
from .address import Address, address_of, client
from .document import different_words, document, kept_only, word_action
from .indices import PAGES_AT_ONCE, SMALL_AT_ONCE, count_commit, generation, pages_body, scanned
from .sending import NotTaken, sent
from .settling import settle, settle_all

SECONDS = 120.0  # a request may take


class Changed(BroadsheetError):
    """Somebody wrote to the archive while it was rebuilt."""

    def __init__(self, address: Address) -> None:
        super().__init__(f"{address}: pages came in while it was rebuilt, so it was left as it was. Run it again when nobody is indexing.")


def rebuild(text: str) -> int:
    """Make an archive anew from what it stores, with this version's analysis; it is asked as before until the switch.

    Returns the number of pages. Raises IndexMissing, Changed, StorageFailed.
    """
    from opensearchpy.exceptions import OpenSearchException

    address = address_of(text)
    cluster = client(address, SECONDS, patient=True)
    try:
        if not cluster.indices.exists_alias(name=address.name):
            raise IndexMissing(str(address))
        began = generation(cluster, address)[0]
        pages, words = (_next(cluster, name) for name in (address.name, address.words))
        for name, body in ((pages, pages_body(address)), (words, mapping.WORDS)):
            cluster.indices.delete(index=name, ignore=404)  # a rebuild that broke off left it
            cluster.indices.create(index=name, body=body)
        done = cluster.count(index=address.name)["count"]
        said: set[tuple[str, str]] = set()
        _all_taken(address, sent(cluster, _anew(cluster, address, pages, said), PAGES_AT_ONCE))
        _all_taken(address, sent(cluster, (word_action(words, field, word) for field, word in sorted(said)), SMALL_AT_ONCE))
        cluster.indices.refresh(index=f"{pages},{words}")
        settle(cluster, address, pages, None)
        if generation(cluster, address)[0] != began:
            cluster.indices.delete(index=f"{pages},{words}")
            raise Changed(address)
        switch = []
        old = []
        for alias, new in ((address.name, pages), (address.words, words)):
            old += list(cluster.indices.get_alias(name=alias))
            switch += [{"remove": {"index": "*", "alias": alias}}, {"add": {"index": new, "alias": alias}}]
        cluster.indices.update_aliases(body={"actions": switch})
        cluster.indices.delete(index=",".join(old))
        count_commit(cluster, address)
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
    cluster = client(address, SECONDS, patient=True)
    try:
        cluster.indices.refresh(index=address.name)
        hits = list(scanned(cluster, address.name, {"term": {"id": id}}, ["article"], columns=["site"]))
        sites = {site for hit in hits for site in hit.get("fields", {}).get("site", ())}
        found = [hit["_source"]["article"] for hit in hits]
        if not found:
            raise BadInput(f"{id}: there is no such article in {address}.")
        for gone in (id, *(article["digest"] for article in found)):
            cluster.index(index=address.files, body={"forgotten": gone, "reason": reason}, params={"refresh": "true"})
        for hit in hits:
            cluster.delete(index=address.name, id=hit["_id"], params={"refresh": "true"})
        count_commit(cluster, address)
        settle_all(cluster, address, sites)
        cluster.indices.forcemerge(index=address.name, params={"only_expunge_deletes": "true"})
    except OpenSearchException as error:
        raise StorageFailed(f"{address}: could not forget {id} ({error}). Run the same command again.") from error
    finally:
        cluster.close()
    return tuple(article["path"] for article in found)


def _all_taken(address: Address, refused: Iterable[NotTaken]) -> None:
    for one in refused:
        raise StorageFailed(f"{address}: could not be rebuilt ({one.reason}). It is as it was; run the same command again.")


def _anew(cluster: Any, address: Address, into: str, said: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Of a bulk request; said: takes the words."""
    for hit in scanned(cluster, address.name, {"match_all": {}}, mapping.KEPT, columns=["searched"]):
        told = hit["_source"]
        made = kept_only(told["key"], told["id"], article_of(told["article"]))
        if hit["fields"]["searched"][0]:
            made = document(told["key"], told["id"], article_of(told["article"]), told["repeated"], told["story"], told["copies"])
        said.update(different_words(made))
        yield {"_index": into, "_id": hit["_id"], "_source": made}


def _next(cluster: Any, alias: str) -> str:
    (current,) = cluster.indices.get_alias(name=alias)
    return f"{alias}-{int(current.rpartition('-')[2]) + 1}"
