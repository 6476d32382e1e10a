"""Kyiv and Kiev: what the other spelling would find is said, and nothing is taken by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet_index.article import Article
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Engine, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.whoosh import WhooshEngine

TEXTS = {
    "a": "Talks in Kyiv went on.",
    "b": "Talks in Kiev went on, and trams in Kiev ran.",
    "c": "The harbour of Odessa was quiet; nobody spoke of Kyiv.",
    "d": "Ho Chi Minh City is where trams run.",
    "e": "Saigon fell.",
    "f": "A turkey was roasted in Mumbai.",
}


def corpus() -> dict[str, Article]:
    return {id: Article(path=f"{id}.txt", digest=id, title=f"Story {id}", body=(text,), lang="en") for id, text in TEXTS.items()}


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "memory":
        yield MemoryEngine(corpus())
        return
    folder: Path = tmp_path_factory.mktemp("places") / "index"
    with ArchiveWriter(folder) as writer:
        for id, article in corpus().items():
            writer.put(f"/{id}", id, article)
        writer.commit()
    with WhooshEngine(folder, deadline=None) as opened:
        yield opened


@pytest.mark.parametrize(
    ("q", "total", "said"),
    [
        ("Kiev", 1, "Kiev is also written Kyiv: Kiev OR Kyiv finds 2 more articles."),
        ("kyiv talks", 1, "kyiv is also written Kiev: (kyiv OR Kiev) talks finds 1 more article."),
        ('"talks in Kyiv"', 1, 'Kyiv is also written Kiev: "talks in Kyiv" OR "talks in Kiev" finds 1 more article.'),
        ("Saigon", 1, 'Saigon is also written Ho Chi Minh City: Saigon OR "Ho Chi Minh City" finds 1 more article.'),
        ("trams -Kiev", 1, None),  # leaving out more finds no more
        ('="Kiev"', 1, None),  # exactly so
        ("Kiev trams", 1, None),  # nothing more under the other
        ("Mumbai", 1, None),  # the archive has no Bombay
        ("harbour", 1, None),
        ("person:Kiev", 0, None),  # a name, no place
    ],
)
def test_the_other_spelling_of_a_place_is_offered_where_it_finds_more(engine: Engine, q: str, total: int, said: str | None) -> None:
    answer = engine.answer(Request(q))
    hints = [warned for warned in answer.warnings if warned.code == "place_spelling"]
    assert answer.total == total
    assert [hint.message for hint in hints] == ([said] if said else [])
    for hint in hints:
        assert hint.position is not None and hint.message.split()[0].lower() in q[slice(*hint.position)].lower()
        asked = hint.message.split(": ", 1)[1].rsplit(" finds ", 1)[0]
        assert engine.answer(Request(asked)).total > total
