"""Looking after an index, as its user does it: check, compact, rebuild, forget."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from broadsheet_index import build
from broadsheet_index.errors import BadInput
from broadsheet_index.store import generation, open_snapshot
from broadsheet_index.store.upkeep import damage, forget
from broadsheet_search import Request, open_engine
from broadsheet_web.cli import commands
from broadsheet_web.commands.exits import Exit, exit_code

WORDS = "quixotic lighthouse keeper waves"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, words in (("one", WORDS), ("two", "plain harbour news"), ("three", "plain tram news")):
        record = {"id": name, "url": f"https://echo.example/{name}", "title": f"The {name} story", "date": "2024-06-15",
                  "body": f"Mr Zebedee Quillfeather saw {words}. " * 20}  # fmt: skip
        (folder / f"{name}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(pages: Path, tmp_path: Path) -> Path:
    build([pages], tmp_path / "index", keep_originals=True)
    return tmp_path / "index"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(commands, list(arguments), standalone_mode=False)
    if isinstance(result.exception, Exit):
        result.exit_code = exit_code(result.exception)
    elif result.exception:
        raise result.exception
    return result


def total(index: Path, q: str) -> int:
    with open_engine(index) as engine:
        return engine.answer(Request(q)).total


def holds(folder: Path, words: bytes) -> bool:
    import gzip

    return any(
        words in content or (path.suffix == ".gz" and words in gzip.decompress(content))
        for path in folder.rglob("*")
        if path.is_file()
        for content in (path.read_bytes(),)
    )


def the_id(index: Path, q: str) -> str:
    with open_engine(index) as engine:
        (hit,) = engine.answer(Request(q)).hits
    return hit.id


def test_check_says_that_all_is_well_or_what_is_not(index: Path) -> None:
    assert run("check", "--index", str(index)).exit_code == 0
    assert json.loads(run("check", "--index", str(index), "--json").stdout) == {"index": str(index), "whole": True, "damaged": []}
    segment = next(index.glob("segment-*"))
    whole = segment.read_bytes()
    segment.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    found = run("check", "--index", str(index))
    assert found.exit_code == 7
    assert segment.name in found.stdout


def test_compact_leaves_one_segment_and_every_answer(index: Path, pages: Path) -> None:
    (pages / "two.jsonl").unlink()
    build([pages], index, prune=True)
    assert run("compact", "--index", str(index)).exit_code == 0
    assert len(open_snapshot(index)._held.parts) == 1
    assert (total(index, "*"), total(index, "quixotic"), total(index, "harbour")) == (2, 1, 0)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_rebuild_makes_the_same_index_without_the_pages(index: Path, pages: Path, tmp_path: Path, elsewhere: bool) -> None:
    shutil.rmtree(pages)
    with open_engine(index) as engine:
        before = engine.answer(Request("plain", facets=("person", "year")))
    to = tmp_path / "anew" if elsewhere else index
    number = open_snapshot(index).number
    assert run("rebuild", "--index", str(index), *(["--into", str(to)] if elsewhere else []), "--json").stdout.endswith('"pages": 3}\n')
    with open_engine(to) as engine:
        after = engine.answer(Request("plain", facets=("person", "year")))
    assert (after.total, after.facets, [hit.id for hit in after.hits]) == (before.total, before.facets, [hit.id for hit in before.hits])
    assert elsewhere or open_snapshot(to).number == number + 1
    assert damage(to) == []


def test_a_rebuild_that_breaks_off_leaves_the_index_as_it_was(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "commit", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Exception, match="No space left"):
        run("rebuild", "--index", str(index))
    monkeypatch.undo()
    assert total(index, "*") == 3
    assert damage(index) == []


def test_a_forgotten_article_is_in_no_file_of_the_index(index: Path) -> None:
    id = the_id(index, "quixotic")
    assert holds(index, b"quixotic lighthouse")
    forgotten = run("forget", id, "--reason", "court order", "--index", str(index), "--json")
    assert json.loads(forgotten.stdout)["paths"] == ["one.jsonl#one"]
    for words in (b"quixotic", b"lighthouse", b"The one story", b"echo.example/one"):
        assert not holds(index, words), words
    assert (total(index, "*"), total(index, "quixotic"), total(index, "harbour")) == (2, 0, 1)
    assert damage(index) == []


@pytest.mark.parametrize("full", [False, True])
def test_a_forgotten_article_does_not_come_back(index: Path, pages: Path, full: bool) -> None:
    forget(index, the_id(index, "quixotic"), "court order")
    (pages / "elsewhere.jsonl").write_bytes((pages / "one.jsonl").read_bytes())
    report = build([pages], index, full=full)
    assert {skip.reason for skip in report.skipped} == {"forgotten: court order"}
    assert (total(index, "*"), total(index, "quixotic")) == (2, 0)
    assert not holds(index, b"quixotic")


def test_tombstones_outlive_compacting_and_rebuilding(index: Path, pages: Path, tmp_path: Path) -> None:
    forget(index, the_id(index, "quixotic"), "court order")
    run("compact", "--index", str(index))
    run("rebuild", "--index", str(index))
    run("rebuild", "--index", str(index), "--into", str(tmp_path / "anew"))
    for place in (index, tmp_path / "anew"):
        build([pages], place, full=True)
        assert total(place, "quixotic") == 0


def test_what_is_not_there_cannot_be_forgotten(index: Path) -> None:
    with pytest.raises(BadInput, match="no such article"):
        forget(index, "0123456789abcdef", "why not")
    id = the_id(index, "quixotic")
    forget(index, id, "court order")
    with pytest.raises(BadInput, match="forgotten already"):
        forget(index, id, "again")


@pytest.mark.parametrize("command", ["check", "compact", "rebuild"])
def test_where_no_index_is_it_is_said(tmp_path: Path, command: str) -> None:
    with pytest.raises(Exception, match="no index here"):
        run(command, "--index", str(tmp_path / "nothing"))


def test_info_says_what_each_byte_is_for(index: Path) -> None:
    told = json.loads(run("info", "--index", str(index), "--json").stdout)
    sizes = told["sizes"]
    assert told["bytes"] == sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    assert sizes["words"]["body"] > sizes["words"]["title"] > 0
    assert sizes["texts"]["body"] > 0 and sizes["originals"] > 0
    assert "words of body" in run("info", "--index", str(index)).stdout
