"""Whole numbers and ranges of them, both ends included: `3`, `>=2`, `>3`, `<5`, `2..5`, `2..`, `[2 TO 5]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(r"[0-9]{1,9}")
BRACKETED = re.compile(r"[\[{]\s*(\S+)\s+TO\s+(\S+)\s*[\]}]")
OPEN = ("", "*")


class NotANumber(ValueError):
    """Carries the part of the text that is no number."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Span:
    """least and most, both included, None open; `swapped` when it was written the wrong way round."""

    least: int | None
    most: int | None
    swapped: bool = False


def span_of(text: str) -> Span:
    """Raises NotANumber."""
    bracketed = BRACKETED.fullmatch(text)
    if bracketed:
        return _between(bracketed[1], bracketed[2])
    if ".." in text:
        left, _, right = text.partition("..")
        return _between(left, right)
    for sign, least, most in ((">=", 0, None), ("<=", None, 0), (">", 1, None), ("<", None, -1)):
        if text.startswith(sign):
            value = _number(text[len(sign) :])
            return Span(None if least is None else value + least, None if most is None else value + most)
    value = _number(text.removeprefix("="))
    return Span(value, value)


def _between(left: str, right: str) -> Span:
    if left in OPEN and right in OPEN:
        raise NotANumber(f"{left}..{right}")
    least = None if left in OPEN else _number(left)
    most = None if right in OPEN else _number(right)
    if least is not None and most is not None and least > most:
        return Span(most, least, swapped=True)
    return Span(least, most)


def _number(text: str) -> int:
    if not NUMBER.fullmatch(text):
        raise NotANumber(text)
    return int(text)


def shown(least: int | None, most: int | None) -> str:
    """The shortest text that means these numbers.

    >>> shown(4, None), shown(1, 1), shown(2, 5), shown(None, 3)
    ('>=4', '1', '2..5', '<=3')
    """
    if least == most and least is not None:
        return str(least)
    if least is None:
        return f"<={most}"
    return f">={least}" if most is None else f"{least}..{most}"
