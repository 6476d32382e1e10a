"""Both engines of one machine over the same articles, and the histories that an index may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from broadsheet_index.article import Article
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Engine
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.whoosh import WhooshEngine


def both_engines(corpus: Mapping[str, Article]) -> Any:
    """A fixture: the reference engine, then an index in a folder; articles by id."""

    @pytest.fixture(scope="module", params=["memory", "whoosh"])
    def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        if request.param == "memory":
            with MemoryEngine(corpus) as memory:
                yield memory
            return
        folder = tmp_path_factory.mktemp("both") / "index"
        with ArchiveWriter(folder) as writer:
            for id, article in corpus.items():
                writer.put(f"/pages/{article.path}", id, article)
            writer.commit()
        with WhooshEngine(folder) as whoosh:
            yield whoosh

    return engine


def lived(
    folder: Path, steps: Sequence[tuple[str, int, int]], pool: Sequence[Article], last: Article, holds: Callable[[Mapping[str, Article]], None]
) -> dict[str, Article]:
    """An index that goes through steps of (what, page, article of the pool), then gets one article more.

    holds   is asked after each commit with the articles alive, by id; those of the end are given back
    """
    alive: dict[str, Article] = {}
    writer = ArchiveWriter(folder)
    try:
        for step, key, number in steps:
            if step == "put":
                alive[f"id{key:02}"] = pool[number]
                writer.put(f"/{key}", f"id{key:02}", pool[number])
            elif step == "remove":
                alive.pop(f"id{key:02}", None)
                writer.remove(f"/{key}")
            else:
                writer.commit()
                if step == "reopen":
                    writer.close()
                    writer = ArchiveWriter(folder)
                elif alive:
                    holds(alive)
                    if step == "compact":
                        writer.compact()
        writer.put("/last", "last", last)
        writer.commit()
    finally:
        writer.close()
    alive["last"] = last
    holds(alive)
    return alive
