"""R9 of RELIABILITY.md: each limit of a question at the limit and one past it, refused before anything is evaluated.

Those of files and records are in test_pipeline.py, test_read*.py, test_warc.py and test_workers.py; of requests in test_api.py and test_web.py.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet_index.extraction import TEXT_LIMIT
from broadsheet_index.metadata.dates import read_day
from broadsheet_search import BadQuery, Engine, Request
from broadsheet_search.engine import MOST_COUNTED
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import BadParameter, QueryTooComplex, QueryTooLong

from .generated import articles

CORPUS = articles(20)
MANY = " ".join(f"zz{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(256))  # as many words as a prefix may stand for


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    wordy = replace(CORPUS[0], path="wordy.html", url=None, body=(MANY,))
    wordier = replace(CORPUS[0], path="wordier.html", url=None, body=(MANY.replace("zz", "yy") + " yyzzz",))
    with MemoryEngine([*CORPUS, wordy, wordier]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("within", "past", "error"),
    [
        ("a" * 1_000, "a" * 1_001, QueryTooLong),
        (" ".join(["ferry"] * 32), " ".join(["ferry"] * 33), QueryTooComplex),
        ("(" * 10 + "ferry" + ")" * 10, "(" * 11 + "ferry" + ")" * 11, QueryTooComplex),
        ('"ferry tram"~50', '"ferry tram"~51', BadQuery),
        ("fe*", "f*", BadQuery),
        ("fe?ry", "f?rry", BadQuery),
        ("zz*", "yy*", BadQuery),
        ("ferry~2", "ferry~3", BadQuery),
    ],
)
def test_a_query_at_its_limit_is_answered_and_one_past_it_is_refused(
    engine: Engine, within: str, past: str, error: type[BadQuery]
) -> None:
    engine.answer(Request(within))
    with pytest.raises(error):
        engine.answer(Request(past))


def test_a_caller_in_python_may_lift_the_limits(engine: Engine) -> None:
    engine.answer(Request(" ".join(["ferry"] * 60), match="any", limited=False))


@pytest.mark.parametrize(
    ("within", "past"),
    [
        (Request("*", page_size=100), Request("*", page_size=101)),
        (Request("*", page_size=1), Request("*", page_size=0)),
        (Request("*", page=10, page_size=100), Request("*", page=11, page_size=100)),
        (Request("*", page=1000, page_size=1), Request("*", page=1001, page_size=1)),
        (Request("*", facets=("year",), facet_size=MOST_COUNTED), Request("*", facets=("year",), facet_size=MOST_COUNTED + 1)),
        (Request("*", snippet_length=1000), Request("*", snippet_length=1001)),
    ],
)
def test_a_page_at_its_limit_is_given_and_one_past_it_is_refused(engine: Engine, within: Request, past: Request) -> None:
    engine.answer(within)
    with pytest.raises(BadParameter):
        engine.answer(past)


@pytest.mark.parametrize("size", [10_000, 1_000_000, 50_000_000])
def test_a_query_over_its_length_costs_nothing_to_refuse(engine: Engine, size: int) -> None:
    spent = time.process_time()
    with pytest.raises(QueryTooLong):
        engine.answer(Request("(ferry OR " * (size // 10)))
    assert time.process_time() - spent < 0.5  # ten times the 50 ms promised, of this process's own time


def test_a_date_may_have_64_characters() -> None:
    assert read_day("5 March 2024" + " " * 52) is not None
    assert read_day("5 March 2024" + " " * 52 + ".") is None


def test_an_article_may_have_two_million_characters(tmp_path: Path) -> None:
    from broadsheet_index import build

    for name, size in (("within", TEXT_LIMIT), ("past", TEXT_LIMIT + 1)):
        record = {"title": "Ferry is late", "body": "The ferry is late. " * (size // 19) + "x" * (size % 19)}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    report = build([tmp_path], tmp_path / "index", jobs=1)
    assert (report.indexed, [skip.path for skip in report.skipped]) == (1, ["past.jsonl#1"])
