"""`broadsheet extract`: what it prints for people and for programs, and that nothing on a page stops the run."""

from __future__ import annotations

import json
from pathlib import Path

from .pages import html_page, record, text_page
from .test_cli import broadsheet

SHELL = "<html><head><title>Echo</title></head><body><div id=root></div><script>var a = 1</script></body></html>"


def test_a_page_is_printed_as_a_person_reads_it_with_what_was_removed_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html_page(url="https://echo.example/leak"), encoding="utf-8")
    lines = broadsheet("extract", tmp_path / "page.html").stdout.splitlines()
    assert lines[:4] == ["Ferry cancelled after leak", "The Echo · no date · en", "https://echo.example/leak", "People: Ruth Amari (1)"]
    assert lines[4] == "! no-date: Nothing on the page says when it was published."
    assert lines.index("  [headline] Ferry cancelled after leak") < next(at for at, line in enumerate(lines) if line.startswith("The ferry to"))
    assert any(line.startswith("  [legal notice] Copyright") for line in lines)


def test_a_page_without_a_story_is_printed_with_its_flag_and_one_that_gives_nothing_is_named(tmp_path: Path) -> None:
    for name, content in (("a.html", ""), ("b.html", SHELL), ("c.html", html_page())):
        (tmp_path / name).write_text(content, encoding="utf-8")
    ran = broadsheet("extract", tmp_path, "--json", "--strict")
    found = {one["path"]: one for one in map(json.loads, ran.stdout.splitlines())}
    assert list(found) == ["b.html", "c.html"]
    assert (found["b.html"]["body"], "script-only" in found["b.html"]["flags"]) == ([], True)
    assert "a.html: empty file" in ran.stderr
    assert ran.returncode == 4
    assert broadsheet("extract", tmp_path, "--json").returncode == 0


def test_an_explanation_goes_on_after_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("", encoding="utf-8")
    (tmp_path / "b.html").write_text(html_page(), encoding="utf-8")
    ran = broadsheet("extract", tmp_path, "--explain")
    assert "a.html: empty file" in ran.stderr
    assert "b.html" in ran.stdout
    assert "legal notice" in ran.stdout
    told = json.loads(broadsheet("extract", tmp_path / "b.html", "--explain", "--json").stdout)
    assert {block["verdict"] for block in told["blocks"]} >= {"headline", "kept"}
    assert all(sum(block["evidence"].values()) == block["sum"] for block in told["blocks"])


def test_a_name_that_begins_with_a_hyphen_is_named_after_two(tmp_path: Path) -> None:
    (tmp_path / "-odd.txt").write_text(text_page(), encoding="utf-8")
    ran = broadsheet("extract", "--json", "--", "-odd.txt", cwd=tmp_path)
    assert json.loads(ran.stdout)["path"] == "-odd.txt"


def test_what_the_scraper_knew_and_the_user_said_of_a_site_is_taken(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(record(1, url="https://echo.example/1") + "\n" + record(2) + "\n", encoding="utf-8")
    (tmp_path / "meta.csv").write_text("path,url,title\nr.jsonl#2,,Given to the second\n,https://echo.example/1,Given to the first\n", encoding="utf-8")
    (tmp_path / "sites.toml").write_text('["echo.example"]\ndrop-phrases = ["since 1951"]\n', encoding="utf-8")
    ran = broadsheet("extract", tmp_path / "r.jsonl", "--json", "--meta", tmp_path / "meta.csv", "--sites", tmp_path / "sites.toml")
    first, second = map(json.loads, ran.stdout.splitlines())
    assert (first["title"], second["title"]) == ("Given to the first", "Given to the second")
    assert (len(first["body"]), len(second["body"])) == (2, 3)
    assert [one["rule"] for one in first["removed"]] == ["yours"]


def test_originals_are_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html_page(), encoding="utf-8")
    assert broadsheet("index", tmp_path / "page.html", "--into", tmp_path / "index", "--keep-originals").returncode == 0
    kept = [file.name for file in (tmp_path / "index" / "originals").rglob("*") if file.is_file()]
    assert len(kept) == 1
    assert kept[0].endswith(".gz")
