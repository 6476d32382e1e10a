"""The command line, taking away: export, watch, batch, completion; queries that begin with a hyphen; clean streams."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet_search.export import FORMATS
from broadsheet_web.cli import commands
from broadsheet_web.commands.export import FORMATS as TOLD

from .pages import folder, text_page
from .test_cli import ROOT, broadsheet

PATHS = os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("taking")
    assert broadsheet("index", folder(place / "pages"), "--into", place / "index").returncode == 0
    return place / "index"


def totals(*arguments: object, index: Path) -> int:
    ran = broadsheet("search", "--json", "--index", index, *arguments)
    assert ran.returncode == 0, ran.stderr
    total: int = json.loads(ran.stdout)["total"]
    return total


HYPHENS = [
    (("-Eastvale",), 4),
    (("-Eastvale ferry",), 4),
    (("ferry", "-Eastvale"), 4),
    (("-hospital",), 5),  # -h is help, -hospital is not
    (("--", "-Eastvale", "ferry"), 4),
    (("--", "--nonsense"), 0),
    (("--source", "-The Echo", "ferry"), 3),
    (("-Eastvale", "--source", "-The Echo"), 3),
]


@pytest.mark.parametrize(("arguments", "total"), HYPHENS)
def test_a_hyphen_before_a_word_of_the_query_excludes_it(index: Path, arguments: tuple[str, ...], total: int) -> None:
    assert totals(*arguments, index=index) == total


def test_an_option_that_does_not_exist_is_still_a_mistake(index: Path) -> None:
    ran = broadsheet("search", "ferry", "--nonsense", "--index", index)
    assert (ran.returncode, ran.stdout) == (2, "")


def test_a_query_that_is_no_utf_8_is_refused(index: Path) -> None:
    command = [sys.executable, "-m", "broadsheet_web.cli", "search", b"caf\xe9", "--index", str(index)]
    ran = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": PATHS}, check=False)  # type: ignore[list-item]
    assert ran.returncode == 2
    assert b"not UTF-8" in ran.stderr


# -- export


def test_export_writes_every_hit_in_each_format(index: Path) -> None:
    lines = [json.loads(line) for line in broadsheet("export", "ferry", "--index", index).stdout.splitlines()]
    assert len(lines) == 6 and lines[-1] == {"end": True, "count": 5}
    assert lines[0]["body"]
    rows = list(csv.DictReader(io.StringIO(broadsheet("export", "ferry", "--format", "csv", "--index", index).stdout)))
    assert [row["id"] for row in rows] == [line["id"] for line in lines[:-1]]
    for form, mark in (("ris", "TY  - NEWS"), ("bibtex", "@misc{"), ("csl", '"type": "article-newspaper"')):
        assert broadsheet("export", "ferry", "--format", form, "--index", index).stdout.count(mark) == 5


def test_export_writes_the_keys_that_are_asked_for_and_nothing_else(index: Path) -> None:
    ran = broadsheet("export", "Eastvale", "--fields", "title,id", "--index", index)
    assert list(json.loads(ran.stdout.splitlines()[0])) == ["id", "title"]
    assert ran.stderr == ""
    assert broadsheet("export", "--fields", "colour", "--index", index).returncode == 2
    assert broadsheet("export", "nothinglikeit", "--fail-empty", "--index", index).returncode == 3


def test_the_command_line_knows_the_formats_there_are() -> None:
    assert tuple(FORMATS) == TOLD


# -- watch


def test_watch_tells_what_is_new_since_last_time_and_exits_with_10(tmp_path: Path) -> None:
    pages, place = folder(tmp_path / "pages"), tmp_path / "index"
    broadsheet("index", pages, "--into", place)
    first = broadsheet("watch", "ferry", "--index", place)
    assert (first.returncode, len(first.stdout.splitlines())) == (10, 5)
    again = broadsheet("watch", "ferry", "--index", place)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    (pages / "six.txt").write_text(text_page("Ferry six", "Sixth Island"))
    (pages / "seven.txt").write_text(text_page("Tram seven", "Seventh Island").replace("ferry", "tram").replace("Ferry", "Tram"))
    broadsheet("index", pages, "--into", place)
    other = broadsheet("watch", "Seventh", "--from-now", "--index", place)
    assert (other.returncode, other.stdout) == (0, "")
    new = broadsheet("watch", "ferry", "--index", place)
    assert new.returncode == 10
    [line] = map(json.loads, new.stdout.splitlines())
    assert line["path"] == "six.txt" and "snippets" not in line
    assert broadsheet("watch", "ferry", "--index", place).returncode == 0
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["index", "index.watch", "pages"]


def test_watch_remembers_where_it_is_told_and_overwrites_nothing_else(index: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    assert broadsheet("watch", "ferry", "--state", state, "--index", index).returncode == 10
    assert broadsheet("watch", "ferry", "--state", state, "--index", index).returncode == 0
    state.write_text("my notes")
    ran = broadsheet("watch", "ferry", "--state", state, "--index", index)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert state.read_text() == "my notes"


# -- batch


def test_batch_asks_every_line_names_a_bad_one_and_goes_on(index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text('ferry\n\n# a remark\n"open\n-Eastvale\n')
    ran = broadsheet("batch", queries, "--index", index)
    assert ran.returncode == 2
    assert ran.stdout == "5\tferry\n4\t-Eastvale\n"
    assert f"{queries}, line 4: " in ran.stderr
    told = [json.loads(line) for line in broadsheet("batch", queries, "--json", "--index", index).stdout.splitlines()]
    assert [(one["line"], one["status"]) for one in told] == [(1, "ok"), (4, "error"), (5, "ok")]
    assert len(told[0]["results"]) == 5 and told[1]["code"] == "invalid_query"


def test_batch_reads_standard_input_and_fails_where_nothing_at_all_is_found(index: Path) -> None:
    ran = broadsheet("batch", "-", "--index", index, "--fail-empty", input="nothinglikeit\n")
    assert (ran.returncode, ran.stdout) == (3, "0\tnothinglikeit\n")
    assert broadsheet("batch", "-", "--index", index, "--fail-empty", input="nothinglikeit\nferry\n").returncode == 0


# -- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_lines_of_completion(shell: str) -> None:
    ran = broadsheet("completion", shell)
    assert ran.returncode == 0
    assert f"_BROADSHEET_COMPLETE={shell}_complete" in ran.stdout
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=ran.stdout, text=True, check=False).returncode == 0


def test_commands_and_options_are_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, at, wanted in (("broadsheet se", "1", "plain,search"), ("broadsheet export --for", "2", "plain,--format")):
        for name, value in (("_BROADSHEET_COMPLETE", "bash_complete"), ("COMP_WORDS", words), ("COMP_CWORD", at)):
            monkeypatch.setenv(name, value)
        assert wanted in broadsheet().stdout.splitlines()


# -- every command


def test_every_command_speaks_json_and_shows_an_example() -> None:
    for name, command in commands.commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert "--json" in options, name
        assert (command.epilog or "").startswith("Example:"), name


def test_no_help_loads_what_only_asking_needs() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom broadsheet_web.cli import commands\n"
        "for name in ('', *commands.commands):\n"
        "    assert CliRunner().invoke(commands, [*filter(None, [name]), '--help']).exit_code == 0\n"
        "print([name for name in ('flask', 'numpy', 'whoosh', 'lxml', 'bs4') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": PATHS}, check=True)
    assert ran.stdout.strip() == "[]"


def test_output_into_a_pipe_has_no_colours_and_nothing_but_data(index: Path) -> None:
    ran = broadsheet("search", "ferry", "--index", index)
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "article" in ran.stderr and "5 articles" not in ran.stdout


def test_a_search_is_cited_with_the_digest_of_its_hits(index: Path) -> None:
    told = json.loads(broadsheet("search", "ferry", "--cite", "--json", "--index", index).stdout)
    assert told["total"] == 5 and told["digest"] in told["text"]
