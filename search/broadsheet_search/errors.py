"""The error tree of asking. Each carries its data; `web` turns it into a status, a page or an exit code in one place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from broadsheet_index.errors import BroadsheetError

Span = tuple[int, int]


class BadQuery(BroadsheetError):
    """A mistake in the query text.

    code       of QUERY.md: invalid_query, invalid_date, unknown_field, query_too_long, query_too_complex
    position   (start, end) in the text, None where the whole is meant
    hint       what to write instead
    """

    code = "invalid_query"

    def __init__(self, message: str, position: Span | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint


class InvalidDate(BadQuery):
    code = "invalid_date"

    def __init__(self, text: str, position: Span | None = None) -> None:
        super().__init__(f'"{text}" is not a date.', position, "Use YYYY, YYYY-MM or YYYY-MM-DD.")


class UnknownField(BadQuery):
    code = "unknown_field"

    def __init__(self, name: str, known: Sequence[str], position: Span | None = None) -> None:
        near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
        listed = "Fields: " + ", ".join(sorted(known)) + "."
        super().__init__(f'There is no field "{name}".', position, (f"Did you mean {near[0]}:? " if near else "") + listed)
        self.name = name
        self.near = near[0] if near else None


class QueryTooLong(BadQuery):
    code = "query_too_long"


class QueryTooComplex(BadQuery):
    code = "query_too_complex"


class BadParameter(BroadsheetError):
    """A mistake beside the query text: a parameter that is unknown, or out of range.

    param   its name, as in the API
    code    of QUERY.md: invalid_parameter or invalid_date
    """

    def __init__(self, param: str, message: str, hint: str | None = None, code: str = "invalid_parameter") -> None:
        super().__init__(message)
        self.code = code
        self.param = param
        self.message = message
        self.hint = hint


class NoSuchArticle(BroadsheetError):
    """No article has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"There is no article {id!r} in this index.")
        self.id = id


class EngineDown(BroadsheetError):
    """The index cannot be reached."""


class TooSlow(BroadsheetError):
    """The query took longer than its deadline.

    seconds   the deadline
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The search took longer than {seconds:g} s and was stopped. Ask for less.")
        self.seconds = seconds
