"""What was committed is there after a power cut at any moment, and where a bit has rotted it is found: R3 and R5 of RELIABILITY.md."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path

import pytest
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir

from broadsheet_index.sink import FileRecord
from broadsheet_index.store import ArchiveWriter, Snapshot, generation, open_snapshot
from broadsheet_index.store.segment.file import Damaged
from broadsheet_index.store.upkeep import compact, damage, rebuild

from .generated import articles

CORPUS = articles(60)


def ids(folder: Path) -> set[str]:
    return set(open_snapshot(folder).columns.ids)


@dataclass
class Disk:
    """What a power cut may leave of a folder: names as of its last sync and any of the changes since; contents as synced."""

    names: dict[str, bytes] = field(default_factory=dict)
    since: list[tuple[str, str, str]] = field(default_factory=list)
    synced: dict[str, bytes] = field(default_factory=dict)

    def states(self) -> Iterator[dict[str, bytes]]:
        count = len(self.since)
        subsets = chain.from_iterable(combinations(range(count), size) for size in range(count + 1)) if count < 8 else _some(count)
        for chosen in subsets:
            names = dict(self.names)
            for at in chosen:
                what, old, new = self.since[at]
                if what == "unlink":
                    names.pop(old, None)
                else:
                    names.pop(old, None)
                    names[new] = self.synced.get(new, b"")
            yield names

    def sync_folder(self) -> None:
        for what, old, new in self.since:
            self.names.pop(old, None)
            if what == "rename":
                self.names[new] = self.synced.get(new, b"")
        self.since = []


def _some(count: int) -> Iterator[tuple[int, ...]]:
    chance = random.Random(count)
    return (tuple(at for at in range(count) if chance.random() < 0.5) for _ in range(60))


def power_cuts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None], *, folders: bool = True
) -> list[dict[str, bytes]]:
    """Every state that a power cut during some work may leave. folders: whether a folder's sync does anything."""
    disk = Disk({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
    found: dict[frozenset[tuple[str, bytes]], dict[str, bytes]] = {}
    sync, replace, unlink = os.fsync, os.replace, os.unlink

    def note() -> None:
        for state in disk.states():
            found.setdefault(frozenset(state.items()), state)

    def synced(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        sync(handle)
        if path == folder:
            if folders:
                disk.sync_folder()
        else:
            disk.synced[path.name] = path.read_bytes()
        note()

    def renamed(old: str, new: str) -> None:
        replace(old, new)
        disk.synced[Path(new).name] = disk.synced.get(Path(old).name, b"")
        disk.since.append(("rename", Path(old).name, Path(new).name))
        note()

    def removed(path: str) -> None:
        unlink(path)
        disk.since.append(("unlink", Path(path).name, ""))
        note()

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", synced)
        patched.setattr(os, "replace", renamed)
        patched.setattr(os, "unlink", removed)
        work()
    return list(found.values())


def bad_states(states: list[dict[str, bytes]], folder: Path, allowed: list[set[str]]) -> int:
    bad = 0
    for number, state in enumerate(states):
        there = folder / str(number)
        there.mkdir(parents=True)
        for name, content in state.items():
            (there / name).write_bytes(content)
        try:  # the newest by itself: that the one before would be opened in its place is another promise
            newest = Snapshot(generation.open_one(there, generation.numbers(there)[-1]))
            bad += set(newest.columns.ids) not in allowed
        except (Damaged, OSError, IndexError):
            bad += 1
    return bad


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to name open files")
@pytest.mark.parametrize("folders", [True, False])
def test_a_power_cut_leaves_the_old_state_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: bool) -> None:
    folder = tmp_path / "index"
    bad = cases = 0
    with ArchiveWriter(folder) as writer:
        writer.put("/first", "first", CORPUS[0])
        writer.commit()
        for step in range(24):  # adds, changes, removals, and the merges that they bring
            before = ids(folder)
            writer.put(f"/{step % 9}", f"{step % 9}", CORPUS[step])
            if step % 4 == 3:
                writer.remove(f"/{(step - 2) % 9}")
            states = power_cuts(folder, monkeypatch, lambda: (writer.commit(), writer.settle()), folders=folders)
            cases += len(states)
            bad += bad_states(states, tmp_path / f"cut{step}", [before, ids(folder)])
    assert cases >= 250
    assert bad == 0 if folders else bad > 0, "the check itself must find what syncs are for"


def test_the_same_check_finds_that_stock_whoosh_is_not_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoosh syncs nothing: whatever it wrote may be empty after a power cut, and whatever it renamed or removed may not be."""
    folder = tmp_path / "stock"
    folder.mkdir()
    index = create_in(folder, Schema(id=ID(stored=True), body=TEXT))
    disk = Disk({path.name: path.read_bytes() for path in folder.iterdir()})
    found: dict[frozenset[tuple[str, bytes]], dict[str, bytes]] = {}

    def note(what: str, old: str, new: str) -> None:
        known = {*disk.names, *(name for _, _, name in disk.since)}
        disk.since += [("rename", path.name, path.name) for path in folder.iterdir() if path.name not in known]
        if what:
            disk.since.append((what, Path(old).name, Path(new).name))
        found.update({frozenset(state.items()): state for state in disk.states()})

    rename, remove = os.rename, os.remove
    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", lambda old, new: (note("", "", ""), rename(old, new), note("rename", old, new))[1])
        patched.setattr(os, "remove", lambda path: (remove(path), note("unlink", path, ""))[0])
        for number in range(6):
            writer = index.writer()
            writer.add_document(id=str(number), body=" ".join(CORPUS[number].body))
            writer.commit()
            note("", "", "")
    bad = 0
    for number, state in enumerate(found.values()):
        there = tmp_path / f"state{number}"
        there.mkdir()
        for name, content in state.items():
            (there / name).write_bytes(content)
        try:
            with open_dir(there).searcher() as searcher:
                bad += {fields["id"] for fields in searcher.all_stored_fields()} not in [set(map(str, range(n))) for n in range(7)]
        except Exception:
            bad += 1
        shutil.rmtree(there)
    assert bad > 1_000


@pytest.mark.parametrize("flips", [100, pytest.param(400, marks=pytest.mark.soak)])
def test_every_flipped_bit_is_found(tmp_path: Path, flips: int) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        for start in (0, 20):
            for number in range(start, start + 20):
                writer.put(f"/{number}", f"{number}", CORPUS[number])
            writer.remember(FileRecord(f"/pages/{start}", "/pages", 1, 2, 3))
            writer.commit()
    assert damage(folder) == []
    chance = random.Random(7)
    files = sorted([*folder.glob("segment-*"), *folder.glob("generation-*")])
    for _ in range(flips):
        path = chance.choice(files)
        whole = path.read_bytes()
        at = chance.randrange(len(whole) - 1)  # the line's end behind the digest is no content
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        assert damage(folder), (path.name, at)
        path.write_bytes(whole)


def test_an_index_is_made_one_segment_and_anew_without_losing_anything(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    file = FileRecord("/pages/1", "/pages", 1, 2, 3)
    with ArchiveWriter(folder) as writer:
        for number in range(30):
            writer.put(f"/{number}", f"{number:03}", CORPUS[number])
            writer.put(f"/older/{number}", f"{number:03}", CORPUS[number + 30])
            if number % 7 == 0:
                writer.remove(f"/{number - 1}")
                writer.commit()
        writer.remember(file)
        writer.commit()
    before = open_snapshot(folder)
    held = {id: (before.article(at), before.captures(id)) for at, id in enumerate(before.columns.ids)}
    compact(folder)
    assert rebuild(folder, tmp_path / "anew") == sum(captures for _, captures in held.values())
    for place in (folder, tmp_path / "anew"):
        after = open_snapshot(place)
        assert {id: (after.article(at), after.captures(id)) for at, id in enumerate(after.columns.ids)} == held
        with ArchiveWriter(place) as writer:
            assert writer.files() == {file.path: file}
    assert len({part.name for part in open_snapshot(folder)._held.parts}) == 1
