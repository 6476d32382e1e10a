"""Folders to an index: what is new or changed is read and put in, what vanished is taken out, the rest is left alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from . import originals
from .article import Article, Given, Page
from .errors import BadInput, TooManyVanished
from .identity import article_id
from .people.finders import finder_named
from .read import Found, holds_records, reader_for
from .read.found import outranking
from .read.sites import Sites, read_sites
from .read.told import Known, Told, digest_of
from .report import Progress, Report, Skipped
from .sink import FileRecord, Record, Sink
from .version import EXTRACTION
from .walk import FoundFile, files, one_file
from .workers import Extraction, Result, article_or_reason

COMMIT_PAGES = 5_000  # pages, or seconds, after which what was read is committed: what a crash can cost
COMMIT_SECONDS = 60.0
WORTH_WORKERS = 24  # files below which starting worker processes costs more than it gains
TOLERATED = 0.1  # share of a folder's pages that may vanish without being asked


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    meta            a CSV or JSONL file of what the scraper knew
    jobs            worker processes; None: as many as there are processors, where that is worth it
    prune           take out vanished pages however many they are
    full            read every page again
    dry_run         change nothing, report what would be
    originals       keep the pages' own bytes in this folder
    names           other scrapers' keys of a record and ours for them: {"maintext": "body"}
    sites           a sites.toml: what to keep and drop of the pages of a domain
    people          who finds people: "" we do, "spacy:MODEL" a pipeline that is installed
    """

    meta: Path | None = None
    jobs: int | None = None
    prune: bool = False
    full: bool = False
    dry_run: bool = False
    originals: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    sites: Path | None = None
    people: str = ""


def run(
    paths: Sequence[Path], sink: Sink, options: Options = Options(), progress: Callable[[Progress], None] | None = None
) -> Report:
    """Bring a sink up to date with files and folders.

    Raises BadInput for a path that is missing, TooManyVanished, StorageFailed. On KeyboardInterrupt what was read is
    committed before it goes on: the next run begins where this one stopped.
    """
    return _Run(sink, options, progress).over(paths)


@dataclass
class _File:
    """A file while it is read."""

    found: FoundFile
    told: str
    known: Mapping[str, Record]
    usable: bool  # what is known was read by this edition and may stand
    broken: bool = False  # it could not be read to its end
    records: dict[str, Record] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.found.file)

    def remembered(self, *, whole: bool) -> FileRecord:
        return FileRecord(
            path=self.key,
            root=str(self.found.root),
            size=self.found.size if whole else -1,
            modified=self.found.modified if whole else -1,
            edition=EXTRACTION,
            told=self.told,
            records=tuple(self.records.values()),
            skipped=tuple((skip.path, skip.reason) for skip in self.skipped),
        )


@dataclass(frozen=True)
class _Step:
    """A page of a file on its way through the workers; `name` None: the end of the file."""

    file: _File
    name: str | None
    fingerprint: str = ""
    at: int = 0  # bytes of the file before it


