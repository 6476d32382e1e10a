"""The index on disk. Only `schema`, `codec` and the writer's lock import whoosh."""

from .postings import Postings
from .snapshot import Snapshot, open_snapshot
from .writer import ArchiveWriter

__all__ = ["ArchiveWriter", "Postings", "Snapshot", "open_snapshot"]
