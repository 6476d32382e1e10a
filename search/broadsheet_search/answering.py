"""From what an engine found to an answer: the part that all engines share."""

from __future__ import annotations

import datetime as dt
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol, Self

from broadsheet_index.article import Article
from broadsheet_index.fields import PEOPLE_FIELDS
from broadsheet_index.store.periods import period_ordinals

from . import completing, similar, snippet
from .answering_to import Asking
from .answers import Bucket, Interval, Similar, Suggestion, Timeline, Walked
from .bookmark import Bookmark, question
from .didyoumean import suggestion
from .engine import Answer, Cluster, Count, Generation, Hit, Instead, Request, Snippet, Someone, Variant, Warned
from .errors import BadParameter, TooSlow
from .explained import explained
from .no_hits import no_hits
from .place_spellings import place_hint
from .plan import Plan, plan
from .query import Reading
from .query.read_back import names_taken
from .query.tree import Node, Or, Words
from .snippet import Mark

MOST_PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a hit: fragments, and where the question's words stand in its headline."""

    snippets: tuple[Snippet, ...]
    title_marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine gives back: how many articles and how many stories, one page in order as (id, article, score) and the
    cluster of each, facets, undated left out, and the generation that all of it was read from."""

    total: int
    stories: int
    page: list[tuple[str, Article, float]]
    clusters: list[Cluster]
    facets: dict[str, tuple[Count, ...]]
    undated_excluded: int
    generation: Generation
    marked: Node  # the tree whose words are shown in the articles of the page
    variants: tuple[Variant, ...] = ()
    more: bool = False  # hits stand behind the page; before it, where a bookmark leads back
    shown: list[Shown] | None = None  # of each of the page, where the engine knows better than to read its texts anew


@dataclass(frozen=True, slots=True)
class Walking:
    """What an engine gives back of all hits: how many, each in order as (id, article, score), undated left out, generation."""

    total: int
    articles: Iterator[tuple[str, Article, float]]
    undated_excluded: int
    generation: Generation


@dataclass(frozen=True, slots=True)
class Periods:
    """What an engine gives back of the days of all hits; see `Timeline`."""

    total: int
    buckets: tuple[Bucket, ...]
    imprecise: int
    undated: int
    undated_excluded: int
    generation: Generation


CHANGED = Warned("index_changed", "The index has changed since this cursor began: hits may be missing, or come twice.")


def check_people(limit: int, field: str) -> None:
    """Raises BadParameter for what no engine can list."""
    if not 1 <= limit <= MOST_PEOPLE:
        raise BadParameter("limit", f"limit is {limit}; it must be 1 to {MOST_PEOPLE}.")
    if field not in PEOPLE_FIELDS:
        raise BadParameter("field", f'field knows no "{field}".', "There are: " + ", ".join(PEOPLE_FIELDS) + ".")


class Finding(Asking, Protocol):
    """One question to an engine."""

    def find(self, plan: Plan, request: Request) -> Found: ...


class Answering(ABC):
    """An engine that has `asking`, `walking`, `periods` and `words_beginning` has all of `Engine`'s questions."""

    def __init__(self, *, today: dt.date | None = None) -> None:
        self._today = today  # None: the day it is when a question comes

    @abstractmethod
    def asking(self, request: Request) -> AbstractContextManager[Finding]:
        """One generation, held while a question is answered, and its deadline."""

    @abstractmethod
    def walking(self, plan: Plan, request: Request) -> AbstractContextManager[Walking]: ...

    @abstractmethod
    def periods(self, plan: Plan, request: Request, interval: Interval) -> Periods: ...

    @abstractmethod
    def words_beginning(self, letters: str, number: int) -> list[str]:
        """The words of the articles' own text that begin with some folded letters, those in most articles first, ties by
        alphabet; each as it is mostly written."""

    def counts(self, leaves: Sequence[Words]) -> Sequence[int]:
        """How many articles hold each of some words."""
        with self.asking(Request()) as asking:
            return [asking.count(leaf) for leaf in leaves]

    @abstractmethod
    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]: ...

    @abstractmethod
    def generation(self) -> Generation: ...

    @abstractmethod
    def article(self, id: str) -> Article: ...

    @abstractmethod
    def cluster(self, id: str) -> Cluster: ...

    @abstractmethod
    def close(self) -> None: ...

    def answer(self, request: Request) -> Answer:
        began = time.perf_counter()
        planned = plan(request, self._today)
        tree = planned.reading.tree
        with self.asking(request) as asking:
            told = explained(asking, tree) if request.explain else None
            found = asking.find(planned, request)
            nothing = no_hits(asking, planned) if not found.total else None
            meant = self._meant(asking, request, planned, found.total) if request.respell else None
            places = place_hint(asking, planned, found.total) if request.respell else ()
        shown = found.shown or [_shown(article, found.marked, request) for _, article, _ in found.page]
        ranked = planned.sort == "relevance"
        hits = tuple(
            Hit(id, article, score if ranked else 0.0, one.snippets, one.title_marks, cluster)
            for (id, article, score), one, cluster in zip(found.page, shown, found.clusters, strict=True)
        )
        return Answer(
            total=found.total,
            stories=found.stories,
            collapse=request.collapse,
            hits=hits,
            canonical=planned.reading.canonical,
            read_back=" ".join([planned.read_back, *(names_taken(one.asked, one.taken) for one in found.variants)]),
            warnings=planned.warnings + _changed(planned, found.generation) + places,
            facets=found.facets,
            undated_excluded=found.undated_excluded,
            sort=planned.sort,
            page=request.page,
            page_size=request.page_size,
            generation=found.generation,
            tree=tree,
            variants=found.variants,
            explained=told,
            no_hits=nothing,
            suggestion=meant,
            cursor=_bookmark(planned, request, found),
            cursor_back=_bookmark(planned, request, found, back=True),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    @contextmanager
    def walk(self, request: Request) -> Iterator[Walked]:
        planned = plan(replace(request, page=1, cursor=None), self._today)
        ranked = planned.sort == "relevance"
        with self.walking(planned, request) as found:
            yield Walked(
                total=found.total,
                hits=(Hit(id, article, score if ranked else 0.0) for id, article, score in found.articles),
                canonical=planned.reading.canonical,
                read_back=planned.read_back,
                sort=planned.sort,
                generation=found.generation,
                warnings=planned.warnings,
                undated_excluded=found.undated_excluded,
            )

    def timeline(self, request: Request, interval: Interval) -> Timeline:
        planned = plan(replace(request, page=1, cursor=None), self._today)
        found = self.periods(planned, request, interval)
        return Timeline(
            buckets=found.buckets,
            undated=found.undated + found.undated_excluded,
            imprecise=found.imprecise,
            total=found.total,
            canonical=planned.reading.canonical,
            read_back=planned.read_back,
            generation=found.generation,
            warnings=planned.warnings,
        )

    def similar(self, id: str, number: int = 10) -> Similar:
        article = self.article(id)
        counts = similar.candidates(article)
        words = similar.significant(counts, self.counts, self.generation().articles)
        if not words:
            return Similar((), (), self.generation())
        tree = Or(words) if len(words) > 1 else words[0]
        request = Request(page_size=number + 1, snippets=2)  # one more: the article itself is among them
        with self.asking(request) as asking:
            found = asking.find(Plan(Reading(tree, (), "", ""), "", (), tree, (), {}, None, "relevance"), request)
        shown = found.shown or [_shown(article, tree, request) for _, article, _ in found.page]
        hits = [
            Hit(id, article, score, one.snippets, one.title_marks, cluster)
            for (id, article, score), one, cluster in zip(found.page, shown, found.clusters, strict=True)
        ]
        return Similar(similar.texts_of(words), tuple(hit for hit in hits if hit.id != id)[:number], found.generation)

    def suggest(self, text: str, number: int = 10) -> tuple[Suggestion, ...]:
        return completing.completions(text, number, self.answer, self._total, self.words_beginning)

    def _total(self, q: str) -> int:
        """How many articles a query finds, and nothing else of it."""
        request = Request(q, lenient=True, page_size=1, snippets=0)
        planned = plan(request, self._today)
        with self.asking(request) as asking:
            return asking.find(planned, request).total

    def _meant(self, asking: Asking, request: Request, planned: Plan, total: int) -> Instead | None:
        try:
            return suggestion(asking, request, planned, total, lambda other: plan(other, self._today))
        except TooSlow:  # the answer is there; that no other spelling was found in time takes nothing from it
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _bookmark(planned: Plan, request: Request, found: Found, *, back: bool = False) -> str | None:
    """Where to go on behind the last hit of a page, or back before its first; where it came from there are hits."""
    came = planned.after
    if not (found.page and (found.more if back == bool(came and came.back) else came)):
        return None
    id, article, score = found.page[0 if back else -1]
    key = score if planned.sort == "relevance" else float(period_ordinals(article.published.value)[0])
    return Bookmark(planned.sort, key, id, found.generation.number, question(request), back).written()


def _changed(planned: Plan, generation: Generation) -> tuple[Warned, ...]:
    """By date, a cursor goes on where it was in any generation; by relevance every article may have moved."""
    after = planned.after
    return (CHANGED,) if after and after.sort == "relevance" and after.generation != generation.number else ()


def _shown(article: Article, tree: Node, request: Request) -> Shown:
    return Shown(
        snippet.snippets(article, tree, request.snippets, request.snippet_length),
        snippet.marks(tree, "title", article.title, article.lang),
    )
