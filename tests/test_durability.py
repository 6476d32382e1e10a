"""What was committed is there: after kill -9, after a power cut at any moment, and where a bit has rotted it is found.

Short forms of R1, R3 and R5 (RELIABILITY.md).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path

import pytest

from broadsheet_index.sink import FileRecord
from broadsheet_index.store import ArchiveWriter, Snapshot, generation, open_snapshot
from broadsheet_index.store.segment.file import Damaged
from broadsheet_index.store.upkeep import compact, damage, rebuild

from .generated import articles

CORPUS = articles(60)
KILLS, BATCH = 8, 5
ROOT = Path(__file__).parent.parent

CHILD = """
import sys
from broadsheet_index.store import ArchiveWriter
from tests.generated import articles
corpus = articles(60)
start = int(sys.argv[2])
with ArchiveWriter(sys.argv[1]) as writer:
    for batch in range(start, start + 10_000):
        for number in range(5):
            writer.put(f"/{batch}-{number}", f"{batch:06}-{number}", corpus[(batch * 5 + number) % 60])
        writer.commit()
        print(batch, flush=True)
"""


def ids(folder: Path) -> set[str]:
    return set(open_snapshot(folder).columns.ids)


def test_a_killed_writer_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    chance = random.Random(5)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web", "."))}
    done = -1
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path / "index"), str(done + 1)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        assert child.stdout
        for _ in range(chance.randint(1, 12)):
            done = int(child.stdout.readline())
        if chance.random() < 0.7:
            os.sched_yield()
        child.kill()
        done = max([done, *(int(line) for line in child.stdout.read().split())])
        child.wait()
        child.stdout.close()
        there = ids(tmp_path / "index")
        batches = {id[:6] for id in there}
        assert len(there) == BATCH * len(batches), "half a batch"
        assert batches >= {f"{batch:06}" for batch in range(done + 1)}
        done = max(map(int, batches))  # one more may have been committed than was told
        assert damage(tmp_path / "index") == []


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
            states = power_cuts(folder, monkeypatch, writer.commit, folders=folders)
            cases += len(states)
            bad += bad_states(states, tmp_path / f"cut{step}", [before, ids(folder)])
    assert cases >= 250
    assert bad == 0 if folders else bad > 0, "the check itself must find what syncs are for"


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
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
    for _ in range(100):
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
