"""The shapes of answers, as JSON Schema. Keys of a result may be left out by `fields` alone; all others are always there."""

from __future__ import annotations

from typing import Any, get_args

from broadsheet_index.article import FLAGS, Origin, Precision, TitleOrigin
from broadsheet_search.answers import INTERVALS

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer", "minimum": 0}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def several(item: Json) -> Json:
    return {"type": "array", "items": item}


def or_null(schema: Json) -> Json:
    if "type" in schema and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def whole(properties: Json, *, required: bool = True, **more: Any) -> Json:
    """An object with these keys and no others."""
    held = {"required": list(properties)} if required else {}
    return {"type": "object", "properties": properties, **held, "additionalProperties": False, **more}


def one_of(values: Any) -> Json:
    return {"type": "string", "enum": list(values)}


SPAN: Json = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
STATUS_OK: Json = {"const": "ok"}

SOURCE = whole({"name": or_null(TEXT), "domain": or_null(TEXT)})
PUBLISHED = whole(
    {
        "value": or_null({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}),
        "precision": one_of(get_args(Precision)),
        "origin": or_null(one_of(get_args(Origin))),
        "raw": or_null(TEXT),
    }
)
COUNT: Json = {  # spellings: of people alone
    "type": "object", "properties": {"value": TEXT, "count": NUMBER, "spellings": several(TEXT)}, "required": ["value", "count"],
    "additionalProperties": False,
}  # fmt: skip
FACTS: Json = {
    "id": TEXT,
    "url": or_null(TEXT),
    "path": TEXT,
    "source": SOURCE,
    "title": TEXT,
    "title_origin": one_of(get_args(TitleOrigin)),
    "subtitle": or_null(TEXT),
    "authors": several(TEXT),
    "agency": or_null(TEXT),
    "place": or_null(TEXT),
    "section": or_null(TEXT),
    "lang": or_null(TEXT),
    "published": ref("Published"),
    "modified": or_null(TEXT),
    "fetched": or_null(TEXT),
    "people": several(whole({"name": TEXT, "mentions": NUMBER})),
    "snippets": several(whole({"field": TEXT, "text": TEXT, "marks": several(SPAN)})),
    "score": or_null({"type": "number"}),
    "cluster": whole({"id": or_null(TEXT), "size": {"type": "integer", "minimum": 1}}),
    "corrections": several(TEXT),
    "flags": several(one_of(FLAGS)),
    "extraction": whole({"kept_chars": NUMBER, "removed_chars": NUMBER, "removed_blocks": NUMBER}),
}
VERSION = whole(
    {
        "fetched": or_null(TEXT),
        "digest": TEXT | {"description": "SHA-256 of the page's bytes"},
        "path": TEXT,
        "url": or_null(TEXT),
        "title": TEXT,
        "published": ref("Published"),
        "modified": or_null(TEXT),
        "searched": {"type": "boolean", "description": "the capture that is searched"},
    }
)
PARTS: Json = {
    "body": several(TEXT),
    "removed": several(whole({"text": TEXT, "rule": TEXT, "position": {"type": "integer"}})),
    "captions": several(TEXT),
    "versions": several(ref("Version")),
}
WARNING = whole({"code": TEXT, "message": TEXT, "position": or_null(SPAN)})
COUNTED = whole({"text": TEXT, "total": NUMBER})
ASKED = whole({"q": TEXT, "total": NUMBER})
GENERATION = whole({"generation": NUMBER, "articles": NUMBER, "updated": or_null(TEXT)})
QUERY: Json = {
    "q": TEXT,
    "canonical": TEXT,
    "read_back": TEXT,
    "warnings": several(ref("Warning")),
}
SEARCH = whole(
    {
        "status": STATUS_OK,
        "query": whole(
            QUERY
            | {
                "variants": several(whole({"field": TEXT, "asked": TEXT, "taken": several(TEXT)})),
                "suggestion": or_null(ref("Asked")),
                # What is told of a query's clauses may grow.
                "explain": or_null({"type": "object", "properties": {"canonical": TEXT, "clauses": {"type": "array"}}}),
            }
        ),
        "no_hits": {
            "anyOf": [
                whole({"clauses": several(ref("Counted")), "without": several(ref("Asked")), "removed": NUMBER, "captions": NUMBER}),
                {"type": "null"},
            ]
        },
        "total": NUMBER,
        "stories": NUMBER,
        "undated_excluded": NUMBER,
        "page": or_null(NUMBER) | {"description": "null with a cursor"},
        "page_size": NUMBER,
        "pages": NUMBER,
        "next": or_null(TEXT),
        "prev": or_null(TEXT),
        "took_ms": NUMBER,
        "index": ref("Generation"),
        "facets": {"type": "object", "additionalProperties": several(COUNT)},
        "results": several(ref("Result")),
    }
)
TIMELINE = whole(
    {
        "status": STATUS_OK,
        "query": whole(QUERY),
        "interval": one_of(INTERVALS),
        "total": NUMBER,
        "buckets": several(whole({"start": {"type": "string", "format": "date"}, "count": {"type": "integer", "minimum": 1}})),
        "undated": NUMBER,
        "imprecise": NUMBER | {"description": "found, with a date that is known less exactly than the interval"},
        "index": ref("Generation"),
    }
)
SIMILAR = whole({"status": STATUS_OK, "id": TEXT, "words": several(TEXT), "index": ref("Generation"), "results": several(ref("Result"))})
PEOPLE = whole({"people": several(whole({"name": TEXT, "spellings": several(TEXT), "articles": NUMBER}))})
SUGGEST = whole(
    {
        "status": STATUS_OK,
        "q": TEXT,
        "suggestions": several(whole({"q": TEXT, "kind": one_of(("word", "person", "spelling")), "total": NUMBER})),
    }
)
CITED = whole(
    {
        "status": STATUS_OK,
        "text": TEXT,
        "query": whole({"q": TEXT, "canonical": TEXT, "read_back": TEXT}),
        "url": TEXT,
        "asked": {"type": "string", "format": "date-time"},
        "total": NUMBER,
        "undated_excluded": NUMBER,
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "index": ref("Generation"),
    }
)
HEALTH = whole({"status": STATUS_OK, "index": ref("Generation")})
ERROR_CODES = (
    *("invalid_query", "invalid_date", "unknown_field", "invalid_parameter", "query_too_long", "query_too_complex"),
    *("unauthorized", "not_found", "method_not_allowed", "body_too_large", "request_too_large", "rate_limited", "internal_error"),
    *("index_unavailable", "search_timeout", "overloaded"),
)
ERROR = whole(
    {
        "status": {"const": "error"},
        "code": one_of(ERROR_CODES),
        "message": TEXT,
        "param": or_null(TEXT),
        "position": or_null(SPAN),
        "hint": or_null(TEXT),
        "request_id": TEXT,
    }
)
CSL_ITEM: Json = {
    "type": "object",
    "required": ["id", "type", "title"],
    "properties": {"id": TEXT, "type": {"const": "article-newspaper"}, "title": TEXT},
}

SCHEMAS: Json = {
    "Result": whole(FACTS | {"body": several(TEXT)}, required=False),
    "Article": whole(FACTS | PARTS, required=False),
    "Version": VERSION,
    "Published": PUBLISHED,
    "Warning": WARNING,
    "Counted": COUNTED,
    "Asked": ASKED,
    "Generation": GENERATION,
    "Search": SEARCH,
    "Timeline": TIMELINE,
    "Similar": SIMILAR,
    "People": PEOPLE,
    "Suggest": SUGGEST,
    "Cited": CITED,
    "Health": HEALTH,
    "Error": ERROR,
    "CslItem": CSL_ITEM,
}
