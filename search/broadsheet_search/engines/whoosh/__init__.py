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

from ...answering import Answering, Periods, Walking, check_people
from ...answers import Interval
from ...engine import Cluster, Generation, Request, Someone
from ...errors import NoSuchArticle
from ...plan import Plan
from ...query.limits import DEADLINE
from .asked import Asked, Hits, cluster_of, generation_of
from .beginnings import words_beginning
from .days import buckets
from .evaluate import Evaluation
from .lately import Lately, remember, remembered
from .order import best
from .vocabulary import Vocabulary

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
        self._vocabulary = Vocabulary()
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
            return generation_of(snapshot)

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
            return cluster_of(snapshot, number)

    def close(self) -> None:
        with self._swap:
            self._held.retired = True
            unused = not self._held.users
        if unused:
            self._held.snapshot.close()

    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]:
        check_people(limit, field)
        with self._reading() as snapshot:
            people = snapshot.people(field)
            if people is None:
                return ()
            found = people.like(q, limit) if q.strip() else people.commonest(np.arange(snapshot.columns.articles), limit)
            return tuple(Someone(known.name, known.spellings, count) for known, count in found)

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        with self._reading() as snapshot:
            numbers = snapshot.having("flag").tolist()
            return sorted((article.path, article.flags) for article in map(snapshot.article, numbers))

    def skipped(self) -> list[tuple[str, str]]:
        with self._reading() as snapshot:
            return snapshot.skipped()

    # -- evaluation

    @contextmanager
    def asking(self, request: Request) -> Iterator[Asked]:
        with self._reading() as snapshot:
            yield Asked(snapshot, self._deadline if request.limited else None, self._vocabulary)

    @contextmanager
    def walking(self, plan: Plan, request: Request) -> Iterator[Walking]:
        with self._reading() as snapshot:  # held until the walk is over: a newer generation does not touch it
            asked = Hits(Evaluation(snapshot, self._deadline if request.limited else None), plan)
            hits, keys, scores, _ = asked.told(request)
            order = best(snapshot, hits, keys, len(hits))
            ids = snapshot.columns.ids
            articles = (
                (ids[number], snapshot.article(number), score)
                for number, score in zip(map(int, hits[order]), map(float, scores[order]), strict=True)
            )
            yield Walking(len(asked.hits), articles, asked.left_out(), generation_of(snapshot))

    def periods(self, plan: Plan, request: Request, interval: Interval) -> Periods:
        with self._reading() as snapshot:
            lately = remembered(snapshot, plan)
            if lately is None:
                asked = Hits(Evaluation(snapshot, self._deadline if request.limited else None), plan)
                lately = Lately(plan, asked.hits, asked.left_out())
                remember(snapshot, lately)
            first, last = snapshot.columns.first[lately.hits], snapshot.columns.last[lately.hits]
            if not first.all():
                dated = first > 0
                first, last = first[dated], last[dated]
            found, imprecise = buckets(first, last, interval)
            total = len(lately.hits)
            return Periods(total, found, imprecise, total - len(first), lately.left_out, generation_of(snapshot))

    def words_beginning(self, letters: str, number: int) -> list[str]:
        with self._reading() as snapshot:
            return words_beginning(snapshot, letters, number)
