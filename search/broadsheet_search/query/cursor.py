"""A place in the text of a query: what starts here, and what is to be said about it."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from ..errors import BadQuery, QueryTooComplex, Span
from . import headline, scan
from .limits import MOST_CLAUSES
from .tree import Node, Words
from .warned import Warned

N = TypeVar("N", bound=Node)


class Cursor:
    """The text, how far it is read, and the warnings so far."""

    def __init__(self, text: str, lenient: bool, match_any: bool, today: dt.date, limited: bool) -> None:
        self.text, self.origin = scan.without_invisible(text)
        self.at = 0
        self.lenient = lenient
        self.match_any = match_any
        self.today = today
        self.limited = limited
        self.clauses = 0
        self.warnings: list[Warned] = []
        self.shouted = lenient and headline.is_shouted(self.text)
        self.headline = lenient and headline.is_long(self.text)
        self.loose = 0  # words of a headline: they cost what one clause does, as long as no operator joins them
        self.operated: Span | None = None

    def place(self, start: int, end: int | None = None) -> tuple[int, int]:
        end = self.at if end is None else end
        return self.origin[min(start, len(self.text))], self.origin[min(end, len(self.text))]

    def warn(self, code: str, message: str, start: int, end: int | None = None) -> None:
        self.warnings.append(Warned(code, message, self.place(start, end)))

    def mistake(self, code: str, message: str, start: int, hint: str | None = None, end: int | None = None) -> None:
        """Raise it, or, lenient, warn and let the caller go on."""
        if not self.lenient:
            raise BadQuery(message, self.place(start, end), hint)
        self.warn(code, message, start, end)

    def skip_signs(self, kept: str = "") -> None:
        """To the next place where something can start. Signs that mean nothing part words and are never an error.

        kept   signs with which a range begins, where one may stand
        """
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isalnum() or char in "()*" or char in scan.QUOTES or char in kept:
                return
            if char == "-" and self.is_minus():
                return
            if char == "=" and self.is_exact():
                return
            self.at += 1

    def is_minus(self) -> bool:
        """A hyphen that excludes: after a space or bracket, directly before what it excludes."""
        if self.text[self.at] != "-" or (self.at and not (self.text[self.at - 1].isspace() or self.text[self.at - 1] == "(")):
            return False
        following = self.text[self.at + 1 : self.at + 2]
        if self.lenient and self.headline and following.isdigit():
            return False  # "Temperature falls to -5", pasted
        return following.isalnum() or following == "(" or (following != "" and following in scan.QUOTES + "=")

    def is_exact(self) -> bool:
        before = self.text[self.at - 1 : self.at]
        following = self.text[self.at + 1 : self.at + 2]
        return (not before or before.isspace() or before in "(-") and (
            following.isalnum() or (following != "" and following in scan.QUOTES)
        )

    def skip_stars(self) -> None:
        while self.text[self.at : self.at + 1] == "*":
            self.at += 1

    def counted(self, node: N) -> N:
        if self.headline and isinstance(node, Words) and node.field is None and not node.quoted:
            self.loose += 1
        else:
            self.clauses += 1
        asked = self.clauses + (self.loose if self.operated else 0)
        if self.limited and asked > MOST_CLAUSES:
            raise QueryTooComplex(f"The query has more than {MOST_CLAUSES} clauses.", node.at, "Ask for fewer words at once.")
        return node

    def operates(self, start: int) -> None:
        """An operator stands here: the words of this text are clauses, each of them."""
        self.operated = self.place(start)

    def bare_value(self) -> str:
        match = scan.BARE_VALUE.match(self.text, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match.group()
