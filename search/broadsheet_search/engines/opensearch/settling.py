"""The end of a run: what is known of articles only across all of them, and the documents that say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from broadsheet_index.errors import StorageFailed
from broadsheet_index.store.stored import article_of

from . import copies, lines
from .address import Address
from .document import document
from .holding import SEARCHED
from .indices import count_commit, generation, say_settled, scanned
from .sending import sent

MOST = 1_000_000  # articles among which copies are looked for: their fingerprints are 170 MB over the network at the end of each run
AT_ONCE = 200  # articles that are put again in one request


def settle(cluster: Any, address: Address, index: str, changed: Collection[str] | None) -> int:
    """Look for copies and for sites' lines, and put those articles again that are told of otherwise; how many those are.

    changed: sites of the articles that came or went, if known, for an archive past MOST. There each article is its own story.
    """
    total = cluster.count(index=index, body={"query": SEARCHED})["count"]
    stories = copies.moved(cluster, index) if 0 < total <= MOST else {}
    done = _put_again(cluster, address, index, sorted(stories), stories, {})
    for site in list(lines.sites(cluster, index)) if changed is None or total <= MOST else sorted(changed):
        own, stale = lines.settled(cluster, index, address.files, site)
        names = {hit["_id"] for query in stale for hit in scanned(cluster, index, query)}
        done += _put_again(cluster, address, index, sorted(names), {}, {site: own})
    return done


def settle_all(cluster: Any, address: Address, changed: Collection[str] | None) -> None:
    """Look for copies and lines, where something was committed since that was done."""
    number, settled = generation(cluster, address)
    if number == settled:
        return
    if settle(cluster, address, address.name, changed):
        count_commit(cluster, address)
        number += 1
    say_settled(cluster, address, number)


def _put_again(
    cluster: Any, address: Address, index: str, names: list[str], stories: Mapping[str, copies.Story], said: Mapping[str, lines.Stories]
) -> int:
    """Put documents again; stories, said: of some what is told of them now, of the others as they were put."""
    if not names:
        return 0
    for refused in sent(cluster, _again(cluster, index, names, stories, said), AT_ONCE):
        if refused.status != 409:  # somebody else put it meanwhile: it is looked at in the end of his run
            raise StorageFailed(f"{address}: OpenSearch did not take what it was sent ({refused.reason}). Run the same command again.")
    cluster.indices.refresh(index=index)
    return len(names)


def _again(
    cluster: Any, index: str, names: list[str], stories: Mapping[str, copies.Story], said: Mapping[str, lines.Stories]
) -> Iterator[dict[str, Any]]:
    wanted = {"_source": "id,key,article,story,copies,site,repeated"}
    for start in range(0, len(names), AT_ONCE):
        for one in cluster.mget(index=index, body={"ids": names[start : start + AT_ONCE]}, params=wanted)["docs"]:
            if not one.get("found"):
                continue
            held = one["_source"]
            story = stories.get(one["_id"], (held["story"], held["copies"]))
            own = said.get(held["site"], held.get("repeated", ()))
            made = document(held["key"], held["id"], article_of(held["article"]), own, *story)
            yield {"_op_type": "index", "_index": index, "_id": one["_id"], "_source": made,
                   "if_seq_no": one["_seq_no"], "if_primary_term": one["_primary_term"]}  # fmt: skip
