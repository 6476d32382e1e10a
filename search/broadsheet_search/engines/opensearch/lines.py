"""Lines that a site repeats (broadsheet_index/repeated), in an archive on a cluster.

A document names its site, its lines that may turn out to be the site's, and those that were so when it was put: its words are those of
the article without them. The article beside it is as it was extracted. Of each site a document among those of files holds its lines and
how many stories tell each; it follows from all articles alone, so whoever ends a run last says it right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from broadsheet_index.article import Article
from broadsheet_index.repeated import LEAST, applied, is_repeated, lines_of
from broadsheet_index.store.stored import article_of

from .document import document_id
from .facets import counting_stories, stories_in
from .holding import SEARCHED, Clause, all_of, any_of

MOST_LINES = 10_000  # of a site, that are looked at: ten times as many as can stand in a tenth of its articles
AT_ONCE = 200  # lines or sites of one question
TRIES = 10  # while others say something else of the same site

Stories = Mapping[str, int]  # by line (repeated/lines.py): how many tell it


def lines_id(site: str) -> str:
    """The document, among those of files, that holds the lines of a site."""
    return "lines-" + document_id(site)


def said(cluster: Any, files: str, sites: Iterable[str]) -> dict[str, Stories]:
    """By site, its lines."""
    wanted = sorted(sites)
    found: dict[str, Stories] = {site: {} for site in wanted}
    for start in range(0, len(wanted), AT_ONCE):
        ids = [lines_id(site) for site in wanted[start : start + AT_ONCE]]
        for one in cluster.mget(index=files, body={"ids": ids})["docs"]:
            if one.get("found"):
                record = one["_source"]["record"]
                found[record["site"]] = record["lines"]
    return found


def shown(source: Mapping[str, Any], stories: Mapping[str, Stories]) -> Article:
    """The article of a document, without the lines that it was put without; stories: by site."""
    article = article_of(source["article"])
    own = frozenset(source.get("repeated", ()))
    if not own:
        return article
    of_site = stories[source["site"]]
    return applied(article, lines_of(article), lambda line: of_site.get(line, LEAST) if line in own else 0)


def sites(cluster: Any, index: str) -> Iterator[str]:
    """Every site of an archive."""
    pages: dict[str, Any] = {"size": MOST_LINES, "sources": [{"site": {"terms": {"field": "site"}}}]}
    while True:
        told = cluster.search(index=index, body={"size": 0, "query": SEARCHED, "aggs": {"sites": {"composite": pages}}})["aggregations"]["sites"]
        yield from (bucket["key"]["site"] for bucket in told["buckets"])
        if "after_key" not in told:
            return
        pages |= {"after": told["after_key"]}


def settled(cluster: Any, index: str, files: str, site: str) -> tuple[Stories, list[Clause]]:
    """Say of a site which lines are its own; these, and the documents that were put with others, as queries."""
    from opensearchpy.exceptions import ConflictError

    for _ in range(TRIES):
        before = cluster.get(index=files, id=lines_id(site), ignore=404)
        lines = _counted(cluster, index, site)
        if lines == (before["_source"]["record"]["lines"] if before.get("found") else {}):
            break
        since = (
            {"if_seq_no": before["_seq_no"], "if_primary_term": before["_primary_term"]} if before.get("found") else {"op_type": "create"}
        )
        try:
            cluster.index(index=files, id=lines_id(site), body={"record": {"site": site, "lines": lines}}, params=since)
            break
        except ConflictError:  # another run has just ended, and may have seen more
            continue
    return lines, list(_put_with_others(cluster, index, site, lines))


def _counted(cluster: Any, index: str, site: str) -> dict[str, int]:
    here = all_of([SEARCHED, {"term": {"site": site}}])
    lines = {"terms": {"field": "line", "size": MOST_LINES, "shard_size": MOST_LINES, "min_doc_count": LEAST}}
    told = cluster.search(index=index, body={"size": 0, "track_total_hits": True, "query": here, "aggs": {"lines": lines}})
    articles, counts = told["hits"]["total"]["value"], told["aggregations"]["lines"]
    unseen = counts["doc_count_error_upper_bound"]
    likely = sorted(bucket["key"] for bucket in counts["buckets"] if is_repeated(bucket["doc_count"] + unseen, articles))
    found: dict[str, int] = {}
    for start in range(0, len(likely), AT_ONCE):
        aggs = {line: counting_stories({"line": {"term": {"line": line}}}) for line in likely[start : start + AT_ONCE]}
        told = cluster.search(index=index, body={"size": 0, "query": here, "aggs": aggs})
        found |= {line: stories for line in aggs if is_repeated(stories := stories_in(told["aggregations"][line]), articles)}
    return found


def _put_with_others(cluster: Any, index: str, site: str, lines: Collection[str]) -> Iterator[Clause]:
    here = [SEARCHED, {"term": {"site": site}}]
    missed: list[Clause] = [{"bool": {"filter": {"term": {"line": line}}, "must_not": {"term": {"repeated": line}}}} for line in sorted(lines)]
    for start in range(0, len(missed), AT_ONCE):
        yield all_of([*here, any_of(missed[start : start + AT_ONCE])])
    aggs = {"lines": {"terms": {"field": "repeated", "size": MOST_LINES}}}
    told = cluster.search(index=index, body={"size": 0, "query": all_of(here), "aggs": aggs})["aggregations"]["lines"]
    gone = [bucket["key"] for bucket in told["buckets"] if bucket["key"] not in lines]
    if gone:
        yield all_of([*here, {"terms": {"repeated": gone}}])
