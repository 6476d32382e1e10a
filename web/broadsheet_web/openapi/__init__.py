"""The whole API in one document, OpenAPI 3.1: served at /openapi.json, shown at /api/docs, and what tests hold every answer to."""

from __future__ import annotations

from functools import cache
from typing import Any

from broadsheet_index.fields import PEOPLE_FIELDS
from broadsheet_index.version import VERSION
from broadsheet_search.answering import MOST_PEOPLE
from broadsheet_search.answers import INTERVALS
from broadsheet_search.engine import LARGEST_PAGE
from broadsheet_search.export import CITE_MEDIA, FORMATS
from broadsheet_search.query.limits import LONGEST

from ..asked import KNOWN, LONGEST_VALUE, QUESTION
from ..result import KEYS, PARTS, WHOLE
from .parameters import listed, parameter, parameters, query_parameter
from .schemas import SCHEMAS, ref

Json = dict[str, Any]

JSON = "application/json"
MISTAKES = (400, 405, 413, 431)
TROUBLE = (500, 503)
SAID = {
    400: "a mistake in the query or in a parameter",
    401: "the archive is closed: send its token",
    404: "no such article",
    405: "this can only be read",
    413: "the body of the request is too large",
    431: "request line and headers are too large",
    500: "something went wrong here",
    503: "not just now: the index cannot be read, the search took too long, or too many run",
}
ID: Json = {"name": "id", "in": "path", "required": True, "description": "As a search gives it.",
            "schema": {"type": "string", "minLength": 1, "pattern": "^[^/]+$"}}  # fmt: skip


def choice(name: str, values: Any, default: str, meaning: str) -> Json:
    return query_parameter(name, {"type": "string", "enum": list(values), "default": default}, meaning)


def content(media: str, schema: Json | None = None) -> Json:
    return {media: {"schema": schema or {"type": "string"}}}


def operation(
    id: str, summary: str, asked: list[Json], answers: Json, *, errors: tuple[int, ...] = (), error_media: str = JSON, tagged: bool = True
) -> Json:
    """One GET. answers: the content of the 200; errors: beside those that any request can have."""
    statuses = sorted({*MISTAKES, *TROUBLE, 401, *errors})
    refused = ref("Error") if error_media == JSON else {"type": "string"}
    responses: Json = {"200": {"description": "the answer", "content": answers}}
    if tagged:
        responses["304"] = {"description": "what If-None-Match names is still the answer"}
    for status in statuses:
        responses[str(status)] = {"description": SAID[status], "content": content(error_media, refused)}
    retry = {"description": "seconds", "schema": {"type": "integer"}}
    responses["503"]["headers"] = {"Retry-After": retry}
    responses["405"]["headers"] = {"Allow": {"schema": {"type": "string"}}}
    return {"get": {"operationId": id, "summary": summary, "parameters": asked, "responses": responses}}


@cache
def document() -> Json:
    """The same each time; nobody changes it."""
    exported = {
        form.media: {"schema": {"type": "array", "items": ref("CslItem")} if name == "csl" else {"type": "string"}}
        for name, form in FORMATS.items()
    }
    cited = {
        media: {"schema": {"type": "array", "items": ref("CslItem")} if name == "csl" else {"type": "string"}}
        for name, media in CITE_MEDIA.items()
    }
    formats = "; ".join(f"{name}: {form.meaning}" for name, form in FORMATS.items())
    include = query_parameter("include", listed(PARTS), "Parts of the article, parted by commas.")
    article_fields = query_parameter("fields", listed(KEYS), "Keys of the answer, parted by commas.")
    typed = query_parameter("q", {"type": "string", "maxLength": LONGEST}, "What has been typed so far.")
    similar_size = query_parameter(
        "page_size", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 10}, "How many."
    )
    result_fields = query_parameter("fields", listed((*KEYS, *WHOLE)), "Keys of a result, parted by commas.")
    paths = {
        "/api/search": operation("search", "Find articles.", parameters(KNOWN), content(JSON, ref("Search"))),
        "/api/articles/{id}": operation(
            "article", "One article.", [ID, include, article_fields], content(JSON, ref("Article")), errors=(404,)
        ),
        "/api/articles/{id}/cite": operation(
            "cite", "One article as a reference.", [ID, choice("format", CITE_MEDIA, "plain", "The kind of reference.")], cited, errors=(404,)
        ),
        "/api/similar/{id}": operation(
            "similar",
            "Articles that share most of the words that are special to one, nearest first.",
            [ID, similar_size, result_fields],
            content(JSON, ref("Similar")),
            errors=(404,),
        ),
        "/api/timeline": operation(
            "timeline",
            "The articles found, by the time they were published; periods without any are left out. An article counts where its "
            "whole period lies in the bucket.",
            [choice("interval", INTERVALS, "month", "How long a period is; weeks begin on Monday."), *parameters(QUESTION)],
            content(JSON, ref("Timeline")),
        ),
        "/api/suggest": operation(
            "suggest", "What a query that is being typed could become: words and names of the articles, never of what was removed.",
            [typed], content(JSON, ref("Suggest")),
        ),
        "/api/people": operation(
            "people",
            "Whom the articles mention, each with every spelling and the number of articles; near misses too.",
            [
                query_parameter("q", {"type": "string", "maxLength": LONGEST_VALUE}, "A name, or the beginning of one; nothing: who is in most."),
                query_parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST_PEOPLE, "default": 20}, "How many."),
                choice("field", PEOPLE_FIELDS, "person", "author: who wrote them."),
            ],
            content(JSON, ref("People")),
        ),
        "/api/cite": operation(
            "citeSearch",
            "A search, so that others can ask it again and compare: counts, index generation, digest of the hits.",
            [choice("format", ("json", "plain"), "json", "plain: the text alone."), *parameters(QUESTION)],
            content(JSON, ref("Cited")) | content("text/plain"),
            tagged=False,
        ),
        "/api/export": operation(
            "export",
            "Every article found, streamed without a limit.",
            [choice("format", FORMATS, "jsonl", formats), *parameters((*QUESTION, "sort", "fields"))],
            exported,
            tagged=False,
        ),
        "/feed.atom": operation(
            "feed", "The newest articles found, as an Atom feed.", [*parameters(QUESTION), parameter("page_size")],
            content("application/atom+xml"), error_media="text/html",
        ),
        "/healthz": operation("health", "Does this process answer?", [], content(JSON, ref("Health")), tagged=False),
        "/readyz": operation("ready", "Can it be asked a question just now?", [], content(JSON, ref("Health")), tagged=False),
        "/metrics": operation("metrics", "For Prometheus.", [], content("text/plain"), tagged=False),
        "/opensearch.xml": operation(
            "opensearch", "By which a browser makes this archive one of its search engines.", [],
            content("application/opensearchdescription+xml"), error_media="text/html", tagged=False,
        ),
        "/openapi.json": operation("openapi", "This document.", [], content(JSON, {"type": "object"}), tagged=False),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Broadsheet",
            "version": VERSION,
            "description": "Search an archive of scraped news pages. Everything is read with GET; every error under /api/ is JSON.",
        },
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }
