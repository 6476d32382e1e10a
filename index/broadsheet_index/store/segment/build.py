"""Articles to a segment: occurrences are gathered as numbers and sorted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

from ...address import address_key
from ...analysis import VALUE_GAP, domain_terms, fold, gap_of, tokens
from ...article import Article
from ...copies.fingerprint import SLOTS, Fingerprint, fingerprint
from ...fields import COLUMNS, FACETS, FIELDS, Field, Kind, facet_values
from ...repeated import Lines, lines_of
from ..periods import period_ordinals
from ..stored import article_facts, people_facts, plain
from .contents import PLACELESS, Contents, FieldContents, Terms
from .facets import facet_of
from .file import Array
from .runs import DOC_BITS, MOST_POSITIONS, POSITION_BITS, offsets, placed, runs_of, sizes, sorted_runs
from .texts import ENCODING, PARTED, TextsBuilder
from .words import WordTable


class SegmentBuilder:
    """Takes articles and records, gives one segment."""

    def __init__(self, words: WordTable) -> None:
        self._words = words
        self._ids: list[bytes] = []
        self._keys: list[bytes] = []
        self._days: list[tuple[int, int]] = []
        self._langs: list[str] = []
        self._prints: list[Fingerprint] = []
        self._lines: list[tuple[bytes, int]] = []
        self._facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACETS}
        self._records: list[bytes] = []
        self._kept: list[tuple[bytes, bytes | None, bytes]] = []
        self._text: dict[str, _TextField] = {field.name: _TextField() for field in FIELDS if field.kind is Kind.TEXT}
        self._terms: dict[str, _TermField] = {
            field.name: _TermField() for field in FIELDS if field.kind is not Kind.TEXT and field.kind not in COLUMNS
        }

    @property
    def articles(self) -> int:
        return len(self._ids)

    @property
    def is_empty(self) -> bool:
        return not self._ids and not self._kept

    def add_record(self, key: str, article: str | None, record: bytes) -> None:
        """What is kept and not searched: a file, or another capture of an article."""
        self._kept.append((key.encode(*ENCODING), None if article is None else article.encode(*ENCODING), record))

    def add_article(
        self, key: str, id: str, extracted: Article, lines: Lines | None = None, article: Article | None = None
    ) -> None:
        """extracted: as its page gave it, with its lines; article: as it is searched and shown, without those of its site."""
        number = len(self._ids)
        self._prints.append(fingerprint(extracted))
        self._lines += ((term.encode(), number) for term in sorted((lines or lines_of(extracted)).terms))
        record: dict[str, Any] = {"id": id, "key": key[1:]}
        if article is None or article is extracted:
            article = extracted
        else:
            record["people"] = people_facts(extracted)
        self._ids.append(id.encode(*ENCODING))
        self._keys.append(key.encode(*ENCODING))
        self._days.append(period_ordinals(article.published.value))
        self._langs.append(article.lang or "")
        for name, lists in self._facets.items():
            lists.append(facet_values(article, name))
        self._records.append(plain(record | {"facts": article_facts(article)}))
        for field in FIELDS:
            if field.kind in COLUMNS:
                continue
            values = field.values(article)
            if not values:
                continue
            if field.kind is Kind.TEXT:
                self._text[field.name].add(number, values, article.lang, gap_of(field.name), self._words)
            else:
                self._terms[field.name].add(number, field_terms(field, values, article))

    def build(self) -> Contents:
        number = len(self._ids)
        kept = range(number, number + len(self._kept))
        keys = [
            *zip(self._keys, range(number), strict=True),
            *((key, at) for at, (key, _, _) in zip(kept, self._kept, strict=True)),
        ]
        articles = [*zip(self._ids, range(number), strict=True)]
        articles += [(article, at) for at, (_, article, _) in zip(kept, self._kept, strict=True) if article is not None]
        fields = {name: held.contents(self._words) for name, held in self._text.items() if held.ids}
        for name, terms in self._terms.items():
            if terms.terms:
                fields[name] = term_contents(terms.terms, terms.docs, None if name in PLACELESS else terms.positions)
        for name, pairs in (("key", keys), ("article", articles), ("line", self._lines)):
            if pairs:
                fields[name] = term_contents([term for term, _ in pairs], [at for _, at in pairs], None)
        lang_names = sorted(set(self._langs))
        lang_place = {name: at for at, name in enumerate(lang_names)}
        records = [*self._records, *(record for _, _, record in self._kept)]
        days = np.array(self._days, np.int32).reshape(-1, 2)
        return Contents(
            ids=np.array(self._ids, "S") if self._ids else np.zeros(0, "S1"),
            first=days[:, 0],
            last=days[:, 1],
            langs=np.array([lang_place[name] for name in self._langs], np.uint16),
            lang_names=lang_names,
            slots=np.array([one.slots for one in self._prints], np.uint16).reshape(-1, SLOTS),
            shingles=np.array([one.size for one in self._prints], np.uint16),
            facets={name: facet_of(lists) for name, lists in self._facets.items()},
            fields=fields,
            texts={name: held.texts.build(number) for name, held in self._text.items() if held.ids},
            records=np.frombuffer(b"".join(records), np.uint8),
            record_starts=offsets(list(map(len, records))),
        )


def field_terms(field: Field, values: tuple[str, ...], article: Article) -> Iterable[tuple[int, str]]:
    """(position, term) of a field that is no TEXT; see contents.py."""
    if field.kind is Kind.VALUE:
        return ((0, value) for value in dict.fromkeys(values))
    if field.kind is Kind.ADDRESS:
        return ((0, address_key(value) if field.name == "url" else value) for value in dict.fromkeys(values))
    out: list[tuple[int, str]] = []
    at = 0
    for value in values:
        out.append((at, f"={value}"))
        for word in _name_words(value):
            out.append((at, word))
            at += 1
        at += VALUE_GAP
    if field.kind is Kind.DOMAIN and article.source.domain:
        out += ((0, f"@{domain}") for domain in domain_terms(article.source.domain))
    return out


@lru_cache(maxsize=100_000)  # the same sources, sections and people come again and again
def _name_words(value: str) -> tuple[str, ...]:
    return tuple(fold(token.written) for token in tokens(value))


class _TermField:
    """Terms of a field, each occurrence once."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self.docs: list[int] = []
        self.positions: list[int] = []

    def add(self, number: int, terms: Iterable[tuple[int, str]]) -> None:
        for position, term in terms:
            self.terms.append(term.encode(*ENCODING))
            self.docs.append(number)
            self.positions.append(position)


