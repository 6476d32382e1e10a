"""Which articles of an archive are one story: worked out at the end of a run, from the fingerprints that lie beside the articles.

What an article's copies are follows from all articles alone (broadsheet_index/copies), so whoever ends a run last says it right,
whatever came in which order. An archive past MOST articles is left as it is: there each article stands alone.
"""

from __future__ import annotations

import base64
from collections import Counter
from typing import Any

import numpy as np

from broadsheet_index.copies.alike import Texts
from broadsheet_index.copies.clusters import clustered
from broadsheet_index.copies.fingerprint import SLOTS
from broadsheet_index.store.stored import article_of

from .address import Address
from .document import document
from .indices import scanned

MOST = 1_000_000  # articles: their fingerprints are 170 MB, and come over the network at the end of each run
AT_ONCE = 200  # articles that are put again in one request


def settle(cluster: Any, address: Address) -> int:
    """Put again the articles whose story or number of copies is another than before; returns how many."""
    from opensearchpy.helpers import bulk

    total = cluster.count(index=address.name, body={"query": {"term": {"searched": True}}})["count"]
    if total > MOST:
        return 0
    wanted = ["id", "slots", "shingles", "story", "copies"]
    found = [(hit["_id"], hit["_source"]) for hit in scanned(cluster, address.name, {"term": {"searched": True}}, wanted)]
    found.sort(key=lambda one: one[1]["id"])
    ids = [told["id"] for _, told in found]
    slots = np.frombuffer(b"".join(base64.b64decode(told["slots"]) for _, told in found), np.uint16).reshape(-1, SLOTS)
    sizes = np.array([told["shingles"] for _, told in found], np.int64)
    leaders = clustered(Texts([(slots, sizes, np.array([id.encode("utf-8", "surrogatepass") for id in ids], "S"))])).tolist()
    first: dict[int, str] = {}
    for id, leader in zip(ids, leaders, strict=True):
        first.setdefault(leader, id)
    copies = Counter(leaders)
    stale = {
        name: (first[leader], copies[leader])
        for (name, told), leader in zip(found, leaders, strict=True)
        if (told["story"], told["copies"]) != (first[leader], copies[leader])
    }
    names = sorted(stale)
    for start in range(0, len(names), AT_ONCE):
        told = cluster.mget(index=address.name, body={"ids": names[start : start + AT_ONCE]}, params={"_source": "id,key,article"})
        again = [
            {"_index": address.name, "_id": one["_id"], "_source": document(kept["key"], kept["id"], article_of(kept["article"]), *stale[one["_id"]]),
             "if_seq_no": one["_seq_no"], "if_primary_term": one["_primary_term"], "_op_type": "index"}
            for one in told["docs"]
            if one.get("found") and (kept := one["_source"])
        ]  # fmt: skip
        # One that somebody else put meanwhile is left to the end of his run.
        bulk(cluster, again, max_retries=8, raise_on_error=False)
    if stale:
        cluster.indices.refresh(index=address.name)
    return len(stale)
