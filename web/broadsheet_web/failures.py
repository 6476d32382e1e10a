"""The one place where errors become statuses: JSON under /api/, a page in the usual frame everywhere else."""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from broadsheet_index.errors import BroadsheetError
from broadsheet_search.errors import BadParameter, BadQuery, EngineDown, NoSuchArticle, TooSlow

if TYPE_CHECKING:
    from collections.abc import Sequence

from .answer_json import position_json
from .crowd import Overloaded

log = logging.getLogger("broadsheet.web")

RETRY_AFTER = 5  # seconds: an index that is being swapped or a burst of searches is over by then
ALWAYS_JSON = ("/api", "/healthz", "/readyz", "/metrics", "/openapi.json")


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is answered; the names are those of the JSON."""

    status: int
    code: str
    message: str
    param: str | None = None
    position: tuple[int, int] | None = None
    hint: str | None = None
    retry_after: int | None = None
    allow: Sequence[str] = ()


CODES = {
    400: "invalid_parameter",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    429: "rate_limited",
    431: "request_too_large",
}
HEADINGS = {
    400: "This could not be read",
    404: "There is nothing here",
    405: "This page can only be read",
    413: "That was too large",
    429: "Too much at once",
    431: "That was too large",
    500: "Something went wrong",
    503: "Not just now",
}


class UntrustedHost(BadParameter):
    def __init__(self, host: str) -> None:
        super().__init__(
            "Host",
            f'This server is not known as "{host[:100]}".',
            "Start it with --base-url and the address it has here.",
        )


def failure_of(error: Exception) -> Failure:
    """What an error is to the one who asked. Whatever is not known here is an internal error that says nothing."""
    match error:
        case BadQuery():
            return Failure(400, error.code, error.message, "q", error.position, error.hint)
        case BadParameter():
            return Failure(400, error.code, error.message, error.param, None, error.hint)
        case NoSuchArticle():
            return Failure(404, "not_found", str(error))
        case TooSlow():
            return Failure(503, "search_timeout", str(error), "q", retry_after=RETRY_AFTER)
        case Overloaded():
            return Failure(503, "overloaded", str(error), retry_after=RETRY_AFTER)
        case EngineDown() | BroadsheetError():
            # Its own words name folders and hosts of this machine; they are in the log.
            return Failure(503, "index_unavailable", "The index cannot be read just now.", retry_after=RETRY_AFTER)
        case HTTPException():
            return _http_failure(error)
    return Failure(500, "internal_error", "Something went wrong here. It has been logged under the number given.")


def _http_failure(error: HTTPException) -> Failure:
    status = error.code or 500
    if status == 404:
        return Failure(404, "not_found", "There is nothing at this address.")
    if isinstance(error, MethodNotAllowed):
        allowed = sorted(error.valid_methods or ())
        return Failure(405, "method_not_allowed", f"Only {' and '.join(allowed)} here.", allow=allowed)
    code = CODES.get(status, "internal_error" if status >= 500 else "invalid_parameter")
    return Failure(status, code, error.description or error.name)


def answered(error: Exception) -> flask.Response:
    """The answer to a request that failed."""
    if isinstance(error, HTTPException) and error.response is not None:
        return flask.make_response(error.response)
    failure = failure_of(error)
    request_id = secrets.token_hex(8)
    if failure.status >= 500:
        _logged(error, failure, request_id)
    response = flask.make_response(_body(failure, request_id), failure.status)
    response.headers["X-Request-Id"] = request_id
    if failure.retry_after is not None:
        response.headers["Retry-After"] = str(failure.retry_after)
    if failure.allow:
        response.headers["Allow"] = ", ".join(failure.allow)
    return response


def is_answered_in_json(path: str) -> bool:
    return any(path == root or path.startswith(root + "/") for root in ALWAYS_JSON)


def _body(failure: Failure, request_id: str) -> str | flask.Response:
    if is_answered_in_json(flask.request.path):
        return flask.jsonify(
            status="error",
            code=failure.code,
            message=failure.message,
            param=failure.param,
            position=position_json(failure.position),
            hint=failure.hint,
            request_id=request_id,
        )
    heading = HEADINGS.get(failure.status, "This could not be answered")
    return flask.render_template("error.html", failure=failure, heading=heading, request_id=request_id)


def _logged(error: Exception, failure: Failure, request_id: str) -> None:
    """The place of the error, never the query: it may stand in the address and in the words of an unforeseen error."""
    method, path = flask.request.method, flask.request.path
    if failure.status == 500:
        trace = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s: %s %s failed with %s\n%s", request_id, method, path, type(error).__qualname__, trace)
        log.debug("%s: in full", request_id, exc_info=error)
    elif isinstance(error, TooSlow | Overloaded):
        log.warning("%s: %s %s: %s", request_id, method, path, failure.code)
    else:
        log.error("%s: %s %s: %s", request_id, method, path, error)
