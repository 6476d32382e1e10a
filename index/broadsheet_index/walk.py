"""The files of a folder, each once, in order: regular files only, no links followed, nothing outside the folder."""

from __future__ import annotations

import glob
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .read import READERS, holds_records, reader_for

OF_ONE_PAGE = tuple(ending for ending in READERS if not holds_records("page" + ending))
NOT_READ = {
    ".warc.zst": "a WARC packed with zstd, which is not read; unpack it with: zstd -d FILE",
    ".warc.wet": "text that was taken out of a crawl (WET), without its pages, which is not read; index the WARC it was made of",
    ".warc.wet.gz": "text that was taken out of a crawl (WET), without its pages, which is not read; index the WARC it was made of",
    ".warc.wat": "facts that were taken out of a crawl (WAT), without its pages, which are not read; index the WARC they were made of",
    ".warc.wat.gz": "facts that were taken out of a crawl (WAT), without its pages, which are not read; index the WARC they were made of",
    ".zst": "packed with zstd, which is not read; unpack it with: zstd -d FILE",
    ".bz2": "packed with bzip2, which is not read; unpack it with: bunzip2 FILE",
    ".xz": "packed with xz, which is not read; unpack it with: unxz FILE",
    ".zip": "a zip archive, which is not read; unpack it and index its folder",
    ".tar.gz": "an archive, which is not read; unpack it and index its folder",
    ".tgz": "an archive, which is not read; unpack it and index its folder",
    ".tar": "an archive, which is not read; unpack it and index its folder",
}
INDEX_MARK = "broadsheet.json"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or why not.

    root     the folder given, absolute
    path     relative to it, with slashes
    reason   why it is not read; None where it is
    """

    root: Path
    path: str
    size: int = 0
    modified: int = 0
    reason: str | None = None

    @property
    def file(self) -> Path:
        return self.root / self.path


def files(root: Path) -> Iterator[FoundFile]:
    """All files below a folder, in the order of their paths. Files and folders whose name begins with a dot are no pages."""
    yield from _below(root, root)


def one_file(file: Path) -> FoundFile:
    return _looked_at(file.parent, file, file.name)


def globbed(path: Path) -> list[Path]:
    """The files and folders that `pages/*.html` means, in order, where no file has that very name; else the path itself."""
    text = str(path)
    if not glob.has_magic(text) or path.exists() or path.is_symlink():
        return [path]
    return [Path(one) for one in sorted(glob.glob(text, recursive=True))] or [path]  # noqa: PTH207


def is_index(folder: Path) -> bool:
    """True where an index has left its mark; a side file of a page may have the same name."""
    try:
        told = json.loads((folder / INDEX_MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and "format" in told


def _below(root: Path, folder: Path) -> Iterator[FoundFile]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield FoundFile(root, _relative(root, folder), reason=f"folder cannot be read ({error.strerror})")
        return
    if any(entry.name == INDEX_MARK for entry in entries) and is_index(folder):
        return  # an index that lies inside the folder is no page of it
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(root, path)
        else:
            yield _looked_at(root, path, _relative(root, path))


def _looked_at(root: Path, file: Path, path: str) -> FoundFile:
    try:
        status = file.lstat()
    except OSError as error:
        return FoundFile(root, path, reason=f"cannot be read ({error.strerror})")
    if stat.S_ISLNK(status.st_mode):
        return FoundFile(root, path, reason="a symbolic link")
    if not stat.S_ISREG(status.st_mode):
        return FoundFile(root, path, reason="not a regular file")
    try:
        reader = reader_for(file)
    except OSError as error:
        return FoundFile(root, path, reason=f"cannot be read ({error.strerror})")
    if reader is None:
        if file.suffix.lower() == ".json" and _is_side_file(file):
            return FoundFile(root, path, reason="")
        return FoundFile(root, path, reason=why_not_read(file))
    return FoundFile(root, path, status.st_size, status.st_mtime_ns)


def why_not_read(file: Path) -> str:
    """Why there is no reader for a file, and what to do where something can be done."""
    name = file.name.lower()
    for ending, reason in NOT_READ.items():
        if name.endswith(ending):
            return reason
    return f"no page: {file.suffix or 'a file without an ending'}"


def _is_side_file(file: Path) -> bool:
    """`page.json` beside a page says things of that page."""
    return any(file.with_name(file.stem + ending + packed).is_file() for ending in ("", *OF_ONE_PAGE) for packed in ("", ".gz"))


def _relative(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()
