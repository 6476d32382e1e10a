"""The commonest values of a facet, counted by the cluster. People are counted by person: people.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...engine import Count
from . import mapping
from .holding import Clause, all_of

NEAREST = 20  # times the values asked for that a shard tells, so that the whole is right: see search/README.md


def counting(name: str, narrowed: Mapping[str, Clause], size: int) -> Clause:
    others = [clause for other, clause in narrowed.items() if other != name]
    order = [{"_count": "desc"}, {"_key": "asc"}]
    terms = {"terms": {"field": mapping.facet(name), "size": size, "shard_size": NEAREST * size + 1000, "order": order}}
    return {"filter": all_of(others) if others else {"match_all": {}}, "aggs": {"values": terms}}


def counts(told: Mapping[str, Any]) -> tuple[Count, ...]:
    return tuple(Count(bucket["key"], bucket["doc_count"]) for bucket in told["values"]["buckets"])
