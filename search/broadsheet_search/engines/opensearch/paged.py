"""More than one page of hits: what stands behind a bookmark, all hits of one point in time, all days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from broadsheet_index.analysis import fold, tokens
from broadsheet_index.article import Article
from broadsheet_index.fields import BARE_FIELDS

from ...bookmark import Bookmark, Sorted
from ...periods import Days
from .holding import Clause, all_of, any_of

AT_ONCE = 500  # hits
DAYS_AT_ONCE = 5_000
KEPT = "5m"  # how long a point in time is held for the next page of a walk

Asking = Callable[[dict[str, Any]], Mapping[str, Any]]


def beyond(after: Bookmark) -> Clause:
    """The articles behind a bookmark, or before it where it leads back, where days are the order; those without one stand last."""
    dated: Clause = {"exists": {"field": "first"}}
    undated: Clause = {"bool": {"must_not": [dated]}}
    ids: Clause = {"range": {"id": {"lt" if after.back else "gt": after.id}}}
    if not after.key:
        return any_of([dated, all_of([undated, ids])]) if after.back else all_of([undated, ids])
    day = int(after.key)
    earlier = (after.sort == "newest") != after.back
    days: Clause = {"range": {"first": {"lt" if earlier else "gt": day}}}
    return any_of([days, all_of([{"term": {"first": day}}, ids]), *([] if after.back else [undated])])


def pages(search: Asking, point: str) -> Iterator[Mapping[str, Any]]:
    """Every hit of a point in time."""
    rest: dict[str, Any] = {}
    while True:
        hits = search({"pit": {"id": point, "keep_alive": KEPT}, **rest})["hits"]["hits"]
        yield from hits
        if len(hits) < AT_ONCE:
            return
        rest = {"search_after": hits[-1]["sort"]}


def order(sort: Sorted, *, back: bool = False) -> list[dict[str, Any]]:
    """The sort keys of a question; back: the last hits first."""
    up, down = ("desc", "asc") if back else ("asc", "desc")
    if sort == "relevance":
        return [{"_score": down}, {"id": up}]
    return [{"first": {"order": down if sort == "newest" else up, "missing": "_first" if back else "_last"}}, {"id": up}]


def firsts(search: Asking, body: Mapping[str, Any], narrowed: Iterable[Clause], hits: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of some hits that stand first of their story among all hits; body: the question and its order."""
    told = sorted({hit["_source"]["story"] for hit in hits if hit["_source"]["copies"] > 1})
    leading = set()
    if told:
        within = {"bool": {"must": [body["query"]], "filter": [*narrowed, {"terms": {"story": told}}]}}
        asked = {"query": within, "sort": body["sort"], "collapse": {"field": "story"}, "size": len(told), "_source": ["id"]}
        leading = {hit["_source"]["id"] for hit in search(asked)["hits"]["hits"]}
    return [hit for hit in hits if hit["_source"]["copies"] <= 1 or hit["_source"]["id"] in leading]


def beyond_by_story(
    search: Asking, body: Mapping[str, Any], narrowed: Sequence[Clause], found: Mapping[str, Any], sort: Sorted
) -> list[Mapping[str, Any]]:
    """Hits beyond a bookmark, the first of each story alone; OpenSearch collapses none there. found: the first of all hits there."""
    hits, in_order = found["hits"]["hits"], {**body, "sort": order(sort)}
    kept = firsts(search, in_order, narrowed, hits)
    while len(kept) < body["size"] and len(hits) == body["size"]:
        hits = search({**body, "aggs": {}, "search_after": hits[-1]["sort"]})["hits"]["hits"]
        kept += firsts(search, in_order, narrowed, hits)
    return kept[: body["size"]]


def one_a_story(hits: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """All hits in order, the first of each story alone."""
    told: set[str] = set()
    for hit in hits:
        story = hit["_source"]["story"]
        if story not in told:
            yield hit
        if hit["_source"]["copies"] > 1:
            told.add(story)


def periods(search: Asking) -> Counter[Days]:
    """First and last days of the hits, and how many have them."""
    found: Counter[Days] = Counter()
    sources = [{name: {"terms": {"field": name}}} for name in ("first", "last")]
    after: dict[str, Any] = {}
    while True:
        told = search({"days": {"composite": {"size": DAYS_AT_ONCE, "sources": sources, **after}}})["aggregations"]["days"]
        for bucket in told["buckets"]:
            first, last = (dt.date.fromordinal(bucket["key"][name]) for name in ("first", "last"))
            found[first, last] += bucket["doc_count"]
        if len(told["buckets"]) < DAYS_AT_ONCE:
            return found
        after = {"after": told["after_key"]}


def mostly_written(folded: str, articles: Iterable[Article]) -> str:
    """The form in which a folded word stands most often in some articles; itself where it stands in none."""
    forms = Counter(
        token.written
        for article in articles
        for field in BARE_FIELDS
        for text in field.values(article)
        for token in tokens(text)
        if fold(token.written) == folded
    )
    return min(forms, key=lambda form: (-forms[form], form), default=folded)
