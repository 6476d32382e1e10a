"""The index on disk. Only this package and the Whoosh engine import whoosh."""

from .snapshot import Postings, Snapshot, open_snapshot
from .writer import ArchiveWriter

__all__ = ["ArchiveWriter", "Postings", "Snapshot", "open_snapshot"]