def term_contents(terms: list[bytes], docs: list[int], positions: list[int] | None) -> FieldContents:
    """terms, docs, positions (t,): one entry an occurrence."""
    distinct = sorted(set(terms))
    place = {term: at for at, term in enumerate(distinct)}
    ranks = np.fromiter(map(place.__getitem__, terms), np.int64, len(terms))
    places = None if positions is None else np.minimum(np.array(positions, np.int64), MOST_POSITIONS - 1)
    runs = sorted_runs(ranks, np.array(docs, np.int64), places, len(distinct))
    return FieldContents(runs, {"term": Terms(distinct, np.arange(len(distinct)))})


class _TextField:
    """Words of a TEXT field: ids, one array an article, and for each value how many there are and where they stand."""

    def __init__(self) -> None:
        self.ids: list[Array] = []
        self._docs: list[int] = []
        self._bases: list[int] = []
        self._counts: list[int] = []
        self.texts = TextsBuilder()

    def add(self, number: int, values: tuple[str, ...], lang: str | None, gap: int, words: WordTable) -> None:
        text, chars = values[0], [0]
        if len(values) > 1:
            text = PARTED.join(values)
            chars = [0, *accumulate(len(value) + 1 for value in values[:-1])]
        ids, starts = words.read(text, lang)
        counts = [len(ids)] if len(values) == 1 else sizes(np.searchsorted(starts, [*chars, len(text) + 1])).tolist()
        positions = []
        at = 0
        for count in counts:
            at += gap if at else 0
            positions.append(at)
            at += count
        begins = [0] if len(counts) == 1 else [0, *accumulate(counts[:-1])]
        self.ids.append(ids)
        self._docs += [number] * len(values)
        self._bases += positions
        self._counts += counts
        self.texts.add(number, text, chars, begins, positions, starts)

    def contents(self, words: WordTable) -> FieldContents:
        counts = np.array(self._counts, np.int64)
        ids = np.concatenate(self.ids)
        docs = np.repeat(np.array(self._docs, np.int64), counts)
        begins = offsets(counts)[:-1] - np.array(self._bases, np.int64)
        positions = np.minimum(np.arange(len(ids)) - np.repeat(begins, counts), MOST_POSITIONS - 1)
        return text_contents(ids, docs, positions, words)


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of the distinct words: terms in order, and (w,) which of them each word has."""

    terms: list[str]
    ranks: Array


def _form(strings: list[str]) -> _Form:
    distinct = sorted(set(strings))  # by code point, which is the order of UTF-8 too
    place = {term: at for at, term in enumerate(distinct)}
    return _Form(distinct, np.fromiter(map(place.__getitem__, strings), np.int64, len(strings)))


def _bytes(term: str) -> bytes:
    return term.encode(*ENCODING)


def text_contents(ids: Array, docs: Array, positions: Array, words: WordTable) -> FieldContents:
    """ids, docs, positions (t,): the word, article and position of each occurrence."""
    times = np.bincount(ids, minlength=len(words.written))
    used = np.flatnonzero(times)
    local = np.zeros(len(words.written), np.int64)
    local[used] = np.arange(len(used))
    ids, times = local[ids], times[used]
    numbers = used.tolist()
    written = [words.written[at] for at in numbers]
    exact = [words.exact[at] for at in numbers]
    stem = _form([words.stems[at] for at in numbers])
    lower = _form(exact)
    capital = _form([f"{low}={form}" for low, form in zip(exact, written, strict=True)])
    is_capital = np.fromiter((low != form for low, form in zip(exact, written, strict=True)), bool, len(written))
    # Which run each exact term, and each term with capitals, stands in: its stem's, if it stands wherever the stem does.
    stems = len(stem.terms)
    lower_runs, lowers = _shared(lower, stem.ranks, times, np.arange(stems), stems)
    capital_runs, all_runs = _shared(capital, lower.ranks, times, lower_runs, lowers, is_capital)
    word_runs = [stem.ranks, lower_runs[lower.ranks], capital_runs[capital.ranks]]
    own = [np.ones(len(used), bool), word_runs[1] >= stems, is_capital & (word_runs[2] >= lowers)]
    places = placed(docs, positions)
    keys = []
    for which, owns in zip(word_runs, own, strict=True):
        raised = which.astype(np.uint64) << np.uint64(POSITION_BITS + DOC_BITS)
        if owns.all():
            keys.append(raised[ids] | places)
        else:
            chosen = owns[ids].nonzero()[0]
            keys.append(raised[ids[chosen]] | places[chosen])
    held = runs_of(np.concatenate(keys), all_runs)
    pairs = dict(zip(lower.terms, lower_runs.tolist(), strict=True))
    pairs |= {capital.terms[rank]: int(capital_runs[rank]) for rank in np.unique(capital.ranks[is_capital]).tolist()}
    folded = {f"{words.folded[at]}={words.exact[at]}": words.exact[at] for at in numbers if words.folded[at] != words.exact[at]}
    return FieldContents(
        held,
        {
            "stem": Terms(list(map(_bytes, stem.terms)), np.arange(len(stem.terms))),
            "exact": _sorted_terms(pairs),
            "folded": _sorted_terms({term: pairs[low] for term, low in folded.items()}),
        },
    )


def _sorted_terms(runs: dict[str, int]) -> Terms:
    encoded = sorted((_bytes(term), run) for term, run in runs.items())
    return Terms([term for term, _ in encoded], np.array([run for _, run in encoded], np.int64))


def _shared(form: _Form, wider: Array, times: Array, wider_runs: Array, taken: int, only: Array | None = None) -> tuple[Array, int]:
    """The run of each term of a form: that of the wider term which stands at just the same places, or a new one.

    wider        (w,) the wider term (its stem, say) of each word
    times        (w,) occurrences of each word
    wider_runs   (v,) the run of each wider term
    taken        runs there are already
    only         (w,) the words that have a term of this form at all

    Returns (terms,) runs, and how many runs there are now.
    """
    mine = np.bincount(form.ranks, weights=times, minlength=len(form.terms))
    theirs = np.bincount(wider, weights=times, minlength=len(wider_runs))
    some_wider = np.zeros(len(form.terms), np.int64)
    some_wider[form.ranks] = wider
    same = mine == theirs[some_wider]
    same[form.ranks[wider != some_wider[form.ranks]]] = False  # a word of this term has another wider one
    runs = np.where(same, wider_runs[some_wider], -1)
    new = ~same
    if only is not None:
        has = np.zeros(len(form.terms), bool)
        has[form.ranks[only]] = True
        new &= has
    more = int(new.sum())
    runs[new] = taken + np.arange(more)
    return runs, taken + more
