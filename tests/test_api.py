"""The JSON API: what QUERY.md, section 2, promises, over a handful of articles in memory."""

from __future__ import annotations

import json
import logging
from urllib.parse import urlsplit

import pytest

from broadsheet_search.engine import Answer, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import EngineDown, TooSlow
from broadsheet_web.app import create_app
from broadsheet_web.crowd import Crowd, Overloaded
from broadsheet_web.examples import WAYS

from .newsroom import ARTICLES, FERRY

TOP = (
    *("status", "query", "no_hits", "total", "stories", "undated_excluded", "page", "page_size", "pages", "next"),
    *("prev", "took_ms", "index", "facets", "results"),
)
QUERY = ("q", "canonical", "read_back", "warnings", "variants", "suggestion", "explain")
RESULT = (
    *("id", "url", "path", "source", "title", "title_origin", "subtitle", "authors", "agency", "place", "section"),
    *("lang", "published", "modified", "fetched", "people", "snippets", "score", "cluster", "corrections", "flags"),
    "extraction",
)
ERROR = ("status", "code", "message", "param", "position", "hint", "request_id")


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(ARTICLES)).test_client()


class Failing(MemoryEngine):
    """An engine whose every answer is an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(ARTICLES)
        self.error = error

    def answer(self, request: Request) -> Answer:
        raise self.error


@pytest.mark.parametrize("query", ["q=ferry", "q=zzzz", "", "q=ferry&facet=person&explain=1&page_size=1"])
def test_every_key_is_always_there_in_the_order_of_the_documentation(client, query):
    answer = client.get(f"/api/search?{query}").json
    assert tuple(answer) == TOP
    assert tuple(answer["query"]) == QUERY
    assert all(tuple(result) == RESULT for result in answer["results"])
    assert answer["status"] == "ok"
    assert answer["stories"] == answer["total"]


def test_a_result_says_all_that_is_known_and_null_for_the_rest(client):
    result = client.get("/api/search?q=title:ferry+winter&snippets=1").json["results"][0]
    assert result["id"] == "ferry"
    assert result["source"] == {"name": "Harbour Courier", "domain": "harbour.example"}
    assert result["published"] == {
        "value": "2023-12-20",
        "precision": "day",
        "origin": "byline",
        "raw": "December 20, 2023",
    }
    assert result["people"][0] == {"name": "Mara Lindqvist", "mentions": 2}
    assert result["cluster"] == {"id": "ferry", "size": 1}
    assert result["extraction"] == {
        "kept_chars": FERRY.kept_chars,
        "removed_chars": FERRY.removed_chars,
        "removed_blocks": 5,
    }
    assert result["agency"] is None
    [snippet] = result["snippets"]
    assert snippet["field"] == "body"
    assert {snippet["text"][start:end].lower() for start, end in snippet["marks"]} == {"winter"}


def test_browsing_is_newest_first_without_a_score_and_undated_last(client):
    results = client.get("/api/search").json["results"]
    assert [result["id"] for result in results] == ["bridge", "haifa", "ferry", "hostile", "storm"]
    assert {result["score"] for result in results} == {None}
    assert all(result["score"] > 0 for result in client.get("/api/search?q=ferry").json["results"])


def test_next_and_prev_are_whole_addresses_that_can_be_followed(client):
    first = client.get("/api/search?page_size=2&q=*&snippets=0").json
    assert (first["total"], first["pages"], first["prev"]) == (5, 3, None)
    assert first["next"] == "http://localhost/api/search?q=%2A&page=2&page_size=2&snippets=0"
    ids = []
    page = first
    while page:
        ids += [result["id"] for result in page["results"]]
        page = page["next"] and client.get(page["next"]).json
    assert sorted(ids) == sorted(ARTICLES)
    assert client.get("/api/search?page=9&page_size=2").json["prev"].endswith("?page=3&page_size=2")


def test_next_is_below_the_public_address_where_one_is_given():
    app = create_app(MemoryEngine(ARTICLES), base_url="https://news.example/")
    answer = app.test_client().get("/api/search?page_size=1", headers={"Host": "news.example"}).json
    assert answer["next"].startswith("https://news.example/api/search?")


@pytest.mark.parametrize("path", ["/api/search?page_size=1", "/archive/api/search?page_size=1"])
def test_a_public_address_may_have_a_path_that_the_proxy_strips_or_not(path):
    app = create_app(MemoryEngine(ARTICLES), base_url="https://news.example/archive")
    answer = app.test_client().get(path, headers={"Host": "news.example"}).json
    assert answer["next"].startswith("https://news.example/archive/api/search?")
    assert 'href="/archive/search"' in app.test_client().get("/").text


def test_facets_come_only_when_asked_for_and_are_lists(client):
    assert client.get("/api/search").json["facets"] == {}
    facets = client.get("/api/search?facet=person&facet=year&facet_size=1").json["facets"]
    assert facets == {"person": [{"value": "Mara Lindqvist", "count": 2, "spellings": ["Mara Lindqvist"]}], "year": [{"value": "2024", "count": 2}]}


def test_explain_counts_each_clause(client):
    assert client.get("/api/search?q=ferry").json["query"]["explain"] is None
    explain = client.get("/api/search?q=ferry+bridge&explain=1").json["query"]["explain"]
    assert [clause["total"] for clause in explain["clauses"]] == [3, 1]
    assert explain["canonical"]


def test_fields_is_an_allow_list_and_body_comes_only_when_listed(client):
    assert "body" not in client.get("/api/search?q=ferry").json["results"][0]
    results = client.get("/api/search?q=ferry&fields=body,id").json["results"]
    assert all(tuple(result) == ("id", "body") for result in results)
    assert isinstance(results[0]["body"], list)


def test_an_article_has_the_parts_it_was_asked_for(client):
    assert tuple(client.get("/api/articles/ferry").json) == RESULT
    whole = client.get("/api/articles/ferry?include=body,removed,captions,versions").json
    assert whole["body"] == list(FERRY.body)
    assert whole["removed"][2] == {
        "text": "Related: Harbour master Gunnar Falk retires",
        "rule": "related links",
        "position": 2,
    }
    assert whole["captions"] == list(FERRY.captions)
    [version] = whole["versions"]
    assert (version["fetched"], version["digest"], version["path"], version["searched"]) == (FERRY.fetched, "a" * 64, "ferry.txt", True)
    assert tuple(client.get("/api/articles/ferry?fields=id,title&include=captions").json) == ("id", "title", "captions")


def test_json_is_utf_8_with_its_letters_as_they_are(client):
    answer = client.get("/api/search?q=%D7%A0%D7%9E%D7%9C")
    assert answer.content_type == "application/json"
    assert "נמל חיפה" in answer.data.decode("utf-8")


def test_health_says_ok_with_the_state_of_the_index(client):
    assert client.get("/healthz").json["status"] == "ok"
    assert client.get("/healthz").json["index"]["articles"] == 5


# -- errors: (address, status, code, parameter)

ERRORS = [
    ("/api/search?q=colour:red", 400, "unknown_field", "q"),
    ("/api/search?q=date:2024-13-01", 400, "invalid_date", "q"),
    ("/api/search?q=%22open", 400, "invalid_query", "q"),
    ("/api/search?q=" + "a" * 1001, 400, "query_too_long", "q"),
    ("/api/search?q=" + "+".join(f"w{n}" for n in range(40)), 400, "query_too_complex", "q"),
    ("/api/search?from=2024-13", 400, "invalid_date", "from"),
    ("/api/search?to=2023-02-29", 400, "invalid_date", "to"),
    ("/api/search?to=yesterday", 400, "invalid_date", "to"),
    ("/api/search?from=", 400, "invalid_parameter", "from"),
    ("/api/search?page=0", 400, "invalid_parameter", "page"),
    ("/api/search?page=-1", 400, "invalid_parameter", "page"),
    ("/api/search?page=one", 400, "invalid_parameter", "page"),
    ("/api/search?page=1.0", 400, "invalid_parameter", "page"),
    ("/api/search?page=%2B1", 400, "invalid_parameter", "page"),
    ("/api/search?page=1_0", 400, "invalid_parameter", "page"),
    ("/api/search?page=%D9%A1", 400, "invalid_parameter", "page"),
    ("/api/search?page=" + "9" * 5000, 400, "invalid_parameter", "page"),
    ("/api/search?page=", 400, "invalid_parameter", "page"),
    ("/api/search?page=1&page=1", 400, "invalid_parameter", "page"),
    ("/api/search?page=51", 400, "invalid_parameter", "page"),
    ("/api/search?page=11&page_size=100", 400, "invalid_parameter", "page"),
    ("/api/search?page_size=0", 400, "invalid_parameter", "page_size"),
    ("/api/search?page_size=101", 400, "invalid_parameter", "page_size"),
    ("/api/search?facet=colour", 400, "invalid_parameter", "facet"),
    ("/api/search?facet_size=0", 400, "invalid_parameter", "facet_size"),
    ("/api/search?facet_size=101", 400, "invalid_parameter", "facet_size"),
    ("/api/search?snippets=11", 400, "invalid_parameter", "snippets"),
    ("/api/search?snippet_length=19", 400, "invalid_parameter", "snippet_length"),
    ("/api/search?snippet_length=1001", 400, "invalid_parameter", "snippet_length"),
    ("/api/search?sort=best", 400, "invalid_parameter", "sort"),
    ("/api/search?match=some", 400, "invalid_parameter", "match"),
    ("/api/search?undated=maybe", 400, "invalid_parameter", "undated"),
    ("/api/search?explain=yes", 400, "invalid_parameter", "explain"),
    ("/api/search?lenient=2", 400, "invalid_parameter", "lenient"),
    ("/api/search?flag=odd", 400, "invalid_parameter", "flag"),
    ("/api/search?person=-", 400, "invalid_parameter", "person"),
    ("/api/search?person=" + "a" * 201, 400, "invalid_parameter", "person"),
    ("/api/search?" + "&".join(f"person={n}" for n in range(33)), 400, "invalid_parameter", "person"),
    ("/api/search?fields=id,colour", 400, "invalid_parameter", "fields"),
    ("/api/search?fields=id,", 400, "invalid_parameter", "fields"),
    ("/api/search?cursor=abc", 400, "invalid_parameter", "cursor"),
    ("/api/search?cursor=", 400, "invalid_parameter", "cursor"),
    ("/api/search?cursor=*&page=2", 400, "invalid_parameter", "cursor"),
    ("/api/search?cursor=*&cursor=*", 400, "invalid_parameter", "cursor"),
    ("/api/search?page=1001&page_size=1", 400, "invalid_parameter", "page"),
    ("/api/search?page=34&page_size=30", 400, "invalid_parameter", "page"),
    ("/api/search?q=caf%E9", 400, "invalid_parameter", "q"),
    ("/api/search?q=%ff%fe", 400, "invalid_parameter", "q"),
    ("/api/search?person=%C0%AF", 400, "invalid_parameter", "person"),
    ("/api/timeline?interval=hour", 400, "invalid_parameter", "interval"),
    ("/api/timeline?interval=day&interval=day", 400, "invalid_parameter", "interval"),
    ("/api/timeline?page=1", 400, "invalid_parameter", "page"),
    ("/api/timeline?q=colour:red", 400, "unknown_field", "q"),
    ("/api/similar/nobody", 404, "not_found", None),
    ("/api/similar/ferry?page_size=101", 400, "invalid_parameter", "page_size"),
    ("/api/suggest?q=" + "a" * 1001, 400, "query_too_long", "q"),
    ("/api/suggest?q=a&q=b", 400, "invalid_parameter", "q"),
    ("/api/articles/nobody/cite", 404, "not_found", None),
    ("/api/articles/ferry/cite?format=word", 400, "invalid_parameter", "format"),
    ("/api/export?format=xls", 400, "invalid_parameter", "format"),
    ("/api/export?page=2", 400, "invalid_parameter", "page"),
    ("/api/export?q=%22open", 400, "invalid_query", "q"),
    ("/api/cite?format=ris", 400, "invalid_parameter", "format"),
    ("/healthz?colour=red", 400, "invalid_parameter", "colour"),
    ("/api/search?collapse=copies", 400, "invalid_parameter", "collapse"),
    ("/api/search?variants=some", 400, "invalid_parameter", "variants"),
    ("/api/search?colour=red", 400, "invalid_parameter", "colour"),
    ("/api/articles/ferry?include=soul", 400, "invalid_parameter", "include"),
    ("/api/articles/ferry?colour=red", 400, "invalid_parameter", "colour"),
    ("/api/articles/nobody", 404, "not_found", None),
    ("/api/exports", 404, "not_found", None),
    ("/api", 404, "not_found", None),
    ("/api/", 404, "not_found", None),
]


@pytest.mark.parametrize(("address", "status", "code", "param"), ERRORS)
def test_each_mistake_has_its_status_code_and_parameter(client, address, status, code, param):
    answer = client.get(address)
    assert (answer.status_code, answer.json["code"], answer.json["param"]) == (status, code, param)
    assert tuple(answer.json) == ERROR
    assert answer.json["status"] == "error"
    assert answer.json["message"]


AT_THE_LIMIT = [
    *("page=50", "page=10&page_size=100", "page=1000&page_size=1", "page=33&page_size=30", "cursor=*", "page_size=100", "facet=year&facet_size=100"),
    *("snippets=0", "snippets=10", "snippet_length=20", "snippet_length=1000", "q=" + "a" * 1000, "q=", "from=2024"),
    *("from=2024-02-29&to=2024-03", "flag=-short", "flag=short&flag=no-year", "lenient=1&q=%22open", "undated=only"),
    *("person=" + "a" * 200, "&".join(f"source=s{n}" for n in range(20))),
]


@pytest.mark.parametrize("query", AT_THE_LIMIT)
def test_what_is_just_inside_a_limit_is_answered(client, query):
    answer = client.get(f"/api/search?{query}")
    assert answer.status_code == 200, answer.text


def test_a_mistake_in_the_query_is_pointed_at(client):
    error = client.get("/api/search?q=ferry+colour:red").json
    start, end = error["position"]
    assert "ferry colour:red"[start:end].startswith("colour")
    assert error["hint"]
    assert client.get("/api/search?page=0").json["position"] is None


def test_pages_too_deep_are_told_of_the_cursor(client):
    assert "cursor" in client.get("/api/search?page=51").json["message"]


@pytest.mark.parametrize("q", [typed for _, typed, _ in WAYS])
def test_every_example_of_the_help_page_can_be_asked(client, q):
    answer = client.get("/api/search", query_string={"q": q})
    assert answer.status_code == 200
    assert answer.json["query"]["warnings"] == []


FAILURES = [
    (EngineDown("/var/lib/secret is gone"), 503, "index_unavailable"),
    (TooSlow(2.0), 503, "search_timeout"),
    (ValueError("about the query"), 500, "internal_error"),
]


@pytest.mark.parametrize(("error", "status", "code"), FAILURES)
def test_a_failing_engine_becomes_a_status_and_says_nothing_of_this_machine(error, status, code):
    answer = create_app(Failing(error)).test_client().get("/api/search?q=x")
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert "secret" not in answer.text
    assert "about the query" not in answer.text


def test_a_failure_is_logged_under_its_number_without_the_query(caplog):
    client = create_app(Failing(ValueError("cannot read sesame"))).test_client()
    with caplog.at_level(logging.INFO):
        answer = client.get("/api/search?q=sesame")
    assert answer.json["request_id"] in caplog.text
    assert "test_api.py" in caplog.text  # the place it came from
    assert "sesame" not in caplog.text


def test_one_search_too_many_is_told_to_come_back():
    crowd = Crowd(MemoryEngine(ARTICLES), places=1, patience=0.01)

    class Nested(MemoryEngine):
        def answer(self, request: Request) -> Answer:
            return crowd.answer(request)

    crowd._engine = Nested(ARTICLES)  # an answer that asks again while it holds the only place
    with pytest.raises(Overloaded):
        crowd.answer(Request("ferry"))
    answer = create_app(Failing(Overloaded())).test_client().get("/api/search")
    assert (answer.status_code, answer.json["code"], "Retry-After" in answer.headers) == (503, "overloaded", True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/search", "/api/articles/ferry", "/healthz"])
def test_nothing_can_be_done_but_read(client, method, path):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/api/search?q=ferry", "/api/articles/ferry", "/healthz", "/api/nothing"])
def test_head_is_get_without_the_body(client, path):
    head, get = client.head(path), client.get(path)
    assert head.data == b""
    assert (head.status_code, head.content_type) == (get.status_code, get.content_type)


def test_half_a_surrogate_pair_in_an_article_is_still_json():
    app = create_app(MemoryEngine({"half": FERRY.__class__(path="h", digest="0", title="\ud83d half", body=("x",))}))
    assert json.loads(app.test_client().get("/api/search").data)["results"][0]["title"] == "? half"


def test_an_order_of_parameters_is_kept_whatever_order_they_came_in(client):
    url = urlsplit(client.get("/api/search?page_size=1&from=2020&q=ferry").json["next"])
    assert url.query == "q=ferry&from=2020&page=2&page_size=1"
