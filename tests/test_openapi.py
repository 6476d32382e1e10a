"""The API's document: it is valid, says all routes and parameters, and nothing is answered outside it."""

from __future__ import annotations

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.asked import KNOWN
from broadsheet_web.openapi import document

from .documented import DocumentedClient, check, route_of
from .newsroom import ARTICLES

app = create_app(MemoryEngine(ARTICLES))
schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
# A text that is no query is refused with 400, which no schema of a text can say beforehand.
LEFT_OUT = [schemathesis.checks.CHECKS.get_one("positive_data_acceptance")]


def fits(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=LEFT_OUT)


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_generated_requests_are_answered_as_documented(case: schemathesis.Case) -> None:
    fits(case)


@pytest.mark.soak
@schema.parametrize()
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_generated_requests_are_answered_as_documented(case: schemathesis.Case) -> None:
    fits(case)


def test_the_document_is_open_api_3_1_with_shapes_that_are_json_schema() -> None:
    told = app.test_client().get("/openapi.json").json
    assert told["openapi"].startswith("3.1")
    for shape in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)


def test_the_document_names_every_route_of_the_api_and_no_other() -> None:
    served = {rule.rule.replace("<", "{").replace(">", "}") for rule in app.url_map.iter_rules()}
    documented = set(document()["paths"])
    assert documented <= served
    assert {rule for rule in served if rule.startswith("/api/")} - documented == {"/api/docs"}


def test_every_parameter_that_is_read_is_documented_with_its_meaning() -> None:
    told = {parameter["name"]: parameter for parameter in document()["paths"]["/api/search"]["get"]["parameters"]}
    assert set(told) == set(KNOWN)
    assert all(parameter["description"] and parameter["schema"] for parameter in told.values())


def test_a_key_that_is_not_documented_is_found_out() -> None:
    client = DocumentedClient(app, app.response_class)
    answer = client.get("/api/search")
    assert route_of("/api/search") == "/api/search" and route_of("/api/articles/x/cite") == "/api/articles/{id}/cite"
    for wrong in (answer.json | {"more": 1}, {key: value for key, value in answer.json.items() if key != "total"}):
        answer.data = app.json.dumps(wrong)  # type: ignore[assignment]
        with pytest.raises(jsonschema.ValidationError):
            check(answer, "GET", "/api/search")


def test_the_page_of_the_api_shows_every_route_and_parameter() -> None:
    page = app.test_client().get("/api/docs").text
    for path, methods in document()["paths"].items():
        assert path in page
        assert all(f"<code>{parameter['name']}</code>" in page for parameter in methods["get"]["parameters"])
