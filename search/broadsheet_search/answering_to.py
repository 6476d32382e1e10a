"""What an engine lets be asked about one question, of one generation and before one deadline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .compiled import ARTICLE, Scope
from .query.tree import Node


class Asking(Protocol):
    def count(self, node: Node, scope: Scope = ARTICLE, beside: Sequence[Node] = ()) -> int:
        """How many articles hold a node and everything beside it."""

    def near(self, word: str, field: str | None, most: int) -> dict[str, tuple[int, int]]:
        """The words of articles that are at most so many letters from a word in its exact form: (letters, articles) of each.

        field   whose words; None: of the fields where a word without a field is looked for, which are never removed text
        """
