"""The command line as a shell sees it: output, exit codes, and nothing on the wrong stream."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from .pages import folder, record, text_page

ROOT = Path(__file__).parent.parent
COMMANDS = ("index", "extract", "search", "show", "explain", "people", "info", "serve")
Ran = subprocess.CompletedProcess[str]


def broadsheet(*arguments: object, **more: object) -> Ran:
    command = [sys.executable, "-m", "broadsheet_web.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))}
    return subprocess.run(command, capture_output=True, text=True, env=environment, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    ran = broadsheet("index", folder(place / "pages"), "--into", place / "index", "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"indexed": 5, "unchanged": 0, "vanished": 0, "skipped": [], "notes": []}
    return place / "index"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_and_gives_an_example(command: str) -> None:
    ran = broadsheet(command, "--help")
    assert ran.returncode == 0
    assert "Example:" in ran.stdout


def test_search_prints_hits_for_people_and_json_for_scripts(index: Path) -> None:
    ran = broadsheet("search", "Eastvale", "--index", index)
    assert ran.returncode == 0
    assert "Tram strike ends" in ran.stdout
    assert "1 article. Eastvale." in ran.stderr
    found = json.loads(broadsheet("search", "ferry", "--index", index, "--json", "--facet", "source").stdout)
    assert found["total"] == 5
    assert found["facets"]["source"] == [{"value": "The Echo", "count": 2}]


def test_the_index_is_named_by_the_environment_too(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_INDEX", str(index))
    assert "5 articles" in broadsheet("info").stdout


def test_show_prints_one_article_whole(index: Path) -> None:
    id = json.loads(broadsheet("search", "path:one.txt", "--index", index, "--json").stdout)["results"][0]["id"]
    ran = broadsheet("show", id, "--removed", "--index", index)
    assert "[related links] Tram fares to rise in autumn" in ran.stdout
    assert "Captain Ruth Amari" in ran.stdout
    told = json.loads(broadsheet("show", id, "--json", "--index", index).stdout)
    assert told["id"] == id and told["title"] == "Ferry cancelled after leak"


def test_explain_counts_each_clause(index: Path) -> None:
    told = json.loads(broadsheet("explain", "ferry Eastvale OR Millbrook", "--json", "--index", index).stdout)
    assert told["canonical"] == "ferry (Eastvale OR Millbrook)"
    assert told["clauses"] == [{"text": "ferry", "total": 5}, {"text": "Eastvale OR Millbrook", "total": 2}]
    assert told["total"] == 2


def test_extract_prints_an_article_a_line_in_order_and_names_what_gives_none(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "empty.txt").write_text("")
    ran = broadsheet("extract", tmp_path, "--json")
    paths = [json.loads(line)["path"] for line in ran.stdout.splitlines()]
    assert paths == ["deep/records.jsonl#1", "deep/records.jsonl#2", "deep/three.html.gz", "one.txt", "two.html"]
    assert "empty.txt" in ran.stderr


def test_extract_explains_each_block_with_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(text_page())
    ran = broadsheet("extract", tmp_path / "one.txt", "--explain")
    assert ran.returncode == 0, ran.stderr
    line = next(line for line in ran.stdout.splitlines() if "Tram fares to rise" in line)
    assert "related links" in line


def test_people_reads_texts_and_prints_who_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "1", "text": "President Joe Biden met Xi Jinping. Biden left."}) + "\n")
    told = json.loads(broadsheet("people", tmp_path / "t.jsonl").stdout)
    assert {"name": "Joe Biden", "mentions": 2, "spellings": ["Joe Biden", "Biden"]} in told["people"]


CODES = [
    (("search", '"open', "--index", "{index}"), 2, "never closed"),
    (("search", "foo:bar", "--index", "{index}"), 2, "no field"),
    (("search", "ferry", "--page-size", "101", "--index", "{index}"), 2, "page_size"),
    (("search", "nothinglikeit", "--fail-empty", "--index", "{index}"), 3, ""),
    (("show", "0000000000000000", "--index", "{index}"), 3, "no article"),
    (("search", "ferry", "--index", "{index}-none"), 7, "no index here"),
    (("index", "{index}-none", "--into", "{index}"), 2, "no such file"),
    (("serve", "--host", "0.0.0.0", "--index", "{index}"), 2, "--public"),
    (("nonsense",), 2, "No such command"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), CODES)
def test_exit_codes_are_those_of_the_documentation(index: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = broadsheet(*(argument.format(index=index) for argument in arguments))
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_strict_exits_with_4_where_something_was_skipped(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text(record(1) + "\n{broken\n")
    assert broadsheet("index", tmp_path / "records.jsonl", "--into", tmp_path / "index").returncode == 0
    assert broadsheet("index", tmp_path / "records.jsonl", "--into", tmp_path / "index", "--strict").returncode == 4


def test_a_dash_reads_paths_from_standard_input(tmp_path: Path) -> None:
    folder(tmp_path / "pages")
    paths = f"{tmp_path}/pages/one.txt\n{tmp_path}/pages/two.html\n"
    ran = broadsheet("index", "-", "--into", tmp_path / "index", "--json", input=paths)
    assert json.loads(ran.stdout)["indexed"] == 2


def test_output_cut_short_is_no_error(index: Path) -> None:
    ran = broadsheet("search", "ferry", "--index", index)
    assert len(ran.stdout.splitlines()) > 3
    command = f"{sys.executable} -m broadsheet_web.cli search ferry --json --index {index} | head -c 10"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))}
    piped = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert piped.stderr == ""


def test_serve_indexes_a_folder_tells_where_it_listens_and_stops_when_told(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))}
    command = [sys.executable, "-m", "broadsheet_web.cli", "serve", str(pages), "--index", str(tmp_path / "index"), "--port", "0"]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert served.stdout
        address = served.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}/api/search?q=ferry", timeout=10) as reply:
            assert json.load(reply)["total"] == 5
        broadsheet("index", "-", "--into", tmp_path / "index", input="")
        (pages / "six.txt").write_text(text_page("Ferry six", "Sixth Island"))
        broadsheet("index", pages, "--into", tmp_path / "index")
        time.sleep(1.1)  # the engine looks for a newer generation once a second
        with urllib.request.urlopen(f"{address}/api/search?q=ferry", timeout=10) as reply:
            assert json.load(reply)["total"] == 6
    finally:
        served.send_signal(signal.SIGTERM)
        assert served.wait(10) == 0
        for stream in (served.stdout, served.stderr):
            if stream:
                stream.close()
