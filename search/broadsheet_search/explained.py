"""How a question was understood: its tree, with what each clause finds by itself and how long that took."""

from __future__ import annotations

import time

from .answering_to import Asking
from .compiled import ARTICLE, STRIPPED, Scope
from .engine import Clause
from .query import show
from .query.tree import And, Node, Not, Or, Removed


def explained(asking: Asking, node: Node, scope: Scope = ARTICLE) -> Clause:
    """Parts first, so that each is timed by itself; the time of a whole is that of its parts and of joining them."""
    began = time.perf_counter()
    match node:
        case And(parts) | Or(parts):
            inner = tuple(explained(asking, part, scope) for part in parts)
        case Not(part):
            inner = (explained(asking, part, scope),)
        case Removed(part):
            inner = (explained(asking, part, STRIPPED),)
        case _:
            inner = ()
    total = asking.count(node, scope)
    return Clause(show(node), total, type(node).__name__.lower(), inner, (time.perf_counter() - began) * 1000)
