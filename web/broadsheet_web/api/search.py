"""Questions: hits, their timeline, completions, how to cite a search."""

from __future__ import annotations

from typing import Any, cast

import flask

from broadsheet_search import cite
from broadsheet_search.answers import INTERVALS, Interval
from broadsheet_search.engine import Answer

from .. import conditional, urls
from ..answer_json import answer_json, generation_json, warnings_json
from ..asked import QUESTION, Asked
from ..handed import engine
from ..paging import is_within_reach
from .own import chosen, once

Json = dict[str, Any]

search = flask.Blueprint("api", __name__)

SUGGESTED = 10
CITED_AS = ("json", "plain")


@search.get("/api/search")
def hits() -> flask.Response:
    asked = Asked.from_args(flask.request.args, page=False)

    def made() -> Json:
        answer = engine().answer(asked.request)
        return answer_json(answer, asked.request, fields=asked.fields, next=_next(asked, answer), prev=_prev(asked, answer))

    return conditional.answered(conditional.asked_key(asked), made)


@search.get("/api/timeline")
def timeline() -> flask.Response:
    text, rest = chosen(flask.request.args, "interval", INTERVALS, "month")
    interval = cast("Interval", text)
    asked = Asked.from_args(rest, page=False, known=QUESTION)

    def made() -> Json:
        found = engine().timeline(asked.request, interval)
        return {
            "status": "ok",
            "query": {
                "q": asked.request.q,
                "canonical": found.canonical,
                "read_back": found.read_back,
                "warnings": warnings_json(found.warnings),
            },
            "interval": interval,
            "total": found.total,
            "buckets": [{"start": bucket.start, "count": bucket.count} for bucket in found.buckets],
            "undated": found.undated,
            "imprecise": found.imprecise,
            "index": generation_json(found.generation),
        }

    return conditional.answered((*conditional.asked_key(asked), ("interval", interval)), made)


@search.get("/api/suggest")
def suggest() -> flask.Response:
    q = once(flask.request.args, ("q",)).get("q", "")

    def made() -> Json:
        found = engine().suggest(q, SUGGESTED)
        return {"status": "ok", "q": q, "suggestions": [{"q": one.q, "kind": one.kind, "total": one.total} for one in found]}

    return conditional.answered((("q", q),), made)


@search.get("/api/cite")
def cited() -> flask.Response | Json:
    """A search as it would stand in a footnote; the digest reads every hit, so it has the places of exports."""
    form, rest = chosen(flask.request.args, "format", CITED_AS, "json")
    asked = Asked.from_args(rest, page=False, known=QUESTION)
    url = urls.whole(urls.address("pages.search", asked.given))
    with engine().walk(asked.request) as walked:
        told = cite.search(asked.request.q, walked, url)
    if form == "plain":
        return flask.Response(told.text, mimetype="text/plain")
    return {
        "status": "ok",
        "text": told.text.strip(),
        "query": {"q": told.q, "canonical": walked.canonical, "read_back": walked.read_back},
        "url": url,
        "asked": told.asked,
        "total": walked.total,
        "undated_excluded": walked.undated_excluded,
        "digest": told.digest,
        "index": generation_json(walked.generation),
    }


def _next(asked: Asked, answer: Answer) -> str | None:
    """The whole address of the next page; where pages end, a cursor goes on."""
    if asked.request.cursor is None:
        page = _page(asked, answer, answer.page + 1)
        if page or not answer.cursor:
            return page
    return _whole(asked, ("cursor", answer.cursor)) if answer.cursor else None


def _prev(asked: Asked, answer: Answer) -> str | None:
    """The whole address of the page before; where a cursor led here, one leads back."""
    if asked.request.cursor is None:
        return _page(asked, answer, min(answer.page - 1, answer.pages))
    return _whole(asked, ("cursor", answer.cursor_back)) if answer.cursor_back else None


def _page(asked: Asked, answer: Answer, number: int) -> str | None:
    """The whole address of another page; None where there is none, or it lies too deep."""
    there = 1 <= number <= answer.pages and is_within_reach(number, answer.page_size)
    return _whole(asked, ("page", str(number))) if there else None


def _whole(asked: Asked, at: tuple[str, str]) -> str:
    return urls.whole(urls.address("api.hits", (*urls.without(asked.given, "page", "cursor"), at)))
