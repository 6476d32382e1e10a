"""Segments that other processes make: the same files, byte for byte; and where one of them dies, a commit that fails and an index that stays."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet_index.article import Article
from broadsheet_index.errors import StorageFailed
from broadsheet_index.sink import FileRecord
from broadsheet_index.store import ArchiveWriter, generation, open_snapshot, writer
from broadsheet_index.store.makers import Processes
from broadsheet_index.store.records import files_in

from .generated import articles

CORPUS = {f"{number:04}": article for number, article in enumerate(articles(60))}
CHARS = 800  # of a segment: a few articles


@pytest.fixture(autouse=True)
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "FLUSHED", CHARS)
    monkeypatch.setattr(writer, "FLUSHED_APART", CHARS)


def first(sink: ArchiveWriter) -> None:
    """Articles and files; captures of one article in several segments; pages that change, move and vanish before they are committed."""
    for number, article in enumerate(CORPUS.values()):
        sink.put(f"/p/{number}", f"{number % 50:04}", article)
        sink.remember(FileRecord(f"/p/{number}", "/p", number, 0, 1))
    sink.put("/p/3", "0044", CORPUS["0000"])
    sink.remove("/p/7")
    sink.forget("/p/7")
    sink.commit()


def second(sink: ArchiveWriter) -> None:
    """Pages that are in the index change."""
    for number, article in enumerate(CORPUS.values()):
        if number % 3 == 0:
            sink.put(f"/p/{number}", f"{number % 50:04}", replace(article, title=f"{article.title} again"))
    sink.remember(FileRecord("/p/1", "/p", 77, 0, 1))
    sink.commit()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".seg", ".ovl")}


def test_workers_make_the_very_files_that_one_process_makes(tmp_path: Path) -> None:
    found = []
    for workers in (0, 1, 2):
        with ArchiveWriter(tmp_path / str(workers), workers=workers) as sink:
            for number, (id, article) in enumerate(CORPUS.items()):
                sink.put(f"/p/{id}", id, article)
                sink.remember(FileRecord(f"/p/{id}", "/p", number, 0, 1))
            sink.commit()
        held = generation.open_newest(tmp_path / str(workers))
        assert len(held.parts) > 1
        found.append(
            (
                [(part.segment.file.path.read_bytes(), part.gone.tolist()) for part in held.parts],
                {name: laid.file.path.read_bytes() for name, laid in held.overlays.items()},
            )
        )
    assert found[0] == found[1] == found[2]


def test_an_archive_that_workers_changed_is_the_one_that_one_process_changed(tmp_path: Path) -> None:
    found = []
    for workers in (0, 2):
        with ArchiveWriter(tmp_path / str(workers), workers=workers) as sink:
            first(sink)
            second(sink)
        snapshot = open_snapshot(tmp_path / str(workers))
        held = generation.open_newest(tmp_path / str(workers))
        found.append(
            (
                {id: (snapshot.article(number), snapshot.captures(id)) for number, id in enumerate(snapshot.columns.ids)},
                {file.path: file for file in files_in(held)},
                {name: laid.file.path.read_bytes() for name, laid in held.overlays.items()},
            )
        )
    assert found[0] == found[1]


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Processes]]:
    made: list[Processes] = []

    def kept(*told: object) -> Processes:
        made.append(Processes(*told))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(writer, "Processes", kept)
    yield made


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills a process outright here")
@pytest.mark.parametrize("at", ["first", "between", "commit"])
def test_a_worker_that_dies_fails_the_commit_and_nothing_that_was_committed_is_lost(tmp_path: Path, makers: list[Processes], at: str) -> None:
    folder = tmp_path / "index"
    few = dict(list(CORPUS.items())[:5])
    with ArchiveWriter(folder) as sink:
        for id, article in few.items():
            sink.put("/before/" + id, "b" + id, article)
        sink.commit()
    before = files(folder)
    with ArchiveWriter(folder, workers=2) as sink:

        def all_put() -> None:
            for number, (id, article) in enumerate(CORPUS.items()):
                if number == (0 if at == "first" else 30 if at == "between" else -1):
                    kill(makers[0].pids)
                sink.put("/p/" + id, id, article)
            if at == "commit":
                kill(makers[0].pids)
            sink.commit()

        with pytest.raises(StorageFailed, match="ended before it was done"):
            all_put()
        with pytest.raises(StorageFailed, match="ended before it was done"):  # never half of it, however often it is tried
            sink.commit()
        assert files(folder).items() >= before.items()
    assert files(folder) == before
    assert set(open_snapshot(folder).columns.ids) == {"b" + id for id in few}
    with ArchiveWriter(folder, workers=2) as sink:
        for id, article in CORPUS.items():
            sink.put("/p/" + id, id, article)
        sink.commit()
    assert set(open_snapshot(folder).columns.ids) == {*("b" + id for id in few), *CORPUS}


def kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(is_there(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.01)


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_worker_cannot_write_is_said_as_a_full_disk_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet_index.store.segment.contents.write_arrays", full)  # copied into the workers
    with ArchiveWriter(tmp_path / "index", workers=1) as sink:
        put = [sink.put(f"/p/{id}", id, article) for id, article in list(CORPUS.items())[:1]]
        assert put
        with pytest.raises(StorageFailed, match="No space left"):
            sink.commit()
    assert not list((tmp_path / "index").glob("segment*"))


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_closing_ends_the_workers(tmp_path: Path, makers: list[Processes]) -> None:
    with ArchiveWriter(tmp_path / "index", workers=2) as sink:
        sink.put("/p/1", "1", Article("1", "", "A title", ("A ferry.",)))
        pids = makers[0].pids
        assert len(pids) == 2
    assert not any(is_there(pid) for pid in pids)
