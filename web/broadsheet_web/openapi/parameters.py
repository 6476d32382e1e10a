"""The parameters, made from the tables by which they are read (../asked.py): what is documented is what is accepted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from broadsheet_index.article import FLAGS
from broadsheet_index.fields import FACETS
from broadsheet_search.engine import Request
from broadsheet_search.query.limits import LONGEST

from ..asked import CHOICES, LISTS, LONGEST_VALUE, MOST_VALUES, NUMBERS
from ..result import KEYS, WHOLE

Json = dict[str, Any]

DATE = r"^\d{4}(-\d\d(-\d\d)?)?$"
MEANINGS = {
    "q": "The query, in the query language; * or nothing: everything.",
    "from": "Published then or later: YYYY, YYYY-MM or YYYY-MM-DD.",
    "to": "Published then or earlier: YYYY, YYYY-MM or YYYY-MM-DD.",
    "match": "any: bare words are joined by OR, best match first.",
    "undated": "What becomes of articles without a date. By default include, with a range exclude.",
    "person": "People mentioned. Values of one name are joined by OR, different names by AND; a leading - excludes.",
    "author": "Who wrote it.",
    "source": "Who published it, by name or domain.",
    "lang": "The language, two letters.",
    "section": "The section of the paper.",
    "flag": "What is odd about the page.",
    "sort": "By default relevance, but newest when browsing or filtering only; undated articles last.",
    "page": "From 1. Pages reach the first 1,000 articles; a cursor goes beyond.",
    "page_size": "Results a page.",
    "cursor": "* to begin, then as next or prev gives it; instead of page, to any depth.",
    "facet": "Count the values of these among the hits, each under all filters but its own.",
    "facet_size": "Values a facet.",
    "collapse": "story: near-identical copies are one result.",
    "variants": "on: the spellings of a name are found together.",
    "snippets": "Fragments a result.",
    "snippet_length": "Characters a fragment, at most.",
    "fields": "Keys of a result that the answer should have, parted by commas.",
    "explain": "1: how the query was understood, with the articles each clause finds.",
    "lenient": "1: mend mistakes in the query with a warning, as the page does.",
}
DEFAULTS: Json = {
    "match": "all",
    "page": Request().page,
    "page_size": Request().page_size,
    "facet_size": Request().facet_size,
    "snippets": Request().snippets,
    "snippet_length": Request().snippet_length,
    "explain": "0",
    "lenient": "0",
    "collapse": "none",
    "variants": "on",
}
CLOSED = {"facet": FACETS, "flag": (*FLAGS, *(f"-{flag}" for flag in FLAGS))}


def parameter(name: str) -> Json:
    """A parameter of a question."""
    return query_parameter(name, _schema(name), MEANINGS[name])


def query_parameter(name: str, schema: Json, meaning: str) -> Json:
    made: Json = {"name": name, "in": "query", "description": meaning, "schema": schema}
    if schema.get("type") == "array":
        made |= {"style": "form", "explode": name not in ("fields", "include")}
    return made


def parameters(names: Iterable[str]) -> list[Json]:
    return [parameter(name) for name in names]


def listed(known: Iterable[str]) -> Json:
    """A comma-separated allow-list."""
    return {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1}


def _schema(name: str) -> Json:
    default = {"default": DEFAULTS[name]} if name in DEFAULTS else {}
    if name in CHOICES:
        return {"type": "string", "enum": list(CHOICES[name]), **default}
    if name in NUMBERS:
        least, most = NUMBERS[name]
        return {"type": "integer", "minimum": least, "maximum": most, **default}
    if name in LISTS:
        item: Json = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
        if name in CLOSED:
            item = {"type": "string", "enum": list(CLOSED[name])}
        return {"type": "array", "items": item, "maxItems": MOST_VALUES}
    if name in ("from", "to"):
        return {"type": "string", "pattern": DATE}
    if name == "fields":
        return listed((*KEYS, *WHOLE))
    return {"type": "string", "maxLength": LONGEST} if name == "q" else {"type": "string", "minLength": 1}
