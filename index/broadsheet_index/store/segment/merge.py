"""Several segments to one, by copying arrays: nothing is analysed or sorted anew but the terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .contents import FORMS, Contents, FieldContents, Terms
from .facets import Facet, facet_of_pairs
from .file import Array
from .runs import Runs, offsets, sizes, spans
from .texts import Texts

_MIX = np.random.default_rng(20240620).integers(1, 1 << 63, 4096, dtype=np.uint64) | np.uint64(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that is merged. alive (m,) which of its records are kept; numbers (m,) their new ones, -1 for the others."""

    contents: Contents
    alive: Array
    numbers: Array

    @property
    def articles(self) -> Array:
        """(n,) which of its articles are kept."""
        return self.alive[: self.contents.articles]


def parts_of(segments: Sequence[tuple[Contents, Array]]) -> list[Part]:
    """segments: contents and (m,) which records are kept. Articles come first in what is made, so numbers interleave."""
    articles = [int(alive[: contents.articles].sum()) for contents, alive in segments]
    kept = [int(alive[contents.articles :].sum()) for contents, alive in segments]
    article_base = offsets(articles)
    kept_base = offsets(kept) + article_base[-1]
    parts = []
    for at, (contents, alive) in enumerate(segments):
        numbers = np.full(len(alive), -1, np.int64)
        searched = np.flatnonzero(alive[: contents.articles])
        others = np.flatnonzero(alive[contents.articles :]) + contents.articles
        numbers[searched] = article_base[at] + np.arange(len(searched))
        numbers[others] = kept_base[at] + np.arange(len(others))
        parts.append(Part(contents, alive, numbers))
    return parts


def merged(segments: Sequence[tuple[Contents, Array]]) -> Contents:
    """One segment of all that is alive in several."""
    parts = parts_of(segments)
    number = sum(int(part.articles.sum()) for part in parts)
    lang_names = sorted({name for part in parts for name in part.contents.lang_names})
    place = {name: at for at, name in enumerate(lang_names)}
    langs = [np.array([place[name] for name in p.contents.lang_names], np.uint16)[p.contents.langs[p.articles]] for p in parts]
    records, record_starts = _records(parts)
    fields = {name: held for name in FORMS if (held := _field(name, parts)) is not None}
    return Contents(
        ids=np.concatenate([part.contents.ids[part.articles] for part in parts]),
        first=np.concatenate([part.contents.first[part.articles] for part in parts]),
        last=np.concatenate([part.contents.last[part.articles] for part in parts]),
        langs=np.concatenate(langs),
        lang_names=lang_names,
        slots=np.concatenate([part.contents.slots[part.articles] for part in parts]),
        shingles=np.concatenate([part.contents.shingles[part.articles] for part in parts]),
        facets={name: _facet(name, parts, number) for name in parts[0].contents.facets},
        fields=fields,
        texts={name: texts for name in FORMS if (texts := _texts(name, parts)) is not None},
        records=records,
        record_starts=record_starts,
    )


