"""Every hit of a search, streamed, and the newest as a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import flask

from broadsheet_search.engine import Hit
from broadsheet_search.export import FORMATS

from .. import conditional, feed, urls
from ..asked import QUESTION, Asked
from ..handed import engine
from ..result import EXPORTED, result
from .articles import link_to
from .own import chosen

export = flask.Blueprint("api_export", __name__)

PIECE = 32 * 1024  # characters that are sent at once
NAME = re.compile(r"[^0-9A-Za-z]+")


@export.get("/api/export")
def everything() -> flask.Response:
    form, rest = chosen(flask.request.args, "format", FORMATS, "jsonl")
    asked = Asked.from_args(rest, page=False, known=(*QUESTION, "sort", "collapse", "fields"))
    chosen_format = FORMATS[form]
    fields = asked.fields or EXPORTED
    with ExitStack() as stack:
        walked = stack.enter_context(engine().walk(asked.request))  # a mistake is told before anything is sent
        written = chosen_format.write(walked.hits, lambda hit: _record(hit, fields), _links())
        response = flask.Response(_pieces(written), content_type=f"{chosen_format.media}; charset=utf-8")
        response.call_on_close(stack.pop_all().close)
    name = "-".join(filter(None, ("broadsheet", NAME.sub("-", asked.q)[:40].strip("-").lower())))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{chosen_format.ending}"'
    response.headers["X-Total-Count"] = str(walked.total)
    return response


@export.get("/feed.atom")
def atom() -> flask.Response:
    """The newest articles of a search."""
    asked = Asked.from_args(flask.request.args, page=False, known=(*QUESTION, "page_size"))
    request = replace(asked.request, sort="newest", lenient=True)
    this = urls.whole(urls.address("api_export.atom", asked.given))
    page = urls.whole(urls.address("pages.search", urls.without(asked.given, "page_size")))

    def made() -> flask.Response:
        return flask.Response(feed.atom(engine().answer(request), asked.q, this, page, link_to), mimetype=feed.MEDIA)

    return conditional.answered(conditional.asked_key(replace(asked, request=request)), made)


def _record(hit: Hit, fields: tuple[str, ...]) -> dict[str, Any]:
    return result(hit, fields)


def _links() -> Any:
    """Links as this request makes them; its context is gone while the answer is sent."""
    path = urls.each("one.article")
    site = urls.whole("")
    return lambda id: site + path(id)


def _pieces(written: Iterable[str]) -> Iterator[bytes]:
    """The same text in fewer pieces: each costs a system call or two."""
    held: list[str] = []
    size = 0
    for text in written:
        held.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    yield "".join(held).encode("utf-8", "replace")
