"""The error tree of reading and indexing. Each error carries its data; exit codes are made of it in one place, in `web`."""

from __future__ import annotations


class BroadsheetError(Exception):
    """The root of every error that Broadsheet raises on purpose. Its text says what, where and what to do."""


class Unreadable(BroadsheetError):
    """A page that gives no article. It is counted with `reason` and the run goes on.

    path       as in `Page.path`
    reason     words for a person: "empty file", "no text: the page needs its script"
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class BadInput(BroadsheetError):
    """Something the user named cannot be used: a folder that is missing, a metadata file that cannot be read."""


class TooManyVanished(BadInput):
    """A folder has lost more than a tenth of its pages; `--prune` says that this is meant."""

    def __init__(self, folder: str, vanished: int, known: int) -> None:
        super().__init__(
            f"{folder}: {vanished} of the {known} pages indexed from here are gone. Nothing was changed. "
            "If they are meant to go, run again with --prune."
        )
        self.folder = folder
        self.vanished = vanished
        self.known = known


class IndexMissing(BroadsheetError):
    """There is no index in this folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: no index here. Make one with: broadsheet index FOLDER --into {folder}")
        self.folder = folder


class IndexUntrusted(BroadsheetError):
    """The folder holds an index that is damaged, made by something else, or made by another version."""


class NotEmpty(BroadsheetError):
    """The folder that an index should be made in holds something else, which would be lost."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: holds other files and no index; nothing was written. Choose an empty or new folder.")
        self.folder = folder


class Locked(BroadsheetError):
    """Another process is writing to the index."""

    def __init__(self, folder: str, pid: int | None, since: str | None) -> None:
        holder = f"process {pid}, since {since}" if pid else "another process"
        super().__init__(f"{folder}: the index is being written by {holder}. Wait for it, or end it, and run again.")
        self.folder = folder
        self.pid = pid
        self.since = since


class StorageFailed(BroadsheetError):
    """The disk is full or refused to write. What was committed before is kept."""
