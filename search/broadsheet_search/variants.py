"""Names in a question: whose other spellings an answer takes, and how it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from broadsheet_index.analysis import fold
from broadsheet_index.fields import PEOPLE_FIELDS
from broadsheet_index.people.register import Register, stand_in, words_in

from .engine import Variant
from .query.tree import And, Leaf, Named, Node, Not, Or, Removed, Words

Registers = Callable[[str], Register | None]
MOST_MARKED = 8  # other spellings of one name that are looked for in an article's text


def changed(node: Node, change: Callable[[Leaf], Node]) -> Node:
    """A tree with other leaves, those below a Not too."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(changed(part, change) for part in parts))
        case Not(part) | Removed(part):
            return replace(node, part=changed(part, change))
        case _:
            return change(node)


def every_leaf(node: Node) -> Iterator[Leaf]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from every_leaf(part)
        case Not(part) | Removed(part):
            yield from every_leaf(part)
        case _:
            yield node


def is_of_people(leaf: Node) -> bool:
    """Whether other spellings could be taken for a leaf."""
    return isinstance(leaf, Words) and leaf.field in PEOPLE_FIELDS and not (leaf.exact or leaf.slop)


def fields_named(nodes: Iterable[Node]) -> list[str]:
    """The fields of people that a question names anybody in, to be taken in any spelling."""
    found = set()
    for leaf in (leaf for node in nodes for leaf in every_leaf(node)):
        if isinstance(leaf, Named) or (isinstance(leaf, Words) and leaf.spelled and is_of_people(leaf)):
            found.add(leaf.field or "")
    return sorted(found)


def unspelled(tree: Node) -> Node:
    """The tree that takes names as they are spelled."""
    return changed(tree, lambda leaf: replace(leaf, spelled=False) if isinstance(leaf, Words) and is_of_people(leaf) else leaf)


def taken_for(leaf: Words, registers: Registers) -> tuple[str, ...]:
    """The names that a leaf means besides those that hold its words, commonest first."""
    register = registers(leaf.field or "") if leaf.spelled and is_of_people(leaf) else None
    if register is None:
        return ()
    wanted = words_in(leaf.text)
    return tuple(name for name in register.taken(leaf.text) if not stand_in(wanted, name))


def variants(nodes: Iterable[Node], registers: Registers) -> tuple[Variant, ...]:
    """What was taken for each name, where that is more than the name itself."""
    found: dict[tuple[str, str], Variant] = {}
    for leaf in (leaf for node in nodes for leaf in every_leaf(node)):
        if not (isinstance(leaf, Named) or (isinstance(leaf, Words) and is_of_people(leaf))) or not leaf.spelled:
            continue
        field = leaf.field or ""
        register = registers(field)
        if register is None:
            continue
        known = register.whose(leaf.text) if isinstance(leaf, Named) else None
        taken = known.spellings if known else register.taken(leaf.text)
        if len(taken) > 1 or any(fold(name) != fold(leaf.text) for name in taken):
            found[field, leaf.text] = Variant(field, leaf.text, taken)
    return tuple(found.values())


def marked_as(tree: Node, registers: Registers) -> Node:
    """The tree whose leaves stand in articles that spell a name otherwise; for showing them, not for finding."""

    def spelled(leaf: Leaf) -> Node:
        if not (isinstance(leaf, Words) and leaf.field == "person"):
            return leaf
        own = words_in(leaf.text)
        texts = [name if len(own) > 1 else words_in(name)[-1] for name in taken_for(leaf, registers) if words_in(name)]
        others = [replace(leaf, text=text, quoted=True) for text in dict.fromkeys(texts) if not stand_in(own, text)]
        return Or((leaf, *others[:MOST_MARKED])) if others else leaf

    return changed(tree, spelled)
