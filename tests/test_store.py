"""What the index keeps and how safely: whole articles, one writer, files that are on the disk when they should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet_index.article import Article
from broadsheet_index.errors import IndexMissing, IndexUntrusted, StorageFailed
from broadsheet_index.sink import FileRecord, Record
from broadsheet_index.store import ArchiveWriter, open_snapshot, storage
from broadsheet_index.store import writer as store_writer
from broadsheet_index.store.columns import period_ordinals
from broadsheet_index.store.stored import article_of, article_record, packed, unpacked

from .generated import articles

CORPUS = {f"{number:04}": article for number, article in enumerate(articles(40))}


def put_all(writer: ArchiveWriter, corpus: dict[str, Article]) -> None:
    for id, article in corpus.items():
        writer.put(f"/pages/{id}", id, article)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with ArchiveWriter(tmp_path / "index") as writer:
        put_all(writer, CORPUS)
        writer.commit()
    yield tmp_path / "index"


@pytest.mark.parametrize("article", articles(60), ids=lambda article: article.path)
def test_a_stored_article_comes_back_as_it_was(article: Article) -> None:
    assert article_of(unpacked(packed(article_record(article)))) == article


def test_an_article_is_kept_whole_with_what_was_removed(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert {id: snapshot.article(number) for number, id in enumerate(snapshot.columns.ids)} == CORPUS
    snapshot.close()


def test_an_id_twice_in_a_batch_is_stored_once(folder: Path) -> None:
    with ArchiveWriter(folder) as writer:
        writer.put("/pages/twice", "twice", CORPUS["0001"])
        writer.put("/pages/twice", "twice", CORPUS["0002"])
        writer.commit()
    snapshot = open_snapshot(folder)
    number = snapshot.number_of("twice")
    assert snapshot.columns.ids.count("twice") == 1  # type: ignore[attr-defined]
    assert number is not None and snapshot.article(number) == CORPUS["0002"]
    snapshot.close()


def test_a_page_that_tells_another_address_leaves_nothing_behind(folder: Path) -> None:
    with ArchiveWriter(folder) as writer:
        writer.put("/pages/0001", "elsewhere", CORPUS["0001"])
        writer.commit()
    snapshot = open_snapshot(folder)
    assert snapshot.number_of("0001") is None
    assert snapshot.number_of("elsewhere") is not None
    assert snapshot.columns.articles == len(CORPUS)
    snapshot.close()


def test_what_is_remembered_of_files_comes_back(folder: Path) -> None:
    file = FileRecord("/pages/a.jsonl", "/pages", 10, 20, 1, "told", (Record("1", "ab", True),), (("a.jsonl#2", "not JSON"),))
    with ArchiveWriter(folder) as writer:
        writer.remember(file)
        writer.commit()
    with ArchiveWriter(folder) as writer:
        assert writer.files() == {file.path: file}


def test_nothing_is_seen_before_the_commit(folder: Path) -> None:
    with ArchiveWriter(folder) as writer:
        writer.put("/pages/new", "new", CORPUS["0001"])
        writer.remove("/pages/0002")
        snapshot = open_snapshot(folder)
        assert snapshot.columns.articles == len(CORPUS)
        snapshot.close()
    snapshot = open_snapshot(folder)
    assert snapshot.columns.articles == len(CORPUS)
    snapshot.close()


def test_a_reader_keeps_its_generation_while_a_writer_commits(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    with ArchiveWriter(folder) as writer:
        for id in list(CORPUS)[:30]:
            writer.remove(f"/pages/{id}")
        writer.commit()
    assert {id: snapshot.article(number) for number, id in enumerate(snapshot.columns.ids)} == CORPUS
    snapshot.close()


def test_the_lock_is_free_again_after_its_holder_was_killed(folder: Path) -> None:
    code = (
        "import sys, time\nfrom broadsheet_index.store import ArchiveWriter\n"
        f"writer = ArchiveWriter({str(folder)!r}); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with ArchiveWriter(folder) as writer:
        writer.put("/pages/new", "new", CORPUS["0001"])
        writer.commit()


def test_a_failed_commit_keeps_what_was_there_and_the_next_one_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ArchiveWriter(folder) as writer:
        put_all(writer, {"x" + id: article for id, article in CORPUS.items()})
        with monkeypatch.context() as patched:
            patched.setattr(storage.os, "fsync", _no_space)
            with pytest.raises(StorageFailed):
                writer.commit()
        snapshot = open_snapshot(folder)
        assert snapshot.columns.articles == len(CORPUS)
        snapshot.close()
        writer.commit()
    snapshot = open_snapshot(folder)
    assert snapshot.columns.articles == 2 * len(CORPUS)
    snapshot.close()


def _no_space(handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_every_file_is_synced_before_the_table_of_contents_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    sync, rename = os.fsync, os.replace

    def synced(handle: int) -> None:
        events.append("sync " + Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    def renamed(old: str, new: str) -> None:
        events.append("rename " + Path(new).name)
        rename(old, new)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to name open files")
    monkeypatch.setattr(storage.os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    with ArchiveWriter(folder) as writer:
        writer.put("/pages/new", "new", CORPUS["0001"])
        writer.commit()
    contents = next(name for name in events if name.startswith("rename generation-"))
    segment = next(name for name in events if name.startswith("rename segment-"))
    at = events.index(contents)
    synced_at = events.index(segment.replace("rename", "sync") + ".new")
    assert synced_at < events.index(segment) < events.index(f"sync {folder.name}") < at
    assert events[at - 1].startswith("sync generation-") and events[at + 1] == f"sync {folder.name}"


def test_there_is_no_index_in_a_folder_without_its_mark(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_snapshot(tmp_path / "nothing")


@pytest.mark.parametrize("format", [1, 99])
def test_an_index_of_another_format_is_refused_with_the_command_that_mends_it(folder: Path, format: int) -> None:
    (folder / "broadsheet.json").write_text(json.dumps({"format": format}))
    for opened in (open_snapshot, ArchiveWriter):
        with pytest.raises(IndexUntrusted, match=f"format {format}.*broadsheet index FOLDER --into ANOTHER"):
            opened(folder)


def test_a_missing_segment_is_told(folder: Path) -> None:
    next(folder.glob("*.seg")).unlink()
    with pytest.raises(IndexUntrusted):
        open_snapshot(folder)


PERIODS = [
    (None, (None, None)),
    ("2023-12-20", ("2023-12-20", "2023-12-20")),
    ("2024-02", ("2024-02-01", "2024-02-29")),
    ("2023", ("2023-01-01", "2023-12-31")),
    ("9999", ("9999-01-01", "9999-12-31")),
]


@pytest.mark.parametrize(("value", "days"), PERIODS)
def test_a_date_is_the_period_it_covers(value: str | None, days: tuple[str | None, str | None]) -> None:
    import datetime as dt

    ordinals = period_ordinals(value)
    assert tuple(dt.date.fromordinal(day).isoformat() if day else None for day in ordinals) == days


def test_what_was_flushed_is_not_seen_before_the_commit_nor_kept_without_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_writer, "FLUSHED", 500)  # characters: a segment every few articles
    before = sorted(path.name for path in folder.iterdir())
    with ArchiveWriter(folder) as writer:
        put_all(writer, {"x" + id: article for id, article in CORPUS.items()})
        assert len(list(folder.glob("*.seg"))) > sum(name.endswith(".seg") for name in before)
        assert writer.pending() == len(CORPUS)
        assert open_snapshot(folder).columns.articles == len(CORPUS)
    assert sorted(path.name for path in folder.iterdir()) == before
    with ArchiveWriter(folder) as writer:
        put_all(writer, {"x" + id: article for id, article in CORPUS.items()})
        for id in CORPUS:  # flushed already: replaced, moved to another article, removed
            writer.put(f"/pages/x{id}", f"x{id}" if id < "0020" else "moved", CORPUS["0003"])
        writer.remove("/pages/x0001")
        writer.commit()
        assert writer.pending() == 0
    snapshot = open_snapshot(folder)
    assert set(snapshot.columns.ids) == {*CORPUS, *("x" + id for id in CORPUS if id < "0020" and id != "0001"), "moved"}
    assert snapshot.captures("moved") == sum(id >= "0020" for id in CORPUS)
