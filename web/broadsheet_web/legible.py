"""The last gate before a page: signs that nobody can see, or that turn the order of a line around, are left out.

Extraction takes them out of articles; what a reader typed, a file name or an old index may still hold them.
"""

from __future__ import annotations

from typing import Any

CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
# Embeddings, overrides and isolates. The plain marks U+200E and U+200F stay: Hebrew and Arabic need them.
DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
HALVES = range(0xD800, 0xE000)  # of surrogate pairs: they have no UTF-8
TABLE: dict[int, str | None] = {**dict.fromkeys((*CONTROLS, *DIRECTIONS)), **dict.fromkeys(HALVES, "\ufffd")}


def legible(value: Any) -> Any:
    """What a template writes: text without such signs, anything else as it is."""
    # A page writes five hundred texts. None of these signs is printable, and asking that takes a tenth of the time.
    if not isinstance(value, str) or value.isprintable():
        return value
    return value.translate(TABLE)
