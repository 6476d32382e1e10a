"""Articles to a segment: occurrences are gathered as numbers and sorted once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

from ...address import address_key
from ...analysis import VALUE_GAP, domain_terms, fold, gap_of, tokens
from ...article import Article
from ...fields import COLUMNS, FACETS, FIELDS, TEXT_FIELDS, Field, Kind, facet_values
from ...repeated import Lines, lines_of
from ..periods import period_ordinals
from ..stored import article_facts, people_facts, plain
from .build_text import TextField
from .contents import PLACELESS, Contents, FieldContents, Terms
from .facets import facet_of
from .prints import Prints
from .runs import MOST_POSITIONS, offsets, sorted_runs
from .texts import ENCODING
from .words import WordTable

TOGETHER = 1 << 17  # characters that are read together: what is made of them meanwhile stays in the processor's cache


class SegmentBuilder:
    """Takes articles and records, gives one segment. Texts are read many together."""

    def __init__(self, words: WordTable) -> None:
        self._words = words
        self._ids: list[bytes] = []
        self._keys: list[bytes] = []
        self._days: list[tuple[int, int]] = []
        self._langs: list[str] = []
        self._prints = Prints(words)
        self._lines: list[tuple[bytes, int]] = []
        self._facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACETS}
        self._records: list[bytes] = []
        self._kept: list[tuple[bytes, bytes | None, bytes]] = []
        self._text: dict[str, TextField] = {field.name: TextField(gap_of(field.name)) for field in TEXT_FIELDS}
        self._terms: dict[str, _TermField] = {
            field.name: _TermField() for field in FIELDS if field.kind is not Kind.TEXT and field.kind not in COLUMNS
        }
        self._unread: list[tuple[Article, Article]] = []  # the last ones, whose texts are not read yet: as extracted, as searched
        self._unread_chars = 0

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
            if field.name in self._terms:
                values = field.values(article)
                if values:
                    self._terms[field.name].add(number, field_terms(field, values, article))
        self._unread.append((extracted, article))
        self._unread_chars += article.kept_chars + article.removed_chars
        if self._unread_chars > TOGETHER:
            self._read()

    def _read(self) -> None:
        first = len(self._ids) - len(self._unread)
        bodies = None
        for field in TEXT_FIELDS:
            values = [field.values(article) for _, article in self._unread]
            having = [at for at, value in enumerate(values) if value]
            if having:
                langs = [self._unread[at][1].lang for at in having]
                numbers = [first + at for at in having]
                pieces = self._text[field.name].add(numbers, [values[at] for at in having], langs, self._words)
                if field.name == "body":
                    bodies = np.array(having, np.int64), pieces
        self._prints.add(self._unread, bodies)
        self._unread, self._unread_chars = [], 0

    def build(self) -> Contents:
        if self._unread:
            self._read()
        number = len(self._ids)
        kept = range(number, number + len(self._kept))
        keys = [*self._keys, *(key for key, _, _ in self._kept)]
        articles = [*zip(self._ids, range(number), strict=True)]
        articles += [(article, at) for at, (_, article, _) in zip(kept, self._kept, strict=True) if article is not None]
        fields = {name: held.contents(self._words) for name, held in self._text.items() if not held.is_empty}
        for name, terms in self._terms.items():
            if terms.terms:
                fields[name] = term_contents(terms.terms, terms.docs, None if name in PLACELESS else terms.positions)
        for name, pairs in (("key", [*zip(keys, range(len(keys)), strict=True)]), ("article", articles), ("line", self._lines)):
            if pairs:
                fields[name] = term_contents([term for term, _ in pairs], [at for _, at in pairs], None)
        lang_names = sorted(set(self._langs))
        lang_place = {name: at for at, name in enumerate(lang_names)}
        records = [*self._records, *(record for _, _, record in self._kept)]
        days = np.array(self._days, np.int32).reshape(-1, 2)
        slots, shingles = self._prints.arrays()
        return Contents(
            ids=np.array(self._ids, "S") if self._ids else np.zeros(0, "S1"),
            first=days[:, 0],
            last=days[:, 1],
            langs=np.array([lang_place[name] for name in self._langs], np.uint16),
            lang_names=lang_names,
            slots=slots,
            shingles=shingles,
            facets={name: facet_of(lists) for name, lists in self._facets.items()},
            fields=fields,
            texts={name: held.texts.build(number) for name, held in self._text.items() if not held.is_empty},
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
