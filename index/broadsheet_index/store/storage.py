"""Files that are on the disk when Whoosh believes they are.

Whoosh calls fsync nowhere: of 4,072 states that a power cut could leave over six commits, 1,991 could not be opened or read.
Syncing each file when it is closed, and the folder before and after the table of contents is renamed into place, leaves none,
for 6 to 26 % more time a commit (RELIABILITY.md).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


def sync_folder(folder: str | os.PathLike[str]) -> None:
    """Make the folder's list of files durable. Windows opens no folders and needs none of it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a small file: the old content or the new, never half of it."""
    aside = path.with_name(path.name + ".new")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder of files, with the two calls that it lacks."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> StructFile:
        file = super().create_file(name, excl=excl, mode=mode, **kwargs)
        raw, told = file.file, file.onclose

        def sync_then_tell(closing: StructFile) -> None:
            raw.flush()
            os.fsync(raw.fileno())
            if told:
                told(closing)

        file.onclose = sync_then_tell
        return file

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        sync_folder(self.folder)  # the segments that the new table of contents names are there before it is
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(self.folder)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Scratch files of one commit: nobody reads them after a crash, so they are not synced."""
        return FileStorage(str(Path(self.folder) / (name or "scratch.tmp"))).create()
