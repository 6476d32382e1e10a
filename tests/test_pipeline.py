"""An index is brought up to date with a folder: what is new, changed and gone, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import broadsheet_index
from broadsheet_index import Report, build
from broadsheet_index.errors import BadInput, Locked, NotEmpty, TooManyVanished
from broadsheet_index.report import Progress
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Request, open_engine

from .pages import folder, html_page, record, story, text_page


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return folder(tmp_path / "pages")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.indexed, report.unchanged, report.vanished, len(report.skipped)


def found(index: Path, q: str = "*") -> list[str]:
    with open_engine(index) as engine:
        return sorted(hit.article.path for hit in engine.answer(Request(q, page_size=100)).hits)


ALL = ["deep/records.jsonl#1", "deep/records.jsonl#2", "deep/three.html.gz", "one.txt", "two.html"]


def test_a_folder_is_indexed_and_then_there_is_nothing_to_do(pages: Path, index: Path) -> None:
    assert counts(build([pages], index)) == (5, 0, 0, 0)
    assert found(index) == ALL
    assert counts(build([pages], index)) == (0, 5, 0, 0)
    assert found(index, "Eastvale") == ["two.html"]


def test_a_changed_an_added_and_a_deleted_page_are_brought_up_to_date(pages: Path, index: Path) -> None:
    build([pages], index)
    (pages / "one.txt").write_text(text_page("Ferry sails again", "Harbourton"), encoding="utf-8")
    (pages / "four.txt").write_text(text_page("Pier painted green", "Oyster Bay"), encoding="utf-8")
    (pages / "two.html").unlink()
    assert counts(build([pages], index)) == (2, 3, 1, 0)
    assert found(index) == ["deep/records.jsonl#1", "deep/records.jsonl#2", "deep/three.html.gz", "four.txt", "one.txt"]
    assert found(index, "Harbourton") == ["one.txt"]
    assert found(index, "Eastvale") == []


def test_one_line_of_a_file_of_records_is_brought_up_to_date_alone(pages: Path, index: Path) -> None:
    build([pages], index)
    (pages / "deep" / "records.jsonl").write_text(record(2, title="Ferry two renamed") + "\n" + record(3) + "\n", encoding="utf-8")
    assert counts(build([pages], index)) == (2, 3, 1, 0)
    assert found(index, "renamed") == ["deep/records.jsonl#2"]


def test_indexing_another_folder_removes_nothing(pages: Path, index: Path, tmp_path: Path) -> None:
    build([pages], index)
    other = tmp_path / "other"
    other.mkdir()
    (other / "five.txt").write_text(text_page("Lighthouse sold", "Gull Head"), encoding="utf-8")
    assert counts(build([other], index)) == (1, 0, 0, 0)
    assert len(found(index)) == 6


def test_a_folder_inside_an_indexed_one_adds_nothing_twice(pages: Path, index: Path) -> None:
    build([pages], index)
    assert counts(build([pages / "deep"], index)) == (0, 3, 0, 0)
    assert found(index) == ALL


def test_a_folder_that_lost_more_than_a_tenth_is_refused_and_pruned_on_demand(pages: Path, index: Path) -> None:
    build([pages], index)
    (pages / "one.txt").unlink()
    (pages / "two.html").unlink()
    with pytest.raises(TooManyVanished):
        build([pages], index)
    assert found(index) == ALL
    assert counts(build([pages], index, prune=True)) == (0, 3, 2, 0)


def test_a_missing_folder_is_refused_and_pruned_on_demand(pages: Path, index: Path) -> None:
    build([pages], index)
    pages.rename(pages.with_name("moved"))
    with pytest.raises(BadInput):
        build([pages], index)
    assert build([pages], index, prune=True).vanished == 5
    assert found(index) == []


def test_a_dry_run_changes_nothing(pages: Path, index: Path) -> None:
    build([pages], index)
    (pages / "two.html").unlink()
    assert counts(build([pages], index, dry_run=True)) == (0, 4, 1, 0)
    assert found(index) == ALL


def test_full_reads_every_page_again(pages: Path, index: Path) -> None:
    build([pages], index)
    assert counts(build([pages], index, full=True)) == (5, 0, 0, 0)
    assert found(index) == ALL


def test_what_cannot_be_read_is_listed_with_its_reason_and_the_rest_goes_on(pages: Path, index: Path) -> None:
    (pages / "empty.html").write_bytes(b"")
    (pages / "broken.txt.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    (pages / "picture.jpg").write_bytes(b"\xff\xd8")
    (pages / "link.txt").symlink_to(pages / "one.txt")
    os.mkfifo(pages / "pipe.txt")
    (pages / "records.jsonl").write_text(record(7) + "\n{not json\n\n" + record(8) + "\n[1]\n", encoding="utf-8")
    report = build([pages], index)
    assert report.indexed == 7
    reasons = {skip.path: skip.reason for skip in report.skipped}
    assert set(reasons) == {
        "empty.html",
        "broken.txt.gz",
        "picture.jpg",
        "link.txt",
        "pipe.txt",
        "records.jsonl#2",
        "records.jsonl#5",
    }
    assert "line 2: not JSON" in reasons["records.jsonl#2"]
    again = build([pages], index)
    assert counts(again) == (0, 7, 0, 7)
    with open_engine(index) as engine:
        assert {path for path, _ in engine.skipped()} == set(reasons)  # type: ignore[attr-defined]


def test_two_records_with_one_id_are_both_kept_and_the_clash_is_told(tmp_path: Path, index: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(record(9, title="Oyster beds reopen") + "\n" + record(9, title="Pier painted") + "\n", encoding="utf-8")
    report = build([file], index)
    assert report.indexed == 2
    assert [note.path for note in report.notes] == ["records.jsonl#2"]
    assert found(index) == ["records.jsonl#2", "records.jsonl#9"]


def test_the_same_address_twice_is_one_article_and_the_other_takes_its_place_when_it_goes(tmp_path: Path, index: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    address = "https://echo.example/bell"
    (pages / "a.html").write_text(html_page("Bell found", "Gull Rock", address), encoding="utf-8")
    (pages / "b.html").write_text(html_page("Bell found again", "Gull Rock, said to be empty,", address), encoding="utf-8")
    (pages / "b.json").write_text(json.dumps({"fetched": "2024-05-01T10:00:00Z"}), encoding="utf-8")
    assert build([pages], index).indexed == 2
    assert found(index) == ["b.html"]
    (pages / "b.html").unlink()
    build([pages], index)
    assert found(index) == ["a.html"]


def test_what_the_scraper_knew_outranks_the_page(pages: Path, index: Path, tmp_path: Path) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text("path,source,date,authors\none.txt,The Gazette,2024-02-03,Ines Calder; Owen Hale\n", encoding="utf-8")
    build([pages], index, meta=meta)
    with open_engine(index) as engine:
        article = engine.answer(Request("path:one.txt")).hits[0].article
    assert article.source.name == "The Gazette"
    assert (article.published.value, article.published.origin) == ("2024-02-03", "given")
    assert article.authors == ("Ines Calder", "Owen Hale")


def test_metadata_by_address_reaches_a_page_that_tells_its_address(tmp_path: Path, index: Path) -> None:
    (tmp_path / "page.html").write_text(html_page(url="https://echo.example/leak?utm_source=x"), encoding="utf-8")
    meta = tmp_path / "meta.jsonl"
    meta.write_text(json.dumps({"url": "https://echo.example/leak?utm_source=x", "date": "2024-02-03"}) + "\n", encoding="utf-8")
    build([tmp_path / "page.html"], index, meta=meta)
    assert found(index, "date:2024-02-03") == ["page.html"]


def test_a_metadata_file_that_names_no_page_is_refused(pages: Path, index: Path, tmp_path: Path) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text("source,date\nGazette,2024\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 2"):
        build([pages], index, meta=meta)


def test_originals_are_kept_only_when_asked(pages: Path, index: Path) -> None:
    build([pages], index)
    assert not (index / "originals").exists()
    build([pages], index, full=True, keep_originals=True)
    assert len(list((index / "originals").rglob("*.gz"))) == 5


def test_an_interrupted_run_goes_on_where_it_stopped(pages: Path, index: Path) -> None:
    for number in range(20):
        (pages / f"more{number:02}.txt").write_text(text_page(f"Ferry {number} cancelled", f"Island{number}"), encoding="utf-8")

    def interrupt(progress: Progress) -> None:
        if progress.indexed >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([pages], index, jobs=1, progress=interrupt)
    kept = len(found(index))
    assert 10 <= kept < 25
    report = build([pages], index)
    assert (report.indexed, report.unchanged) == (25 - kept, kept)
    assert len(found(index)) == 25


def test_a_run_interrupted_inside_a_file_keeps_what_it_read(tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadsheet_index.pipeline, "COMMIT_PAGES", 5)
    file = tmp_path / "records.jsonl"
    file.write_text("\n".join(record(number) for number in range(12)), encoding="utf-8")
    taken = 0
    take: Callable[..., None] = ArchiveWriter.put

    def put(self: ArchiveWriter, *page: object) -> None:
        nonlocal taken
        taken += 1
        if taken == 9:
            raise KeyboardInterrupt
        take(self, *page)

    monkeypatch.setattr(ArchiveWriter, "put", put)
    with pytest.raises(KeyboardInterrupt):
        build([file], index, jobs=1)
    monkeypatch.setattr(ArchiveWriter, "put", take)
    assert len(found(index)) == 8
    report = build([file], index)
    assert (report.indexed, report.unchanged) == (4, 8)


def test_several_workers_give_the_same_articles(pages: Path, tmp_path: Path) -> None:
    build([pages], tmp_path / "one", jobs=1)
    build([pages], tmp_path / "two", jobs=2)
    with open_engine(tmp_path / "one") as one, open_engine(tmp_path / "two") as two:
        request = Request("*", page_size=100)
        assert [hit.article for hit in one.answer(request).hits] == [hit.article for hit in two.answer(request).hits]


def test_a_second_writer_is_told_who_holds_the_lock(pages: Path, index: Path) -> None:
    with ArchiveWriter(index), pytest.raises(Locked) as error:
        build([pages], index)
    assert error.value.pid == os.getpid()
    assert build([pages], index).indexed == 5


def test_a_folder_with_other_files_never_becomes_an_index(pages: Path) -> None:
    before = sorted(pages.rglob("*"))
    with pytest.raises(NotEmpty):
        build([pages], pages)
    assert sorted(pages.rglob("*")) == before


def test_a_table_is_read_a_row_a_page(tmp_path: Path, index: Path) -> None:
    rows = f'link,maintext,when\nhttps://echo.example/a,"{story()}",2024-05-06\nhttps://echo.example/b,,2024-05-07\n'
    (tmp_path / "scraped.csv").write_text(rows, encoding="utf-8")
    report = build([tmp_path / "scraped.csv"], index, names={"link": "url", "maintext": "body", "when": "date"})
    assert counts(report) == (1, 0, 0, 1)
    assert found(index, "date:2024-05-06 url:echo.example/a") == ["scraped.csv#6"]


def test_a_table_without_text_is_named(tmp_path: Path, index: Path) -> None:
    (tmp_path / "meta.csv").write_text("path,source\none.txt,Gazette\n", encoding="utf-8")
    assert [skip.reason for skip in build([tmp_path / "meta.csv"], index).skipped] == ["a table without a column body, text or html"]


def test_an_index_opens_after_a_run_that_only_touched_or_skipped(pages: Path, index: Path) -> None:
    build([pages], index)
    for change in (lambda: (pages / "one.txt").touch(), lambda: (pages / "notes.md").write_text("x"), lambda: (pages / "one.txt").write_text("")):
        change()
        build([pages], index)
        found(index)
    assert found(index) == ["deep/records.jsonl#1", "deep/records.jsonl#2", "deep/three.html.gz", "two.html"]


def test_a_file_name_that_is_no_text_costs_nothing(pages: Path, index: Path) -> None:
    (pages / os.fsdecode(b"odd\xff.txt")).write_text(text_page("Odd name", "Skerry"), encoding="utf-8")
    assert build([pages], index).indexed == 6
    assert found(index, "Skerry") == [os.fsdecode(b"odd\xff.txt")]


def test_an_id_that_is_another_record_s_line_loses_neither(tmp_path: Path, index: Path) -> None:
    lines = [json.dumps({"id": 2, "title": "First", "body": story()}), json.dumps({"title": "Second", "body": story("Elsewhere")})]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert build([tmp_path / "r.jsonl"], index).indexed == len(found(index)) == 2


def test_records_gone_from_a_file_go_with_full_too(tmp_path: Path, index: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(record(1) + "\n" + record(2), encoding="utf-8")
    build([file], index)
    file.write_text(record(2), encoding="utf-8")
    assert counts(build([file], index, full=True)) == (1, 0, 1, 0)
    assert found(index) == ["r.jsonl#2"]


def test_a_page_that_cannot_be_read_today_stays_in_the_index(pages: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([pages], index)
    (pages / "two.html").write_text(html_page("Tram strike goes on", "Eastvale"), encoding="utf-8")

    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("broadsheet_index.read.unpack.opened", refuse)
        assert counts(build([pages], index)) == (0, 4, 0, 1)
    assert found(index) == ALL
    assert build([pages], index).indexed == 1


def test_pages_that_became_links_count_as_gone(pages: Path, index: Path) -> None:
    build([pages], index)
    for name in ("one.txt", "two.html"):
        (pages / name).rename(pages.parent / name)
        (pages / name).symlink_to(pages.parent / name)
    with pytest.raises(TooManyVanished):
        build([pages], index)


def test_a_dry_run_and_a_refused_run_make_no_index(pages: Path, index: Path) -> None:
    assert build([pages], index, dry_run=True).indexed == 5
    with pytest.raises(BadInput):
        build([pages / "nothing"], index)
    assert not index.exists()


def test_a_side_file_with_the_name_of_the_mark_hides_no_folder(tmp_path: Path, index: Path) -> None:
    (tmp_path / "broadsheet.html").write_text(html_page(), encoding="utf-8")
    (tmp_path / "broadsheet.json").write_text('{"source": "The Gazette"}', encoding="utf-8")
    assert build([tmp_path], index).indexed == 1


def test_a_question_mark_in_a_name_is_no_query(tmp_path: Path, index: Path) -> None:
    (tmp_path / "Why now?.txt").write_text(text_page(), encoding="utf-8")
    assert build([tmp_path], index).indexed == 1


def test_what_is_packed_in_a_way_that_is_not_read_says_what_to_do(tmp_path: Path, index: Path) -> None:
    for name in ("crawl.warc.zst", "crawl.warc.wet.gz", "pages.zip", "pages.tar.gz", "page.html.bz2"):
        (tmp_path / name).write_bytes(b"(\xb5/\xfd")
    reasons = {skip.path: skip.reason for skip in build([tmp_path], index).skipped}
    assert "zstd -d" in reasons["crawl.warc.zst"]
    assert "WARC it was made of" in reasons["crawl.warc.wet.gz"]
    assert all("unpack" in reasons[name] for name in ("pages.zip", "pages.tar.gz", "page.html.bz2"))


def test_pages_that_tell_no_story_are_listed_and_go_from_the_index(pages: Path, index: Path) -> None:
    build([pages], index)
    (pages / "two.html").write_text("<html><body><div id=root></div><script>var a = 1</script></body></html>", encoding="utf-8")
    report = build([pages], index)
    assert counts(report) == (0, 4, 0, 1)
    assert [(skip.path, skip.reason) for skip in report.skipped] == [("two.html", "page that needs its script")]
    assert "two.html" not in found(index)
    with open_engine(index) as engine:
        assert engine.skipped() == [("two.html", "page that needs its script")]
        assert ("one.txt", ("no-date",)) in engine.flagged()
