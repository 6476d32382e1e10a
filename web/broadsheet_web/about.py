"""What this archive holds, and what it left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_search.engine import Request

from . import urls
from .facets import in_words

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer, Engine

COUNTED = ("source", "lang", "flag", "year")
SKIPPED_SHOWN = 200  # of the pages that gave no article


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class About:
    """`skipped`: (path, reason) of pages that gave no article, the first of them; `reasons`: all, by reason."""

    answer: Answer
    languages: tuple[Line, ...]
    flags: tuple[Line, ...]
    undated: int
    skipped: tuple[tuple[str, str], ...]
    skipped_total: int
    reasons: tuple[tuple[str, int], ...]


def about(engine: Engine) -> About:
    answer = engine.answer(Request(page_size=1, snippets=0, facets=COUNTED, facet_size=100))
    skipped = engine.skipped()
    return About(
        answer=answer,
        languages=_lines(answer, "lang"),
        flags=_lines(answer, "flag"),
        undated=engine.answer(Request("date:none", page_size=1, snippets=0)).total,
        skipped=tuple(skipped[:SKIPPED_SHOWN]),
        skipped_total=len(skipped),
        reasons=tuple(Counter(reason for _, reason in skipped).most_common(20)),
    )


def _lines(answer: Answer, facet: str) -> tuple[Line, ...]:
    return tuple(
        Line(in_words(facet, one.value), one.count, urls.address("pages.search", ((facet, one.value),))) for one in answer.facets[facet]
    )


