"""Segments merged beside the commits: nothing waits, nothing is lost, nothing comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet_index.store import ArchiveWriter, generation, merging, open_snapshot
from broadsheet_index.store.tiers import FAN
from broadsheet_index.store.upkeep import damage

from .generated import articles

CORPUS = articles(40)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No merge ends before it is set."""
    event, merged = threading.Event(), merging.merged

    def waiting(*arguments: Any) -> Any:
        event.wait(30)
        return merged(*arguments)

    monkeypatch.setattr(merging, "merged", waiting)
    yield event
    event.set()


def put(writer: ArchiveWriter, *numbers: int, shift: int = 0) -> None:
    for number in numbers:
        writer.put(f"/{number}", f"{number:03}", CORPUS[(number + shift) % len(CORPUS)])
    writer.commit()


def state(folder: Path) -> dict[str, str]:
    snapshot = open_snapshot(folder)
    return {id: snapshot.article(at).digest for at, id in enumerate(snapshot.columns.ids)}


def segments(folder: Path) -> int:
    return len(generation.open_newest(folder).parts)


def expected(**changed: int) -> dict[str, str]:
    return {f"{at:03}": CORPUS[changed.get(f"a{at}", at)].digest for at in range(FAN + 1) if changed.get(f"a{at}") != -1}


def test_commits_do_not_wait_and_what_they_change_meanwhile_holds(tmp_path: Path, gate: threading.Event) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        for number in range(FAN):
            put(writer, number)
        writer.remove("/1")
        put(writer, 2, shift=20)
        put(writer, FAN)
        assert segments(folder) >= FAN, "nothing is merged yet"
        assert state(folder) == expected(a1=-1, a2=22)
        gate.set()
        writer.settle()
        assert segments(folder) < FAN
        assert state(folder) == expected(a1=-1, a2=22)
    assert state(folder) == expected(a1=-1, a2=22)
    assert damage(folder) == []
    assert not list(folder.glob("*.new"))


def test_an_index_that_is_closed_is_settled(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        for number in range(3 * FAN):
            put(writer, number)
    assert segments(folder) < FAN
    assert len(list(folder.glob("segment-*"))) <= 2 * FAN


def test_a_merge_that_breaks_off_loses_nothing_and_is_done_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        with monkeypatch.context() as patched:
            patched.setattr(merging, "merged", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            for number in range(FAN + 1):
                put(writer, number)
            assert state(folder) == expected()
            while writer._beside and not writer._beside.is_done():
                pass
        put(writer, 2, shift=20)
    assert state(folder) == expected(a2=22)
    assert segments(folder) < FAN
    assert not list(folder.glob("*.new"))


def test_what_is_taken_out_for_good_while_it_is_merged_is_in_no_file(tmp_path: Path, gate: threading.Event) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        for number in range(FAN):
            put(writer, number)
        assert any(CORPUS[3].title.encode() in path.read_bytes() for path in folder.glob("segment-*"))
        threading.Timer(0.2, gate.set).start()
        assert len(writer.expunge("003", "court order")) == 1
    assert not any(CORPUS[3].title.encode() in path.read_bytes() for path in folder.glob("segment-*"))
    assert "003" not in state(folder)
