"""The canonical text of a tree: parsing it gives the same tree again."""

from __future__ import annotations

from . import numbers, scan
from .days import shown
from .tree import Address, And, Copies, CopiesOf, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words


def show(node: Node) -> str:
    """One text for one tree, whatever way it was written.

    >>> show(And((Words("Putin"), Not(Words("peace talks", quoted=True)))))
    'Putin -"peace talks"'
    """
    if isinstance(node, Removed):
        return f"in:removed {show(node.part)}"
    if isinstance(node, And):
        return " ".join(_inside(part) for part in node.parts)
    return _inside(node, whole=True)


def _inside(node: Node, *, whole: bool = False) -> str:
    match node:
        case Everything():
            return "*"
        case Words():
            return _words(node)
        case Named(text, field):
            return f'{field}:"{text}"'
        case Pattern(text, field, distance):
            return f"{_prefix(field)}{text}" + (f"~{distance}" if distance else "")
        case Address(text, None):
            return text
        case Address(text, field, exact):
            return f"{field}:{'=' if exact else ''}" + (text if scan.BARE_VALUE.fullmatch(text) else f'"{text}"')
        case Dates(first, last):
            return f"date:{shown(first, last)}"
        case Undated():
            return "date:none"
        case Copies(least, most):
            return f"copies:{numbers.shown(least, most)}"
        case CopiesOf(id):
            return f"cluster:{id}" if id.isalnum() else f'cluster:"{id}"'
        case Not(part):
            return f"-{_inside(part)}" if not isinstance(part, Not | Everything) else f"-({_inside(part)})"
        case Or(parts):
            text = " OR ".join(_inside(part) for part in parts)
            return text if whole else f"({text})"
        case _:
            return f"({show(node)})"


def _prefix(field: str | None) -> str:
    return f"{field}:" if field else ""


def _words(node: Words) -> str:
    text = node.text
    # As the last thing before a bracket or a space, a word needs no quotes unless it would be read as something else.
    if node.quoted:
        text = f'"{text}"' + (f"~{node.slop}" if node.slop else "")
    return f"{_prefix(node.field)}{'=' if node.exact else ''}{text}"
