"""The other routes of the API: cursors, timeline, similar, suggest, feed, state; ETags; and that every answer is sealed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest

from broadsheet_index.extraction import extract_file
from broadsheet_index.identity import article_id
from broadsheet_search.engine import Answer, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import EngineDown
from broadsheet_web.app import create_app
from broadsheet_web.headers import SECURITY

from .generated import articles
from .newsroom import ARTICLES, FERRY
from .test_engines import SEEDS

ROUTES = ["/", "/search?q=ferry", "/article/ferry", "/help", "/api/search?q=ferry", "/api/articles/ferry", "/api/articles/ferry/cite",
          "/api/similar/ferry", "/api/timeline", "/api/suggest?q=fe", "/api/people?q=li", "/api/export", "/api/export?format=csv", "/api/cite", "/feed.atom",
          "/healthz", "/readyz", "/metrics", "/opensearch.xml", "/api/nothing", "/nothing", "/api/search?page=0",
          "/api/search?q=%ff", "/search?q=%ff", "/api/articles/nobody", "/feed.atom?q=colour:red"]  # fmt: skip


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(ARTICLES)).test_client()


@pytest.fixture(scope="module")
def many():
    return create_app(MemoryEngine(articles(120))).test_client()


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_and_every_error_has_the_security_headers(client, path, method):
    answer = client.open(path, method=method)
    assert answer.status_code < 500
    for name, value in SECURITY:
        assert answer.headers.getlist(name) == [value]
    assert "Set-Cookie" not in answer.headers


def test_next_leads_through_everything_past_the_last_page_by_a_cursor(many, monkeypatch):
    monkeypatch.setattr("broadsheet_search.plan.DEEPEST", 40)
    monkeypatch.setattr("broadsheet_web.paging.DEEPEST", 40)
    ids, addresses = [], ["/api/search?page_size=20&snippets=0&fields=id"]
    while addresses[-1]:
        answer = many.get(addresses[-1]).json
        ids += [result["id"] for result in answer["results"]]
        addresses.append(answer["next"])
    assert len(ids) == len(set(ids)) == answer["total"] == 120
    assert [("cursor=" in address, "page=" in address) for address in addresses[1:4]] == [(False, True), (True, False), (True, False)]
    assert (answer["page"], answer["pages"]) == (None, 6)
    back = []
    while answer["prev"]:
        answer = many.get(answer["prev"]).json
        back = [result["id"] for result in answer["results"]] + back
    assert back == ids[:-20]


def test_a_cursor_keeps_what_was_asked(many):
    first = many.get("/api/search?q=ferry&cursor=*&page_size=3&facet=year&sort=oldest").json
    second = many.get(first["next"]).json
    assert "q=ferry&sort=oldest&page_size=3&cursor=" in first["next"]
    assert second["facets"] == first["facets"]
    assert not {result["id"] for result in first["results"]} & {result["id"] for result in second["results"]}


@pytest.mark.parametrize(
    ("interval", "starts"),
    [
        ("year", ["2023-01-01", "2024-01-01"]),
        ("month", ["2023-12-01", "2024-02-01", "2024-06-01"]),
        ("week", ["2023-12-18", "2024-02-05"]),
        ("day", ["2023-12-20", "2024-02-11"]),
    ],
)
def test_the_timeline_counts_by_the_start_of_periods(client, interval, starts):
    answer = client.get(f"/api/timeline?interval={interval}").json
    assert [bucket["start"] for bucket in answer["buckets"]] == starts
    assert answer["undated"] == 2
    # The bridge's date is known to the month: it is in no week and no day.
    assert answer["imprecise"] == (1 if interval in ("week", "day") else 0)
    assert sum(bucket["count"] for bucket in answer["buckets"]) + answer["undated"] + answer["imprecise"] == answer["total"] == 5


def test_the_timeline_honours_query_and_filters(client):
    answer = client.get("/api/timeline?q=ferry&from=2024&source=tidewater.example&interval=year").json
    assert answer["buckets"] == [{"start": "2024-01-01", "count": 1}]
    assert "2024" in answer["query"]["read_back"]


def test_similar_articles_share_special_words_and_are_not_the_article_itself(client):
    answer = client.get("/api/similar/ferry").json
    assert answer["results"][0]["id"] == "bridge"
    assert "ferry" not in [result["id"] for result in answer["results"]]
    assert "carbon" in answer["words"]
    assert len(client.get("/api/similar/ferry?page_size=1&fields=id").json["results"]) == 1


def test_suggestions_come_from_article_text_and_never_from_removed_text():
    corpus = {article_id(article): article for article in map(extract_file, sorted(SEEDS.glob("*.txt")))}
    client = create_app(MemoryEngine(corpus)).test_client()
    found = client.get("/api/suggest?q=Nary").json["suggestions"]
    assert {"q": "Naryshkin", "kind": "word", "total": 2} in found
    assert any(one["kind"] == "person" and "Naryshkin" in one["q"] for one in found)
    assert not any("gogol" in one["q"].lower() for one in client.get("/api/suggest?q=Gogol").json["suggestions"])
    assert client.get("/api/suggest?q=Narishkin+attrition").json["suggestions"] == [
        {"q": "Naryshkin attrition", "kind": "spelling", "total": 1}
    ]
    assert client.get("/api/search?q=in:removed+Gogolishvili").json["total"] == 1


def test_suggest_completes_the_last_word_of_a_query_with_what_the_whole_finds(client):
    found = client.get("/api/suggest?q=ferry+wint").json["suggestions"]
    assert {"q": "ferry winter", "kind": "word", "total": 1} in found
    assert client.get("/api/suggest").json["suggestions"] == []


# -- feed


def test_the_feed_is_what_feed_readers_take(client):
    answer = client.get("/feed.atom?q=ferry")
    assert answer.mimetype == "application/atom+xml"
    feed = feedparser.parse(answer.data)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    assert feed.feed.title == "ferry – Broadsheet"
    assert [entry.id for entry in feed.entries] == [f"http://localhost/article/{id}" for id in ("bridge", "ferry", "storm")]
    entry = feed.entries[1]
    assert entry.title == FERRY.title
    assert [author.name for author in entry.authors] == ["Nils Achterberg", "Ida Vuori"]
    assert entry.published == "2023-12-20T00:00:00Z"
    assert entry.updated == "2024-01-02T09:30:00Z"
    assert entry.links[1].href == FERRY.url
    assert "ferry" in entry.summary


def test_a_feed_of_hostile_articles_is_well_formed_and_links_no_script():
    odd = replace(ARTICLES["hostile"], title="\x0b\ufffe\ud83d <b>&", people=())
    data = create_app(MemoryEngine({"hostile": ARTICLES["hostile"], "odd": odd})).test_client().get("/feed.atom").data
    root = ElementTree.fromstring(data)
    assert not feedparser.parse(data).bozo
    assert b"javascript:" not in data
    assert all(element.tag.startswith("{http://www.w3.org/2005/Atom}") for element in root.iter())


def test_every_moment_of_a_feed_is_one(many):
    feed = ElementTree.fromstring(many.get("/feed.atom?page_size=100").data)
    moments = [element.text for element in feed.iter() if element.tag.endswith(("}updated", "}published"))]
    assert len(moments) > 100
    for moment in moments:
        dt.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ")


# -- state


class Down(MemoryEngine):
    def answer(self, request: Request) -> Answer:
        raise EngineDown("gone")

    def generation(self):
        raise EngineDown("gone")


def test_ready_is_503_where_nothing_can_be_asked_and_metrics_still_answer():
    client = create_app(Down(ARTICLES)).test_client()
    for path in ("/readyz", "/healthz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["code"]) == (503, "index_unavailable")
    assert "broadsheet_index_up 0" in client.get("/metrics").text


def test_metrics_count_answers_by_route_and_tell_no_query():
    client = create_app(MemoryEngine(ARTICLES)).test_client()
    for path in ("/api/search?q=sesame", "/api/search?q=sesame", "/api/search?page=0", "/nothing"):
        client.get(path)
    told = client.get("/metrics")
    assert told.content_type.startswith("text/plain; version=0.0.4")
    assert 'broadsheet_http_requests_total{route="/api/search",method="GET",status="200"} 2' in told.text
    assert 'broadsheet_http_requests_total{route="/api/search",method="GET",status="400"} 1' in told.text
    assert 'broadsheet_http_requests_total{route="none",method="GET",status="404"} 1' in told.text
    assert 'broadsheet_http_request_seconds_bucket{route="/api/search",le="+Inf"} 3' in told.text
    assert "broadsheet_index_articles 5" in told.text
    assert "sesame" not in told.text


def test_a_browser_can_add_the_archive_as_a_search_engine(client):
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)
    urls = {url.get("type"): url.get("template") for url in root if url.tag.endswith("}Url")}
    assert urls["text/html"] == "http://localhost/search?q={searchTerms}"
    assert client.get(urls["application/atom+xml"].replace("{searchTerms}", "ferry")).status_code == 200


# -- ETags

TAGGED = ["/api/search?q=ferry", "/api/articles/ferry", "/api/timeline", "/api/similar/ferry", "/api/suggest?q=fe", "/feed.atom",
          "/api/articles/ferry/cite?format=ris"]  # fmt: skip


@pytest.mark.parametrize("path", TAGGED)
def test_what_has_not_changed_is_not_sent_again(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_one_question_has_one_etag_however_it_is_written(client):
    def tag(query):
        return client.get(f"/api/search?{query}").headers["ETag"]

    assert tag("q=ferry&page_size=2") == tag("page_size=2&q=ferry")
    assert len({tag(query) for query in ("q=ferry", "q=tram", "q=ferry&page_size=2", "q=ferry&sort=newest", "q=ferry&lenient=1")}) == 5


def test_another_generation_has_another_etag():
    class Growing(MemoryEngine):
        number = 1

        def generation(self):
            return replace(super().generation(), number=self.number)

    engine = Growing(ARTICLES)
    client = create_app(engine).test_client()
    first = client.get("/api/search?q=ferry").headers["ETag"]
    engine.number = 2
    assert client.get("/api/search?q=ferry", headers={"If-None-Match": first}).status_code == 200
