"""The text of a query to its tree (QUERY.md, section 1).

A hand-written descent over the text itself, so that every node, warning and error knows its place. Juxtaposition is AND;
OR binds tighter: `harbour ferry OR tram` is harbour AND (ferry OR tram). Strict parsing raises at the first mistake; lenient
parsing, for people, mends what it can and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadsheet_index.analysis import tokens
from broadsheet_index.fields import BY_NAME, COLUMNS

from ..errors import QueryTooComplex, QueryTooLong
from . import headline, scan
from .clause import ClauseReader
from .limits import DEEPEST, LONGEST, MOST_CLAUSES
from .tree import And, Everything, Node, Not, Or, Pattern, Removed, Words
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """An operator and where it stands."""

    operator: str
    start: int
    end: int


class Parser(ClauseReader):
    """Clauses joined by AND, OR, NOT and brackets."""

    def whole(self) -> Node:
        removed = self.removed_at_front()
        node = self.clauses_until_close(0, None)
        if self.limited and self.operated and self.clauses + self.loose > MOST_CLAUSES:
            raise QueryTooComplex(f"The query has more than {MOST_CLAUSES} clauses.", self.operated, "Ask for fewer words at once.")
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
        waiting: Waiting | None = None  # an AND or OR without its right side yet
        negate: tuple[int, int] | None = None
        closed = depth == 0
        ranges = "<>[{." if field is not None and BY_NAME[field].kind in COLUMNS else ""
        while True:
            self.skip_signs(ranges)
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
            operator = self.operator()
            if operator == "NOT":
                negate = None if negate else (begin, self.at)
                continue
            if operator:
                if not units or waiting or negate:
                    self.mistake("dangling_operator", f"{operator} needs a word on both sides.", begin, end=self.at)
                else:
                    waiting = Waiting(operator, begin, self.at)
                continue
            if self.is_minus():
                self.operates(begin)
                self.at += 1
                negate = None if negate else (begin, self.at)
                continue
            node = self.unit(depth, field)
            if node is None:
                waiting = negate = None
                continue
            if negate:
                node = Not(node, at=self.place(negate[0]))
                negate = None
            if waiting and waiting.operator == "OR":
                left = units.pop()
                units.append(Or(_flat(Or, (left, node)), at=(left.at[0], node.at[1])))
            else:
                units.append(node)
            waiting = None
        for end in (waiting, Waiting("NOT", *negate) if negate else None):
            if end:
                self.mistake("dangling_operator", f"{end.operator} needs a word after it.", end.start, end=end.end)
        if not closed:
            self.mistake("open_bracket", "A bracket is opened that is never closed.", start - 1, end=start)
        return self.joined(units, self.place(start))

    def operator(self) -> str | None:
        """The operator that stands here, read; None where a word does, which may only look like one."""
        found = None if self.shouted else scan.OPERATOR.match(self.text, self.at)
        if not found:
            return None
        if self.lenient and headline.is_word(self.text, found[1], self.at, found.end()):
            self.warn("operator_as_word", f"{found[1]} was read as a word.", self.at, found.end())
            return None
        self.operates(self.at)
        self.at = found.end()
        return found[1]

    def joined(self, units: list[Node], at: tuple[int, int]) -> Node:
        if not units:
            return Everything(at=at)
        if self.match_any:
            loose = [word for unit in units if _is_loose(unit) for word in _apart(unit)]
            if len(loose) > 1:
                rest = [unit for unit in units if not _is_loose(unit)]
                units = [Or(_flat(Or, tuple(loose)), at=at), *rest]
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


def _is_loose(node: Node) -> bool:
    """A bare word, or a bracket of them: what `match=any` joins by OR."""
    match node:
        case Words(_, field, exact, _, quoted):
            return field is None and not quoted and not exact
        case Pattern(_, field):
            return field is None
        case Or(parts):
            return all(map(_is_loose, parts))
    return False


def _apart(node: Node) -> Iterator[Node]:
    """A word group as its words: `Kyiv-based` among words of which any will do."""
    words = [token.written for token in tokens(node.text)] if isinstance(node, Words) else []
    yield from (Words(word, at=node.at) for word in words) if len(words) > 1 else (node,)


def _flat(kind: type[And] | type[Or], parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """Ands in an And and Ors in an Or are one list: brackets that change nothing leave no trace."""
    return tuple(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
