"""Overlays: files of what is known only across articles, made with a commit, shared, checked, cleaned and made anew."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.errors import IndexUntrusted
from broadsheet_index.store import ArchiveWriter, generation, open_snapshot
from broadsheet_index.store.overlays import Made, Staged
from broadsheet_index.store.records import capture
from broadsheet_index.store.segment.file import ArrayFile, Damaged
from broadsheet_index.store.upkeep import damage, rebuild

from .generated import articles

CORPUS = articles(30)


class Lengths:
    """A small overlay: the length of the headline of each article, by id, times what the user told."""

    edition = 1

    def __init__(self) -> None:
        self.looked: list[int] = []  # articles that each update looked at

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        known: dict[str, int] = {}
        if before is not None and staged.changed is not None:
            known = dict(zip(before.about["ids"], before.get("lengths").tolist(), strict=True))
            found = {id: staged.find(id) for id in staged.changed}
        else:
            found = {part.segment.ids[number].decode(): (part, number) for part, number in staged.alive()}
        self.looked.append(len(found))
        now = dict(known)
        for id, place in found.items():
            now.pop(id, None)
            if place is not None:
                now[id] = len(capture(place[0].segment, place[1])[1].title) * (staged.told or 1)
        if now == known and before is not None:
            return None
        ids = sorted(now)
        return Made({"lengths": np.array([now[id] for id in ids], np.int64)}, {"ids": ids})


def writing(folder: Path, overlay: Lengths) -> ArchiveWriter:
    return ArchiveWriter(folder, overlays={"lengths": overlay})


def lengths(folder: Path) -> dict[str, int]:
    file = open_snapshot(folder).overlay("lengths")
    assert file is not None
    return dict(zip(file.about["ids"], file.get("lengths").tolist(), strict=True))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("overlay-*"))


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "remove", "commit", "reopen"]), st.integers(0, 7), st.integers(0, 29)), max_size=40
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_what_is_made_step_by_step_is_what_all_articles_give(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:
    folder = tmp_path_factory.mktemp("overlays") / "index"
    alive: dict[str, int] = {}
    writer = writing(folder, Lengths())
    try:
        for step, key, number in steps:
            if step == "put":
                writer.put(f"/{key}", f"id{key}", CORPUS[number])
                alive[f"id{key}"] = len(CORPUS[number].title)
            elif step == "remove":
                writer.remove(f"/{key}")
                alive.pop(f"id{key}", None)
            else:
                writer.commit()
                if step == "reopen":
                    writer.close()
                    writer = writing(folder, Lengths())
        writer.put("/last", "last", CORPUS[0])
        writer.commit()
    finally:
        writer.close()
    assert lengths(folder) == alive | {"last": len(CORPUS[0].title)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with writing(tmp_path / "index", Lengths()) as writer:
        for number, article in enumerate(CORPUS[:20]):
            writer.put(f"/{number}", f"{number:02}", article)
        writer.commit()
    return tmp_path / "index"


def test_one_article_more_is_all_that_is_looked_at(folder: Path) -> None:
    with writing(folder, overlay := Lengths()) as writer:
        writer.put("/x", "x", CORPUS[20])
        writer.commit()
    assert overlay.looked == [1] and lengths(folder)["x"] == len(CORPUS[20].title)


def test_generations_share_an_overlay_in_which_nothing_changed(folder: Path) -> None:
    before = files(folder)
    with writing(folder, Lengths()) as writer:
        writer.put("/0", "00", CORPUS[0])
        writer.commit()
        writer.compact()
    assert files(folder) == before and len(before) == 1
    snapshot = open_snapshot(folder)
    assert snapshot.newer(folder).overlay("lengths") is snapshot.overlay("lengths")


def test_old_overlays_go_with_their_generations(folder: Path) -> None:
    for number in range(20, 26):
        with writing(folder, Lengths()) as writer:
            writer.put(f"/{number}", f"{number}", CORPUS[number])
            writer.commit()
    assert len(files(folder)) == generation.KEPT


def test_an_overlay_of_other_code_is_made_anew_by_the_next_commit(folder: Path) -> None:
    later = Lengths()
    later.edition = 2
    with writing(folder, later) as writer:
        writer.commit()
        writer.commit()
    assert later.looked == [20]
    with writing(folder, later) as writer:
        writer.commit()
    assert later.looked == [20]


def test_an_index_without_overlays_gets_them_with_the_next_commit(folder: Path) -> None:
    newest = generation.path_of(folder, generation.numbers(folder)[-1])
    told = json.loads(newest.read_text().splitlines()[0])
    held = generation.open_newest(folder)
    newest.unlink()
    generation.commit(folder, generation.Generation(held.number, held.committed, held.parts))
    assert told["overlays"] and open_snapshot(folder).overlay("lengths") is None
    with writing(folder, Lengths()) as writer:
        writer.put("/x", "x", CORPUS[20])
        writer.commit()
    assert len(lengths(folder)) == 21


def test_what_the_user_told_is_kept_and_makes_the_overlay_anew(folder: Path, tmp_path: Path) -> None:
    plain = lengths(folder)
    with writing(folder, Lengths()) as writer:
        writer.tell("lengths", 2)
        writer.commit()
    doubled = {id: 2 * length for id, length in plain.items()}
    assert lengths(folder) == doubled
    with writing(folder, Lengths()) as writer:
        writer.put("/0", "00", CORPUS[0])
        writer.commit()
    assert lengths(folder) == doubled
    rebuild(folder, tmp_path / "anew")
    assert generation.open_newest(tmp_path / "anew").told == {"lengths": 2}


def test_a_rotten_bit_of_an_overlay_is_found(folder: Path) -> None:
    [name] = files(folder)
    content = bytearray((folder / name).read_bytes())
    content[64] ^= 1
    (folder / name).write_bytes(content)
    assert damage(folder) == [f"{name}: lengths"]


@pytest.mark.parametrize("cut", [0, 30])
def test_a_generation_whose_overlay_is_cut_off_is_not_opened(folder: Path, cut: int) -> None:
    [name] = files(folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:cut])
    with pytest.raises(IndexUntrusted):
        open_snapshot(folder)
    with pytest.raises(Damaged):
        generation.open_one(folder, generation.numbers(folder)[-1])
