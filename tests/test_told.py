"""What the scraper knew (`--meta`, side files, records): who is meant, what cannot be used, what is read again when it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet_index import Report, build
from broadsheet_index.article import Article, Given
from broadsheet_index.as_json import extracted
from broadsheet_index.extraction import extract
from broadsheet_index.read.jsonl import read_jsonl
from broadsheet_index.read.record import told_of
from broadsheet_index.read.told import Told
from broadsheet_search import Request, open_engine

from .crawls import crawls
from .pages import html_page, record, story, text_page

# keys of a record; what is known of it; what cannot be used
RECORDS = [
    ({"date": "2024-02-03"}, Given(date="2024-02-03"), []),
    ({"date": "2024-02"}, Given(date="2024-02"), []),
    ({"date": "3 February 2024"}, Given(date="3 February 2024"), []),
    ({"date": 1706918400}, Given(date="2024-02-03T00:00:00Z"), []),
    ({"date": "1706918400"}, Given(date="2024-02-03T00:00:00Z"), []),
    ({"date": 1707004799.5}, Given(date="2024-02-03T23:59:59Z"), []),
    ({"date": 1706918400000, "fetched": 1706918460000}, Given(date="2024-02-03T00:00:00Z", fetched="2024-02-03T00:01:00Z"), []),
    ({"date": "yesterday"}, Given(), ["date"]),
    ({"date": "2024-02-30"}, Given(), ["date"]),
    ({"date": True}, Given(), ["date"]),
    ({"date": ""}, Given(), ["date"]),
    ({"date": None}, Given(), []),
    ({"fetched": "Monday"}, Given(), ["fetched"]),
    ({"lang": "en-GB"}, Given(lang="en-GB"), []),
    ({"lang": "English"}, Given(), ["language"]),
    ({"lang": "x"}, Given(), ["language"]),
    ({"lang": 7}, Given(), ["language"]),
    ({"source": "The Echo"}, Given(source="The Echo"), []),
    ({"source": ["The Echo"]}, Given(), ["source"]),
    ({"source": {"name": "The Echo", "domain": "echo.example"}}, Given(source="The Echo", domain="echo.example"), []),
    ({"source": {"name": None, "domain": "echo.example"}}, Given(source="echo.example", domain="echo.example"), []),
    ({"published": {"value": "2024-02", "precision": "month"}}, Given(date="2024-02"), []),
    ({"published": {"value": None, "precision": "none"}}, Given(), []),
    ({"authors": "Ines Calder; Owen Hale"}, Given(authors=("Ines Calder", "Owen Hale")), []),
    ({"authors": 7}, Given(), ["authors"]),
    ({"title": "A leak", "title_origin": "first_sentence"}, Given(), []),
]  # fmt: skip


@pytest.mark.parametrize(("told", "given", "faults"), RECORDS)
def test_a_record_says_what_can_be_used_and_the_rest_is_named(told: dict[str, object], given: Given, faults: list[str]) -> None:
    found, odd = told_of(told)
    assert found == given
    assert len(odd) == len(faults)
    assert all(word in what for word, what in zip(faults, odd, strict=True))


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.indexed, report.unchanged, report.vanished, len(report.skipped)


def articles(index: Path, q: str = "*") -> dict[str, Article]:
    with open_engine(index) as engine:
        return {hit.article.path: hit.article for hit in engine.answer(Request(q, page_size=100)).hits}


def meta(tmp_path: Path, *rows: dict[str, object]) -> Path:
    file = tmp_path / "meta.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def mirror(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("one", "two", "three"):
        (pages / f"{name}.html").write_text(html_page(f"Ferry {name}", url=f"https://echo.example/{name}"), encoding="utf-8")
    return pages


def test_a_change_by_address_reads_the_pages_concerned_again_and_no_others(tmp_path: Path) -> None:
    pages, index = mirror(tmp_path), tmp_path / "index"
    build([pages], index)
    row = {"url": "http://www.echo.example/two/?utm_source=x", "date": "2024-02-03"}
    assert counts(build([pages], index, meta=meta(tmp_path, row))) == (1, 2, 0, 0)
    assert list(articles(index, "date:2024-02-03")) == ["two.html"]
    assert counts(build([pages], index, meta=meta(tmp_path, row))) == (0, 3, 0, 0)
    assert counts(build([pages], index, meta=meta(tmp_path, row | {"date": "2024-02-04"}, {"url": "https://echo.example/one", "lang": "de"}))) == (2, 1, 0, 0)
    assert list(articles(index, "date:2024-02-04")) == ["two.html"]
    assert counts(build([pages], index)) == (2, 1, 0, 0)
    assert articles(index, "date:2024") == {}


def test_a_change_by_address_reaches_records_of_a_crawl(tmp_path: Path) -> None:
    crawl, index = tmp_path / "crawl.warc", tmp_path / "index"
    crawl.write_bytes(crawls(3)[0])
    build([crawl], index)
    url = next(iter(articles(index).values())).url
    assert url
    before = len(articles(index))
    assert counts(build([crawl], index, meta=meta(tmp_path, {"url": url, "source": "The Gazette"}))) == (1, before - 1, 0, 0)
    assert [one.url for one in articles(index).values() if one.source.name == "The Gazette"] == [url]


def test_one_record_of_a_file_is_meant_by_its_path(tmp_path: Path) -> None:
    file, index = tmp_path / "pages.jsonl", tmp_path / "index"
    file.write_text(record(1) + "\n" + record(2) + "\n", encoding="utf-8")
    build([file], index)
    row = {"path": "pages.jsonl#2", "source": "The Gazette"}
    assert counts(build([file], index, meta=meta(tmp_path, row))) == (1, 1, 0, 0)
    assert list(articles(index, 'source:"The Gazette"')) == ["pages.jsonl#2"]
    assert counts(build([file], index, meta=meta(tmp_path, row))) == (0, 2, 0, 0)
    assert counts(build([file], index)) == (1, 1, 0, 0)


def test_a_path_may_be_relative_to_the_metadata_file(tmp_path: Path) -> None:
    pages = mirror(tmp_path)
    report = build([pages], tmp_path / "index", meta=meta(tmp_path, {"path": "pages/two.html", "date": "2024-02-03"}))
    assert report.notes == ()
    assert list(articles(tmp_path / "index", "date:2024-02-03")) == ["two.html"]


def test_rows_of_no_page_and_values_of_no_use_are_noted_with_file_and_row(tmp_path: Path) -> None:
    pages, index = mirror(tmp_path), tmp_path / "index"
    file = tmp_path / "meta.csv"
    file.write_text(
        "path,url,date,lang\none.html,,last week,en\n,https://echo.example/two,2024-02-03,\nten.html,,2024,\n,https://echo.example/9,2024,English!\n",
        encoding="utf-8",
    )
    for _ in range(2):  # the second time every page is as it was
        notes = [(note.path.rpartition("/")[2], note.reason) for note in build([pages], index, meta=file).notes]
        assert [where for where, _ in notes] == ["meta.csv, line 2", "meta.csv, line 5", "meta.csv, line 4", "meta.csv, line 5"]
        assert 'date "last week"' in notes[0][1]
        assert "English!" in notes[1][1]
        assert "ten.html" in notes[2][1]
        assert "echo.example/9" in notes[3][1]


def test_hundreds_of_rows_of_no_page_are_summed_up(tmp_path: Path) -> None:
    pages = mirror(tmp_path)
    report = build([pages], tmp_path / "index", meta=meta(tmp_path, *({"path": f"{number}.html"} for number in range(300))))
    assert len(report.notes) == 21
    assert "280 more rows" in report.notes[-1].reason


def test_a_side_file_speaks_for_the_page_beside_it_and_for_no_file_of_records(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(record(1) + "\n" + record(2) + "\n", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"title": "One title for all"}', encoding="utf-8")
    (tmp_path / "b.html").write_text(html_page(), encoding="utf-8")
    (tmp_path / "b.json").write_text('{"title": "A title of its own", "lang": "?"}', encoding="utf-8")
    report = build([tmp_path], tmp_path / "index")
    titles = {path: one.title for path, one in articles(tmp_path / "index").items()}
    assert titles == {"a.jsonl#1": "Ferry number 1", "a.jsonl#2": "Ferry number 2", "b.html": "A title of its own"}
    assert [(skip.path, skip.reason) for skip in report.skipped] == [("a.json", "no page: .json")]
    assert [note.path.rpartition("/")[2] for note in report.notes] == ["b.json"]


def test_a_folder_inside_an_indexed_one_changes_no_path_and_no_address(tmp_path: Path) -> None:
    pages, index = tmp_path / "pages", tmp_path / "index"
    (pages / "deep").mkdir(parents=True)
    (pages / "deep" / "one.txt").write_text(text_page(), encoding="utf-8")
    build([pages], index)

    def known() -> set[tuple[str, str]]:
        with open_engine(index) as engine:
            return {(hit.id, hit.article.path) for hit in engine.answer(Request("*")).hits}

    before = known()
    (pages / "deep" / "one.txt").write_text(text_page("Ferry sails again"), encoding="utf-8")
    (pages / "deep" / "two.txt").write_text(text_page("Another leak", "Eastvale"), encoding="utf-8")
    assert counts(build([pages / "deep"], index)) == (2, 0, 0, 0)
    assert {path for _, path in known()} == {"deep/one.txt", "deep/two.txt"}
    assert before < known()
    assert counts(build([pages / "deep" / "one.txt"], index, full=True)) == (1, 0, 0, 0)
    assert counts(build([pages], index)) == (0, 2, 0, 0)


def test_what_extract_prints_is_read_as_records(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        html_page(url="https://echo.example/leak").replace("<article>", '<article><time datetime="2024-03-01">1 March</time>'), encoding="utf-8"
    )
    build([tmp_path / "page.html"], tmp_path / "first")
    (first,) = articles(tmp_path / "first").values()
    file = tmp_path / "again.jsonl"
    file.write_text(json.dumps(extracted(first)) + "\n", encoding="utf-8")
    (found,) = read_jsonl(file, file.name, Given())
    assert found.page
    assert found.reason is None
    again = extract(found.page)
    assert (again.body, again.title, again.url, again.source, again.lang) == (first.body, first.title, first.url, first.source, first.lang)
    assert (again.published.value, again.published.origin) == ("2024-03-01", "given")
    assert {key for key, _ in again.extra} == {"subtitle", "agency", "place", "modified", "corrections", "captions", "section"}


def test_seconds_since_1970_are_a_day_that_was_given(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "date": 1706918400, "body": story()}), json.dumps({"id": "b", "date": "1706918400123", "body": story("Eastvale")})]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([tmp_path / "r.jsonl"], tmp_path / "index")
    for one in articles(tmp_path / "index").values():
        assert (one.published.value, one.published.precision, one.published.origin) == ("2024-02-03", "day", "given")


def test_a_row_that_is_asked_for_is_not_told_as_unused(tmp_path: Path) -> None:
    told = Told(meta(tmp_path, {"path": "a.html"}, {"url": "https://echo.example/b"}, {"path": "c.html"}))
    told.of(tmp_path / "a.html", "a.html")
    told.asked(["http://www.echo.example/b/"])
    assert [what for _, what in told.unused()] == ["no page that was read has the path or address c.html"]
