"""What is said where nothing was found: which clause finds nothing, what the question finds without one, and where else it stands."""

from __future__ import annotations

from dataclasses import replace

from .answering_to import Asking
from .compiled import ARTICLE, STRIPPED
from .engine import Clause, Instead, NoHits
from .plan import Plan
from .query import show
from .query.limits import MOST_CLAUSES
from .query.tree import And, Node, Not, Or, Pattern, Removed, Words


def no_hits(asking: Asking, planned: Plan) -> NoHits:
    tree = planned.reading.tree
    stripped = isinstance(tree, Removed)
    inner = tree.part if isinstance(tree, Removed) else tree
    parts = inner.parts if isinstance(inner, And) else (inner,)
    beside = (*planned.beside, *planned.filters.values())

    def instead(node: Node) -> Instead:
        return Instead(show(node), asking.count(node, beside=beside))

    without = []
    for at in range(len(parts) if 1 < len(parts) <= MOST_CLAUSES else 0):
        rest = (*parts[:at], *parts[at + 1 :])
        node = rest[0] if len(rest) == 1 else And(rest)
        without.append(instead(Removed(node) if stripped else node))
    return NoHits(
        clauses=tuple(Clause(show(part), asking.count(part, STRIPPED if stripped else ARTICLE)) for part in parts),
        without=tuple(without),
        removed=Instead(show(tree), 0) if stripped else instead(Removed(tree)),
        captions=Instead(show(tree), 0) if stripped else instead(_in_captions(tree)),
        unfiltered=asking.count(tree) if beside else 0,
    )


def _in_captions(node: Node) -> Node:
    """The same, with words that name no field looked for in captions."""
    match node:
        case Words(_, None) | Pattern(_, None):
            return replace(node, field="caption")
        case And(parts):
            return And(tuple(map(_in_captions, parts)))
        case Or(parts):
            return Or(tuple(map(_in_captions, parts)))
        case Not(part):
            return Not(_in_captions(part))
    return node
