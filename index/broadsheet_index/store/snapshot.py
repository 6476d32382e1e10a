"""Reading: one generation of an index. It never changes; a newer generation is another snapshot.

Nothing here takes a lock: the arrays are mapped and never written, and what is kept in caches is the same whoever put it there.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..article import Article
from ..people.told import Told
from . import generation, place
from .captures import recency
from .columns import Columns
from .counting import FacetCounts
from .generation import Generation, Part
from .grouped import PeopleCounts
from .kept import Kept
from .postings import NOWHERE, Piece, Postings
from .read_article import StoredArticle
from .records import capture, files_in, records_of
from .register import table_of
from .said import Said
from .segment.dictionary import Dictionary
from .segment.file import Array, ArrayFile
from .segment.placed import Placed
from .segment.runs import spans
from .segment.texts import ENCODING
from .stories import Stories

KEPT = 2_000_000  # postings of the terms last asked for, as arrays of the generation's numbers: 8 MB, and their frequencies
MADE = 2_000_000  # postings of what an engine makes of them, 12 bytes each
Terms = list[tuple[str, list[int]]]


@dataclass(frozen=True, slots=True)
class View:
    """A segment as a generation sees it.

    base      the number of its first article alive
    numbers   (n,) the generation's number of each of its articles, -1 for deleted ones; None: base + its own
    own       (alive,) its own numbers of the articles alive; None where all are
    """

    part: Part
    base: int
    articles: int
    numbers: Array | None
    own: Array | None


class Snapshot:
    """One generation, safe to read from many threads.

    number, updated   of the generation; updated is ISO time in UTC, None where nothing was committed yet
    """

    def __init__(self, held: Generation) -> None:
        self._held = held
        self.number = held.number
        self.updated = held.committed
        self.columns = Columns(held.parts)
        self.derived: dict[str, Array] = {}  # what an engine makes of the columns, once a generation
        self._stories: Stories | None = None
        self._said = Said.of(held.overlays.get("lines"))
        self._having: dict[str, bool] = {}
        self._people: dict[str, PeopleCounts | None] = {}
        self.kept: Kept[Any] = Kept(MADE)  # what an engine makes of postings
        self._postings_kept: Kept[Postings] = Kept(KEPT)
        self._views = list(_views(held.parts))
        self._firsts = [view.base for view in self._views]
        self._bases = np.array(self._firsts or [0])
        self._counts = FacetCounts([(view.part.segment, view.base, view.articles, view.own) for view in self._views])

    # -- words

    def postings(self, field: str, form: str, term: str) -> Postings:
        """Where a term stands (segment/contents.py says which terms there are); `NOWHERE` where it does not."""
        key = (field, form, term)
        found = self._postings_kept.get(key)
        if found is None:
            raw = term.encode(*ENCODING)
            runs = []
            for view in self._views:
                held = view.part.segment.field(field)
                runs.append(held.dictionaries[form].run(raw) if held else -1)
            found = self._postings(field, [[run] if run >= 0 else [] for run in runs])
            self._postings_kept.put(key, found, len(found.docs))
        return found

    def any_of(self, field: str, terms: Terms) -> Postings:
        """Where any of several terms stands, none at the place of another; `terms` as of `starting_with`."""
        chosen: list[list[int]] = [[] for _ in self._views]
        for _, runs in terms:
            for at, run in enumerate(runs):
                if run >= 0:
                    chosen[at].append(run)
        return self._postings(field, chosen)

    def _postings(self, field: str, chosen: Sequence[Sequence[int]]) -> Postings:
        pieces = []
        for view, runs in zip(self._views, chosen, strict=True):
            if not runs:
                continue
            held = view.part.segment.field(field)
            assert held is not None
            stored = held.runs
            if len(runs) == 1:
                first, last = stored.bounds(runs[0])
                postings: Array | int
                docs, freqs, postings = stored.docs[first:last], stored.freqs(slice(first, last)), first
            else:
                wanted = np.array(runs)
                begin = stored.starts[wanted].astype(np.int64)
                postings = spans(begin, stored.starts[wanted + 1].astype(np.int64) - begin)
                docs, freqs = stored.docs[postings], stored.freqs(postings)
            if view.numbers is None:
                numbers = docs.astype(np.int32)
                if view.base:
                    numbers += view.base
            else:
                numbers = view.numbers[docs]
                kept = numbers >= 0
                places = kept.nonzero()[0]
                postings = places + postings if isinstance(postings, int) else postings[places]
                numbers, freqs = numbers[places], freqs[places]
            pieces.append(Piece(stored, numbers, freqs, postings))
        if not pieces:
            return NOWHERE
        return Postings(pieces, tuple(map(tuple, chosen)), several=any(len(runs) > 1 for runs in chosen))

    def has(self, field: str) -> bool:
        """Whether any article has anything in a field."""
        found = self._having.get(field)
        if found is None:
            found = self._having[field] = any(view.part.segment.field(field) is not None for view in self._views)
        return found

    def starting_with(self, field: str, form: str, prefix: str | bytes) -> Terms:
        """The terms with this beginning, in order, and the run of each in each segment, -1 where it is not there.

        prefix   bytes: the beginning of a character, too
        """
        raw = prefix if isinstance(prefix, bytes) else prefix.encode(*ENCODING)
        found: dict[bytes, list[int]] = {}
        for at, view in enumerate(self._views):
            held = view.part.segment.field(field)
            for term, run in held.dictionaries[form].starting_with(raw) if held else ():
                found.setdefault(term, [-1] * len(self._views))[at] = run
        return [(term.decode(*ENCODING), found[term]) for term in sorted(found)]

    def just(self, field: str, form: str, term: str) -> Terms:
        """A term as `starting_with` would give it, without those that begin with it."""
        raw = term.encode(*ENCODING)
        held = [view.part.segment.field(field) for view in self._views]
        return [(term, [-1 if one is None else one.dictionaries[form].run(raw) for one in held])]

    def at_most(self, field: str, runs: Sequence[int]) -> int:
        """In how many articles a term stands, those of deleted ones counted too: cheap, as nothing is read."""
        held = [view.part.segment.field(field) for view in self._views]
        bounds = [one.runs.bounds(run) for one, run in zip(held, runs, strict=True) if one is not None and run >= 0]
        return sum(last - first for first, last in bounds)

    def dictionaries(self, field: str, form: str) -> list[Dictionary]:
        """The terms of a field, segment by segment; those of deleted articles are among them."""
        held = [view.part.segment.field(field) for view in self._views]
        return [one.dictionaries[form] for one in held if one is not None]

    def stands(self, field: str, runs: Sequence[int]) -> bool:
        """Whether a term stands in an article alive, not only in deleted ones."""
        return len(self._postings(field, [[run] if run >= 0 else [] for run in runs]).docs) > 0

    # -- articles

    def _own(self, number: int) -> tuple[View, int]:
        view = self._views[bisect_right(self._firsts, number) - 1]
        at = number - view.base
        return view, at if view.own is None else int(view.own[at])

    def article(self, number: int) -> Article:
        view, own = self._own(number)
        return StoredArticle.of(view.part.segment, own, self._said.pages)

    def placed(self, numbers: Array, fields: Sequence[str]) -> Placed:
        """Where values and words begin in the texts of some articles, ascending, in one TEXT field after the other."""
        if len(self._views) == 1:
            here = [(self._views[0], self._owned(self._views[0], numbers))]
        else:
            cuts = numbers.searchsorted(self._bases[1:]).tolist()
            here = [(view, self._owned(view, some)) for view, some in zip(self._views, np.split(numbers, cuts), strict=True)]
        return Placed([(view.part.segment.texts(field), own) for field in fields for view, own in here])

    @staticmethod
    def _owned(view: View, numbers: Array) -> Array:
        own = numbers - view.base if view.base else numbers
        return own if view.own is None else view.own[own]

    def text(self, number: int, field: str) -> str:
        """The text of an article in a TEXT field, its values one line each; "" where it has none."""
        view, own = self._own(number)
        texts = view.part.segment.texts(field)
        return texts.text(own) if texts else ""

    def number_of(self, id: str) -> int | None:
        """The number of an article."""
        for part, own in records_of(self._held, "article", id):
            if own < part.segment.articles:
                view = next(view for view in self._views if view.part is part)
                return view.base + own if view.numbers is None else int(view.numbers[own])
        return None

    def captures(self, id: str) -> int:
        """How many captures of an article are kept, the searched one included."""
        return sum(1 for _ in records_of(self._held, "article", id))

    def versions(self, id: str) -> list[Article]:
        """Every capture of an article, the searched one first, then those fetched before it, newest first."""
        found: list[tuple[str, Article]] = []
        for part, own in records_of(self._held, "article", id):
            key, article = capture(part.segment, own)
            found.append((key, StoredArticle.of(part.segment, own, self._said.pages) if own < part.segment.articles else article))
        return [article for _, article in sorted(found, key=lambda one: recency(*one), reverse=True)]

    def skipped(self) -> list[tuple[str, str]]:
        """(path, reason) of each page that was read and gave no article."""
        return sorted(skip for file in files_in(self._held) for skip in file.skipped)

    # -- overlays

    def overlay(self, name: str) -> ArrayFile | None:
        """The arrays of an overlay; None in an index of an earlier version that nothing was committed to since."""
        laid = self._held.overlays.get(name)
        return laid.file if laid else None

    def people(self, facet: str) -> PeopleCounts | None:
        """The register and the counts of a facet of names, "person" or "author"; None where there is no overlay of it."""
        if facet not in self._people:
            file = self.overlay(facet)
            facets = [view.part.segment.facet(facet) for view in self._views]
            told = Told.of_json(self._held.told.get(facet))
            self._people[facet] = PeopleCounts(facets, self._counts, table_of(file), told) if file else None
        return self._people[facet]

    @property
    def stories(self) -> Stories:
        """Which articles are copies of each other."""
        if self._stories is None:
            self._stories = Stories(self.columns.ids.raw, self.overlay("copies"))
        return self._stories

    # -- facets

    def counted(self, facet: str, numbers: Array, size: int) -> list[tuple[str, int]]:
        """The commonest values among some articles, ascending, and how many have each; ties by value."""
        return self._counts.commonest(facet, numbers, size)

    def having(self, facet: str) -> Array:
        """Numbers of the articles that have any value of a facet."""
        return self._counts.having(facet)

    def newer(self, folder: str | os.PathLike[str]) -> Self:
        """The newest generation, sharing with this one the segments that both have."""
        return type(self)(generation.open_newest(place.folder_of(folder), self._held))

    def close(self) -> None:
        """Mapped files are closed when the last array that looks into them is gone, so there is nothing to do."""


def _views(parts: Sequence[Part]) -> Iterator[View]:
    base = 0
    for part in parts:
        articles = part.segment.articles
        alive = part.alive[:articles]
        if alive.all():
            yield View(part, base, articles, None, None)
            base += articles
            continue
        own = np.flatnonzero(alive)
        numbers = np.full(articles, -1, np.int32)
        numbers[own] = base + np.arange(len(own))
        yield View(part, base, len(own), numbers, own)
        base += len(own)


def open_snapshot(address: str | os.PathLike[str]) -> Snapshot:
    """The newest generation. Raises IndexMissing or IndexUntrusted."""
    folder = place.folder_of(address)
    place.check(folder)
    return Snapshot(generation.open_newest(folder))
