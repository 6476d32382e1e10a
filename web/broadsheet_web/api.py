"""The JSON API: QUERY.md, section 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask

from broadsheet_search.engine import Answer, Hit
from broadsheet_search.errors import BadParameter

from . import urls
from .answer_json import answer_json, generation_json
from .asked import Asked, listed
from .handed import engine
from .paging import is_within_reach
from .result import KEYS, PARTS, parts, result

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

api = flask.Blueprint("api", __name__)


@api.get("/api/search")
def search() -> Json:
    asked = Asked.from_args(flask.request.args, page=False)
    answer = engine().answer(asked.request)
    return answer_json(
        answer,
        asked.request,
        fields=asked.fields,
        next=_page(asked, answer, answer.page + 1),
        prev=_page(asked, answer, min(answer.page - 1, answer.pages)),
    )


@api.get("/api/articles/<id>")
def article(id: str) -> Json:
    asked = _once(list(flask.request.args.lists()), ("include", "fields"))
    include = listed("include", asked["include"], PARTS) if "include" in asked else ()
    fields = listed("fields", asked["fields"], KEYS) if "fields" in asked else KEYS
    found = engine().article(id)
    return result(Hit(id, found), fields) | parts(found, include)


@api.get("/healthz")
def health() -> Json:
    """Does this process answer, and is there an index behind it? EngineDown makes it a 503."""
    return {"status": "ok", "index": generation_json(engine().generation())}


def _page(asked: Asked, answer: Answer, number: int) -> str | None:
    """The whole address of another page; None where there is none, or it lies too deep."""
    if not (1 <= number <= answer.pages and is_within_reach(number, answer.page_size)):
        return None
    return urls.whole(urls.address("api.search", (*urls.without(asked.given, "page"), ("page", str(number)))))


def _once(given: Sequence[tuple[str, list[str]]], known: tuple[str, ...]) -> dict[str, str]:
    """Parameters that can be given once; any other is refused."""
    for name, texts in given:
        if name not in known:
            raise BadParameter(name, f'There is no parameter "{name}" here.', "Parameters: " + ", ".join(known) + ".")
        if len(texts) > 1:
            raise BadParameter(name, f"{name} is given {len(texts)} times; it can be given once.")
    return {name: texts[0] for name, texts in given}
