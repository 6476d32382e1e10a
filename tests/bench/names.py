"""Time what names cost an archive: the overlay of spellings beside indexing, one article more, a question for a person.

    python -m tests.bench.names [--articles 20000] [--names 20000]

Articles of our own making; a name in six is another spelling of one that is there.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from broadsheet_index.article import Article, Person
from broadsheet_index.people.given import _groups
from broadsheet_index.people.lists import read_text
from broadsheet_index.store import ArchiveWriter
from broadsheet_index.store.overlays import names as names_overlay
from broadsheet_search import Request
from broadsheet_search.engines.whoosh import WhooshEngine
from tests.generated import articles

from .__main__ import timed


def invented(number: int, chance: random.Random) -> list[str]:
    """Different names, about a sixth of them another spelling of the one before."""
    given = sorted(name for name in _groups()[0] if name.isalpha())
    surnames = [name for name in read_text("surnames.txt.gz").split("\n") if name.isalpha()]
    alike: dict[int, list[str]] = {}
    for name in given:
        for group in _groups()[0][name]:
            alike.setdefault(group, []).append(name)
    found: dict[str, None] = {}
    while len(found) < number:
        first, last = chance.choice(given), chance.choice(surnames)
        found[f"{first.title()} {last.title()}"] = None
        if chance.random() < 0.2:
            found[f"{chance.choice(alike[min(_groups()[0][first])]).title()} {last.title()}"] = None
    return list(found)[:number]


def corpus(number: int, names: list[str], chance: random.Random) -> list[Article]:
    """Articles that name one to eight people each, some far more often than others."""
    weights = [1 / (at + 10) for at in range(len(names))]
    some = articles(200)
    out = []
    for at in range(number):
        people = dict.fromkeys(chance.choices(names, weights, k=chance.randint(1, 8)))
        named = tuple(Person(name, 1, (name, name.split()[-1])) for name in people)
        out.append(replace(some[at % len(some)], path=f"{at}.html", url=None, people=named))
    for at, name in enumerate(names[:number]):  # each name at least once, where there are as many articles
        out[at] = replace(out[at], people=(*(who for who in out[at].people[:7] if who.name != name), Person(name, 1, (name,))))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--names", type=int, default=20_000)
    asked = parser.parse_args()
    chance = random.Random(1)
    names = invented(asked.names, chance)
    found = corpus(asked.articles, names, chance)
    spent = 0.0
    update = names_overlay.NamesOverlay.update

    def watched(self: names_overlay.NamesOverlay, *args: object) -> object:
        nonlocal spent
        began = time.process_time()
        try:
            return update(self, *args)  # type: ignore[arg-type]
        finally:
            spent += time.process_time() - began

    names_overlay.NamesOverlay.update = watched  # type: ignore[assignment, method-assign]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        began = time.process_time()
        with ArchiveWriter(index) as sink:
            for at, article in enumerate(found):
                sink.put(f"/{at}", f"{at:08}", article)
                if at % 5_000 == 4_999:
                    sink.commit()
            sink.commit()
        whole = time.process_time() - began
        print(f"index    {asked.articles:,} articles, {asked.names:,} names: {whole:.1f} s of processor, without extraction")
        print(f"overlay  {spent:.2f} s of it: {spent / whole:.1%}; {spent / asked.articles * 1000:.3f} ms an article")
        for at, name in enumerate(("Sergei Naryshkin", names[0])):
            spent, began = 0.0, time.perf_counter()
            with ArchiveWriter(index) as sink:
                sink.put(f"/new{at}", f"new{at}", replace(found[0], people=(Person(name, 1, (name,)),)))
                sink.commit()
            took = (time.perf_counter() - began) * 1000
            print(f"one more article, {'a new' if at == 0 else 'a known'} name: {took:.1f} ms, {spent * 1000:.1f} of it the overlays")
        with WhooshEngine(index, deadline=None) as engine:
            word, person = Request("ferry", snippets=0), Request(f"person:{names[0].split()[-1]}", snippets=0)
            full, chosen = Request(f'person:"{names[0]}"', snippets=0), Request(person=(names[0],), snippets=0)
            first = timed(lambda: WhooshEngine(index, deadline=None).answer(person), 3)
            base = timed(lambda: engine.answer(word), 25)
            for told, request in (("word", word), ("surname", person), ("whole name", full), ("filter", chosen)):
                took = timed(lambda r=request: engine.answer(r), 25)  # type: ignore[misc]
                print(f"{told:<11} {took * 1000:>7.2f} ms  {took / base:>5.2f} of a word's  {engine.answer(request).total:,} found")
            print(f"opened and asked for a surname: {first * 1000:.0f} ms; near miss: {timed(lambda: engine.people('narishkyn'), 5) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