def _pieces(blob: bytes | memoryview, starts: Array, kept: Array) -> bytes:
    """The bytes of the items that are kept, neighbours in one piece."""
    if kept.all():
        return bytes(blob[int(starts[0]) : int(starts[-1])])
    edges = np.flatnonzero(np.diff(np.concatenate(([False], kept, [False])).astype(np.int8)))
    return b"".join(blob[int(starts[a]) : int(starts[b])] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _records(parts: Sequence[Part]) -> tuple[bytes, Array]:
    blobs: list[bytes] = []
    lengths: list[Array] = []
    for articles in (True, False):
        for part in parts:
            number = part.contents.articles
            which = slice(0, number) if articles else slice(number, len(part.alive))
            starts = part.contents.record_starts[which.start : which.stop + 1]
            kept = part.alive[which]
            blobs.append(_pieces(part.contents.records, starts, kept) if len(kept) else b"")
            lengths.append(sizes(starts)[kept])
    return b"".join(blobs), offsets(np.concatenate(lengths))


def _facet(name: str, parts: Sequence[Part], number: int) -> Facet:
    values = sorted({value for part in parts for value in part.contents.facets[name].values})
    place = {value: at for at, value in enumerate(values)}
    articles, ords = [], []
    for part in parts:
        facet = part.contents.facets[name]
        theirs = np.fromiter((place[value] for value in facet.values), np.int64, len(facet.values))
        owners, held = facet.pairs()
        owners = part.numbers[owners]
        kept = owners >= 0
        articles.append(owners[kept])
        ords.append(theirs[held[kept]])
    return facet_of_pairs(values, np.concatenate(articles), np.concatenate(ords), number)


def _texts(name: str, parts: Sequence[Part]) -> Texts | None:
    if not any(name in part.contents.texts for part in parts):
        return None
    blobs: list[bytes] = []
    columns: dict[str, list[Array]] = {
        key: [] for key in ("sizes", "values", "chars", "positions", "counts", "gaps", "far", "far_gaps")
    }
    words = 0
    for part in parts:
        kept = part.articles
        if name not in part.contents.texts:
            none = np.zeros(int(kept.sum()), np.int64)
            for key in ("sizes", "values", "counts"):
                columns[key].append(none)
            continue
        texts = part.contents.texts[name]
        blobs.append(_pieces(texts.blob, texts.starts, kept))
        values, counts = sizes(texts.value_starts), texts.counts.astype(np.int64)
        of_values, of_words = np.repeat(kept, values), np.repeat(kept, counts)
        gaps = texts.gaps[of_words]
        far_kept = of_words[texts.far]
        far = (np.cumsum(of_words) - 1)[texts.far[far_kept]] + words if len(texts.far) else texts.far
        words += len(gaps)
        found = {
            "sizes": sizes(texts.starts)[kept], "values": values[kept], "chars": texts.value_chars[of_values],
            "positions": texts.value_positions[of_values], "counts": counts[kept], "gaps": gaps, "far": far,
            "far_gaps": texts.far_gaps[far_kept],
        }  # fmt: skip
        for key, column in found.items():
            columns[key].append(column)
    whole = {key: np.concatenate(several) for key, several in columns.items()}
    return Texts(
        b"".join(blobs), offsets(whole["sizes"]), offsets(whole["values"]), whole["chars"], whole["positions"], whole["counts"],
        whole["gaps"], whole["far"], whole["far_gaps"],
    )  # fmt: skip


def _field(name: str, parts: Sequence[Part]) -> FieldContents | None:
    held = [(part, part.contents.fields[name]) for part in parts if name in part.contents.fields]
    if not held:
        return None
    alive = [_alive(part, contents.runs) for part, contents in held]
    rows, terms = _rows(FORMS[name], [contents for _, contents in held], alive)
    first, run_of_row = _distinct(rows)
    runs = _copied(rows[first], alive)
    if name in ("key", "article"):
        runs = _in_order(runs)  # numbers of records interleave, see parts_of
    dictionaries, at = {}, 0
    for form in FORMS[name]:
        dictionaries[form] = Terms(terms[form], run_of_row[at : at + len(terms[form])])
        at += len(terms[form])
    return FieldContents(runs, dictionaries)


def _alive(part: Part, runs: Runs) -> Runs:
    """The runs of a part without its deleted articles, with new numbers."""
    docs = part.numbers[runs.docs]
    if part.alive.all():
        return Runs(runs.starts.astype(np.int64), docs, runs.freqs, runs.positions)
    kept = docs >= 0
    starts = offsets(kept)[runs.starts.astype(np.int64)]
    positions = None if runs.positions is None else runs.positions[np.repeat(kept, runs.freqs)]
    return Runs(starts, docs[kept], runs.freqs[kept], positions)


def _rows(forms: Sequence[str], fields: Sequence[FieldContents], alive: Sequence[Runs]) -> tuple[Array, dict[str, list[bytes]]]:
    """For each term of each form the run that it has in each part, -1 where it has none: (terms, parts)."""
    blocks, terms = [], {}
    for form in forms:
        every = sorted(set().union(*(field.dictionaries[form].terms for field in fields)))
        place = {term: at for at, term in enumerate(every)}
        block = np.full((len(every), len(fields)), -1, np.int64)
        for at, (field, runs) in enumerate(zip(fields, alive, strict=True)):
            one = field.dictionaries[form]
            own = one.runs.astype(np.int64)
            filled = runs.starts[own + 1] > runs.starts[own]
            block[np.fromiter(map(place.__getitem__, one.terms), np.int64, len(one.terms)), at] = np.where(filled, own, -1)
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


def _copied(rows: Array, alive: Sequence[Runs]) -> Runs:
    """Each run is what it was in the parts, one part after the other. rows (r, parts): its run in each, or -1."""
    counts = np.zeros(len(rows), np.int64)
    places = np.zeros(len(rows), np.int64)
    pieces = []
    has_places = alive[0].positions is not None
    for at, runs in enumerate(alive):
        into = np.flatnonzero(rows[:, at] >= 0)
        own = rows[into, at]
        begin, many = runs.starts[own], runs.starts[own + 1] - runs.starts[own]
        place_starts = offsets(runs.freqs) if has_places else offsets(np.zeros(0))
        place_begin = place_starts[begin] if has_places else begin
        place_many = place_starts[runs.starts[own + 1]] - place_begin if has_places else many
        counts[into] += many
        places[into] += place_many
        pieces.append((runs, into, begin, many, place_begin, place_many))
    starts, next_place = offsets(counts), offsets(places)[:-1].copy()
    docs, freqs = np.empty(int(starts[-1]), np.uint32), np.empty(int(starts[-1]), np.uint32)
    positions = np.empty(int(places.sum()), np.uint32) if has_places else None
    following = starts[:-1].copy()
    for runs, into, begin, many, place_begin, place_many in pieces:
        source, target = spans(begin, many), spans(following[into], many)
        docs[target] = runs.docs[source]
        freqs[target] = runs.freqs[source]
        following[into] += many
        if positions is not None and runs.positions is not None:
            positions[spans(next_place[into], place_many)] = runs.positions[spans(place_begin, place_many)]
            next_place[into] += place_many
    return Runs(starts, docs, freqs, positions)


def _in_order(runs: Runs) -> Runs:
    """Documents ascending in each run, in a field without positions."""
    which = np.repeat(np.arange(len(runs.starts) - 1), np.diff(runs.starts))
    order = np.lexsort((runs.docs, which))
    return Runs(runs.starts, runs.docs[order], runs.freqs[order], None)
