"""What a question means: a small frozen tree. Neither Whoosh's nor OpenSearch's; each engine compiles it.

`at` is where in the text a node was written, (start, end) in characters; it takes no part in comparison, so that a tree
equals the tree parsed from its canonical text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

Span = tuple[int, int]


def _at() -> Span:
    return field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""

    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow each other: one word, a word group (`Kyiv-based`) or a phrase.

    field    a field of Kind.TEXT, NAMES, DOMAIN or VALUE; None: title, subtitle, body and editor's notes
    text     as typed, without quotes
    exact    as written: case, accents, endings; for NAMES one whole value
    slop     positions that first and last of the words may be further apart than in the phrase, in any order; 0: in order
    quoted   it was a phrase in quotes
    spelled  of a field of people: other spellings of whoever is meant are found too
    """

    text: str
    field: str | None = None
    exact: bool = False
    slop: int = 0
    quoted: bool = False
    spelled: bool = True
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Named:
    """Whoever a facet of people counts under a name, or under any spelling of theirs; where it counts nobody so, the words.

    spelled  with their other spellings; else exactly those counted under this one
    """

    text: str
    field: str
    spelled: bool = True
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Pattern:
    """What several words answer to; folded, never stemmed.

    text       with a trailing `*` or a `?` between letters; a word (fuzzy); one character of a script without spaces, which
               stands in the index in pairs only
    distance   letters that may be wrong, missing, too many or swapped, the first never; 0: not fuzzy
    """

    text: str
    field: str | None = None
    distance: int = 0
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Address:
    """An address or path from its beginning, or a pasted address (`field` None): looked for as an address, else as words.

    exact   as a whole only
    """

    text: str
    field: str | None
    exact: bool = False
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Dates:
    """Published between two days, both included. None: open. An article known to the month must lie in whole."""

    first: dt.date | None
    last: dt.date | None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Undated:
    """No date is known."""

    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Copies:
    """How many near-identical articles there are of it, itself included; both ends included, None open."""

    least: int | None
    most: int | None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class CopiesOf:
    """The article with an id, and its near-identical copies."""

    id: str
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Not:
    part: Node
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Removed:
    """`in:removed`: the words of `part` without a field are looked for in what was stripped, and nowhere else."""

    part: Node
    at: Span = _at()


Leaf = Everything | Words | Named | Pattern | Address | Dates | Undated | Copies | CopiesOf
Node = Leaf | And | Or | Not | Removed


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that can make an article a hit: nothing below a Not."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Removed(part):
            yield from leaves(part)
        case Not():
            return
        case _:
            yield node
