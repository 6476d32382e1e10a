"""From the text of a query to its tree, its canonical text and its read-back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .parse import parse
from .read_back import read_back
from .show import show
from .tree import Node
from .warned import Warned

__all__ = ["Reading", "parse", "read", "read_back", "show"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was understood."""

    tree: Node
    warnings: tuple[Warned, ...]
    canonical: str
    read_back: str


def read(
    text: str, *, lenient: bool = False, match_any: bool = False, today: dt.date | None = None, limited: bool = True
) -> Reading:
    """Parse a query and say how it was understood. Raises BadQuery; arguments as of `parse`."""
    tree, warnings = parse(text, lenient=lenient, match_any=match_any, today=today, limited=limited)
    return Reading(tree, warnings, show(tree), read_back(tree))
