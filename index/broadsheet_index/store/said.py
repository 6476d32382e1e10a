"""What a generation knows of repeated lines: which are their site's, and how many pages say each (overlays/lines.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from ..repeated import SEEN
from .segment.file import Array

if TYPE_CHECKING:
    from .generation import Laid, Part

# A rule is stored with the line's term in place of the number, which grows with the site.
STORED = re.compile(SEEN.format("([^ ]{8})"))


class Said:
    """terms (t,) bytes, in order; stories, articles (t,): how many tell each, of how many articles of its site; `own` (t,) bool."""

    def __init__(self, terms: Array, stories: Array, own: Array) -> None:
        self._terms, self._stories, self._own = terms, stories, own

    @classmethod
    def of(cls, laid: Laid | None) -> Self:
        if laid is None:
            return cls(np.zeros(0, "S8"), np.zeros(0, np.int64), np.zeros(0, bool))
        return cls(laid.file.get("terms"), laid.file.get("stories"), laid.file.get("own").astype(bool))

    @cached_property
    def own(self) -> frozenset[bytes]:
        """The lines that are their site's."""
        return frozenset(self._terms[self._own].tolist())

    def pages(self, term: str) -> int:
        """How many pages of its site say a line, near-identical ones counted once."""
        at = int(self._terms.searchsorted(term.encode()))
        return int(self._stories[at]) if at < len(self._terms) and self._terms[at] == term.encode() else 0

    def differing(self, other: Said) -> frozenset[bytes]:
        return self.own ^ other.own


def mark_of(own: Collection[bytes]) -> Callable[[str], str]:
    """What stands for the number of pages of a line in the rule that is stored; "" where the line is not the site's own."""
    return lambda term: term if term.encode() in own else ""


def told(rule: str, pages: Callable[[str], int]) -> str:
    """A stored rule as it is shown."""
    found = STORED.fullmatch(rule)
    return SEEN.format(pages(found[1])) if found else rule


def lines_in(parts: Collection[Part], terms: Collection[bytes]) -> Iterator[tuple[Part, int]]:
    """The articles alive that have any of some lines, each once."""
    for part in parts:
        numbers = {number for term in terms for number in part.segment.records_with("line", term).tolist()}
        for number in sorted(numbers):
            if not part.gone[number]:
                yield part, number
