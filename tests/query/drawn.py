"""Trees as one line of text, for tables that people read."""

from __future__ import annotations

import datetime as dt

from broadsheet_search.query.tree import (
    Address,
    And,
    Copies,
    CopiesOf,
    Dates,
    Everything,
    Node,
    Not,
    Or,
    Pattern,
    Removed,
    Undated,
    Words,
)


def drawn(node: Node) -> str:
    """ferry · "a phrase"~3 · person:="X" · and(a, or(b, c)) · not(a) · like(fe*) · days(2024-01-01, 2024-12-31)"""
    match node:
        case Everything():
            return "everything"
        case Words(text, field, exact, slop, quoted):
            shown = f'"{text}"' if quoted else text
            return f"{field + ':' if field else ''}{'=' if exact else ''}{shown}{f'~{slop}' if slop else ''}"
        case Pattern(text, field, distance):
            return f"{field + ':' if field else ''}like({text}{f'~{distance}' if distance else ''})"
        case Address(text, field, exact):
            return f"{field or 'any'}-address({'=' if exact else ''}{text})"
        case Dates(first, last):
            return f"days({_day(first)}, {_day(last)})"
        case Undated():
            return "undated"
        case Copies(least, most):
            return f"copies({least}, {most})"
        case CopiesOf(id):
            return f"copies-of({id})"
        case And(parts):
            return f"and({', '.join(map(drawn, parts))})"
        case Or(parts):
            return f"or({', '.join(map(drawn, parts))})"
        case Not(part):
            return f"not({drawn(part)})"
        case Removed(part):
            return f"removed({drawn(part)})"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "…"
