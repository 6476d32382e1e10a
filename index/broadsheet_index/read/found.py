"""What a reader finds in a file: a page, or a reason why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..article import Given, Page

NO_NAMES: Mapping[str, str] = MappingProxyType({})  # other scrapers' names for our keys: none
PAGE_LIMIT = 20_000_000  # bytes of one page, unpacked
LINE_LIMIT = 16_000_000  # bytes of one line of JSONL


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a file, or why there is none.

    name     "" for a file that is one page; else the record's own id, unique in the file
    page     None where `reason` says why
    reason   why no page, or what is odd about the one there is
    at       bytes of the file that were read to find it, about, where a file holds many
    """

    name: str
    page: Page | None
    reason: str | None = None
    at: int = 0

    @property
    def fingerprint(self) -> str:
        """Of all that an article is made of: equal fingerprints, equal articles."""
        assert self.page
        told = f"{self.page.digest}\0{self.page.form}\0{self.page.charset}\0{self.page.given!r}\0{self.page.extra!r}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def outranking(given: Given, page: Given) -> Given:
    """What the user said of a page, over what the record says of itself."""
    return Given(*(getattr(given, name) if getattr(given, name) is not None else getattr(page, name) for name in Given.__slots__))
