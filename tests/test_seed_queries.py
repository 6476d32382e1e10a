"""Which seed page must win a query, and why (seeds/queries.tsv), by every way of asking."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet_index import build
from broadsheet_search import Engine, Request, open_engine

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).parent / "seeds" / "queries.tsv"


def rows() -> list[tuple[str, list[str]]]:
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert all(len(line) == 3 and line[2] for line in lines)
    return [(query, [] if pages == "-" else pages.split()) for query, pages, _ in lines]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    index = tmp_path_factory.mktemp("seeds") / "index"
    assert build([ROOT / "seeds"], index).indexed == 5
    with open_engine(index) as opened:
        yield opened


@pytest.mark.parametrize(("query", "pages"), rows())
def test_a_query_finds_the_pages_of_the_table(engine: Engine, query: str, pages: list[str]) -> None:
    found = [hit.article.path[:3] for hit in engine.answer(Request(query, lenient=True)).hits]
    assert sorted(found) == pages


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_a_day_is_a_day_in_every_time_zone_of_the_server(tmp_path: Path, zone: str) -> None:
    code = (
        "import sys; from broadsheet_index import build; from broadsheet_search import Request, open_engine\n"
        f"build([{str(ROOT / 'seeds')!r}], {str(tmp_path / 'index')!r})\n"
        f"engine = open_engine({str(tmp_path / 'index')!r})\n"
        "print([engine.answer(Request(q)).total for q in ('date:2023-12-20', 'date:2023-12-19', 'date:2023-12-21')])"
    )
    paths = os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))
    environment = {**os.environ, "PYTHONPATH": paths, "TZ": zone}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert ran.stdout.strip() == "[1, 0, 0]"
    assert time.tzname  # the zone is the child's alone


def test_undated_pages_never_match_a_range_and_are_counted(engine: Engine) -> None:
    answer = engine.answer(Request("Putin date:2020..2025"))
    assert [hit.article.path[:3] for hit in answer.hits] == ["000"]
    assert answer.undated_excluded == 3


def test_facets_count_people_sources_and_years(engine: Engine) -> None:
    answer = engine.answer(Request("*", facets=("person", "source", "year")))
    assert {count.value: count.count for count in answer.facets["person"]}["Vladimir Putin"] == 4
    assert {count.value for count in answer.facets["source"]} == {"TASS", "The Kyiv Independent"}
    assert [(count.value, count.count) for count in answer.facets["year"]] == [("2023", 1)]
