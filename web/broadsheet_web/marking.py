"""Texts with hits as (is_hit, text) pairs: the template wraps the hits, and no markup is ever made from an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet_index.errors import BroadsheetError
from broadsheet_search.query import read
from broadsheet_search.snippet import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet_search.query.tree import Node

Pieces = tuple[tuple[bool, str], ...]
Runs = tuple[tuple[str | None, Pieces], ...]


def pieces(text: str, hits: Iterable[tuple[int, int]] = ()) -> Pieces:
    """`text` cut at its hits, which are in order and do not overlap.

    >>> pieces("carbon tax plan", [(0, 6), (7, 10)])
    ((True, 'carbon'), (False, ' '), (True, 'tax'), (False, ' plan'))
    """
    found = []
    done = 0
    for start, end in hits:
        found += [(False, text[done:start]), (True, text[start:end])]
        done = end
    found.append((False, text[done:]))
    return tuple(piece for piece in found if piece[1])


def runs(text: str, hits: Sequence[tuple[int, int]], people: Iterable[tuple[int, int, str]]) -> Runs:
    """`text` cut where somebody is named: (name, or None between names; the pieces of that part).

    >>> runs("Mr Putin spoke", [(9, 14)], [(3, 8, "Vladimir Putin")])
    ((None, ((False, 'Mr '),)), ('Vladimir Putin', ((False, 'Putin'),)), (None, ((False, ' '), (True, 'spoke'))))
    """
    found: list[tuple[str | None, Pieces]] = []
    done = 0
    for start, end, name in (*people, (len(text), len(text), None)):
        for first, last, who in ((done, start, None), (start, end, name)):
            inside = [(max(a, first) - first, min(b, last) - first) for a, b in hits if a < last and b > first]
            if first < last:
                found.append((who, pieces(text[first:last], inside)))
        done = end
    return tuple(found)


class Marker:
    """Marks the hits of one query in whole texts of an article; marks nothing where the query cannot be read."""

    def __init__(self, q: str, lang: str | None) -> None:
        self._lang = lang
        self._tree: Node | None = None
        if q:
            try:
                self._tree = read(q, lenient=True).tree
            except BroadsheetError:  # the article is worth showing without marks
                self._tree = None

    def hits(self, field: str, text: str) -> tuple[tuple[int, int], ...]:
        return marks(self._tree, field, text, self._lang) if self._tree is not None else ()

    def __call__(self, field: str, text: str) -> Pieces:
        return pieces(text, self.hits(field, text))
