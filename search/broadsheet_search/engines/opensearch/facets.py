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


STORIES = "stories"
EXACTLY = 40_000  # stories with copies up to which they are counted exactly: OpenSearch counts no more one by one


def counting_stories(narrowed: Mapping[str, Clause]) -> Clause:
    """Stories among the hits: an article alone is one, copies are counted by their story."""
    alone: Clause = {"filter": {"range": {"copies": {"lte": 1}}}}
    copied = {"cardinality": {"field": "story", "precision_threshold": EXACTLY}}
    several: Clause = {"filter": {"range": {"copies": {"gt": 1}}}, "aggs": {"different": copied}}
    clauses = list(narrowed.values())
    return {"filter": all_of(clauses) if clauses else {"match_all": {}}, "aggs": {"alone": alone, "several": several}}


def stories_in(told: Mapping[str, Any]) -> int:
    return int(told["alone"]["doc_count"] + told["several"]["different"]["value"])
