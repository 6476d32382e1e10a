"""A mistake in what was asked, shown where it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from broadsheet_search.errors import BadParameter, BadQuery


@dataclass(frozen=True, slots=True)
class Mistake:
    """before | wrong | after: the text of the query around the place; all "" where the whole is meant."""

    message: str
    hint: str | None
    param: str
    before: str = ""
    wrong: str = ""
    after: str = ""

    @classmethod
    def of(cls, error: BadQuery | BadParameter, q: str) -> Self:
        if isinstance(error, BadParameter):
            return cls(error.message, error.hint, error.param)
        if error.position is None or len(q) > 1000:  # too long: pointing at a place would help nobody
            return cls(error.message, error.hint, "q")
        start, end = error.position
        return cls(error.message, error.hint, "q", q[:start], q[start:end], q[end:])
