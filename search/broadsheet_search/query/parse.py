"""The text of a query to its tree (QUERY.md, section 1).

A hand-written descent over the text itself, so that every node, warning and error knows its place. Juxtaposition is AND;
OR binds tighter: `harbour ferry OR tram` is harbour AND (ferry OR tram). Strict parsing raises at the first mistake; lenient
parsing, for people, mends what it can and says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..errors import QueryTooComplex, QueryTooLong
from . import scan
from .clause import ClauseReader
from .limits import DEEPEST, LONGEST
from .tree import And, Everything, Node, Not, Or, Removed, Words
from .warned import Warned


def parse(
    text: str, *, lenient: bool = False, match_any: bool = False, today: dt.date | None = None, limited: bool = True
) -> tuple[Node, tuple[Warned, ...]]:
    """The tree of a query, and what was read otherwise than it was written.

    match_any   words without a field or quotes are joined by OR
    today       what `today` and the periods mean; the machine's day by default
    limited     hold the limits of length, clauses and depth

    Raises BadQuery and its kin.
    """
    if limited and len(text) > LONGEST:
        raise QueryTooLong(f"The query has {len(text):,} characters; {LONGEST:,} is the limit.", (LONGEST, len(text)))
    parser = Parser(text, lenient, match_any, today or dt.date.today(), limited)
    return parser.whole(), tuple(parser.warnings)


class Parser(ClauseReader):
    """Clauses joined by AND, OR, NOT and brackets."""

    def whole(self) -> Node:
        removed = self.removed_at_front()
        node = self.clauses_until_close(0, None)
        if isinstance(node, Everything) and not removed and self.text.strip() and "*" not in self.text and not self.warnings:
            self.warn("no_words", "There is no word in this query; every article is shown.", 0, len(self.text))
        return Removed(node, at=self.place(0, len(self.text))) if removed else node

    def removed_at_front(self) -> bool:
        self.skip_signs()
        match = scan.FIELD.match(self.text, self.at)
        if not match or match[1].lower() != "in" or self.text[match.end() : match.end() + 7].lower() != "removed":
            return False
        end = match.end() + 7
        if end < len(self.text) and (self.text[end].isalnum()):
            return False
        self.at = end
        return True

    def clauses_until_close(self, depth: int, field: str | None) -> Node:
        """Clauses up to the closing bracket of this depth, or the end."""
        start = self.at
        units: list[Node] = []
        joining: tuple[int, int] | None = None  # place of an OR that waits for its right side
        negate: tuple[int, int] | None = None
        closed = depth == 0
        while True:
            self.skip_signs()
            if self.at >= len(self.text):
                break
            if self.text[self.at] == ")":
                if depth:
                    self.at += 1
                    closed = True
                    break
                self.mistake("stray_bracket", "A bracket is closed that was never opened.", self.at, end=self.at + 1)
                self.at += 1
                continue
            begin = self.at
            operator = None if self.shouted else scan.OPERATOR.match(self.text, self.at)
            if operator:
                self.at = operator.end()
                here = (begin, self.at)
                match operator[1]:
                    case "NOT":
                        negate = None if negate else here
                    case "OR":
                        if not units or joining or negate:
                            self.mistake("dangling_operator", "OR needs a word on both sides.", begin, end=self.at)
                        else:
                            joining = here
                    case _:
                        if not units or joining or negate or not self.more_follows():
                            self.mistake("dangling_operator", "AND needs a word on both sides.", begin, end=self.at)
                continue
            if self.is_minus():
                self.at += 1
                negate = None if negate else (begin, self.at)
                continue
            node = self.unit(depth, field)
            if node is None:
                joining = negate = None
                continue
            if negate:
                node = Not(node, at=self.place(negate[0]))
                negate = None
            if joining:
                left = units.pop()
                units.append(Or(_flat(Or, (left, node)), at=(left.at[0], node.at[1])))
                joining = None
            else:
                units.append(node)
        for waiting, name in ((joining, "OR"), (negate, "NOT")):
            if waiting:
                self.mistake("dangling_operator", f"{name} needs a word after it.", waiting[0], end=waiting[1])
        if not closed:
            self.mistake("open_bracket", "A bracket is opened that is never closed.", start - 1, end=start)
        return self.joined(units, self.place(start))

    def joined(self, units: list[Node], at: tuple[int, int]) -> Node:
        if not units:
            return Everything(at=at)
        if self.match_any:
            loose = [unit for unit in units if isinstance(unit, Words) and not unit.field and not unit.quoted and not unit.exact]
            if len(loose) > 1:
                rest = [unit for unit in units if unit not in loose]
                units = [Or(tuple(loose), at=at), *rest]
        parts = _flat(And, tuple(units))
        return parts[0] if len(parts) == 1 else And(parts, at=at)

    def bracket(self, depth: int, field: str | None) -> Node | None:
        start = self.at
        if self.limited and depth + 1 > DEEPEST:
            raise QueryTooComplex(f"Brackets are nested more than {DEEPEST} deep.", self.place(start, start + 1))
        self.at += 1
        node = self.clauses_until_close(depth + 1, field)
        if isinstance(node, Everything) and "*" not in self.text[start : self.at]:
            return None  # "()" and "(…)" hold nothing
        return replace(node, at=self.place(start))


def _flat(kind: type[And] | type[Or], parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """Ands in an And and Ors in an Or are one list: brackets that change nothing leave no trace."""
    return tuple(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
