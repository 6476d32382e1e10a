"""Several segments to one, by copying arrays: nothing is analysed or sorted anew but the terms.

`merge_runs` and `merge_texts` copy what is large, a piece at a time, while it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .contents import FORMS, Contents, FieldContents, Terms
from .facets import Facet, facet_of_pairs
from .file import Array, Chunks
from .merge_runs import MergedRuns, Source
from .merge_texts import MergedTexts, kept_pieces
from .read import Segment, StoredField
from .runs import offsets, sizes

_MIX = np.random.default_rng(20240620).integers(1, 1 << 63, 4096, dtype=np.uint64) | np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment that is merged. alive (m,) which of its records are kept; numbers (m,) their new ones, -1 for the others."""

    segment: Segment
    alive: Array
    numbers: Array

    @property
    def articles(self) -> Array:
        """(n,) which of its articles are kept."""
        return self.alive[: self.segment.articles]


def parts_of(segments: Sequence[tuple[Segment, Array]]) -> list[Part]:
    """segments: each with (m,) which of its records are kept. Articles come first in what is made, so numbers interleave."""
    articles = [int(alive[: segment.articles].sum()) for segment, alive in segments]
    kept = [int(alive[segment.articles :].sum()) for segment, alive in segments]
    article_base = offsets(articles)
    kept_base = offsets(kept) + article_base[-1]
    parts = []
    for at, (segment, alive) in enumerate(segments):
        numbers = np.full(len(alive), -1, np.int64)
        searched = np.flatnonzero(alive[: segment.articles])
        others = np.flatnonzero(alive[segment.articles :]) + segment.articles
        numbers[searched] = article_base[at] + np.arange(len(searched))
        numbers[others] = kept_base[at] + np.arange(len(others))
        parts.append(Part(segment, alive, numbers))
    return parts


def merged(segments: Sequence[tuple[Segment, Array]]) -> Contents:
    """One segment of all that is alive in several, each with (m,) which of its records are; it is made while it is written."""
    parts = parts_of(segments)
    number = sum(int(part.articles.sum()) for part in parts)
    lang_names = sorted({name for part in parts for name in part.segment.lang_names})
    place = {name: at for at, name in enumerate(lang_names)}
    langs = [np.array([place[name] for name in p.segment.lang_names], np.uint16)[p.segment.langs[p.articles]] for p in parts]
    fields = {name: held for name in FORMS if (held := _field(name, parts)) is not None}
    texts = {name: [(part.segment.texts(name), part.articles) for part in parts] for name in FORMS}
    return Contents(
        ids=np.concatenate([part.segment.ids[part.articles] for part in parts]),
        first=np.concatenate([part.segment.first[part.articles] for part in parts]),
        last=np.concatenate([part.segment.last[part.articles] for part in parts]),
        langs=np.concatenate(langs),
        lang_names=lang_names,
        slots=np.concatenate([part.segment.slots[part.articles] for part in parts]),
        shingles=np.concatenate([part.segment.shingles[part.articles] for part in parts]),
        facets={name: _facet(name, parts, number) for name in parts[0].segment.facet_names},
        fields=fields,
        texts={name: MergedTexts(held) for name, held in texts.items() if any(one for one, _ in held)},
        records=Chunks(np.dtype(np.uint8), _records(parts)),
        record_starts=offsets(np.concatenate([sizes(starts)[kept] for _, starts, kept in _record_parts(parts)])),
    )


def _record_parts(parts: Sequence[Part]) -> Iterator[tuple[Part, Array, Array]]:
    """Articles first: of each part where the records begin, and which are kept."""
    for articles in (True, False):
        for part in parts:
            number = part.segment.articles
            which = slice(0, number) if articles else slice(number, len(part.alive))
            yield part, part.segment.record_starts[which.start : which.stop + 1], part.alive[which]


def _records(parts: Sequence[Part]) -> Iterator[Array]:
    for part, starts, kept in _record_parts(parts):
        yield from kept_pieces(part.segment.all_records, starts, kept)


def _facet(name: str, parts: Sequence[Part], number: int) -> Facet:
    values = sorted({value for part in parts for value in part.segment.facet(name).values})
    place = {value: at for at, value in enumerate(values)}
    articles, ords = [], []
    for part in parts:
        facet = part.segment.facet(name).whole()
        theirs = np.fromiter((place[value] for value in facet.values), np.int64, len(facet.values))
        owners, held = facet.pairs()
        owners = part.numbers[owners]
        kept = owners >= 0
        articles.append(owners[kept])
        ords.append(theirs[held[kept]])
    return facet_of_pairs(values, np.concatenate(articles), np.concatenate(ords), number)


def _field(name: str, parts: Sequence[Part]) -> FieldContents | None:
    held = [(part, field) for part in parts if (field := part.segment.field(name)) is not None]
    if not held:
        return None
    sources = [Source(field.runs, part.numbers) for part, field in held]
    rows, terms = _rows(FORMS[name], [field for _, field in held], sources)
    first, run_of_row = _distinct(rows)
    # Numbers of records interleave, see parts_of.
    in_order = name in ("key", "article")
    runs = MergedRuns(rows[first], sources, sum(int(part.alive.sum()) for part in parts), in_order=in_order)
    dictionaries, at = {}, 0
    for form in FORMS[name]:
        dictionaries[form] = Terms(terms[form], run_of_row[at : at + len(terms[form])])
        at += len(terms[form])
    return FieldContents(runs, dictionaries)


def _rows(forms: Sequence[str], fields: Sequence[StoredField], sources: Sequence[Source]) -> tuple[Array, dict[str, list[bytes]]]:
    """For each term of each form the run that it has in each part, -1 where it has none: (terms, parts)."""
    blocks, terms = [], {}
    for form in forms:
        own_terms = [field.dictionaries[form].all() for field in fields]
        every = sorted(set().union(*own_terms))
        place = {term: at for at, term in enumerate(every)}
        block = np.full((len(every), len(fields)), -1, np.int64)
        for at, (field, source, own) in enumerate(zip(fields, sources, own_terms, strict=True)):
            runs = field.dictionaries[form].runs().astype(np.int64)
            filled = source.sizes[runs] > 0
            block[np.fromiter(map(place.__getitem__, own), np.int64, len(own)), at] = np.where(filled, runs, -1)
        left: Array = np.any(block >= 0, axis=1)  # terms whose every article is deleted go
        terms[form] = every if left.all() else [term for term, stays in zip(every, left.tolist(), strict=True) if stays]
        blocks.append(block[left])
    return np.concatenate(blocks), terms


def _distinct(rows: Array) -> tuple[Array, Array]:
    """Rows that are equal in all parts share a run: (runs,) one row of each, in order, and (terms,) the run of each row."""
    mixed = ((rows + 2).astype(np.uint64) * _MIX[: rows.shape[1]]).sum(axis=1, dtype=np.uint64)
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][which], rows):
        raise ArithmeticError("two rows of runs have one 64-bit sum")  # 1 in 10 million merges of a million terms
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[which]
