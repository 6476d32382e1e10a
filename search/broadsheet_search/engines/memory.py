"""The reference engine: reads every article for every question, as plainly as it can be said.

It is what the other engines are compared with, hit for hit (tests/test_engines.py), so it shares no evaluation with them:
only the words of a text, the tree and the ranking formula. Good for tests and for a few hundred articles.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import inf

from broadsheet_index.address import address_key
from broadsheet_index.analysis import exact, fold, tokens
from broadsheet_index.article import Article
from broadsheet_index.copies import stories
from broadsheet_index.fields import BY_NAME, Kind, facet_values
from broadsheet_index.identity import article_id
from broadsheet_index.people.register import Known, PlainRegister
from broadsheet_index.people.told import NOTHING, Told
from broadsheet_index.repeated import read_together

from .. import ranking
from ..answering import Answering, Found, Periods, Walking, check_people
from ..answers import Interval
from ..bookmark import Bookmark
from ..closeness import distance, is_plain
from ..compiled import (
    ARTICLE,
    STRIPPED,
    Form,
    Scope,
    address_words,
    check_terms,
    headline_of,
    is_text,
    looks_like_domain,
    matches,
    scope_of,
    silences,
    silent_in,
    stands_for,
    words_of,
)
from ..engine import Cluster, Count, Generation, Request, Someone
from ..errors import NoSuchArticle
from ..periods import buckets
from ..plan import Plan
from ..query.tree import Address, And, Copies, CopiesOf, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words
from ..variants import marked_as, taken_for, variants
from .document import Document, at_address, folded_at, in_a_row, windows


class MemoryEngine(Answering):
    """Answers from articles held in memory; see `Engine`."""

    def __init__(
        self,
        articles: Iterable[Article] | Mapping[str, Article],
        *,
        older: Mapping[str, Sequence[Article]] | None = None,
        today: dt.date | None = None,
        skipped: Iterable[tuple[str, str]] = (),
        told: Mapping[str, Told] | None = None,
    ) -> None:
        """older: by id, captures that are kept beside the one that is searched, newest first; told: what the user knows of names, by field."""
        super().__init__(today=today)
        self._skipped = sorted(skipped)
        by_id = dict(articles) if isinstance(articles, Mapping) else {article_id(article): article for article in articles}
        self._checked: set[tuple[Pattern, Scope]] = set()
        self._addressed: dict[Address, set[str]] = {}  # ids
        self._documents = [Document(id, article) for id, article in sorted(read_together(by_id).items())]
        self._older = dict(older or {})
        self._stories = stories(by_id)
        self._copies = Counter(self._stories.values())
        self._told = told or {}
        self._registers: dict[str, PlainRegister] = {}

    def generation(self) -> Generation:
        return Generation(1, len(self._documents))

    def article(self, id: str) -> Article:
        for document in self._documents:
            if document.id == id:
                return document.article
        raise NoSuchArticle(id)

    def versions(self, id: str) -> tuple[Article, ...]:
        return self.article(id), *self._older.get(id, ())

    def cluster(self, id: str) -> Cluster:
        if id not in self._stories:
            raise NoSuchArticle(id)
        return Cluster(self._stories[id], self._copies[self._stories[id]])

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        return sorted((one.article.path, one.article.flags) for one in self._documents if one.article.flags)

    def skipped(self) -> list[tuple[str, str]]:
        return self._skipped

    def close(self) -> None:
        self._documents = []

    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]:
        check_people(limit, field)
        articles = Counter(
            known for document in self._documents for known in {self._whose(name, field) for name in self._names(document, field)}
        )
        if q.strip():
            likest = self._register(field).like(q)
            articles = Counter({known: articles[known] for known in likest})
        else:
            likest = dict.fromkeys(articles, 0)
        ranked = sorted(articles, key=lambda known: (likest[known], -articles[known], known.name))
        return tuple(Someone(known.name, known.spellings, articles[known]) for known in ranked[:limit])

    # -- names

    @staticmethod
    def _names(document: Document, field: str) -> tuple[str, ...]:
        return facet_values(document.article, field)

    def _register(self, field: str) -> PlainRegister:
        if field not in self._registers:
            counts = Counter(name for document in self._documents for name in self._names(document, field))
            self._registers[field] = PlainRegister(counts, self._told.get(field, NOTHING))
        return self._registers[field]

    def _whose(self, name: str, field: str) -> Known:
        known = self._register(field).whose(name)
        assert known is not None, name
        return known

    # -- evaluation

    @contextmanager
    def asking(self, request: Request) -> Iterator[MemoryEngine]:
        yield self

    def find(self, plan: Plan, request: Request) -> Found:
        hits, scores = self._hits(plan)
        ordered = self._told_once(self._ordered(hits, scores, plan), request)
        stories = {self._stories[document.id] for document in hits}
        first = (request.page - 1) * request.page_size
        if plan.after is not None:
            edge = _key_of(plan.after, scores, plan)
            behind = [document for document in ordered if self._key(document, scores, plan) > edge]
            before = [document for document in ordered if self._key(document, scores, plan) < edge]
            ordered = before if plan.after.back else behind
            first = max(len(before) - request.page_size, 0) if plan.after.back else 0
        page = ordered[first : first + request.page_size]
        return Found(
            total=len(hits),
            stories=len(stories),
            clusters=[self.cluster(document.id) for document in page],
            page=[(document.id, document.article, scores.get(document.id, 0.0)) for document in page],
            facets={facet: self._facet(facet, plan, request) for facet in request.facets},
            undated_excluded=self._left_out(plan),
            generation=self.generation(),
            marked=marked_as(plan.reading.tree, self._register),
            variants=variants([plan.tree, *plan.filters.values()], self._register),
            more=first > 0 if plan.after and plan.after.back else len(ordered) > first + request.page_size,
        )

    def _hits(self, plan: Plan) -> tuple[list[Document], dict[str, float]]:
        """What holds the whole question, and what each is worth where that is asked for."""
        whole: list[Node] = [plan.tree, *plan.filters.values()]
        hits = [document for document in self._documents if all(self._holds(node, document, ARTICLE) for node in whole)]
        return hits, self._scores(plan.reading.tree, hits) if plan.sort == "relevance" else {}

    def _told_once(self, ordered: list[Document], request: Request) -> list[Document]:
        """Where copies are collapsed, the first of each story."""
        if request.collapse == "none":
            return ordered
        first: dict[str, Document] = {}
        for document in ordered:
            first.setdefault(self._stories[document.id], document)
        return list(first.values())

    def _left_out(self, plan: Plan) -> int:
        if plan.open is None:
            return 0
        others = [plan.open, *plan.filters.values(), Undated()]
        return sum(all(self._holds(node, document, ARTICLE) for node in others) for document in self._documents)

    @contextmanager
    def walking(self, plan: Plan, request: Request) -> Iterator[Walking]:
        hits, scores = self._hits(plan)
        ordered = self._told_once(self._ordered(hits, scores, plan), request)
        articles = ((document.id, document.article, scores.get(document.id, 0.0)) for document in ordered)
        yield Walking(len(hits), articles, self._left_out(plan), self.generation())

    def periods(self, plan: Plan, request: Request, interval: Interval) -> Periods:
        hits, _ = self._hits(plan)
        known = Counter(document.period for document in hits if document.period)
        found, imprecise = buckets(known, interval)
        return Periods(len(hits), found, imprecise, len(hits) - known.total(), self._left_out(plan), self.generation())

    def words_beginning(self, letters: str, number: int) -> list[str]:
        holding: dict[str, set[str]] = {}
        written: dict[str, Counter[str]] = {}
        for document in self._documents:
            for field in ARTICLE.weights:
                for _, word in document.placed(field):
                    if fold(word).startswith(letters):
                        holding.setdefault(exact(word), set()).add(document.id)
                        written.setdefault(exact(word), Counter())[word] += 1
        found = sorted(holding, key=lambda word: (-len(holding[word]), word))[:number]
        return [min(written[word], key=lambda form: (-written[word][form], form)) for word in found]

    def count(self, node: Node, scope: Scope = ARTICLE, beside: Sequence[Node] = ()) -> int:
        return sum(
            self._holds(node, document, scope) and all(self._holds(other, document, ARTICLE) for other in beside)
            for document in self._documents
        )

    def near(self, word: str, field: str | None, most: int) -> dict[str, tuple[int, int]]:
        names = field is not None and BY_NAME[field].kind is not Kind.TEXT
        fields = [BY_NAME[field]] if field else list(ARTICLE.fields)
        articles = Counter(
            other
            for document in self._documents
            for other in {fold(word) if names else exact(word) for one in fields for _, word in document.placed(one.name)}
        )
        wanted = fold(word) if names else word
        near = {other: distance(wanted, other) for other in articles if is_plain(other)}
        return {other: (apart, articles[other]) for other, apart in near.items() if apart <= most}

    def _ordered(self, hits: list[Document], scores: Mapping[str, float], plan: Plan) -> list[Document]:
        return sorted(hits, key=lambda document: self._key(document, scores, plan))

    @staticmethod
    def _key(document: Document, scores: Mapping[str, float], plan: Plan) -> tuple[float, str]:
        if plan.sort == "relevance":
            return -scores[document.id], document.id
        return _by_day(document.period[0].toordinal() if document.period else 0, plan), document.id

    def _facet(self, facet: str, plan: Plan, request: Request) -> tuple[Count, ...]:
        nodes = [plan.tree, *(node for name, node in plan.filters.items() if name != facet)]
        by_person = BY_NAME[facet].people and request.variants if facet in BY_NAME else False
        counts: Counter[Known] = Counter()
        for document in self._documents:
            if all(self._holds(node, document, ARTICLE) for node in nodes):
                values = facet_values(document.article, facet)
                counts.update({self._whose(value, facet) if by_person else Known(value, ()) for value in values})
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].name))
        return tuple(Count(known.name, count, known.spellings) for known, count in ranked[: request.facet_size])

    def _holds(self, node: Node, document: Document, scope: Scope) -> bool:
        match node:
            case Everything():
                return True
            case And(parts):
                return all(self._holds(part, document, scope) for part in parts)
            case Or(parts):
                return any(self._holds(part, document, scope) for part in parts)
            case Not(part):
                return not self._holds(part, document, scope)
            case Removed(part):
                return bool(document.article.removed) and self._holds(part, document, STRIPPED)
            case Words() | Pattern():
                return self._has_words(node, document, scope)
            case Named(text, field, spelled):
                return self._names_someone(text, field, spelled, document, scope)
            case Address():
                return self._has_address(node, document, scope)
            case Copies(least, most):
                copies = self._copies[self._stories[document.id]]
                return (least is None or least <= copies) and (most is None or copies <= most)
            case CopiesOf(id):
                return id in self._stories and self._stories[id] == self._stories[document.id]
            case Undated():
                return document.period is None
            case Dates(first, last):
                period = document.period
                return period is not None and (first is None or first <= period[0]) and (last is None or period[1] <= last)

    def _names_someone(self, text: str, field: str, spelled: bool, document: Document, scope: Scope) -> bool:
        known = self._register(field).whose(text)
        if known is None or not (spelled or text in known.spellings):
            return self._has_words(Words(text, field, quoted=True, spelled=spelled), document, scope)
        return not set(known.spellings if spelled else [text]).isdisjoint(self._names(document, field))

    def _has_words(self, leaf: Words | Pattern, document: Document, scope: Scope) -> bool:
        if isinstance(leaf, Pattern):
            self._check_pattern(leaf, scope)
        if is_text(leaf):
            form: Form = "written" if isinstance(leaf, Words) and leaf.exact else "stem"
            return any(document.occurrences(leaf, field.name, form) for field in scope_of(leaf, scope).fields)
        assert leaf.field
        field = BY_NAME[leaf.field]
        values = field.values(document.article)
        if field.kind is Kind.VALUE:
            return leaf.text.lower() in values
        if isinstance(leaf, Pattern):
            return any(matches(leaf, fold(token.written)) for value in values for token in tokens(value))
        if leaf.exact:
            return leaf.text in values
        if field.kind is Kind.DOMAIN and looks_like_domain(leaf.text):
            wanted, domain = address_key(leaf.text), document.article.source.domain or ""
            if domain == wanted or domain.endswith("." + wanted):
                return True
        if leaf.slop:
            folded = [fold(word) for word in words_of(leaf.text)]
            return any(windows(folded_at(value), folded, len(folded) - 1 + leaf.slop) for value in values)
        return any(in_a_row(leaf.text, value) for value in values) or not set(values).isdisjoint(taken_for(leaf, self._register))

    def _check_pattern(self, leaf: Pattern, scope: Scope) -> None:
        """No pattern stands for more words than allowed; looked at once a pattern."""
        key = (leaf, scope)
        if key not in self._checked:
            fields = scope_of(leaf, scope).fields if is_text(leaf) else (BY_NAME[leaf.field or ""],)
            words = {fold(word) for document in self._documents for field in fields for _, word in document.placed(field.name)}
            check_terms(leaf, stands_for(leaf, words))
            self._checked.add(key)

    def _has_address(self, leaf: Address, document: Document, scope: Scope) -> bool:
        if leaf not in self._addressed:
            self._addressed[leaf] = {one.id for one in self._documents if at_address(leaf, one.article)}
        if leaf.field is None and not self._addressed[leaf]:
            return self._holds(address_words(leaf.text), document, scope)
        return document.id in self._addressed[leaf]

    # -- ranking

    def _scores(self, tree: Node, hits: list[Document]) -> dict[str, float]:
        scores = {document.id: 0.0 for document in hits}
        by_id = {document.id: document for document in hits}
        self._add(tree, scores, by_id, ARTICLE, silences(tree))
        if headline := headline_of(tree):
            self._add_form(headline, "stem", 1.0, scores, by_id, ARTICLE)
        return scores

    def _add(self, node: Node, scores: dict[str, float], hits: Mapping[str, Document], scope: Scope, quiet: bool) -> None:
        """Add what a node is worth to each hit that holds it; quiet: stop words are worth nothing."""
        match node:
            case And(parts) | Or(parts):
                holding = {id: document for id, document in hits.items() if self._holds(node, document, scope)}
                for part in parts:
                    self._add(part, scores, holding, scope, quiet)
            case Removed(part):
                self._add(part, scores, hits, STRIPPED, quiet)
            case Words() | Pattern() if is_text(node):
                self._add_words(node, scores, hits, scope, quiet)
            case Address(text, None):
                self._add(address_words(text), scores, hits, scope, quiet)
                for id, document in hits.items():
                    if at_address(replace(node, exact=True), document.article):
                        scores[id] += ranking.ADDRESS_SCORE

    def _add_words(
        self, leaf: Words | Pattern, scores: dict[str, float], hits: Mapping[str, Document], scope: Scope, quiet: bool
    ) -> None:
        if quiet and (silent := silent_in(leaf)):
            hits = {id: document for id, document in hits.items() if document.article.lang not in silent}
        if isinstance(leaf, Words) and not leaf.exact:
            self._add_form(leaf, "stem", 1.0, scores, hits, scope)
            self._add_form(leaf, "exact", ranking.EXACT_SHARE, scores, hits, scope)
        else:
            self._add_form(leaf, "written", 1.0, scores, hits, scope)

    def _add_form(
        self, leaf: Words | Pattern, form: Form, share: float, scores: dict[str, float], hits: Mapping[str, Document], scope: Scope
    ) -> None:
        weights = scope_of(leaf, scope).weights
        holding = sum(any(document.occurrences(leaf, field, form) for field in weights) for document in self._documents)
        rarity = ranking.idf(len(self._documents), holding)
        for id, document in hits.items():
            frequency = sum(
                ranking.normalised(
                    float(document.occurrences(leaf, field, form)),
                    float(len(document.placed(field))),
                    mean_length=self._mean_length(field),
                    weight=weight,
                )
                for field, weight in weights.items()
            )
            scores[id] += share * ranking.saturated(frequency, rarity)

    def _mean_length(self, field: str) -> float:
        """Words of the field in an article that has it."""
        lengths = [len(document.placed(field)) for document in self._documents if document.placed(field)]
        return sum(lengths) / len(lengths) if lengths else 0.0


def _by_day(day: float, plan: Plan) -> float:
    """day: an ordinal, 0 where no date is known; those come last."""
    return inf if not day else -day if plan.sort == "newest" else day


def _key_of(after: Bookmark, scores: Mapping[str, float], plan: Plan) -> tuple[float, str]:
    """Beyond which key a bookmark goes on: where its article stands now, as far as it still does."""
    if plan.sort == "relevance":
        return -scores.get(after.id, after.key), after.id
    return _by_day(after.key, plan), after.id
