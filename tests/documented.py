"""A test client that holds every answer to the API's document: status, media type and shape."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from broadsheet_web.openapi import document


class DocumentedClient(FlaskClient):
    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        assert response.request
        check(response, response.request.method, response.request.path)
        return response


def check(response: TestResponse, method: str, path: str) -> None:
    """Fails where an answer is not as documented; what is no route of the document may be anything."""
    route = route_of(path)
    if route is None or method not in ("GET", "HEAD"):
        return
    responses = document()["paths"][route]["get"]["responses"]
    status = str(response.status_code)
    assert status in responses, f"{route} answers {status}, which is not documented"
    if method == "HEAD" or status == "304":
        return
    content = responses[status]["content"]
    assert response.mimetype in content, f"{route} answers {status} as {response.mimetype}"
    if response.mimetype.endswith("json") and response.mimetype != "application/x-ndjson":
        validator(route, status, response.mimetype).validate(json.loads(response.data))


@cache
def validator(route: str, status: str, media: str) -> jsonschema.Draft202012Validator:
    schema = document()["paths"][route]["get"]["responses"][status]["content"][media]["schema"]
    return jsonschema.Draft202012Validator({"components": document()["components"], **schema})


@cache
def route_of(path: str) -> str | None:
    for route in document()["paths"]:
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route)), path):
            return str(route)
    return None
