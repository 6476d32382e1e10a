"""The hits of what a thread asked last: the timeline of a page is asked for after its hits, and they are the same articles.

An answer never comes from here: only `periods`, which follow one.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import get_ident

from broadsheet_index.store import Snapshot

from ...plan import Plan
from .sets import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Lately:
    """Of a plan its hits, and how many articles it leaves out only because they have no date."""

    plan: Plan
    hits: Numbers
    left_out: int


def remember(snapshot: Snapshot, lately: Lately) -> None:
    snapshot.kept.put((Lately, get_ident()), lately, len(lately.hits))


def remembered(snapshot: Snapshot, plan: Plan) -> Lately | None:
    """None where this thread asked another question last."""
    lately: Lately | None = snapshot.kept.get((Lately, get_ident()))
    if lately is None:
        return None
    asked = lately.plan
    return lately if (asked.tree, asked.filters, asked.open) == (plan.tree, plan.filters, plan.open) else None
