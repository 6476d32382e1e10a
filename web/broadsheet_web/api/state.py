"""How the server is, what it can be asked, and how a browser may ask it."""

from __future__ import annotations

from typing import Any, cast
from xml.etree import ElementTree

import flask

from broadsheet_search.engine import Request

from .. import urls
from ..answer_json import generation_json
from ..handed import engine
from ..metrics import MEDIA, Metrics
from .own import once

Json = dict[str, Any]

state = flask.Blueprint("api_state", __name__)

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
DESCRIPTION = "application/opensearchdescription+xml"


@state.get("/healthz")
def health() -> Json:
    """Does this process answer, and is there an index behind it? EngineDown makes it a 503."""
    once(flask.request.args, ())
    return {"status": "ok", "index": generation_json(engine().generation())}


@state.get("/readyz")
def ready() -> Json:
    """Can it be asked a question just now? No index, or no place for one more search, makes it a 503."""
    once(flask.request.args, ())
    return {"status": "ok", "index": generation_json(engine().answer(Request(page_size=1, snippets=0)).generation)}


@state.get("/metrics")
def metrics() -> flask.Response:
    once(flask.request.args, ())
    counted = cast("Metrics", flask.current_app.extensions["broadsheet.metrics"])
    return flask.Response(counted.text(), content_type=MEDIA)


@state.get("/opensearch.xml")
def opensearch() -> flask.Response:
    """By which a browser makes this archive one of its search engines."""
    once(flask.request.args, ())
    ElementTree.register_namespace("", OPENSEARCH)
    root = ElementTree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription")
    for name, text in (("ShortName", "Broadsheet"), ("Description", "Search this archive of news pages"), ("InputEncoding", "UTF-8")):
        ElementTree.SubElement(root, f"{{{OPENSEARCH}}}{name}").text = text
    for kind, endpoint in (("text/html", "pages.search"), ("application/atom+xml", "api_export.atom"), ("application/json", "api.hits")):
        template = urls.whole(urls.address(endpoint)) + "?q={searchTerms}"
        ElementTree.SubElement(root, f"{{{OPENSEARCH}}}Url", {"type": kind, "template": template})
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return flask.Response(written, mimetype=DESCRIPTION)
