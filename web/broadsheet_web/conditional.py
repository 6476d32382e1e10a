"""Answers that the caller has already: an ETag of the index generation and the canonical request, 304 where it is told again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import flask

from broadsheet_index.version import VERSION
from broadsheet_search.query import read

from .handed import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet_search.engine import Generation

    from .asked import Asked
    from .urls import Params


def answered(key: Params, make: Callable[[], flask.typing.ResponseReturnValue]) -> flask.Response:
    """What `make` answers, with its ETag; nothing of it where the caller holds the same.

    key   what was asked in canonical form
    """
    before = engine().generation()
    tag = _tag(before, key)
    if flask.request.if_none_match.contains_weak(tag):
        response = flask.make_response("", 304)
    else:
        response = flask.make_response(make())
        if engine().generation() != before:
            return response  # which of the two generations answered is not known
    response.set_etag(tag, weak=True)  # weak: how long it took is another each time
    return response


def asked_key(asked: Asked) -> Params:
    """The parameters of a question, its query as it is understood: `last:7d` is another tomorrow."""
    request = asked.request
    canonical = read(request.q, lenient=request.lenient, match_any=request.match == "any").canonical
    return (("canonical", canonical), *asked.given)


def _tag(generation: Generation, key: Params) -> str:
    base = flask.current_app.config["BASE_URL"] or flask.request.host_url
    parts = (VERSION, generation.number, generation.updated, base, flask.request.path, key)
    return f"{generation.number}-{hashlib.sha256(repr(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
