"""The default engine: an index in a folder, on this machine.

Whoosh holds schema, segments, lock and table of contents; evaluation is ours, over arrays (ENGINE.md says why).
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
from broadsheet_index.store.snapshot import WhooshSnapshot, open_snapshot

from ...answering import Answering, Found
from ...compiled import Scope
from ...engine import Count, Generation, Request
from ...errors import NoSuchArticle
from ...plan import Plan
from ...query.limits import DEADLINE
from ...query.tree import Node
from .evaluate import Evaluation, Mask

LOOK_AGAIN = 1.0  # seconds between looks for a newer generation


class _Held:
    """A generation and those who read it; closed after the last of them, once a newer one took its place."""

    def __init__(self, snapshot: WhooshSnapshot) -> None:
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
    def _reading(self) -> Iterator[WhooshSnapshot]:
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

    def _look_for_newer(self) -> None:
        with self._swap:
            now = time.monotonic()
            if now - self._looked < LOOK_AGAIN:
                return
            self._looked = now
            if newest_generation(self._folder) == self._held.snapshot.number:
                return
        newer = _Held(open_snapshot(self._folder))  # beside the old one, which goes on answering
        with self._swap:
            old, self._held = self._held, newer
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
            starts = snapshot.columns.facets["flag"].starts
            numbers = np.flatnonzero(np.diff(starts)).tolist()
            return sorted((article.path, article.flags) for article in map(snapshot.article, numbers))

    def skipped(self) -> list[tuple[str, str]]:
        """(path, reason) of each page that was read and gave no article."""
        with self._reading() as snapshot:
            return snapshot.skipped()

    # -- evaluation

    def find(self, plan: Plan, request: Request) -> Found:
        with self._reading() as snapshot:
            evaluation = Evaluation(snapshot, self._deadline if request.limited else None)
            filters = {name: evaluation.mask(node) for name, node in plan.filters.items()}
            asked = evaluation.mask(plan.tree)
            hits = _all(asked, filters)
            numbers, scores = _ordered(snapshot, evaluation, plan, hits)
            first = (request.page - 1) * request.page_size
            page = numbers[first : first + request.page_size]
            left_out = 0
            if plan.open is not None:
                left_out = int(np.count_nonzero(_all(evaluation.mask(plan.open), filters) & (snapshot.columns.first == 0)))
            return Found(
                total=len(numbers),
                page=[
                    (snapshot.columns.ids[number], snapshot.article(number), float(scores[number]) if scores is not None else 0.0)
                    for number in page.tolist()
                ],
                facets={
                    facet: _facet(snapshot, facet, _all(asked, filters, but=facet), request.facet_size) for facet in request.facets
                },
                undated_excluded=left_out,
                generation=_generation(snapshot),
            )

    def count(self, node: Node, scope: Scope) -> int:
        with self._reading() as snapshot:
            return int(np.count_nonzero(Evaluation(snapshot, self._deadline).mask(node, scope)))


def _generation(snapshot: WhooshSnapshot) -> Generation:
    return Generation(snapshot.number, snapshot.columns.articles, snapshot.updated)


def _all(asked: Mask, filters: dict[str, Mask], *, but: str = "") -> Mask:
    """The articles that hold the question and every filter, but those of one name."""
    out = asked
    for name, mask in filters.items():
        if name != but:
            out = out & mask
    return out


def _ordered(snapshot: WhooshSnapshot, evaluation: Evaluation, plan: Plan, hits: Mask) -> tuple[np.ndarray, np.ndarray | None]:
    """Document numbers of the hits in the order asked for, ties by id; and the scores of all articles."""
    numbers = np.flatnonzero(hits)
    columns = snapshot.columns
    if plan.sort == "relevance":
        scores = evaluation.ranked(plan.reading.tree)
        return numbers[np.lexsort((columns.order[numbers], -scores[numbers]))], scores
    days = columns.first[numbers].astype(np.int64)
    key = -days if plan.sort == "newest" else days
    return numbers[np.lexsort((columns.order[numbers], key, days == 0))], None


def _facet(snapshot: WhooshSnapshot, name: str, hits: Mask, size: int) -> tuple[Count, ...]:
    facet = snapshot.columns.facets[name]
    of_hits = np.repeat(hits, np.diff(facet.starts))
    counts = np.bincount(facet.ords[of_hits], minlength=len(facet.values))
    best = np.lexsort((np.arange(len(counts)), -counts))[:size]
    return tuple(Count(facet.values[at], int(counts[at])) for at in best.tolist() if counts[at])
