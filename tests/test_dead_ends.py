"""Few or no hits: which clause finds nothing, what helps, and what is never done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet_index.article import Article, Removed
from broadsheet_index.identity import article_id
from broadsheet_search import Engine, Request
from broadsheet_search.closeness import distance, distances, within
from broadsheet_search.didyoumean import FEW
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.answer_json import answer_json
from broadsheet_web.app import create_app

from .both import both_engines
from .newsroom import ARTICLES, FERRY

# The ferry often enough that a misspelt "fery" in one article means it, and one article with a word of removed text alone.
MORE = [
    replace(FERRY, path=f"more{at}.txt", url=None, title=f"Ferry timetable {at}", body=(f"The ferry leaves at {at}.",)) for at in range(6)
]
ODD = replace(FERRY, path="odd.txt", url=None, title="A fery tale", body=("A fery tale.",), removed=(Removed("Newsleter", "form", 0),))
CORPUS: dict[str, Article] = {article_id(article): article for article in [*ARTICLES.values(), *MORE, ODD]}


engine = both_engines(CORPUS)


def test_it_says_which_clause_finds_nothing_and_what_each_one_less_would_find(engine: Engine) -> None:
    found = engine.answer(Request("lindqvist zeppelin -bridge")).no_hits
    assert found
    assert [(clause.text, clause.total > 0) for clause in found.clauses] == [
        ("lindqvist", True),
        ("zeppelin", False),
        ("-bridge", True),
    ]
    assert [(other.q, other.total > 0) for other in found.without] == [
        ("zeppelin -bridge", False),
        ("lindqvist -bridge", True),
        ("lindqvist zeppelin", False),
    ]
    for other in found.without:
        assert engine.answer(Request(other.q)).total == other.total


def test_what_a_clause_less_would_find_is_counted_under_the_filters(engine: Engine) -> None:
    request = Request("lindqvist zeppelin", source=("tidewater.example",), since="2024")
    found = engine.answer(request).no_hits
    assert found
    assert [(other.q, other.total) for other in found.without] == [("zeppelin", 0), ("lindqvist", 1)]
    assert engine.answer(replace(request, q="lindqvist")).total == 1
    narrowed = engine.answer(Request("lindqvist", source=("nowhere.example",))).no_hits
    assert narrowed
    assert narrowed.unfiltered == engine.answer(Request("lindqvist")).total


def test_it_says_how_many_articles_hold_it_in_removed_text_or_captions_alone(engine: Engine) -> None:
    found = engine.answer(Request("gunnar falk")).no_hits
    assert found
    assert found.removed.total == engine.answer(Request(found.removed.q)).total > 0
    assert found.removed.q == "in:removed gunnar falk"
    caption = engine.answer(Request("eva holm")).no_hits
    assert caption
    assert caption.captions.total == engine.answer(Request(caption.captions.q)).total > 0
    assert caption.captions.q == "caption:eva caption:holm"
    assert caption.removed.total == 0


def test_an_answer_with_hits_has_no_such_thing(engine: Engine) -> None:
    assert engine.answer(Request("ferry")).no_hits is None


SPELLINGS = [
    ("Island ferry to run throuhg the winter", "Island ferry to run through the winter"),
    ("lindqvits", "lindqvist"),
    ("LINDQVITS carbon", "LINDQVIST carbon"),
    ('"carbn tax"', '"carbon tax"'),
    ("title:brigde", "title:bridge"),
    ("person:Lindqvits", "person:Lindqvist"),
    ("lindqvits brigde", "lindqvist bridge"),
    ("carbontax", "carbon tax"),
    ("subsdiy -zeppelin", "subsidy -zeppelin"),
    ("lindqvits OR zeppelin", "lindqvist OR zeppelin"),
]


@pytest.mark.parametrize(("asked", "meant"), SPELLINGS)
def test_did_you_mean(engine: Engine, asked: str, meant: str) -> None:
    if meant == "lindqvist OR zeppelin":
        assert engine.answer(Request(asked)).suggestion is None  # both words would have to be put right, and one cannot
        return
    answer = engine.answer(Request(asked, lenient=True))
    assert answer.total == 0, "never an automatic replacement"
    assert answer.suggestion
    assert answer.suggestion.q == meant
    assert answer.suggestion.total == engine.answer(Request(meant, lenient=True)).total > 0


@pytest.mark.parametrize(
    "asked",
    [
        "newsletter",  # of removed text alone, as "Newsleter" is
        "newslettr",
        "in:removed subscrbe",  # what was stripped is no dictionary
        "zzzzzz",
        "ferry",
        '="Lindqvits"',  # as written was asked for
        "lang:xx",
        "qxz",
        "lindqv*z",
    ],
)
def test_no_spelling_is_offered_that_finds_nothing_or_stands_in_removed_text(engine: Engine, asked: str) -> None:
    answer = engine.answer(Request(asked, lenient=True))
    assert answer.suggestion is None


def test_few_hits_are_told_of_a_word_that_many_articles_have(engine: Engine) -> None:
    answer = engine.answer(Request("fery"))
    assert 0 < answer.total < FEW
    assert answer.no_hits is None
    assert answer.suggestion
    assert answer.suggestion.q == "ferry"
    assert answer.suggestion.total == engine.answer(Request("ferry")).total


def test_explain_counts_every_node_of_the_tree(engine: Engine) -> None:
    told = engine.answer(Request("lindqvist -(bridge OR zeppelin)", explain=True)).explained
    assert told
    assert (told.kind, [part.kind for part in told.parts]) == ("and", ["words", "not"])
    either = told.parts[1].parts[0]
    assert [(clause.text, clause.total) for clause in either.parts] == [
        ("bridge", engine.answer(Request("bridge")).total),
        ("zeppelin", 0),
    ]
    assert told.total == engine.answer(Request("lindqvist -(bridge OR zeppelin)")).total
    assert told.took_ms >= sum(part.took_ms for part in told.parts) > 0


def test_json_holds_it_as_documented(engine: Engine) -> None:
    request = Request("gunnar falk zeppelin", explain=True)
    told = answer_json(engine.answer(request), request)
    assert told["no_hits"]["clauses"][2] == {"text": "zeppelin", "total": 0}
    assert told["no_hits"]["without"][2]["q"] == "gunnar falk"
    assert set(told["no_hits"]) == {"clauses", "without", "removed", "captions"}
    assert told["query"]["suggestion"] is None
    assert told["query"]["explain"]["tree"]["kind"] == "and"
    spelt = Request("lindqvits")
    assert answer_json(engine.answer(spelt), spelt)["query"]["suggestion"] == {
        "q": "lindqvist",
        "total": engine.answer(Request("lindqvist")).total,
    }


def test_the_page_links_every_way_on() -> None:
    client = create_app(MemoryEngine(CORPUS)).test_client()
    assert 'Did you mean <a href="/search?q=lindqvist"' in client.get("/search?q=lindqvits").text
    page = client.get("/search?q=gunnar+falk").text
    assert "/search?q=in%3Aremoved+gunnar+falk" in page
    assert "In text that was removed from pages" in page
    page = client.get("/search?q=lindqvist+zeppelin").text
    assert 'By itself without any article: <code dir="auto">zeppelin</code>' in page
    assert '<a href="/search?q=lindqvist" rel="nofollow" dir="auto"><code>lindqvist</code></a>' in page


LETTERS = st.text("abcé", max_size=7)


@given(LETTERS, st.lists(LETTERS, max_size=6))
def test_many_words_are_measured_as_each_is(word: str, others: list[str]) -> None:
    assert distances(word, others).tolist() == [distance(word, other) for other in others]
    assert within(word, others, 2) == {other: distance(word, other) for other in others if distance(word, other) <= 2}


