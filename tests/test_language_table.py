"""search/README.md's tables are whole: every need, rule and field of the language, every parameter, route and command has a row;
every text and test is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from broadsheet_index.fields import FIELDS
from broadsheet_search.query.clause import COMMANDS
from broadsheet_web.asked import KNOWN
from broadsheet_web.cli import commands
from broadsheet_web.openapi import document

ROOT = Path(__file__).parent.parent
NEEDS = (
    *("words, any order", "phrase", "near", "exclude", "headline only", "person", "author", "source", "other facts", "date", "state"),
    *("what was stripped", "exactly so", "everything"),
    *(f"rule {number}" for number in range(1, 12)),
)


def _table(head: str) -> list[list[str]]:
    """The rows of the table that begins so, a list of cells each."""
    text = (ROOT / "search" / "README.md").read_text(encoding="utf-8").partition(f"| {head} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in text.splitlines()[2:]]


def _quoted(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


ROWS = {need: (_quoted(queries), _quoted(tests)) for need, queries, tests in _table("need or rule")}
TAKEN = [(_quoted(names), _quoted(tests)) for names, tests in _table("parameter, route or command")]
ASKED = [query for queries, _ in ROWS.values() for query in queries]
TABLE = [line.split("\t")[1] for line in (ROOT / "tests" / "query" / "parse.tsv").read_text(encoding="utf-8").splitlines() if "\t" in line]


def test_every_need_and_every_rule_has_a_row() -> None:
    assert [need for need in NEEDS if need not in ROWS] == []
    assert all(queries and tests for queries, tests in ROWS.values())


@pytest.mark.parametrize("query", ASKED)
def test_every_text_stands_in_the_table_of_texts_and_trees(query: str) -> None:
    assert any(row == query or row.startswith(query + " ") for row in TABLE)


@pytest.mark.parametrize("test", sorted({test for _, tests in [*ROWS.values(), *TAKEN] for test in tests}))
def test_every_test_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*(name for field in FIELDS if not field.hidden for name in (field.name, *field.aliases)), *COMMANDS])
def test_every_field_and_alias_has_a_text(name: str) -> None:
    assert any(re.search(rf"(?<!\w){name}:", query) for query in ASKED)


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "-", '"', "~", "=", "*", "?", "(", "..", ">=", "TO", "last:", "none"])
def test_every_operator_has_a_text(operator: str) -> None:
    assert any(operator in query for query in ASKED)


@pytest.mark.parametrize("name", [*KNOWN, *document()["paths"], *commands.commands])
def test_every_parameter_route_and_command_has_a_row(name: str) -> None:
    assert any(name in names or f"broadsheet {name}" in names for names, tests in TAKEN if tests)
