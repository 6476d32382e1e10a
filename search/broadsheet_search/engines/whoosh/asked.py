"""One question to one generation, and what is asked on the way: hits, counts, spellings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from broadsheet_index.analysis import fold
from broadsheet_index.fields import BY_NAME, PEOPLE_FIELDS, Kind
from broadsheet_index.store.snapshot import Snapshot

from ...answering import Found
from ...compiled import ARTICLE, Scope
from ...engine import Cluster, Count, Generation, Request
from ...plan import Plan
from ...query.tree import Node
from ...variants import marked_as, variants
from .evaluate import Evaluation, Scores
from .fragments import shown
from .lately import Lately, remember
from .order import best, beyond, days, first_of_each, stories_of
from .sets import Array, Numbers, any_of, both
from .vocabulary import Vocabulary


class Asked:
    """See `answering_to.Asking`; one deadline for all of it."""

    def __init__(self, snapshot: Snapshot, deadline: float | None, vocabulary: Vocabulary) -> None:
        self._snapshot = snapshot
        self._evaluation = Evaluation(snapshot, deadline)
        self._vocabulary = vocabulary
        self._size = snapshot.columns.articles

    def find(self, plan: Plan, request: Request) -> Found:
        snapshot, asked = self._snapshot, Hits(self._evaluation, plan)
        page, scores, stories, more = asked.page(request)
        numbers = page.tolist()
        articles = [snapshot.article(number) for number in numbers]
        ids = [snapshot.columns.ids[number] for number in numbers]
        left_out = asked.left_out()
        remember(snapshot, Lately(plan, asked.hits, left_out))
        marked = marked_as(plan.reading.tree, self._evaluation.register)
        return Found(
            total=len(asked.hits),
            stories=stories,
            page=list(zip(ids, articles, scores, strict=True)),
            clusters=clusters_of(snapshot, page, ids),
            facets={facet: counted(snapshot, facet, asked.holding(but=facet), request) for facet in request.facets},
            undated_excluded=left_out,
            generation=generation_of(snapshot),
            marked=marked,
            variants=variants([plan.tree, *plan.filters.values()], self._evaluation.register),
            more=more,
            shown=shown(self._evaluation, page, articles, marked, request),
        )

    def count(self, node: Node, scope: Scope = ARTICLE, beside: Sequence[Node] = ()) -> int:
        found = self._evaluation.holding(node, scope)
        for other in beside:
            found = both(found, self._evaluation.holding(other), self._size)
        return len(found)

    def near(self, word: str, field: str | None, most: int) -> dict[str, tuple[int, int]]:
        names = field is not None and BY_NAME[field].kind is not Kind.TEXT
        form, wanted = ("term", fold(word)) if names else ("exact", word)
        fields = [field] if field else [one.name for one in ARTICLE.fields]
        apart: dict[str, int] = {}
        for one in fields:
            apart.update(self._vocabulary.near(self._snapshot, one, form, wanted, most))
        self._evaluation.in_time()
        out = {}
        for other, letters in apart.items():
            articles = len(any_of([self._snapshot.postings(one, form, other).docs for one in fields], self._size))
            if articles:  # words of deleted articles have none
                out[other] = letters, articles
        return out


def counted(snapshot: Snapshot, facet: str, numbers: Numbers, request: Request) -> tuple[Count, ...]:
    """The commonest values of a facet; of people, each with all spellings."""
    people = snapshot.people(facet) if facet in PEOPLE_FIELDS and request.variants else None
    if people is not None:
        return tuple(Count(known.name, count, known.spellings) for known, count in people.commonest(numbers, request.facet_size))
    return tuple(Count(value, count) for value, count in snapshot.counted(facet, numbers, request.facet_size))


def generation_of(snapshot: Snapshot) -> Generation:
    return Generation(snapshot.number, snapshot.columns.articles, snapshot.updated)


class Hits:
    """A question over one generation: the articles that hold it."""

    def __init__(self, evaluation: Evaluation, plan: Plan) -> None:
        self.snapshot = evaluation.snapshot
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
        if request.collapse == "none":
            return self.hits, keys, scores, stories_of(self.snapshot, self.hits)
        first = first_of_each(self.snapshot, self.hits, keys)
        return self.hits[first], keys[first], scores[first], int(np.count_nonzero(first))

    def page(self, request: Request) -> tuple[Numbers, list[float], int, bool]:
        """The articles of one page in order, their scores, how many stories there are, and whether more stand beyond the page."""
        hits, keys, scores, stories = self.told(request)
        after = self._plan.after
        if after is not None:
            rest = beyond(self.snapshot, hits, keys, after)
            hits, keys, scores = hits[rest], keys[rest], scores[rest]
        first = (request.page - 1) * request.page_size
        last = first + request.page_size
        chosen = best(self.snapshot, hits, keys, last, last=after is not None and after.back)[first:]
        return hits[chosen], scores[chosen].tolist(), stories, len(hits) > last


def clusters_of(snapshot: Snapshot, page: Numbers, ids: Sequence[str]) -> list[Cluster]:
    """Of the articles of a page, with their ids."""
    told, copies = snapshot.stories.story[page], snapshot.stories.copies[page].tolist()
    if (told == page).all():
        return list(map(Cluster, ids, copies))
    return [Cluster(snapshot.columns.ids[story], size) for story, size in zip(told.tolist(), copies, strict=True)]


def cluster_of(snapshot: Snapshot, number: int) -> Cluster:
    stories = snapshot.stories
    return Cluster(snapshot.columns.ids[int(stories.story[number])], int(stories.copies[number]))
