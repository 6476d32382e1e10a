"""Which articles of an archive are one story: worked out at the end of a run, from the fingerprints that lie beside the articles.

What an article's copies are follows from all articles alone (broadsheet_index/copies), so whoever ends a run last says it right,
whatever came in which order.
"""

from __future__ import annotations

import base64
from collections import Counter
from typing import Any

import numpy as np

from broadsheet_index.copies.alike import Texts
from broadsheet_index.copies.clusters import clustered
from broadsheet_index.copies.fingerprint import SLOTS

from .holding import SEARCHED
from .indices import scanned

COLUMNS = ("id", "slots", "shingles", "story", "copies")
Story = tuple[str, int]  # of an article: the smallest id in it, and how many there are


def moved(cluster: Any, index: str) -> dict[str, Story]:
    """By document id, the articles that stand in another story than they are put with, and that story."""
    hits = scanned(cluster, index, SEARCHED, columns=COLUMNS)
    found = [(hit["_id"], {name: hit["fields"][name][0] for name in COLUMNS}) for hit in hits]
    found.sort(key=lambda one: one[1]["id"])
    ids = [told["id"] for _, told in found]
    # A column of bytes is told as base64 without its padding.
    slots = np.frombuffer(b"".join(base64.b64decode(told["slots"] + "==") for _, told in found), np.uint16).reshape(-1, SLOTS)
    sizes = np.array([told["shingles"] for _, told in found], np.int64)
    leaders = clustered(Texts([(slots, sizes, np.array([id.encode("utf-8", "surrogatepass") for id in ids], "S"))])).tolist()
    first: dict[int, str] = {}
    for id, leader in zip(ids, leaders, strict=True):
        first.setdefault(leader, id)
    copies = Counter(leaders)
    return {
        name: (first[leader], copies[leader])
        for (name, told), leader in zip(found, leaders, strict=True)
        if (told["story"], told["copies"]) != (first[leader], copies[leader])
    }
