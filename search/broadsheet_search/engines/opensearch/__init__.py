"""The engine past one machine: an archive on OpenSearch, the same questions, the same answers.

OpenSearch finds, counts and orders; words are cut and fragments chosen by us (mapping.py, snippet.py), so that both engines see
the same words, and scores are ours too (scoring.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from broadsheet_index.analysis import fold
from broadsheet_index.article import Article
from broadsheet_index.fields import BY_NAME, PEOPLE_FIELDS, Kind
from broadsheet_index.people.told import Told
from broadsheet_index.store.captures import recency
from broadsheet_index.store.stored import article_of

from ... import ranking
from ...answering import Answering, Found, Periods, Walking, check_people
from ...answers import Interval
from ...closeness import is_plain, within
from ...compiled import ARTICLE, Scope, beginnings, check_terms, is_single, is_text, scope_of, stands_for
from ...engine import Cluster, Count, Generation, Request, Someone
from ...errors import NoSuchArticle
from ...periods import buckets
from ...plan import Plan
from ...query.limits import DEADLINE
from ...query.tree import Address, CopiesOf, Node, Pattern, Undated, Words
from ...variants import fields_named, marked_as, variants
from . import mapping, paged, scoring
from .archive import Archive, Known
from .document import form
from .facets import STORIES, counting, counting_stories, counts, stories_in
from .holding import SEARCHED, Clause, Holding, address, all_of, any_of, to_look_up
from .indices import scanned
from .mapping import KEPT
from .people import People
from .scoring import Counted, Scoring

MOST_CAPTURES = 1000  # of one article that are told
MOST_COMPLETED = 400  # words that begin alike and are counted
FILTERS_AT_ONCE = 200  # counts in one question
WORDS_AT_ONCE = 5_000  # of the index of words, in one question
MOST_NEAR = 1_000  # spellings that a fuzzy question of OpenSearch looks at


class OpenSearchEngine(Archive, Answering):
    """Answers from an archive on a cluster; see `Engine`. Raises IndexMissing, EngineDown."""

    def __init__(self, address: str, *, today: dt.date | None = None, deadline: float | None = DEADLINE) -> None:
        Answering.__init__(self, today=today)
        Archive.__init__(self, address, deadline)
        self._people: dict[str, tuple[Generation, People]] = {}
        self._whole()

    def generation(self) -> Generation:
        return self._whole().generation

    def article(self, id: str) -> Article:
        found = self._search({"query": all_of([SEARCHED, {"term": {"id": id}}]), "size": 1})["hits"]["hits"]
        if not found:
            raise NoSuchArticle(id)
        return self._articles(found)[0]

    def versions(self, id: str) -> tuple[Article, ...]:
        found = self._search({"query": {"term": {"id": id}}, "size": MOST_CAPTURES, "_source": KEPT})["hits"]["hits"]
        if not found:
            raise NoSuchArticle(id)
        captures = [(hit["_source"]["key"], article) for hit, article in zip(found, self._articles(found), strict=True)]
        return tuple(article for _, article in sorted(captures, key=lambda one: recency(*one), reverse=True))

    def cluster(self, id: str) -> Cluster:
        found = self._stories([id])
        if id not in found:
            raise NoSuchArticle(id)
        return found[id]

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        with self._reaching():
            hits = scanned(self._client, self._address.name, all_of([SEARCHED, {"exists": {"field": "flag"}}]), ["article"])
            articles = [article_of(hit["_source"]["article"]) for hit in hits]
        return sorted((article.path, article.flags) for article in articles)

    def skipped(self) -> list[tuple[str, str]]:
        with self._reaching():
            hits = scanned(self._client, self._address.files, {"exists": {"field": "path"}}, ["record.skipped"])
            return sorted((path, reason) for hit in hits for path, reason in hit["_source"]["record"]["skipped"])

    def _scored(self, hits: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Article, float]]:
        rest = iter(hits)
        while some := list(islice(rest, paged.AT_ONCE)):
            for hit, article in zip(some, self._articles(some), strict=True):
                yield hit["_source"]["id"], article, float(hit.get("_score") or 0.0)

    # -- people

    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]:
        check_people(limit, field)
        people = self._people_of(field)
        found = people.like(q, limit) if q.strip() else people.commonest(SEARCHED, limit)
        return tuple(Someone(known.name, known.spellings, count) for known, count in found)

    def _people_of(self, field: str) -> People:
        """Looked up anew where something was committed since."""
        known = self._whole()
        held = self._people.get(field)
        if held is None or held[0] != known.generation:
            people = People(field, self._search, SEARCHED, Told.of_json(known.told.get(field)), held[1] if held else None)
            held = self._people[field] = (known.generation, people)
        return held[1]

    def _people_counted(
        self, facet: str, plan: Plan, filters: Holding, narrowed: Mapping[str, Clause], size: int
    ) -> tuple[Count, ...]:
        others = {name: clause for name, clause in narrowed.items() if name != facet}
        found = self._people_of(facet).commonest(all_of(self._holding(plan, filters, others)), size)
        return tuple(Count(known.name, count, known.spellings) for known, count in found)

    # -- evaluation

    def find(self, plan: Plan, request: Request) -> Found:
        known = self._whole()
        filters, narrowed = self._narrowed(known, plan)
        by_person = [facet for facet in request.facets if facet in PEOPLE_FIELDS and request.variants]
        body = self._ordered(known, plan, filters) | {
            "from": (request.page - 1) * request.page_size,
            "size": request.page_size + 1,  # one more tells whether there are more
            "aggs": {facet: counting(facet, narrowed, request.facet_size) for facet in request.facets if facet not in by_person}
            | {STORIES: counting_stories(narrowed)},
        }
        by_story = request.collapse == "story"
        if by_story and plan.after is None:
            body["collapse"] = {"field": "story"}
        back = plan.after is not None and plan.after.back
        if back:
            body["sort"] = paged.order(plan.sort, back=True)
        beyond = [] if plan.after is None or plan.sort == "relevance" else [paged.beyond(plan.after)]
        if narrowed or beyond:
            body["post_filter"] = all_of([*narrowed.values(), *beyond])
        if plan.after is not None and plan.sort == "relevance":
            body["search_after"] = [plan.after.key, plan.after.id]
        found = self._search(body)
        hits = found["hits"]["hits"]
        if by_story and plan.after is not None:
            hits = paged.beyond_by_story(self._search, body, list(narrowed.values()), found, plan.sort)
        more = len(hits) > request.page_size
        hits = hits[request.page_size - 1 :: -1] if back else hits[: request.page_size]
        total = self._count(all_of(self._holding(plan, filters, narrowed))) if beyond else found["hits"]["total"]["value"]
        return Found(
            total=total,
            stories=stories_in(found["aggregations"][STORIES]),
            clusters=[_cluster(hit) for hit in hits],
            page=list(self._scored(hits)),
            facets={
                facet: self._people_counted(facet, plan, filters, narrowed, request.facet_size)
                if facet in by_person
                else counts(found["aggregations"][facet])
                for facet in request.facets
            },
            undated_excluded=self._left_out(plan, filters, narrowed),
            generation=known.generation,
            marked=marked_as(plan.reading.tree, filters.register),
            variants=variants([plan.tree, *plan.filters.values()], filters.register),
            more=more,
        )

    @contextmanager
    def walking(self, plan: Plan, request: Request) -> Iterator[Walking]:
        known = self._whole()
        filters, narrowed = self._narrowed(known, plan)
        body = self._ordered(known, plan, filters) | {"size": paged.AT_ONCE}
        if narrowed:
            body["post_filter"] = all_of(list(narrowed.values()))
        with self._reaching() as cluster:
            point = cluster.create_pit(index=self._address.name, params={"keep_alive": paged.KEPT})["pit_id"]
        try:
            total = self._count(all_of(self._holding(plan, filters, narrowed)))
            pages = paged.pages(lambda rest: self._search(body | rest, index=""), point)
            pages = paged.one_a_story(pages) if request.collapse == "story" else pages
            yield Walking(total, self._scored(pages), self._left_out(plan, filters, narrowed), known.generation)
        finally:
            with self._reaching() as cluster:
                cluster.delete_pit(body={"pit_id": [point]})

    def periods(self, plan: Plan, request: Request, interval: Interval) -> Periods:
        known = self._whole()
        filters, narrowed = self._narrowed(known, plan)
        query = all_of(self._holding(plan, filters, narrowed))
        days = paged.periods(lambda aggs: self._search({"query": query, "size": 0, "aggs": aggs}))
        total = self._count(query)
        found, imprecise = buckets(days, interval)
        undated = total - sum(days.values())
        return Periods(total, found, imprecise, undated, self._left_out(plan, filters, narrowed), known.generation)

    def words_beginning(self, letters: str, number: int) -> list[str]:
        fields = [field.name for field in ARTICLE.fields]
        query = all_of([{"terms": {"field": fields}}, {"prefix": {"word": {"value": letters}}}])
        body = {"query": query, "size": WORDS_AT_ONCE, "sort": ["word"], "_source": ["word"]}
        hits = self._search(body, self._address.words)["hits"]["hits"]
        leaves = [Words(word) for word in dict.fromkeys(hit["_source"]["word"] for hit in hits)][:MOST_COMPLETED]
        held = sorted(zip(self.counts(leaves), leaves, strict=True), key=lambda one: (-one[0], one[1].text))
        return [self._written(leaf.text) for count, leaf in held[:number] if count]

    def _written(self, folded: str) -> str:
        """A word as it mostly stands in some of the articles that hold it."""
        filters = self._filters(self._whole(), [])
        body = {"query": all_of([SEARCHED, filters.filter(Words(folded), ARTICLE)]), "size": 20, "_source": KEPT}
        return paged.mostly_written(folded, self._articles(self._search(body)["hits"]["hits"]))

    def counts(self, leaves: Sequence[Words]) -> Sequence[int]:
        filters = self._filters(self._whole(), leaves)
        found: list[int] = []
        for first in range(0, len(leaves), FILTERS_AT_ONCE):
            some = leaves[first : first + FILTERS_AT_ONCE]
            aggs = {str(at): {"filter": filters.filter(leaf, ARTICLE)} for at, leaf in enumerate(some)}
            told = self._search({"query": SEARCHED, "size": 0, "aggs": aggs})["aggregations"]
            found += [told[str(at)]["doc_count"] for at in range(len(some))]
        return found

    def _narrowed(self, known: Known, plan: Plan) -> tuple[Holding, dict[str, Clause]]:
        filters = self._filters(known, [plan.tree, *plan.filters.values(), *([plan.open] if plan.open is not None else [])])
        return filters, {name: filters.filter(node, ARTICLE) for name, node in plan.filters.items()}

    @staticmethod
    def _holding(plan: Plan, filters: Holding, narrowed: Mapping[str, Clause]) -> list[Clause]:
        return [SEARCHED, filters.filter(plan.tree, ARTICLE), *narrowed.values()]

    def _ordered(self, known: Known, plan: Plan, filters: Holding) -> dict[str, Any]:
        """The question without its filters, in order."""
        holding: dict[str, Any] = {"filter": [SEARCHED, filters.filter(plan.tree, ARTICLE)]}
        if plan.sort == "relevance":
            holding["should"] = self._scoring(plan.reading.tree, filters, known).clauses(plan.reading.tree)
        return {"query": {"bool": holding}, "sort": paged.order(plan.sort), "track_total_hits": True, "_source": KEPT}

    def _left_out(self, plan: Plan, filters: Holding, narrowed: Mapping[str, Clause]) -> int:
        if plan.open is None:
            return 0
        undated = [SEARCHED, filters.filter(plan.open, ARTICLE), filters.filter(Undated(), ARTICLE), *narrowed.values()]
        return self._count(all_of(undated))

    @contextmanager
    def asking(self, request: Request) -> Iterator[OpenSearchEngine]:
        with self._in_time():  # the cluster has no generations to hold
            yield self

    def count(self, node: Node, scope: Scope = ARTICLE, beside: Sequence[Node] = ()) -> int:
        known = self._whole()
        filters, others = self._filters(known, [node], scope), self._filters(known, beside)
        return self._count(all_of([SEARCHED, filters.filter(node, scope), *(others.filter(other, ARTICLE) for other in beside)]))

    def near(self, word: str, field: str | None, most: int) -> dict[str, tuple[int, int]]:
        """By the index of words, which are folded: a word that always has an accent is not among them."""
        names = field is not None and BY_NAME[field].kind is not Kind.TEXT
        fields = [field] if field else [one.name for one in ARTICLE.fields]
        alike = {"fuzzy": {"word": {"value": word, "fuzziness": most, "max_expansions": MOST_NEAR, "transpositions": True}}}
        body = {"query": all_of([{"terms": {"field": fields}}, alike]), "size": WORDS_AT_ONCE, "_source": ["word"]}
        hits = self._search(body, self._address.words)["hits"]["hits"]
        words = sorted(filter(is_plain, {hit["_source"]["word"] for hit in hits}))
        apart = within(fold(word) if names else word, words, most)
        if not apart:
            return {}
        held_in = fields if names else [mapping.formed_in(one, "exact") for one in fields]
        counted = {other: any_of([{"term": {one: form(other)}} for one in held_in]) for other in apart}
        told = self._search({"query": SEARCHED, "size": 0, "aggs": {other: {"filter": held} for other, held in counted.items()}})
        articles = {other: told["aggregations"][other]["doc_count"] for other in apart}
        return {other: (letters, articles[other]) for other, letters in apart.items() if articles[other]}

    def _scoring(self, tree: Node, filters: Holding, known: Known) -> Scoring:
        """Scores need how rare each word is in the whole archive: one question for all of them."""
        wanted = scoring.counted(tree)
        if not wanted:
            return Scoring(filters, {}, known.mean_lengths)
        told = self._search(
            {
                "query": SEARCHED,
                "size": 0,
                "track_total_hits": True,
                "aggs": {str(at): {"filter": scoring.holding(one, filters)} for at, one in enumerate(wanted)},
            }
        )
        articles, counts = told["hits"]["total"]["value"], told["aggregations"]
        rarities: dict[Counted, float] = {
            one: ranking.idf(articles, counts[str(at)]["doc_count"]) for at, one in enumerate(wanted)
        }
        return Scoring(filters, rarities, known.mean_lengths)

    # -- what must be known of the archive to say what holds

    def _filters(self, known: Known, nodes: Sequence[Node], scope: Scope = ARTICLE) -> Holding:
        """Raises BadQuery where a pattern stands for too many words."""
        asked = {found for node in nodes for found in to_look_up(node, scope)}
        patterns: dict[Pattern, dict[str, list[str]]] = {}
        for leaf, around in asked:
            if isinstance(leaf, Pattern):
                fields = [field.name for field in scope_of(leaf, around).fields] if is_text(leaf) else [BY_NAME[leaf.field or ""].name]
                words = {field: self._words(leaf, field) for field in fields}
                check_terms(leaf, {word for some in words.values() for word in some})
                patterns.setdefault(leaf, {}).update(words)
        addresses = {leaf: self._count(all_of([SEARCHED, address(leaf)])) > 0 for leaf, _ in asked if isinstance(leaf, Address)}
        stories = self._stories([leaf.id for leaf, _ in asked if isinstance(leaf, CopiesOf)])
        people = {field: self._people_of(field) for field in fields_named(nodes)}
        return Holding(known.langs, patterns, addresses, people, {id: cluster.id for id, cluster in stories.items()})

    def _stories(self, ids: Sequence[str]) -> dict[str, Cluster]:
        """The story of each article that is there."""
        if not ids:
            return {}
        body = {"query": all_of([SEARCHED, {"terms": {"id": list(ids)}}]), "size": len(ids), "_source": ["id", "story", "copies"]}
        return {hit["_source"]["id"]: _cluster(hit) for hit in self._search(body)["hits"]["hits"]}

    def _words(self, pattern: Pattern, field: str) -> list[str]:
        """The folded words of a field that a pattern stands for."""
        found: list[str] = []
        after: list[str] = []
        query = all_of([{"term": {"field": field}}, _spelt(pattern)])
        while True:
            body = {"query": query, "size": WORDS_AT_ONCE, "sort": ["word"], "_source": ["word"]}
            hits = self._search(body | ({"search_after": after} if after else {}), self._address.words)["hits"]["hits"]
            found += sorted(stands_for(pattern, [hit["_source"]["word"] for hit in hits]))
            if len(hits) < WORDS_AT_ONCE:
                return found
            after = hits[-1]["sort"]


def _cluster(hit: Mapping[str, Any]) -> Cluster:
    return Cluster(hit["_source"]["story"], hit["_source"]["copies"])


def _spelt(pattern: Pattern) -> Clause:
    """Words that a pattern may stand for."""
    if is_single(pattern):
        return {"wildcard": {"word": {"value": f"*{fold(pattern.text)}*"}}}
    return any_of([{"prefix": {"word": {"value": opening}}} for opening in beginnings(pattern) if isinstance(opening, str)])
