"""What stands first: known articles by what people remember of them (golden/ranking.txt), the same on every run and page.

    python -m tests.test_ranking > tests/golden/ranking.txt
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet_index.article import Article, Published, Source
from broadsheet_index.identity import article_id
from broadsheet_search import Engine, Request
from broadsheet_search.engines.memory import MemoryEngine

from .both import both_engines

GOLDEN = Path(__file__).with_name("golden") / "ranking.txt"

PLACES = ("Norrhamn", "Gull Rock", "Tidewater", "Saltholm", "Eastmere", "Lindby", "Farrow", "Quillan")
STORIES = (
    (
        "{place} council votes to close its night ferry after winter losses",
        "The council of {place} voted on Tuesday to close the night ferry, which lost money every winter.",
        "Councillors said that the crossing carried few people, and that buses would do.",
    ),
    (
        "Why the bridge at {place} was never built: a century of promises",
        "A bridge was promised to {place} in every election since the first lighthouse was lit.",
        "The ferry company paid for the last study. Its engineers found the ground too soft.",
    ),
    (
        "Storm tears the roof off a school in {place}",
        "A storm that came in from the north tore the roof off a school in {place} before dawn.",
        "Nobody was hurt. The council has asked for tents, and the ferry brought blankets.",
    ),
    (
        "“We were not told”: families of {place} trawler crew speak out",
        "The families of the crew of a trawler from {place} say that they were not told for nine hours.",
        "The coastguard has its own account of the night, and the council wants an inquiry.",
    ),
    (
        "Teachers strike in {place} enters third week",
        "Teachers in {place} began the third week of their strike over pay and the length of the school day.",
        "Talks with the council broke off on Monday. Parents brought soup to the picket line.",
    ),
)
OWN = ("marmalade", "sextant", "gasworks", "heron", "quarantine", "accordion", "lichen", "turbine")


def _article(number: int) -> Article:
    place, (title, first, second) = PLACES[number % len(PLACES)], STORIES[number // len(PLACES)]
    own = OWN[(number * 3 + number // len(PLACES)) % len(OWN)]
    return Article(
        path=f"{number:02}.html",
        digest=f"{number:064x}",
        title=title.format(place=place),
        title_origin="heading",
        body=(first.format(place=place), second, f"A reader from {place} wrote to us about the {own} of page {number}."),
        source=Source("The Echo", "echo.example"),
        published=Published(f"2024-{1 + number % 12:02}-{1 + number % 28:02}", "day", "meta", None) if number % 7 else Published(),
        lang="en",
    )


CORPUS = {article_id(article): article for article in map(_article, range(len(PLACES) * len(STORIES)))}
# (what is asked, the number of the article that is meant)
KNOWN = [
    *((article.title, int(article.path[:2])) for article in CORPUS.values()),
    ("norrhamn night ferry", 0),
    ("ferries norrhamn closing", 0),
    ("the council of Norrhamn", 0),
    ("gull rock bridge", 9),
    ("bridge promised saltholm lighthouse", 11),
    ("roof school eastmere", 20),
    ("families not told lindby trawler", 29),
    ("farrow strike", 38),
    ('"third week of their strike" quillan', 39),
    ("quarantine 27", 27),
    ("title:trawler tidewater", 26),
    ("NORRHAMN TEACHERS STRIKE", 32),
    ("“We were not told”: families of Saltholm trawler crew", 27),
    ("Why the bridge at Farrow was never built", 14),
]


engine = both_engines(CORPUS)


def golden(engine: Engine) -> str:
    """A line a query: the place of the article that is meant, the first three, the query; at the end the mean reciprocal rank."""
    lines, ranks = [], []
    for q, number in KNOWN:
        answer = engine.answer(Request(q, lenient=True, page_size=100))
        found = [int(hit.article.path[:2]) for hit in answer.hits]
        rank = found.index(number) + 1 if number in found else 0
        ranks.append(1 / rank if rank else 0.0)
        lines.append(f"{rank}\t{' '.join(f'{one:02}' for one in found[:3])}\t{q}")
    return "\n".join([*lines, f"MRR {sum(ranks) / len(ranks):.4f}", ""])


def test_known_articles_stand_where_they_stood(engine: Engine) -> None:
    assert golden(engine) == GOLDEN.read_text(encoding="utf-8")


def test_they_stand_first() -> None:
    assert GOLDEN.read_text(encoding="utf-8").splitlines()[-1] == "MRR 1.0000"


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_the_order_is_the_same_on_every_run_and_page(engine: Engine, sort: str) -> None:
    request = Request("council ferry", match="any", sort=sort, page_size=100)  # type: ignore[arg-type]
    whole = [hit.id for hit in engine.answer(request).hits]
    assert len(whole) > 14
    assert [hit.id for hit in engine.answer(request).hits] == whole
    pages = [engine.answer(replace(request, page=page, page_size=7)) for page in range(1, len(whole) // 7 + 2)]
    assert [hit.id for page in pages for hit in page.hits] == whole


@pytest.mark.parametrize(("sort", "reverse"), [("newest", True), ("oldest", False)])
def test_undated_articles_are_last_in_both_orders_by_date(engine: Engine, sort: str, reverse: bool) -> None:
    hits = engine.answer(Request("*", sort=sort, page_size=100)).hits  # type: ignore[arg-type]
    dates = [hit.article.published.value for hit in hits]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=reverse)
    assert dates[len(dated) :] == [None] * (len(dates) - len(dated))
    undated = [hit.id for hit in hits[len(dated) :]]
    assert undated == sorted(undated)
    assert len(undated) == 6


def test_a_headline_stands_before_a_story_that_only_says_it(engine: Engine) -> None:
    hits = engine.answer(Request("bridge promises", page_size=100)).hits
    assert all("bridge" in hit.title for hit in hits[: len(PLACES)])


def test_stop_words_weigh_nothing_beside_others_and_rank_when_alone(engine: Engine) -> None:
    with_them, without = (engine.answer(Request(q, match="any", page_size=3)).hits for q in ("what of the heron", "heron"))
    assert [hit.id for hit in with_them] == [hit.id for hit in without]
    alone = engine.answer(Request("of the", match="any", page_size=3))
    assert alone.hits[0].score > 0
    quoted = engine.answer(Request('"of the"', page_size=3))
    assert quoted.hits[0].score > 0


def test_a_word_said_twice_counts_twice(engine: Engine) -> None:
    once = {hit.id: hit.score for hit in engine.answer(Request("heron", page_size=100)).hits}
    twice = {hit.id: hit.score for hit in engine.answer(Request("heron heron", match="any", page_size=100)).hits}
    assert twice == {id: pytest.approx(2 * score) for id, score in once.items()}


if __name__ == "__main__":
    print(golden(MemoryEngine(CORPUS)), end="")
