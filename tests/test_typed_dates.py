"""A month or a year among the words of a query is offered as the date of publication, where that finds something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.typed_dates import as_date

from .newsroom import ARTICLES, FERRY
from .test_web import Seen

TYPED = [
    ("Ruth Amari June 2024", ("June 2024", "Ruth Amari date:2024-06")),
    ("ferry in june 2024", ("in june 2024", "ferry date:2024-06")),
    ("ferry 20 December 2023", ("20 December 2023", "ferry date:2023-12-20")),
    ("ferry Dec. 2023", ("Dec. 2023", "ferry date:2023-12")),
    ("budget 2023 vote", ("2023", "budget vote date:2023")),
    ("2024-06-20", ("2024-06-20", "date:2024-06-20")),
    ('"June 2024"', None),
    ("ferry date:2024", None),
    ("May said", None),
    ("1823 chart", None),
    ("20245", None),
    ("ferry", None),
]


@pytest.mark.parametrize(("q", "meant"), TYPED)
def test_dates_are_seen_among_words(q, meant):
    assert as_date(q) == meant


def test_the_page_offers_the_date_only_where_it_finds_something():
    client = create_app(MemoryEngine(ARTICLES)).test_client()
    page = Seen(client.get("/search?q=ferry+20+December+2023&person=Olle+Berg").text)
    assert page.links["With 20 December 2023 as the date of publication"] == "/search?q=ferry+date%3A2023-12-20&person=Olle+Berg"
    assert "as the date of publication" not in client.get("/search?q=ferry+June+1999").text
    both = replace(FERRY, body=("The ferry of 2024 will be late in 2023.",))
    words = Seen(create_app(MemoryEngine({**ARTICLES, "both": both})).test_client().get("/search?q=ferry+2023").text)
    assert "1 article for “ferry 2023”" in words.words
    assert words.links["Published then"] == "/search?q=ferry+date%3A2023"
    found = Seen(client.get("/search?q=Olle+Berg+June+1999").text)
    assert found.links["Without June 1999"] == "/search?q=Olle+Berg"
    assert client.get("/search?q=zeppelin+2024-13").status_code == 200
