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

from ...answering import Answering, Found, Periods, Walking
from ...answers import Interval
from ...compiled import Scope
from ...engine import Cluster, Count, Generation, Request
from ...errors import NoSuchArticle
from ...plan import Plan
from ...query.limits import DEADLINE
from ...query.tree import Node
from .beginnings import words_beginning
from .days import buckets
from .evaluate import Evaluation, Scores
from .fragments import shown
from .order import behind, best, days, first_of_each
from .sets import Array, Numbers, both

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

    def versions(self, id: str) -> tuple[Article, ...]:
        with self._reading() as snapshot:
            found = snapshot.versions(id)
            if not found:
                raise NoSuchArticle(id)
            return tuple(found)

    def cluster(self, id: str) -> Cluster:
        with self._reading() as snapshot:
            number = snapshot.number_of(id)
            if number is None:
                raise NoSuchArticle(id)
            return _cluster(snapshot, number)

    def close(self) -> None:
        with self._swap:
            self._held.retired = True
            unused = not self._held.users
        if unused:
            self._held.snapshot.close()

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        with self._reading() as snapshot:
            numbers = snapshot.having("flag").tolist()
            return sorted((article.path, article.flags) for article in map(snapshot.article, numbers))

    def skipped(self) -> list[tuple[str, str]]:
        with self._reading() as snapshot:
            return snapshot.skipped()

    # -- evaluation

    def find(self, plan: Plan, request: Request) -> Found:
        with self._reading() as snapshot:
            asked = _Asked(snapshot, Evaluation(snapshot, self._deadline if request.limited else None), plan)
            page, scores, stories, more = asked.page(request)
            articles = [snapshot.article(number) for number in page.tolist()]
            return Found(
                total=len(asked.hits),
                stories=stories,
                page=list(zip([snapshot.columns.ids[number] for number in page.tolist()], articles, scores, strict=True)),
                clusters=[_cluster(snapshot, number) for number in page.tolist()],
                facets={
                    facet: tuple(
                        Count(value, count)
                        for value, count in snapshot.counted(facet, asked.holding(but=facet), request.facet_size)
                    )
                    for facet in request.facets
                },
                undated_excluded=asked.left_out(),
                generation=_generation(snapshot),
                more=more,
                shown=shown(asked.evaluation, page, articles, plan.reading.tree, request),
            )

    @contextmanager
    def walking(self, plan: Plan, request: Request) -> Iterator[Walking]:
        with self._reading() as snapshot:  # held until the walk is over: a newer generation does not touch it
            asked = _Asked(snapshot, Evaluation(snapshot, self._deadline if request.limited else None), plan)
            hits, keys, scores, _ = asked.told(request)
            order = best(snapshot, hits, keys, len(hits))
            ids = snapshot.columns.ids
            articles = (
                (ids[number], snapshot.article(number), score)
                for number, score in zip(map(int, hits[order]), map(float, scores[order]), strict=True)
            )
            yield Walking(len(asked.hits), articles, asked.left_out(), _generation(snapshot))

    def periods(self, plan: Plan, request: Request, interval: Interval) -> Periods:
        with self._reading() as snapshot:
            asked = _Asked(snapshot, Evaluation(snapshot, self._deadline if request.limited else None), plan)
            columns = snapshot.columns
            dated = asked.hits[columns.first[asked.hits] > 0]
            found, imprecise = buckets(columns.first[dated], columns.last[dated], interval)
            total = len(asked.hits)
            return Periods(total, found, imprecise, total - len(dated), asked.left_out(), _generation(snapshot))

    def words_beginning(self, letters: str, number: int) -> list[str]:
        with self._reading() as snapshot:
            return words_beginning(snapshot, letters, number)

    def count(self, node: Node, scope: Scope) -> int:
        with self._reading() as snapshot:
            return len(Evaluation(snapshot, self._deadline).holding(node, scope))


def _generation(snapshot: Snapshot) -> Generation:
    return Generation(snapshot.number, snapshot.columns.articles, snapshot.updated)


class _Asked:
    """A question over one generation: the articles that hold it."""

    def __init__(self, snapshot: Snapshot, evaluation: Evaluation, plan: Plan) -> None:
        self.snapshot = snapshot
        self.evaluation = evaluation
        self._plan = plan
        self._asked = evaluation.holding(plan.tree)
        self._filters = {name: evaluation.holding(node) for name, node in plan.filters.items()}
        self.hits = self.holding()

    def holding(self, *, but: str = "", asked: Numbers | None = None) -> Numbers:
        """The articles that hold the question and every filter, but those of one name."""
        out = self._asked if asked is None else asked
        for name, numbers in self._filters.items():
            if name != but:
                out = both(out, numbers, self.snapshot.columns.articles)
        return out

    def left_out(self) -> int:
        """How many articles are no hits only because they have no date."""
        if self._plan.open is None:
            return 0
        without_range = self.holding(asked=self.evaluation.holding(self._plan.open))
        return int(np.count_nonzero(self.snapshot.columns.first[without_range] == 0))

    def keys(self) -> tuple[Array, Scores]:
        """(n,) sort keys of the hits, the smaller the earlier, and (n,) their scores."""
        if self._plan.sort == "relevance":
            scores = self.evaluation.ranked(self._plan.reading.tree, self.hits)
            return -scores, scores
        return days(self.snapshot, self.hits, newest=self._plan.sort == "newest"), np.zeros(len(self.hits))

    def told(self, request: Request) -> tuple[Numbers, Array, Scores, int]:
        """The hits, of copies that are collapsed the first alone; their keys and scores; how many stories all hits tell."""
        keys, scores = self.keys()
        first = first_of_each(self.snapshot, self.hits, keys)
        stories = int(np.count_nonzero(first))
        if request.collapse == "none":
            return self.hits, keys, scores, stories
        return self.hits[first], keys[first], scores[first], stories

    def page(self, request: Request) -> tuple[Numbers, list[float], int, bool]:
        """The articles of one page in order, their scores, how many stories there are, and whether more stand behind the page."""
        hits, keys, scores, stories = self.told(request)
        if self._plan.after is not None:
            rest = behind(self.snapshot, hits, keys, self._plan.after)
            hits, keys, scores = hits[rest], keys[rest], scores[rest]
        first = (request.page - 1) * request.page_size
        last = first + request.page_size
        chosen = best(self.snapshot, hits, keys, last)[first:]
        return hits[chosen], scores[chosen].tolist(), stories, len(hits) > last


def _cluster(snapshot: Snapshot, number: int) -> Cluster:
    stories = snapshot.stories
    return Cluster(snapshot.columns.ids[int(stories.story[number])], int(stories.copies[number]))