class _Run:
    def __init__(self, sink: Sink, options: Options, progress: Callable[[Progress], None] | None) -> None:
        self.sink = sink
        self.options = options
        self.progress = progress
        self.told = Told(options.meta)
        finder_named(options.people)  # whoever cannot find people says so before anything is read
        self.known = Known(self.told.by_url, read_sites(options.sites) if options.sites else Sites(), options.people)
        self.indexed = self.unchanged = self.vanished = 0
        self.skipped: list[Skipped] = []
        self.notes: list[Skipped] = []
        self.done = self.of = 0  # files
        self.read = self.to_read = 0  # bytes
        self.committed_at = time.monotonic()

    def over(self, paths: Sequence[Path]) -> Report:
        places = [_absolute(path) for path in paths]
        self.roots = sorted({file.root for file in self.sink.files().values()}, key=lambda root: (len(root), root))
        walked = self._walked(places)
        self._drop_vanished(places, walked)
        self.of = len(walked)
        self.to_read = sum(found.size for found in walked)
        jobs = self.options.jobs or (os.cpu_count() or 1 if len(walked) >= WORTH_WORKERS or _has_records(walked) else 1)
        current: _File | None = None
        try:
            read = partial(article_or_reason, known=self.known)
            for step, page, result in Extraction[_Step](jobs, read).run(self._steps(walked)):
                current = step.file
                self._take(step, page, result)
                if self._due():
                    self._commit(current if step.name is not None else None)
                if step.name is None:
                    current = None
                self._tell(step)
        except KeyboardInterrupt:
            self._commit(current)
            raise
        self._commit(None)
        self.notes += (Skipped(where, what) for where, what in (*self.told.notes, *self.told.unused()))
        return Report(self.indexed, self.unchanged, self.vanished, tuple(self.skipped), tuple(self.notes))

    # -- what there is

    def _walked(self, places: Sequence[Path]) -> list[FoundFile]:
        out: dict[str, FoundFile] = {}
        for path in places:
            if path.is_dir():
                found: Iterable[FoundFile] = files(path)  # a link to a folder is followed where the user names it
            elif path.exists() or path.is_symlink():
                found = [one_file(path)]
            elif self.options.prune and any(_is_under(known, path) for known in self.sink.files()):
                found = []
            else:
                raise BadInput(f"{path}: no such file or folder. Nothing was changed.")
            for one in found:
                if one.reason != "":
                    out.setdefault(str(one.file), self._as_known(one))
        return list(out.values())

    def _as_known(self, found: FoundFile) -> FoundFile:
        """A file with the root that it was indexed from before, or a folder around it was: its path and id never change."""
        known = self.sink.files().get(str(found.file))
        root = known.root if known and _is_under(str(found.file), Path(known.root)) else None
        if root is None:
            root = next((one for one in self.roots if _is_under(str(found.root), Path(one))), None)
        if root is None or root == str(found.root):
            return found
        return replace(found, root=Path(root), path=found.file.relative_to(root).as_posix())

    def _drop_vanished(self, places: Sequence[Path], walked: Sequence[FoundFile]) -> None:
        """Take out what is gone, and what is there but no page any more: a file that has become a link, say."""
        known = self.sink.files()
        present = {str(found.file) for found in walked}
        pages = {str(found.file) for found in walked if found.reason is None}
        missing: dict[str, FileRecord] = {}
        for path in places:
            here = [file for file in known.values() if _is_under(file.path, path)]
            missing |= {file.path: file for file in here if file.path not in (pages if file.records else present)}
            here = [file for file in here if file.records]
            gone = [file for file in here if file.path in missing]
            # One page is never too many: a folder of five would else refuse to lose any.
            if not self.options.prune and len(gone) > max(1, TOLERATED * len(here)):
                raise TooManyVanished(str(path), len(gone), len(here))
        for file in missing.values():
            self._drop(file)

    def _drop(self, file: FileRecord) -> None:
        for record in file.records:
            self.vanished += record.article
            self._remove(_key(file.path, record.name))
        if not self.options.dry_run:
            self.sink.forget(file.path)

    # -- what is read

    def _steps(self, walked: Sequence[FoundFile]) -> Iterator[tuple[_Step, Page | None]]:
        for found in walked:
            if found.reason is not None:
                self._not_read(found, found.reason)
                self._passed(found)
                continue
            try:
                given = self.told.of(found.file, found.path)
            except BadInput as error:
                self.notes.append(Skipped(found.path, str(error)))
                given = Given()
            told = "" if given == Given() else digest_of(given)
            known = self.sink.files().get(str(found.file))
            if known and not self.options.full and self._as_it_was(found, known, told):
                self.unchanged += sum(record.article for record in known.records)
                self.skipped += (Skipped(path, reason) for path, reason in known.skipped)
                for record in known.records:
                    self.told.asked(record.urls)
                self._passed(found)
                continue
            usable = known is not None and known.edition == EXTRACTION and not self.options.full
            file = _File(found, told, {record.name: record for record in known.records} if known else {}, usable)
            try:
                reader = reader_for(found.file)
                for one in reader(found.file, found.path, given, self.options.names) if reader else ():
                    if one.page and one.name:
                        one = _with(one, self.told.of_record(one.page.path))
                    step = self._step(file, one)
                    if step:
                        yield step, one.page
            except OSError as error:
                # What was read of it before stays in the index: it may be readable again tomorrow.
                self._skip(file, found.path, f"cannot be read ({error.strerror})")
                file.broken = True
            yield _Step(file, None), None

    def _as_it_was(self, found: FoundFile, known: FileRecord, told: str) -> bool:
        same = (known.size, known.modified, known.edition) == (found.size, found.modified, EXTRACTION)
        return same and known.told == told and all(self._is_heard(record, found.path) for record in known.records)

    def _is_heard(self, record: Record, file: str) -> bool:
        """True where the same is told of a page as when it was read."""
        return record.heard == self._heard(record, file)

    def _heard(self, record: Record, file: str) -> str:
        """A fingerprint of what is told of a page beside its file: of its addresses, its site, its place in the file."""
        told = self.known.heard(record.urls, record.domain) if record.article else self.known.everything
        given = self.told.of_record(f"{file}#{record.name}") if record.name else Given()
        return told if given == Given() else told + digest_of(given)

    def _step(self, file: _File, found: Found) -> _Step | None:
        path = found.page.path if found.page else file.found.path + (f"#{found.name}" if found.name else "")
        if found.page is None:
            self._skip(file, path, found.reason or "no page")
            return None
        if found.reason:
            self.notes.append(Skipped(path, found.reason))
        fingerprint = found.fingerprint
        known = file.known.get(found.name)
        if known and file.usable and known.fingerprint == fingerprint and known.article and self._is_heard(known, file.found.path):
            file.records[found.name] = known
            self.told.asked(known.urls)
            self.unchanged += 1
            return None
        return _Step(file, found.name, fingerprint, min(found.at, file.found.size))

    def _passed(self, found: FoundFile) -> None:
        """A file that need not be read."""
        self.done += 1
        self.to_read -= found.size
        self._tell()

    def _not_read(self, found: FoundFile, reason: str) -> None:
        self.skipped.append(Skipped(found.path, reason))
        record = FileRecord(str(found.file), str(found.root), 0, 0, EXTRACTION, skipped=((found.path, reason),))
        known = self.sink.files().get(record.path)
        if known != record:
            if known:
                self._drop(known)
            if not self.options.dry_run:
                self.sink.remember(record)

    # -- what comes of it

    def _take(self, step: _Step, page: Page | None, result: Result | None) -> None:
        file = step.file
        if step.name is None:
            self._end(file)
            return
        assert page is not None
        no_article = self._no_article(result, file.found)
        urls = tuple(dict.fromkeys(filter(None, (page.given.url, result.url if isinstance(result, Article) else None))))
        domain = result.source.domain if isinstance(result, Article) else None
        self.told.asked(urls)
        if isinstance(result, Article) and no_article is None:
            self._put(_key(file.key, step.name), page, result, file.found)
        else:
            self._skip(file, page.path, no_article or "no article")
            self._remove(_key(file.key, step.name))
        record = Record(step.name, step.fingerprint, no_article is None, urls, domain)
        # Remembered last: an interruption before this point means that the page is read again.
        file.records[step.name] = replace(record, heard=self._heard(record, file.found.path))

    def _no_article(self, result: Result | None, found: FoundFile) -> str | None:
        """Why what came of a page may not come in; None: it may."""
        if not isinstance(result, Article):
            return result or "no article"
        forgotten = self.sink.forgotten()
        why = forgotten.get(article_id(result, str(found.root))) or forgotten.get(result.digest) if forgotten else None
        return f"forgotten: {why}" if why else result.is_no_article

    def _put(self, key: str, page: Page, article: Article, found: FoundFile) -> None:
        if not self.options.dry_run:
            if self.options.originals:
                originals.keep(self.options.originals, page)
            self.sink.put(key, article_id(article, str(found.root)), article)
        self.indexed += 1

    def _end(self, file: _File) -> None:
        self.done += 1
        self.read += file.found.size
        gone = {name: record for name, record in file.known.items() if name not in file.records}
        if file.broken:
            file.records |= gone
        else:
            for name, record in gone.items():
                self.vanished += record.article
                self._remove(_key(file.key, name))
        if not self.options.dry_run:
            self.sink.remember(file.remembered(whole=not file.broken))

    def _skip(self, file: _File, path: str, reason: str) -> None:
        skip = Skipped(path, reason)
        file.skipped.append(skip)
        self.skipped.append(skip)

    def _remove(self, key: str) -> None:
        if not self.options.dry_run:
            self.sink.remove(key)

    # -- committing

    def _due(self) -> bool:
        return self.sink.pending() >= COMMIT_PAGES or time.monotonic() - self.committed_at > COMMIT_SECONDS

    def _commit(self, current: _File | None) -> None:
        """Commit; of a file in the middle it is remembered which of its pages are in."""
        if self.options.dry_run:
            return
        if current is not None:
            self.sink.remember(current.remembered(whole=False))
        self.sink.commit()
        refused = [Skipped(path, reason) for path, reason in self.sink.refused()]
        self.skipped += refused
        self.indexed -= len(refused)
        self.committed_at = time.monotonic()

    def _tell(self, step: _Step | None = None) -> None:
        if self.progress:
            read = self.read + (step.at if step and step.name is not None else 0)
            share = min(1.0, read / self.to_read) if self.to_read > 0 else 0.0
            self.progress(Progress(self.done, self.of, self.indexed, len(self.skipped), share))


def must_be_there(paths: Sequence[Path]) -> None:
    """Raises BadInput for the first path at which there is nothing."""
    for path in paths:
        if not (path.exists() or path.is_symlink()):
            raise BadInput(f"{path}: no such file or folder. Nothing was changed.")


def _absolute(path: Path) -> Path:
    """Without `..`, but as it was named: links in it are not resolved, as Path.resolve() would."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _with(found: Found, given: Given) -> Found:
    """With what the user said of this very record."""
    if given == Given() or found.page is None:
        return found
    return replace(found, page=replace(found.page, given=outranking(given, found.page.given)))


def _key(path: str, name: str) -> str:
    return f"{path}#{name}" if name else path


def _is_under(path: str, folder: Path) -> bool:
    return path == str(folder) or path.startswith(str(folder).rstrip(os.sep) + os.sep)


def _has_records(walked: Sequence[FoundFile]) -> bool:
    """A file of records of a megabyte or more is worth workers by itself."""
    return any(found.size > 1_000_000 and holds_records(found.path) for found in walked)
