"""From what an engine found to an answer: the part that all engines share."""

from __future__ import annotations

import datetime as dt
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from broadsheet_index.article import Article

from . import snippet
from .compiled import ARTICLE, STRIPPED, Scope
from .engine import Answer, Clause, Count, Generation, Hit, Request, Snippet
from .plan import Plan, plan
from .query import show
from .query.tree import And, Node, Or, Removed
from .snippet import Mark


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a hit: fragments, and where the question's words stand in its headline."""

    snippets: tuple[Snippet, ...]
    title_marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine gives back: the exact total, one page in order as (id, article, score), facets, undated left out, and
    the generation that all of it was read from."""

    total: int
    page: list[tuple[str, Article, float]]
    facets: dict[str, tuple[Count, ...]]
    undated_excluded: int
    generation: Generation
    shown: list[Shown] | None = None  # of each of the page, where the engine knows better than to read its texts anew


class Answering(ABC):
    """An engine that has `find` and `count` has `answer`."""

    def __init__(self, *, today: dt.date | None = None) -> None:
        self._today = today  # None: the day it is when a question comes

    @abstractmethod
    def find(self, plan: Plan, request: Request) -> Found: ...

    @abstractmethod
    def count(self, node: Node, scope: Scope) -> int:
        """How many articles a clause finds by itself."""

    @abstractmethod
    def generation(self) -> Generation: ...

    @abstractmethod
    def article(self, id: str) -> Article: ...

    @abstractmethod
    def close(self) -> None: ...

    def answer(self, request: Request) -> Answer:
        began = time.perf_counter()
        planned = plan(request, self._today)
        found = self.find(planned, request)
        tree = planned.reading.tree
        shown = found.shown or [_shown(article, tree, request) for _, article, _ in found.page]
        ranked = planned.sort == "relevance"
        hits = tuple(
            Hit(id, article, score if ranked else 0.0, one.snippets, one.title_marks)
            for (id, article, score), one in zip(found.page, shown, strict=True)
        )
        return Answer(
            total=found.total,
            hits=hits,
            canonical=planned.reading.canonical,
            read_back=planned.read_back,
            warnings=planned.warnings,
            facets=found.facets,
            undated_excluded=found.undated_excluded,
            sort=planned.sort,
            page=request.page,
            page_size=request.page_size,
            generation=found.generation,
            tree=tree,
            explained=self._clauses(tree) if request.explain else None,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _clauses(self, tree: Node) -> tuple[Clause, ...]:
        scope, inner = (STRIPPED, tree.part) if isinstance(tree, Removed) else (ARTICLE, tree)
        parts = inner.parts if isinstance(inner, And | Or) else (inner,)
        return tuple(Clause(show(part), self.count(part, scope)) for part in parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _shown(article: Article, tree: Node, request: Request) -> Shown:
    return Shown(
        snippet.snippets(article, tree, request.snippets, request.snippet_length),
        snippet.marks(tree, "title", article.title, article.lang),
    )
