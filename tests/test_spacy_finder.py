"""A spaCy pipeline of the user's finds people in the place of ours: a blank one with a list of names, where spaCy is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from broadsheet_index import build, extract
from broadsheet_index.errors import BadInput
from broadsheet_index.people import people_in
from broadsheet_index.people.finders import finder_named
from broadsheet_search import Request
from broadsheet_search.engines.whoosh import WhooshEngine
from broadsheet_web.cli import commands

PATTERNS = ("Elena Koval", "President Tom Barrow", "Koval's", "Zed Zorp", "Harbour\nAuthority")


@pytest.fixture
def model(tmp_path: Path) -> str:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [*({"label": "PERSON", "pattern": name} for name in PATTERNS), {"label": "ORG", "pattern": "Tide Council"}]
    )
    pipeline.to_disk(tmp_path / "model")
    return f"spacy:{tmp_path / 'model'}"


def test_its_mentions_are_trimmed_to_names(model: str) -> None:
    finder = finder_named(model)
    text = "President Tom Barrow met Elena Koval. Koval's guest, Zed Zorp, left the Tide Council."
    assert [text[start:end] for start, end in finder(text)] == ["Tom Barrow", "Elena Koval", "Koval", "Zed Zorp"]
    assert [(who.name, who.mentions) for who in people_in([text], "en", finder)] == [("Tom Barrow", 1), ("Elena Koval", 2), ("Zed Zorp", 1)]
    assert people_in([text], "de", finder) == ()


def test_an_index_is_made_with_it_and_read_again_without(model: str, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    story = "Zed Zorp spoke to the Tide Council on Monday about ferries and fares, and Elena Koval of the harbour was there to listen to him. "
    (pages / "a.jsonl").write_text('{"id": "1", "title": "Ferries", "body": "' + story * 3 + '"}\n', encoding="utf-8")
    found = []
    for people in (model, ""):
        build([pages], into=tmp_path / "index", people=people)
        with WhooshEngine(tmp_path / "index") as engine:
            found.append({who.name for who in engine.answer(Request()).hits[0].article.people})
    assert found[0] == {"Zed Zorp", "Elena Koval"}
    assert "Elena Koval" in found[1]


def test_it_reads_for_extract_and_for_bare_texts_too(model: str, tmp_path: Path) -> None:
    text = "Zed Zorp spoke to the Tide Council on Monday about ferries and fares, and said that all of them would sail. " * 3
    (tmp_path / "page.html").write_text(f"<title>Ferries</title><article><h1>Ferries</h1><p>{text}</p><p>{text}</p></article>", "utf-8")
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": 1, "text": "Zed Zorp spoke."}) + "\n", "utf-8")
    assert [who.name for who in extract(tmp_path / "page.html", people=model).people] == ["Zed Zorp"]
    for command in (["extract", "page.html", "--json"], ["people", "texts.jsonl"]):
        told = CliRunner().invoke(commands, [command[0], str(tmp_path / command[1]), *command[2:], "--people", model])
        assert [who["name"] for who in json.loads(told.stdout)["people"]] == ["Zed Zorp"], told.output
    refused = CliRunner().invoke(commands, ["extract", str(tmp_path / "page.html"), "--people", "spacy:nobody_news"])
    assert refused.exit_code != 0


@pytest.mark.parametrize("name", ["nltk:x", "spacy", "spacy:"])
def test_an_unknown_finder_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="no such finder"):
        finder_named(name)


def test_a_pipeline_that_is_not_there_is_refused_with_what_to_do() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(BadInput, match="python -m spacy download nobody_news"):
        finder_named("spacy:nobody_news")


def test_spacy_that_is_not_there_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(BadInput, match=r"broadsheet\[spacy\]"):
        finder_named("spacy:elsewhere")


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    spacy.blank("en").to_disk(tmp_path / "empty")
    with pytest.raises(BadInput, match="finds no names"):
        finder_named(f"spacy:{tmp_path / 'empty'}")
