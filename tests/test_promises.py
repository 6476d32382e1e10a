"""What the index promises (RELIABILITY.md): R1, R2, R4, R6, R7 and R13, in short; in full by `make soak`.

R3 and R5 are in test_durability.py, R8 in query/, R9 in test_limits.py, R10 to R12 in test_hostile_pages.py, test_warc.py and test_published.py.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from broadsheet_index.errors import BroadsheetError, StorageFailed
from broadsheet_index.store import ArchiveWriter, open_snapshot
from broadsheet_index.store.codec import whoosh_index
from broadsheet_index.store.upkeep import damage
from broadsheet_search import Request
from broadsheet_search.engines.whoosh import WhooshEngine

from .forked import child
from .generated import articles

CORPUS = articles(60)
BATCH = 5
soak = pytest.mark.soak
State = dict[str, str]  # id -> digest


def state(folder: Path) -> State:
    snapshot = open_snapshot(folder)
    return {id: snapshot.article(at).digest for at, id in enumerate(snapshot.columns.ids)}


def put(writer: ArchiveWriter, numbers: range | list[int], shift: int = 0) -> None:
    for number in numbers:
        writer.put(f"/{number}", f"{number:06}", CORPUS[(number + shift) % len(CORPUS)])


# -- R1: kill -9 while indexing


def write_on(folder: Path, start: int, pipe: Connection) -> None:
    with ArchiveWriter(folder) as writer:
        for batch in range(start, start + 10_000):
            put(writer, range(batch * BATCH, batch * BATCH + BATCH))
            writer.commit()
            pipe.send(batch)


@pytest.mark.parametrize("kills", [60, pytest.param(500, marks=soak)])
def test_a_killed_writer_loses_no_committed_article_and_leaves_no_half_batch(tmp_path: Path, kills: int) -> None:
    chance = random.Random(5)
    folder = tmp_path / "index"
    done = -1
    for _ in range(kills):
        process, pipe = child(write_on, folder, done + 1)
        for _ in range(chance.randint(1, 4)):
            done = pipe.recv()
        time.sleep(chance.random() * 0.02)
        process.kill()
        with contextlib.suppress(EOFError):
            while True:
                done = pipe.recv()
        process.join()
        there = {int(id) for id in open_snapshot(folder).columns.ids}
        assert there >= set(range((done + 1) * BATCH))
        assert len(there) % BATCH == 0 and there == set(range(len(there)))
        done = len(there) // BATCH - 1  # one more may have been committed than was told
    assert damage(folder) == []


# -- R2: every crash point


def die_at(folder: Path, event: int, pipe: Connection) -> None:
    """Add, update, remove and merge; end at the n-th thing asked of the file system."""
    seen = 0
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def hook(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        told = name in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate") or (name == "open" and arguments[2] & writing)
        if told and str(folder) in str(arguments[0]):
            seen += 1
            if seen == event:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    with ArchiveWriter(folder) as writer:
        put(writer, range(40, 48))
        put(writer, range(3), shift=7)
        writer.remove("/5")
        writer.compact()
    pipe.send(seen)


def test_at_each_crash_point_the_old_state_is_there_or_the_new(tmp_path: Path) -> None:
    before = tmp_path / "before"
    with ArchiveWriter(before) as writer:
        for start in range(0, 40, 10):
            put(writer, range(start, start + 10))
            writer.commit()
    old = state(before)
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    process, pipe = child(die_at, whole, 0)
    events = pipe.recv()
    process.join()
    new = state(whole)
    assert old != new
    assert events >= 10
    for event in range(1, events + 1):
        folder = tmp_path / f"crash{event}"
        shutil.copytree(before, folder)
        process, _ = child(die_at, folder, event)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert state(folder) in (old, new), event
        assert damage(folder) == [], event
        with ArchiveWriter(folder) as writer:  # and it can be written again, and what was left is cleaned up
            put(writer, [99])
            writer.commit()
        named = {path.name for path in folder.iterdir()}
        assert not [name for name in named if name.endswith(".new")], event


# -- R4: disk full


def write_with_little_room(folder: Path, room: int, pipe: Connection) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        with ArchiveWriter(folder) as writer:
            put(writer, range(1000, 1060))
            writer.commit()
        pipe.send("done")
    except StorageFailed as error:
        pipe.send(str(error))


@pytest.mark.parametrize("room", [0, 100, 1_000, 4_096, 10_000, 20_000, 40_000])
def test_where_the_disk_is_full_what_was_committed_is_kept_and_writing_goes_on_later(tmp_path: Path, room: int) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        put(writer, range(20))
        writer.commit()
    before = state(folder)
    process, pipe = child(write_with_little_room, folder, room)
    told = pipe.recv()
    process.join()
    assert "What was committed before is kept." in told
    assert state(folder) == before
    assert damage(folder) == []
    with ArchiveWriter(folder) as writer:
        put(writer, range(1000, 1060))
        writer.commit()
    assert len(state(folder)) == 80
    assert not list(folder.glob("*.new"))


# -- R6: readers beside a writer


def rewrite(folder: Path, seconds: float, pipe: Connection) -> None:
    """Ten articles that change together in each commit, and others that come and go."""
    with ArchiveWriter(folder) as writer:
        ends, turn = time.monotonic() + seconds, 0
        while time.monotonic() < ends:
            turn += 1
            put(writer, range(10), shift=turn)
            put(writer, [100 + turn % 50])
            writer.remove(f"/{100 + (turn + 25) % 50}")
            writer.commit()
    pipe.send(turn)


def open_files(engine: WhooshEngine) -> int:
    """But for one that Python's mmap keeps for each file of the generation that answers."""
    held = engine._held.snapshot._held
    return len(os.listdir("/proc/self/fd")) - len(held.parts) - len(held.overlays)  # noqa: PTH208


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to count open files")
@pytest.mark.parametrize(("seconds", "least"), [(4.0, 50), pytest.param(60.0, 1000, marks=soak)])
def test_readers_beside_a_writer_see_one_state_each(tmp_path: Path, seconds: float, least: int) -> None:
    folder = tmp_path / "index"
    with ArchiveWriter(folder) as writer:
        put(writer, range(10))
        writer.commit()
    digests = [article.digest for article in CORPUS]
    reads, wrong = 0, []
    with WhooshEngine(folder, deadline=None) as engine:
        engine.answer(Request("*"))
        descriptors = open_files(engine)
        process, pipe = child(rewrite, folder, seconds)

        def read() -> None:
            nonlocal reads
            while process.is_alive():
                engine.refresh()
                answer = engine.answer(Request("*", page_size=100, sort="oldest"))
                shown = {hit.id: digests.index(hit.article.digest) for hit in answer.hits}
                turns = {(shown[f"{number:06}"] - number) % len(CORPUS) for number in range(10)}
                if len(turns) != 1 or len(shown) != answer.total:
                    wrong.append((turns, answer.total, len(shown)))
                reads += 1

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert pipe.recv() > 3
        engine.refresh()
        engine.answer(Request("*"))
        pipe.close()
        process.close()
        assert open_files(engine) <= descriptors + 2
    assert not wrong
    assert reads >= least


