"""The same articles in Whoosh's own codec, their terms made the plain way: what our segments are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.filedb.filestore import RamStorage

from broadsheet_index.analysis import Placed, exact, gap_of, placed, stem
from broadsheet_index.article import Article
from broadsheet_index.fields import COLUMNS, FIELDS, Kind
from broadsheet_index.store.schema import exact_field, schema
from broadsheet_index.store.segment.build import field_terms


def terms_of(article: Article) -> dict[str, list[Placed]]:
    """The terms of each Whoosh field; schema.py says which."""
    terms: dict[str, list[Placed]] = {}
    for field in FIELDS:
        values = field.values(article)
        if not values or field.kind in COLUMNS:
            continue
        if field.kind is Kind.TEXT:
            words = placed(values, gap_of(field.name))
            terms[field.name] = [(at, stem(word, article.lang)) for at, word in words]
            terms[exact_field(field.name)] = list(_exact_terms(words))
        else:
            terms[field.name] = list(field_terms(field, values, article))
    return terms


def _exact_terms(words: Iterable[Placed]) -> Iterator[Placed]:
    for at, word in words:
        lower = exact(word)
        yield at, lower
        if word != lower:
            yield at, f"{lower}={word}"


def stock_index(articles: dict[str, Article], batches: int) -> Any:
    """A Whoosh index in memory, of several segments."""
    index = RamStorage().create_index(schema())
    keys = sorted(articles)
    for start in range(batches):
        writer = index.writer()
        for key in keys[start::batches]:
            record = {"key": key[1:]}
            writer.add_document(key=key, article=key[1:], record=record, **terms_of(articles[key]))
        writer.commit(merge=False)
    return index
