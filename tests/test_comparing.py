"""Copies on the pages: counted both ways, linked, compared word by word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from broadsheet_index.article import Article
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app

from .newsroom import ARTICLES, FERRY, SCRIPT

LONGER = replace(FERRY, body=(*FERRY.body, "The first winter crossing leaves on 2 January, North Sound Lines told passengers."))
EARLIER = replace(
    FERRY,
    title=f"Winter ferry saved {SCRIPT}",
    path="earlier.txt",
    body=tuple(text.replace("Wednesday", f"Tuesday {SCRIPT}") for text in FERRY.body),
    published=replace(FERRY.published, value="2023-12-19"),
    url=None,
)
CORPUS: dict[str, Article] = ARTICLES | {"longer": LONGER, "earlier": EARLIER}


@pytest.fixture
def client() -> FlaskClient:
    return create_app(MemoryEngine(CORPUS)).test_client()


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def test_the_page_shows_one_copy_and_counts_both_ways(client: FlaskClient) -> None:
    text = page(client, "/search?q=subsidy+operator")
    assert "3 articles, 1 story." in text and text.count('class="headline"') == 1
    assert re.search(r'<a class="whole" href="/search\?q=cluster%3A\w+&amp;collapse=none" rel="nofollow">3 near-identical copies</a>', text)
    text = page(client, "/search?q=subsidy+operator&collapse=none")
    assert "Show near-identical copies once" in text and text.count('class="headline"') == 3


def test_the_link_of_a_row_shows_every_copy(client: FlaskClient) -> None:
    for id in ("ferry", "longer", "earlier"):
        assert page(client, f"/search?q=cluster:{id}&collapse=none").count('class="headline"') == 3


def test_an_article_lists_its_copies_the_earliest_first(client: FlaskClient) -> None:
    text = page(client, "/article/ferry")
    listed = text[text.index('id="copies"') :]
    assert "3 near-identical copies" in listed
    assert listed.index("/article/earlier") < listed.index("/article/longer")
    assert "(earliest)" in listed and "(fullest)" in listed and 'href="/article/ferry/diff/longer"' in listed
    assert 'id="copies"' not in page(client, "/article/bridge")


def test_what_differs_is_marked_and_escaped(client: FlaskClient) -> None:
    text = page(client, "/article/ferry/diff/earlier")
    assert "<del>Wednesday, </del><ins>Tuesday &lt;script&gt;alert(1)&lt;/script&gt;, </ins>" in text
    assert "<script>alert" not in text
    assert 'href="/article/earlier/diff/ferry"' in text
    assert "<ins>The first winter crossing leaves" in page(client, "/article/ferry/diff/longer")


def test_an_article_that_is_not_there_has_no_differences(client: FlaskClient) -> None:
    assert client.get("/article/ferry/diff/nobody").status_code == 404
    assert client.get("/article/nobody/diff/ferry").status_code == 404


def test_the_api_tells_clusters_and_counts(client: FlaskClient) -> None:
    told = client.get("/api/search?q=subsidy+operator&collapse=story").json
    assert told and (told["total"], told["stories"], told["pages"], len(told["results"])) == (3, 1, 1, 1)
    assert told["results"][0]["cluster"] == {"id": "earlier", "size": 3}
    told = client.get("/api/search?q=subsidy+operator").json
    assert told and (told["total"], told["stories"], len(told["results"])) == (3, 1, 3)
    article = client.get("/api/articles/longer").json
    assert article and article["cluster"] == {"id": "earlier", "size": 3}
