"""What the parser has to say about a query that it could read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warned:
    """Something was read otherwise than it was written.

    position   (start, end) in the text of the query; None where it is about no place in it
    """

    code: str
    message: str
    position: tuple[int, int] | None = None