# -- R7: the index equals a model


class Model(RuleBasedStateMachine):
    """An index, and a dict of what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"broadsheet-model-{os.getpid()}-{random.getrandbits(48):x}"
        self.writer = ArchiveWriter(self.folder)
        self.committed: State = {}
        self.staged: State = {}

    @initialize()
    def begin(self) -> None:
        self.commit()

    @rule(number=st.integers(0, 12), which=st.integers(0, 59))
    def put(self, number: int, which: int) -> None:
        self.writer.put(f"/{number}", f"{number:06}", CORPUS[which])
        self.staged[f"{number:06}"] = CORPUS[which].digest

    @rule(number=st.integers(0, 12))
    def remove(self, number: int) -> None:
        self.writer.remove(f"/{number}")
        self.staged.pop(f"{number:06}", None)

    @rule()
    def flush(self) -> None:
        self.writer._flush()

    @rule()
    def commit(self) -> None:
        self.writer.commit()
        self.committed = dict(self.staged)

    @rule()
    def compact(self) -> None:
        self.writer.compact()
        self.committed = dict(self.staged)

    @rule()
    def rebuild(self) -> None:
        self.writer.rebuild()
        self.committed = dict(self.staged)

    @rule()
    def reopen(self) -> None:
        self.writer.close()
        self.again()

    @rule()
    def kill(self) -> None:
        if self.writer._beside:
            self.writer._beside.drop()  # a thread ends with its process
        self.writer._lock.release()  # as the system does; nothing else of the writer is heard of again
        self.again()

    def again(self) -> None:
        self.writer = ArchiveWriter(self.folder)
        self.staged = dict(self.committed)

    @invariant()
    def holds_what_was_committed(self) -> None:
        assert state(self.folder) == self.committed

    def teardown(self) -> None:
        assert damage(self.folder) == []
        self.writer.close()
        shutil.rmtree(self.folder)


TestTheIndexEqualsAModel = Model.TestCase
TestTheIndexEqualsAModel.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@soak
def test_the_index_equals_a_model_for_long() -> None:
    class Long(Model):
        pass

    case = Long.TestCase
    case.settings = settings(max_examples=300, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck))
    case("runTest").runTest()  # type: ignore[attr-defined]


# -- R13: a foreign index


class Payload:
    """What unpickling runs."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_nothing_in_an_index_is_run_whatever_its_files_hold(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    with ArchiveWriter(whole) as writer:
        put(writer, range(20))
        writer.commit()
    ran = tmp_path / "ran"
    payload = pickle.dumps(Payload(ran))
    pickle.loads(payload)
    assert ran.exists(), "the payload works"
    ran.unlink()
    foreign = ["_MAIN_1.toc", "_MAIN_2.toc", "MAIN_abc.seg", "MAIN_WRITELOCK"]
    names = [path.name for path in whole.iterdir() if path.is_file()]
    for name in [*names, *foreign]:
        folder = tmp_path / f"with-{name}"
        shutil.copytree(whole, folder)
        (folder / name).write_bytes(payload)
        for use in (
            lambda: WhooshEngine(folder).answer(Request("ferry", facets=("person",))),  # noqa: B023
            lambda: whoosh_index(folder).searcher().close(),  # noqa: B023
            lambda: damage(folder),  # noqa: B023
            lambda: ArchiveWriter(folder).close(),  # noqa: B023
        ):
            with contextlib.suppress(BroadsheetError):  # refused is well; anything else is not
                use()
        assert not ran.exists(), name


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to name open files")
def test_a_generation_that_another_took_the_place_of_lets_go_of_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "index"

    def held() -> int:
        return sum(folder in link.resolve().parents for link in Path("/proc/self/fd").iterdir())

    def asked(engine: WhooshEngine) -> None:
        for q in ("ferry", "person:naryshkin -tram", "cou*", "copies:>1", "ferryy"):
            engine.answer(Request(q, facets=("person", "source", "year"), collapse="story"))

    with ArchiveWriter(folder) as writer:
        put(writer, range(50))
        writer.commit()
    with WhooshEngine(folder, deadline=None) as engine:
        gc.disable()  # rings of objects would be found some day; until then each holds a file
        try:
            for turn in range(8):
                asked(engine)
                with ArchiveWriter(folder) as writer:
                    put(writer, [turn, 100 + turn])
                    writer.compact()
                engine.refresh()
                asked(engine)
            del writer  # which holds the newest generation too
            snapshot = engine._held.snapshot
            assert held() <= len(snapshot._held.parts) + len(snapshot._held.overlays)
        finally:
            gc.enable()
