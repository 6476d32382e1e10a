"""The default engine: an index in a folder, on this machine.

Segments and evaluation are ours, over arrays (ENGINE.md says why); Whoosh opens the same index by `store/codec.py`.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np

from broadsheet_index.article import Article
from broadsheet_index.store.place import folder_of, newest_generation
from broadsheet_index.store.snapshot import Snapshot, open_snapshot

from ...answering import Answering, Found
from ...compiled import Scope
from ...engine import Count, Generation, Request
from ...errors import NoSuchArticle
from ...plan import Plan
from ...query.limits import DEADLINE
from ...query.tree import Node
from .evaluate import Evaluation
from .fragments import shown
from .order import best, days
from .sets import Numbers, both

LOOK_AGAIN = 1.0  # seconds between looks for a newer generation


class _Held:
    """A generation and those who read it; closed after the last of them, once a newer one took its place."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.users = 0
        self.retired = False


class WhooshEngine(Answering):
    """Answers from the newest generation of an index; see `Engine`."""

    def __init__(self, address: str | os.PathLike[str], *, today: dt.date | None = None, deadline: float | None = DEADLINE) -> None:
        super().__init__(today=today)
        self._folder = folder_of(address)
        self._deadline = deadline
        self._swap = Lock()
        self._held = _Held(open_snapshot(self._folder))
        self._looked = time.monotonic()

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        self._look_for_newer()
        with self._swap:
            held = self._held
            held.users += 1
        try:
            yield held.snapshot
        finally:
            with self._swap:
                held.users -= 1
                done = held.retired and not held.users
            if done:
                held.snapshot.close()

    def refresh(self) -> None:
        """Look for a newer generation now, not only after a second."""
        self._looked = -LOOK_AGAIN
        self._look_for_newer()

    def _look_for_newer(self) -> None:
        with self._swap:
            now = time.monotonic()
            if now - self._looked < LOOK_AGAIN:
                return
            self._looked = now
            if newest_generation(self._folder) == self._held.snapshot.number:
                return
        newer = _Held(self._held.snapshot.newer(self._folder))  # beside the old one, which goes on answering
        with self._swap:
            # Another reader may have opened a still newer one meanwhile: the one that is not needed is closed.
            old, self._held = sorted((self._held, newer), key=lambda held: held.snapshot.number)
            old.retired = True
            unused = not old.users
        if unused:
            old.snapshot.close()

    def generation(self) -> Generation:
        with self._reading() as snapshot:
            return _generation(snapshot)

    def article(self, id: str) -> Article:
        with self._reading() as snapshot:
            number = snapshot.number_of(id)
            if number is None:
                raise NoSuchArticle(id)
            return snapshot.article(number)

    def close(self) -> None:
        with self._swap:
            self._held.retired = True
            unused = not self._held.users
        if unused:
            self._held.snapshot.close()

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        """(path, flags) of each article that has flags."""
        with self._reading() as snapshot:
            numbers = snapshot.having("flag").tolist()
            return sorted((article.path, article.flags) for article in map(snapshot.article, numbers))

    def skipped(self) -> list[tuple[str, str]]:
        """(path, reason) of each page that was read and gave no article."""
        with self._reading() as snapshot:
            return snapshot.skipped()

    # -- evaluation

    def find(self, plan: Plan, request: Request) -> Found:
        with self._reading() as snapshot:
            evaluation = Evaluation(snapshot, self._deadline if request.limited else None)
            size = snapshot.columns.articles
            filters = {name: evaluation.holding(node) for name, node in plan.filters.items()}
            asked = evaluation.holding(plan.tree)
            hits = _all(asked, filters, size)
            page, scores = _page(snapshot, evaluation, plan, request, hits)
            left_out = 0
            if plan.open is not None:
                left_out = int(np.count_nonzero(snapshot.columns.first[_all(evaluation.holding(plan.open), filters, size)] == 0))
            articles = [snapshot.article(number) for number in page.tolist()]
            return Found(
                total=len(hits),
                page=list(zip([snapshot.columns.ids[number] for number in page.tolist()], articles, scores, strict=True)),
                facets={
                    facet: tuple(
                        Count(value, count)
                        for value, count in snapshot.counted(facet, _all(asked, filters, size, but=facet), request.facet_size)
                    )
                    for facet in request.facets
                },
                undated_excluded=left_out,
                generation=_generation(snapshot),
                shown=shown(evaluation, page, articles, plan.reading.tree, request),
            )

    def count(self, node: Node, scope: Scope) -> int:
        with self._reading() as snapshot:
            return len(Evaluation(snapshot, self._deadline).holding(node, scope))


def _generation(snapshot: Snapshot) -> Generation:
    return Generation(snapshot.number, snapshot.columns.articles, snapshot.updated)


def _all(asked: Numbers, filters: dict[str, Numbers], size: int, *, but: str = "") -> Numbers:
    """The articles that hold the question and every filter, but those of one name."""
    out = asked
    for name, numbers in filters.items():
        if name != but:
            out = both(out, numbers, size)
    return out


def _page(snapshot: Snapshot, evaluation: Evaluation, plan: Plan, request: Request, hits: Numbers) -> tuple[Numbers, list[float]]:
    """The articles of the page in order, and their scores."""
    first = (request.page - 1) * request.page_size
    last = first + request.page_size
    if plan.sort == "relevance":
        scores = evaluation.ranked(plan.reading.tree, hits)
        chosen = best(snapshot, hits, -scores, last)[first:]
        return hits[chosen], scores[chosen].tolist()
    chosen = best(snapshot, hits, days(snapshot, hits, newest=plan.sort == "newest"), last)[first:]
    return hits[chosen], [0.0] * len(chosen)
