"""One article: itself, as a reference, and those that are like it."""

from __future__ import annotations

from typing import Any

import flask

from broadsheet_search import cite
from broadsheet_search.engine import LARGEST_PAGE, Hit
from broadsheet_search.export import CITE_MEDIA

from .. import conditional, urls
from ..answer_json import generation_json
from ..asked import listed, whole_number
from ..handed import engine
from ..result import KEYS, PARTS, WHOLE, parts, result
from .own import chosen, once

Json = dict[str, Any]

articles = flask.Blueprint("api_articles", __name__)

SIMILAR = 10


@articles.get("/api/articles/<id>")
def article(id: str) -> flask.Response:
    asked = once(flask.request.args, ("include", "fields"))
    include = listed("include", asked["include"], PARTS) if "include" in asked else ()
    fields = listed("fields", asked["fields"], KEYS) if "fields" in asked else KEYS

    def made() -> Json:
        found = engine().article(id)
        versions = engine().versions(id) if "versions" in include else ()
        return result(Hit(id, found, cluster=engine().cluster(id)), fields) | parts(found, include, versions)

    return conditional.answered(tuple(sorted(asked.items())), made)


@articles.get("/api/articles/<id>/cite")
def cited(id: str) -> flask.Response:
    form, rest = chosen(flask.request.args, "format", CITE_MEDIA, "plain")
    once(rest, ())

    def made() -> flask.Response:
        return text(cite.CITED[form](Hit(id, engine().article(id)), link_to(id)), CITE_MEDIA[form])

    return conditional.answered((("format", form),), made)


@articles.get("/api/similar/<id>")
def similar(id: str) -> flask.Response:
    asked = once(flask.request.args, ("page_size", "fields"))
    number = whole_number("page_size", asked["page_size"], 1, LARGEST_PAGE) if "page_size" in asked else SIMILAR
    fields = listed("fields", asked["fields"], (*KEYS, *WHOLE)) if "fields" in asked else None

    def made() -> Json:
        found = engine().similar(id, number)
        return {
            "status": "ok",
            "id": id,
            "words": list(found.words),
            "index": generation_json(found.generation),
            "results": [result(hit, fields) for hit in found.hits],
        }

    return conditional.answered(tuple(sorted(asked.items())), made)


def link_to(id: str) -> str:
    """The whole address of an article's page."""
    return urls.whole(urls.address("one.article", id=id))


def text(written: str, media: str) -> flask.Response:
    """A text that is no JSON, in UTF-8; half a surrogate pair, out of a broken page, becomes "?"."""
    return flask.Response(written.encode("utf-8", "replace"), content_type=f"{media}; charset=utf-8")
