"""Pages in, index out. The names below are the ones promised; everything else may change.

    build([Path("pages")], into="my-index")         # -> Report
    extract(Path("page.html"))                      # -> Article, no index needed
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .article import Article, Given, Page, Person, Published, Removed, Source
from .errors import BadInput, BroadsheetError, Locked, Unreadable
from .report import Progress, Report, Skipped
from .version import VERSION

if TYPE_CHECKING:
    from .sink import Sink

__version__ = VERSION

__all__ = [
    "Article",
    "BadInput",
    "BroadsheetError",
    "Given",
    "Locked",
    "Page",
    "Person",
    "Progress",
    "Published",
    "Removed",
    "Report",
    "Skipped",
    "Source",
    "Unreadable",
    "__version__",
    "build",
    "extract",
]


def build(
    paths: Sequence[str | os.PathLike[str]],
    into: str | os.PathLike[str] | Sink,
    *,
    meta: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    prune: bool = False,
    full: bool = False,
    dry_run: bool = False,
    keep_originals: bool = False,
    names: Mapping[str, str] | None = None,
    sites: str | os.PathLike[str] | None = None,
    people_file: str | os.PathLike[str] | None = None,
    people: str = "",
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Bring the index in a folder (or another sink) up to date with files and folders: new, changed and vanished pages.

    Arguments as of `broadsheet index`; `names` as of its --map: {"maintext": "body"}; what `people_file` says of names is remembered
    until another is given. Raises BadInput, Locked, IndexUntrusted, NotEmpty, StorageFailed.
    """
    from . import pipeline
    from .fields import PEOPLE_FIELDS
    from .people.told import read_told
    from .sink import Nowhere
    from .store import ArchiveWriter
    from .walk import is_index

    told = read_told(Path(people_file)) if people_file else None
    sink: Sink
    if not isinstance(into, str | os.PathLike):
        sink = into
    elif is_index(Path(into)):
        sink = ArchiveWriter(into)
    else:
        pipeline.must_be_there([Path(path) for path in paths])  # before an index is made for nothing
        sink = Nowhere() if dry_run else ArchiveWriter(into)
    originals = Path(into) / "originals" if keep_originals and isinstance(into, str | os.PathLike) else None
    options = pipeline.Options(Path(meta) if meta else None, jobs, prune, full, dry_run, originals, names or {}, Path(sites) if sites else None, people)
    try:
        if told is not None and not dry_run:
            for name in PEOPLE_FIELDS:
                sink.tell(name, told.as_json())
        return pipeline.run([Path(path) for path in paths], sink, options, progress)
    finally:
        sink.close()


def extract(path: str | os.PathLike[str], *, sites: str | os.PathLike[str] | None = None, people: str = "") -> Article:
    """The article of one file, HTML or flattened text; `sites`: a sites.toml; `people`: who finds them, as of `broadsheet index`.

    Raises BadInput, or Unreadable where the page gives nothing. `Article.is_no_article` says why a page is none (list pages).
    """
    from .extraction import extract_file
    from .people import finder_named
    from .read.sites import Sites, read_sites

    return extract_file(Path(path), read_sites(Path(sites)) if sites else Sites(), finder_named(people))
