"""The API's own documentation, made from its document."""

from __future__ import annotations

from typing import Any

import flask

from .. import conditional
from ..openapi import document
from .own import once

Json = dict[str, Any]

docs = flask.Blueprint("api_docs", __name__)


@docs.get("/openapi.json")
def openapi() -> Json:
    once(flask.request.args, ())
    return document()


@docs.get("/api/docs")
def shown() -> flask.Response:
    once(flask.request.args, ())
    return conditional.answered((), lambda: flask.render_template("api.html", routes=list(document()["paths"].items())))
