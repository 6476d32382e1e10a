"""The engines, chosen by the address of an index."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine import Engine


def open_engine(address: str | PathLike[str]) -> Engine:
    """An engine on the index in a folder. Raises IndexMissing or IndexUntrusted."""
    from .whoosh import WhooshEngine  # imported late: `broadsheet --help` loads neither Whoosh nor numpy

    return WhooshEngine(address)
