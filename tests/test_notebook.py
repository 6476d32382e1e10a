"""For notebooks and scripts: the Python calls that are promised, typed; tables of pandas; the journalist's script."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import get_type_hints

import pandas
import pytest

import broadsheet_index
import broadsheet_search
from broadsheet_index.article import Person, Published
from broadsheet_search import Engine, Request
from broadsheet_search.engines.memory import MemoryEngine

from .newsroom import ARTICLES, FERRY
from .test_docs import READMES, blocks, run


def test_an_answer_is_a_table_with_a_row_a_hit() -> None:
    table = MemoryEngine(ARTICLES).answer(Request("ferry", sort="newest")).to_dataframe()
    assert list(table["id"]) == ["bridge", "ferry", "storm"]
    assert list(table["published"])[:2] == ["2024-06", "2023-12-20"]
    assert table["day"].dtype.kind == "M"
    assert [None if pandas.isna(day) else day.date().isoformat() for day in table["day"]] == ["2024-06-01", "2023-12-20", None]
    assert table["people"][1] == ["Mara Lindqvist", "Olle Berg"]
    assert MemoryEngine(ARTICLES).answer(Request("nothinglikeit")).to_dataframe().empty


def test_a_walk_is_a_table_of_all_hits() -> None:
    with MemoryEngine(ARTICLES).walk(Request("*")) as walked:
        assert len(walked.to_dataframe()) == 5


def test_dates_of_any_year_are_days_of_the_table() -> None:
    old = {str(year): FERRY.__class__(f"{year}", "0", "t", ("x",), published=Published(f"{year:04}", "year")) for year in (1, 1850, 9999)}
    days = MemoryEngine(old).answer(Request("*", sort="oldest")).to_dataframe()["day"]
    assert [day.year for day in days] == [1, 1850, 9999]


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        MemoryEngine(ARTICLES).answer(Request("ferry")).to_dataframe()


def test_every_promised_name_is_there_typed_and_documented() -> None:
    for module in (broadsheet_index, broadsheet_search):
        for name in module.__all__:
            promised = getattr(module, name)
            assert name == "__version__" or promised.__doc__, name
    for function in (broadsheet_index.build, broadsheet_index.extract, broadsheet_search.open_engine):
        assert "return" in function.__annotations__
    for name in ("answer", "article", "versions", "walk", "timeline", "similar", "suggest", "generation"):
        method = getattr(Engine, name)
        assert method.__doc__ and "return" in method.__annotations__
    assert set(get_type_hints(Request)) == set(Request.__slots__)


def test_the_script_of_the_readme_writes_people_by_month(tmp_path: Path) -> None:
    [script] = [code for _, code in blocks("python") if "people-by-month.csv" in code]
    assert len(script.splitlines()) <= 22 and READMES
    pages = tmp_path / "pages.jsonl"
    texts = [("2024-05-02", "President Joe Biden met Mara Lindqvist in Norrhamn."), ("2024-06-20", "Joe Biden spoke with Mara Lindqvist again."),
             ("2024-06-21", "President Joe Biden left Norrhamn on Friday evening.")]  # fmt: skip
    pages.write_text("".join(f'{{"id": "{n}", "title": "Visit {n}", "date": "{day}", "body": "{text}"}}\n' for n, (day, text) in enumerate(texts)))
    broadsheet_index.build([pages], into=tmp_path / "my-index")
    run(script, tmp_path)
    rows = list(csv.reader((tmp_path / "people-by-month.csv").open(encoding="utf-8", newline="")))
    assert rows[0] == ["month", "person", "articles"]
    assert ["2024-05", "Joe Biden", "1"] in rows and ["2024-06", "Joe Biden", "2"] in rows and ["2024-06", "Mara Lindqvist", "1"] in rows


def test_a_person_is_named_as_the_article_names_them() -> None:
    assert FERRY.people[0] == Person("Mara Lindqvist", 2, ("Mara Lindqvist", "Lindqvist"))
