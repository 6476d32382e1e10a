"""`broadsheet demo`: invented articles that show what an archive can do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from broadsheet_search import Engine, Request, open_engine
from broadsheet_web.cli import commands
from broadsheet_web.demo import write


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    ran = CliRunner().invoke(commands, ["demo", "--into", str(folder), "--json"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert told == {"index": str(folder / "index"), "pages": str(folder / "pages")}
    return folder


@pytest.fixture(scope="module")
def engine(archive: Path) -> Engine:
    return open_engine(archive / "index")


FOUND = [
    ('person:"Ruth Amari"', "who is named"),
    ("copies:>2", "stories that several papers took over"),
    ("has:correction", "corrections"),
    ("lang:de", "a second language"),
    ("date:2023-06 has:author", "days and bylines"),
    ("date:none", "pages that tell no date"),
    ("in:removed subscribe", "what was stripped"),
    ('"ferry"', "words"),
]


@pytest.mark.parametrize(("q", "what"), FOUND)
def test_it_holds_something_of_everything(engine: Engine, q: str, what: str) -> None:
    assert engine.answer(Request(q)).total > 0, what


def test_what_was_stripped_is_found_in_no_story(engine: Engine) -> None:
    assert engine.answer(Request("subscribe")).total == 0


def test_it_is_the_same_each_time(archive: Path, tmp_path: Path) -> None:
    write(tmp_path)
    names = sorted(path.relative_to(tmp_path) for path in (tmp_path / "pages").rglob("*") if path.is_file())
    assert len(names) > 200
    assert all((tmp_path / name).read_bytes() == (archive / name).read_bytes() for name in names)


def test_pages_that_are_no_articles_are_named_with_their_reason(archive: Path) -> None:
    ran = CliRunner().invoke(commands, ["info", "--skipped", "--json", "--index", str(archive / "index")])
    reasons = {skip["path"]: skip["reason"] for skip in json.loads(ran.stdout)["skipped"]}
    assert reasons == {"empty.html": "empty file", "front.html": "list page", "gone.html": "no text"}
