"""The Flask application: it is handed an engine and puts the faces on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from . import archive, encoding, handed, hosts, metrics, profile, urls, wording
from .api import BLUEPRINTS
from .closed import Closed
from .comparing import comparing
from .crowd import Crowd
from .escaping import Escaping
from .failures import UntrustedHost, answered
from .headers import SecurityHeaders
from .journal import note_requests
from .limits import REFUSED, Limits
from .one import one
from .prefix import Prefix
from .views import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_search.engine import Engine

A_YEAR = 365 * 24 * 3600  # seconds; the address of a static file holds its digest


class Utf8Json(DefaultJSONProvider):
    """JSON with its letters as they are, its keys in the order of the documentation."""

    ensure_ascii = False
    sort_keys = False

    def dumps(self, obj: Any, **options: Any) -> str:
        # Half of a surrogate pair, out of a broken page, has no UTF-8: "?" rather than no answer at all.
        return super().dumps(obj, **options).encode("utf-8", "replace").decode("utf-8")


class Site(flask.Flask):
    jinja_options = {  # noqa: RUF012 (Flask's own name and kind)
        **flask.Flask.jinja_options,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    jinja_environment = Escaping
    json_provider_class = Utf8Json


def create_app(
    engine: Engine, *, trusted_hosts: Sequence[str] = hosts.LOOPBACK, base_url: str | None = None, token: str | None = None
) -> flask.Flask:
    """The application that answers from `engine`.

    trusted_hosts   names the server is asked by, without port (hosts.hosts_for makes them); that of `base_url` is one
    base_url        the public address, where it is not the one that requests come to
    token           answer only who sends it; None: everybody
    """
    trusted = (*trusted_hosts, *hosts.public(base_url))
    app = Site(__name__)
    app.extensions[handed.KEY] = Crowd(engine)
    app.config.update(BASE_URL=base_url, SEND_FILE_MAX_AGE_DEFAULT=A_YEAR, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.url_map.merge_slashes = False  # it would redirect to an address made from the one asked for
    for blueprint in (pages, one, comparing, *BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, answered)
    app.context_processor(archive.shown)
    app.add_template_filter(wording.count, "count")
    app.add_template_filter(wording.number, "number")
    app.add_template_filter(wording.day, "day")
    app.add_template_filter(wording.moment, "moment")
    app.add_template_filter(wording.names, "names")
    app.add_template_filter(wording.language, "language")
    app.add_template_filter(profile.slug_of, "slug")
    app.add_template_test(urls.is_web_address, "web_address")
    app.add_template_test(wording.is_language_code, "language_code")
    app.add_template_global(urls.address, "address")
    app.add_template_global(urls.whole, "whole")

    note_requests(app)
    metrics.watch(app)

    @app.before_request
    def refuse() -> None:
        """What is not even looked at: a foreign Host header, a request past its limits, bytes that are no text."""
        host = flask.request.environ.get("HTTP_HOST", "")
        if not hosts.is_trusted(host, trusted):
            raise UntrustedHost(host)
        refusal = flask.request.environ.get(REFUSED)
        if refusal is not None:
            raise refusal
        encoding.check(flask.request.environ.get("QUERY_STRING", ""))

    @app.after_request
    def keep_fresh(response: flask.Response) -> flask.Response:
        """What is made from the index is asked for anew each time; it may have changed."""
        if flask.request.endpoint != "static":
            response.cache_control.no_cache = True
        return response

    inner = Closed(app.wsgi_app, token) if token else app.wsgi_app
    app.wsgi_app = SecurityHeaders(Limits(Prefix(inner, base_url)))  # type: ignore[method-assign]
    logging.getLogger("broadsheet.web").addHandler(logging.NullHandler())
    return app
