"""Broadsheet as an engine of ../shared/tools/peers: what the product runs, on the benchmark's tokens.

Articles go through `ArchiveWriter`; a question is text in the query language, parsed, planned and evaluated as `Engine.answer`
does it, over a title and a body; the ten hits, snippets and facets are the product's. Only what a word is, is the benchmark's:
runs of letters and digits, lower-cased, no stems. The body begins with the title, as the benchmark's text does, so that the
totals are the same; the title is a field besides.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
from peers import base

from broadsheet_index.article import Article, Person, Published, Source
from broadsheet_index.store import ArchiveWriter
from broadsheet_index.store.segment.words import Analysis
from broadsheet_index.version import VERSION
from broadsheet_search import Request
from broadsheet_search.engine import Hit
from broadsheet_search.engines.whoosh import WhooshEngine

PIECE = re.compile(r"[^\W_]+")
FACETS = ("source", "person", "year")


def _words(text: str) -> list[tuple[str, int]]:
    return [(match.group().lower(), match.start()) for match in PIECE.finditer(text)]


def _forms(words: Sequence[str], lang: str | None) -> list[tuple[str, str, str, str]]:
    return [(word,) * 4 for word in words]


TOKENS = Analysis(_words, _forms)


def article(d: dict[str, Any]) -> Article:
    return Article(
        path=d["id"],
        digest="",
        title=d["title"],
        title_origin="given",
        body=(base.text(d),),
        source=Source(d["source"]),
        published=Published(d["date"], "day", "given"),
        people=tuple(Person(name, 1, ()) for name in dict.fromkeys(d["people"])),
    )


def asked(q: dict[str, Any]) -> str:
    """The benchmark's query in the query language."""
    parts = []
    if q["op"] == "phrase":
        parts.append('"' + " ".join(q["terms"]) + '"')
    elif q["op"] == "prefix":
        parts.append(q["terms"][0] + "*")
    elif q["terms"]:
        parts.append("(" + (" OR " if q["op"] == "or" else " ").join(q["terms"]) + ")")
    parts += [f"-{word}" for word in q["not"]]
    if q["person"]:
        parts.append(f'person:="{q["person"]}"')
    if q["date"]:
        parts.append(f"date:{q['date'][0]}..{q['date'][1]}")
    return " ".join(parts)


class Adapter(base.Engine):  # type: ignore[misc]  # peers has no types
    """One writer, one process."""

    emulated: ClassVar[dict[str, str]] = {}

    def version(self) -> str:
        return f"broadsheet {VERSION} (numpy {np.__version__})"

    def build(self, docs: Iterable[dict[str, Any]], path: str, parallel: bool = False) -> None:
        if parallel:
            raise base.Unsupported("parallel")
        with ArchiveWriter(path, analysis=TOKENS) as writer:
            for d in docs:
                writer.put("/" + d["id"], d["id"], article(d))
            writer.commit()

    def open(self, path: str) -> Searcher:
        return Searcher(path)


class Searcher(base.Searcher):  # type: ignore[misc]
    def __init__(self, path: str) -> None:
        self._path = path
        self._engine = WhooshEngine(path)
        self._writer: ArchiveWriter | None = None

    def top10(self, q: dict[str, Any]) -> list[str]:
        return [hit.id for hit in self._engine.answer(Request(asked(q), page_size=10, snippets=0, respell=False)).hits]

    def results_page(self, q: dict[str, Any]) -> Any:
        # The benchmark's page counts names, not persons, and looks for no other spelling.
        request = Request(
            asked(q), page_size=10, facets=FACETS, facet_size=20, snippets=1, snippet_length=200, variants=False, respell=False
        )
        answer = self._engine.answer(request)
        hits = [
            (hit.id, hit.title, base.ymd(hit.article.published.value), hit.article.source.name, snippet(hit)) for hit in answer.hits
        ]
        counts = {name: [(count.value, count.count) for count in answer.facets[name]] for name in FACETS}
        years = {int(year): count for year, count in counts["year"]}
        return base.page(answer.total, hits, counts["source"][:10], counts["person"][:10], years)

    def _change(self, ids: Iterable[str], docs: Iterable[dict[str, Any]]) -> None:
        if self._writer is None:
            self._writer = ArchiveWriter(self._path, analysis=TOKENS)
        for id in ids:
            self._writer.remove("/" + id)
        for d in docs:
            self._writer.put("/" + d["id"], d["id"], article(d))
        self._writer.commit()
        self._engine.refresh()

    def add(self, docs: Iterable[dict[str, Any]]) -> None:
        self._change((), docs)

    def update(self, docs: Iterable[dict[str, Any]]) -> None:
        self._change((), docs)

    def delete(self, ids: Iterable[str]) -> None:
        self._change(ids, ())

    def close(self) -> None:
        self._engine.close()
        if self._writer:
            self._writer.close()


def snippet(hit: Hit) -> str:
    """The fragment as HTML, matches in <b>."""
    return "".join(piece for fragment in hit.snippets for piece in _marked(fragment.text, fragment.marks))


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in marks:
        yield html.escape(text[at:start], quote=False) + "<b>" + html.escape(text[start:end], quote=False) + "</b>"
        at = end
    yield html.escape(text[at:], quote=False)
