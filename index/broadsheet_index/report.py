"""What an index run did, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page or file that gave no article, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of pages; `skipped` and `notes` name each.

    indexed     new or changed, and now in the index
    unchanged   as they were
    vanished    no longer there, and taken out of the index
    skipped     read, or not even read, without giving an article
    notes       odd things about pages that did give one
    """

    indexed: int = 0
    unchanged: int = 0
    vanished: int = 0
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files done of all files, and pages put into the index.

    share   of the bytes that have to be read, 0 to 1; files that are as they were are none of them
    """

    files: int
    of: int
    indexed: int
    skipped: int
    share: float = 0.0
