"""One article to be read: its paragraphs, and between them, if wished, what was removed from the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet_index.people.resolve import may_be

from .marking import Marker, Pieces, Runs, runs

if TYPE_CHECKING:
    from broadsheet_index.article import Article, Removed


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of the story, with its number from 1, or neighbouring blocks that one rule removed (`rule` is then set).

    people   the paragraph again, cut where somebody is named
    """

    texts: tuple[Pieces, ...]
    rule: str | None = None
    number: int = 0
    people: Runs = ()


@dataclass(frozen=True, slots=True)
class Reading:
    title: Pieces
    subtitle: Pieces
    corrections: tuple[Pieces, ...]
    captions: tuple[Pieces, ...]
    parts: tuple[Part, ...]
    rules: tuple[tuple[str, int], ...]  # which rules removed how many blocks, most first


def reading(article: Article, q: str, with_removed: bool) -> Reading:
    mark = Marker(q, article.lang)
    return Reading(
        title=mark("title", article.title),
        subtitle=mark("subtitle", article.subtitle or ""),
        corrections=tuple(mark("correction", note) for note in article.corrections),
        captions=tuple(mark("caption", caption) for caption in article.captions),
        parts=_parts(article, mark, article.removed if with_removed else ()),
        rules=tuple(Counter(block.rule for block in article.removed).most_common()),
    )


def _parts(article: Article, mark: Marker, removed: tuple[Removed, ...]) -> tuple[Part, ...]:
    found: list[Part] = []
    named = marked_people(article)
    blocks = sorted(removed, key=lambda block: block.position)  # stable: as they stood on the page
    for number, paragraph in enumerate((*article.body, None)):
        # The last round has no paragraph: what stands behind the story.
        here = [block for block in blocks if _place(block, article) == number]
        for rule, group in groupby(here, key=lambda block: block.rule):
            found.append(Part(tuple(mark("removed", block.text) for block in group), rule))
        if paragraph is not None:
            people = runs(paragraph, mark.hits("body", paragraph), named.get(number, ()))
            found.append(Part((mark("body", paragraph),), number=number + 1, people=people))
    return tuple(found)


def marked_people(article: Article) -> dict[int, list[tuple[int, int, str]]]:
    """Where each paragraph names somebody, by its number: (start, end, whom), in order."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for who in article.people:
        for paragraph, start, end in who.places:
            found.setdefault(paragraph, []).append((start, end, who.name))
    return {paragraph: sorted(names) for paragraph, names in found.items()}


def open_names(article: Article) -> dict[str, tuple[str, ...]]:
    """Names of one word that the article leaves open, with those whose they may be."""
    names = [who.name for who in article.people]
    return {name: others for name in names if (others := may_be(name, names))}


def _place(block: Removed, article: Article) -> int:
    return min(max(block.position, 0), len(article.body))
