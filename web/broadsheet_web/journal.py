"""The log, on standard error: what a request number stands for; as lines of JSON also one a request. Never what was asked.

A request is told by its route (`/person/<name>`), not by its address: queries, names and ids of articles stay out.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import time

import flask

access = logging.getLogger("broadsheet.access")


class JsonLines(logging.Formatter):
    """{"time", "level", "logger", "message"} and what a record carries as `told`."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        return json.dumps(line | getattr(record, "told", {}), ensure_ascii=False)


def begin(*, as_json: bool) -> None:
    """Plain lines of what goes wrong; or lines of JSON, of each request too."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler])
    access.setLevel(logging.INFO if as_json else logging.WARNING)


def note_requests(app: flask.Flask) -> None:
    """Write a line of each request to the log `broadsheet.access`."""

    @app.before_request
    def clock() -> None:
        flask.g.began = time.perf_counter()

    @app.after_request
    def note(response: flask.Response) -> flask.Response:
        if not access.isEnabledFor(logging.INFO):
            return response
        request = flask.request
        told = {
            "method": request.method,
            "route": str(request.url_rule) if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - flask.g.get("began", time.perf_counter())) * 1000, 1),
            "bytes": response.calculate_content_length(),
            "request_id": response.headers.get("X-Request-Id"),
        }
        access.info("%s %s %s", told["method"], told["route"], told["status"], extra={"told": told})
        return response
