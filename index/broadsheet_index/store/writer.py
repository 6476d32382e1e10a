"""Writing: articles and files gathered in memory, flushed as segments, then committed as one generation."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from ..article import Article
from ..errors import StorageFailed
from ..sink import FileRecord
from . import generation, merging, place
from .batch import Batch, alive, groups_of, stale_keys
from .generation import Laid, Part
from .makers import Here, Processes
from .overlays import OVERLAYS, Overlay, Staged
from .records import ARTICLE, FILE, FORGOTTEN, capture, files_in, forgotten_in, pages_of, records_of
from .said import Said, lines_in
from .segment.contents import Contents
from .segment.file import ArrayFile, write_arrays
from .segment.merge import merged
from .segment.words import NEWS, Analysis
from .storage import sync_folder
from .stored import unpacked
from .under_way import UnderWay, listed, whole

LOG = logging.getLogger("broadsheet.index")
MOST_PARTS = 40  # segments from which a commit waits for a merge
FLUSHED = 32 << 20  # characters of text in a segment
FLUSHED_APART = 6 << 20  # where others make segments: some 2,500 articles, so that all of them have something to do
MOST_CHANGED = 200_000  # articles changed in one commit from which overlays look at all there are


class ArchiveWriter:
    """The one writer of an index: a `Sink`. Raises Locked where there is another.

    Of the captures of an article the newest alone is searched; the others hold their record, so that nothing is lost and any of
    them can take its place.
    """

    def __init__(
        self,
        address: str | os.PathLike[str],
        *,
        analysis: Analysis = NEWS,
        overlays: Mapping[str, Overlay] = OVERLAYS,
        workers: int = 0,
    ) -> None:
        """workers: processes that make segments; 0: this one does. Give them before the process has threads."""
        self._folder = place.folder_of(address)
        if not (self._folder / place.MARK).exists():
            place.create(self._folder)
        place.check(self._folder)
        self._lock = place.WriterLock(self._folder)
        self._lock.acquire()
        self._overlays = overlays
        self._changed: set[str] | None = set()  # ids of articles, since the last commit; None: too many
        self._put: dict[str, tuple[str, Article]] = {}
        self._removed: set[str] = set()
        self._remembered: dict[str, FileRecord | None] = {}
        self._size = 0  # characters put since the last flush
        self._flushed = 0  # pages flushed since the last commit
        self._files_flushed: dict[str, FileRecord | None] = {}
        self._beside: merging.Merge | None = None  # what is merged beside the commits
        self._under_way = UnderWay(self._folder, Processes(analysis, workers) if workers else Here(analysis))
        try:
            self._committed = generation.open_newest(self._folder)
            self._staged = self._committed
            self._files = {file.path: file for file in files_in(self._committed)}
            self._said = Said.of(self._committed.overlays.get("lines"))  # what the staged articles were written with
        except BaseException:
            self._under_way.close()
            self._lock.release()
            raise

    @property
    def folder(self) -> Path:
        return self._folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index once it is settled; what was not committed is gone."""
        try:
            if self._staged is self._committed:
                self.settle()
        finally:
            self._under_way.close()
            if self._beside is not None:
                self._beside.drop()
            if self._staged is not self._committed:
                generation.clean(self._folder)  # segments that no generation will name
            self._lock.release()

    # -- what the pipeline says

    def files(self) -> Mapping[str, FileRecord]:
        return self._files

    def put(self, key: str, id: str, article: Article) -> None:
        self._removed.discard(key)
        self._put[key] = (id, article)
        self._size += article.kept_chars + article.removed_chars
        if self._size > (FLUSHED_APART if self._under_way.ahead else FLUSHED):
            self._safely(self._flush)

    def remove(self, key: str) -> None:
        self._put.pop(key, None)
        self._removed.add(key)

    def remember(self, file: FileRecord) -> None:
        self._remembered[file.path] = file

    def forget(self, path: str) -> None:
        self._remembered[path] = None

    def tell(self, overlay: str, told: Any) -> None:
        """What the user says that bears on an overlay, as JSON; it holds until something else is told. None: nothing."""
        said = {name: value for name, value in self._staged.told.items() if name != overlay}
        if told is not None:
            said[overlay] = told
        if said != self._staged.told:
            self._staged = replace(self._staged, told=said)

    def pending(self) -> int:
        return len(self._put) + len(self._removed) + self._flushed

    def forgotten(self) -> Mapping[str, str]:
        return forgotten_in(self._staged)

    def refused(self) -> list[tuple[str, str]]:
        return []  # a folder takes every article, or fails as a whole

    # -- what becomes of it

    def commit(self) -> None:
        self._safely(self._commit)

    def settle(self) -> None:
        """Wait until all segments are merged that should be, and commit that. Raises StorageFailed."""
        while self._beside is not None:
            self._put_in()
            self.commit()

    def compact(self) -> None:
        """Commit, and make one segment of all."""
        self._safely(self._flush_all)
        self._put_in()
        parts = self._staged.parts
        if len(parts) > 1 or any(part.gone.any() for part in parts):
            self._safely(lambda: self._join(range(len(parts))))
        self.commit()

    def rebuild(self) -> int:
        """Make all segments and overlays anew from what they store, with this version's analysis, and commit; pages made."""
        self._safely(self._flush_all)
        self._put_in()
        held = self._staged
        self._committed, self._staged = replace(self._committed, overlays={}), replace(held, parts=())
        self._said = Said.of(None)
        return self.take_in(held)

    def take_in(self, held: generation.Generation) -> int:
        """Put in all that a generation holds, also another index's: pages, files and what was told; and commit. Pages put."""
        pages = 0
        for part, number in pages_of(held):
            key, article = capture(part.segment, number)
            self.put(key, unpacked(part.segment.record(number))["id"], article)
            pages += 1
        for file in files_in(held):
            self.remember(file)
        for name, told in held.told.items():
            self.tell(name, told)
        self.commit()
        return pages

    def expunge(self, id: str, reason: str) -> tuple[Article, ...]:
        """Take an article out of every file of the index, the generation before too, and keep it from coming back.

        Returns its captures; none where there is no such article. Commits.
        """
        self._safely(self._flush_all)
        self._put_in()
        captures = [capture(part.segment, number) for part, number in records_of(self._staged, "article", id)]
        if not captures:
            return ()
        for key, _ in captures:
            self.remove(key)
        for file in list(self._files.values()):
            self._remember_without(file, {key for key, _ in captures}, reason)
        told = {id: reason} | {article.digest: reason for _, article in captures}
        self.tell(FORGOTTEN, dict(self.forgotten()) | told)
        self._safely(self._flush_all)
        while any(part.gone.any() for part in self._staged.parts):
            self._safely(lambda: self._join([next(at for at, part in enumerate(self._staged.parts) if part.gone.any())]))
        self.commit()
        self._clean(keep=1)
        return tuple(article for _, article in captures)

    def _remember_without(self, file: FileRecord, keys: Collection[str], reason: str) -> None:
        gone = {record.name for record in file.records if (f"{file.path}#{record.name}" if record.name else file.path) in keys}
        if gone:
            records = tuple(replace(record, article=False) if record.name in gone else record for record in file.records)
            shown = file.path.removeprefix(file.root).lstrip(os.sep) or file.path
            skipped = tuple((f"{shown}#{name}" if name else shown, f"forgotten: {reason}") for name in sorted(gone))
            self.remember(replace(file, records=records, skipped=file.skipped + skipped))

    def _commit(self) -> None:
        self._flush_all()
        if self._beside is not None and (self._beside.is_done() or len(self._staged.parts) > MOST_PARTS):
            self._put_in()
        if self._staged is self._committed and not self._outdated():
            return
        laid = self._laid(("copies", "lines"), {})
        self._say_again(laid)
        laid = self._laid(self._overlays, laid)
        newest = replace(self._staged, number=self._next_number(), committed=generation.now(), overlays=laid)
        sync_folder(self._folder)  # the files that the table of contents names are there before it is
        generation.commit(self._folder, newest)
        self._committed = self._staged = newest
        self._changed = set()
        for path, file in self._files_flushed.items():
            if file is None:
                self._files.pop(path, None)
            else:
                self._files[path] = file
        self._files_flushed, self._flushed = {}, 0
        self._clean()
        parts = merging.due(newest.parts)
        if parts and self._beside is None:
            self._beside = merging.Merge(self._folder, parts)

    def _clean(self, keep: int = generation.KEPT) -> None:
        generation.clean(self._folder, keep, self._beside.names if self._beside else ())

    def _put_in(self) -> None:
        """What is merged beside takes the place of its parts, once it is done."""
        if self._beside is not None:
            merge, self._beside = self._beside, None
            try:
                self._staged = replace(self._staged, parts=merge.put_in(self._staged.parts))
            except OSError as error:  # what it was made of is there, and a later commit tries again
                LOG.warning("%s: segments were not merged: %s", self._folder, error)

    def _outdated(self) -> bool:
        """Whether an overlay is missing, or was made by other code, in an index that has articles."""
        laid = self._committed.overlays
        return bool(self._committed.parts) and any(
            name not in laid or laid[name].edition != overlay.edition for name, overlay in self._overlays.items()
        )

    def _say_again(self, laid: Mapping[str, Laid]) -> None:
        """Write those articles anew in which other lines are the site's than when they were written."""
        now = Said.of(laid.get("lines"))
        flipped = now.differing(self._said)
        self._said = now
        for part, number in lines_in(self._staged.parts, flipped):
            key, article = capture(part.segment, number)
            self._put[key] = (unpacked(part.segment.record(number))["id"], article)
        flushed = self._flushed
        self._flush_all()
        self._flushed = flushed  # pages that nobody put

    def _laid(self, names: Collection[str], laid: Mapping[str, Laid]) -> dict[str, Laid]:
        """Overlays of what is staged beside those that are laid already.

        A file is shared with the generation before where nothing in it would change.
        """
        found = dict(laid)
        for name in names:
            overlay = self._overlays.get(name)
            if overlay is None or name in found:
                continue
            told, before = self._staged.told.get(name), self._committed.overlays.get(name)
            if before and (before.edition != overlay.edition or told != self._committed.told.get(name)):
                before = None
            made = None
            if before is None or self._changed is None or self._changed:
                changed = None if before is None or self._changed is None else frozenset(self._changed)
                beside = {name: one.file for name, one in found.items()}
                earlier = {name: one.file for name, one in self._committed.overlays.items()}
                staged = Staged(self._staged.parts, changed, told, beside, earlier, self._committed.parts)
                made = overlay.update(staged, before.file if before else None)
            if made is not None:
                path = generation.next_overlay(self._folder, name)
                written = whole(path, partial(write_arrays, arrays=made.arrays, about=made.about))
                before = Laid(ArrayFile(path, written), written, overlay.edition)
            if before is not None:
                found[name] = before
        return found

    def _next_number(self) -> int:
        # Past a damaged one too, where an older generation was opened in its place.
        return max(generation.numbers(self._folder), default=self._committed.number) + 1

    def _safely(self, step: Callable[[], None]) -> None:
        try:
            step()
        except OSError as error:
            raise StorageFailed(f"{self._folder}: {error.strerror or error}. What was committed before is kept.") from error

    def _flush_all(self) -> None:
        self._flush()
        self._settle()

    def _settle(self, ahead: int = 0) -> None:
        """List the segments that are under way, but for the last ones; merged one by one, as if each had been waited for."""
        while self._under_way.number > ahead:
            self._staged = replace(self._staged, parts=(*self._staged.parts, *self._under_way.settled()))
            self._merge()

    def _flush(self) -> None:
        """Have a segment made of what was put, and mark what it takes the place of."""
        if not (self._put or self._removed or self._remembered):
            return
        keys = [*self._removed, *self._put]
        names = frozenset({ARTICLE + key for key in keys} | {FILE + path for path in self._remembered} | {id for id, _ in self._put.values()})
        if self._under_way.touches(names):
            self._settle()  # what it takes the place of has to be there
        groups = groups_of(self._staged.parts, self._put, self._removed)
        stale = stale_keys(groups, keys, self._remembered)
        parts = [self._without(part, stale) for part in self._staged.parts]
        files = tuple(file for file in self._remembered.values() if file is not None)
        self._under_way.begin(Batch(groups, files, self._said.own), names.union(groups, *groups.values()))
        self._staged = replace(self._staged, parts=tuple(part for part in parts if not part.gone.all()))
        if self._changed is not None:
            self._changed.update(groups)
            if len(self._changed) > MOST_CHANGED:
                self._changed = None
        self._flushed += len(self._put) + len(self._removed)
        self._files_flushed |= self._remembered
        self._put, self._removed, self._remembered, self._size = {}, set(), {}, 0
        self._settle(self._under_way.ahead)

    def _written(self, contents: Contents) -> Part:
        path = generation.next_segment(self._folder)
        return listed(path, whole(path, contents.write))

    @staticmethod
    def _without(part: Part, keys: Sequence[bytes]) -> Part:
        stale = alive(part, "key", keys)
        if not stale:
            return part
        gone = part.gone.copy()
        gone[stale] = True
        return replace(part, gone=gone)

    def _merge(self) -> None:
        """Of the segments that no commit knows yet, merge what should be: a long run makes many of them."""
        named = {part.name for part in self._committed.parts}
        while chosen := merging.due([part for part in self._staged.parts if part.name not in named]):
            self._join([at for at, part in enumerate(self._staged.parts) if part in chosen])

    def _join(self, chosen: Collection[int]) -> None:
        """Put one segment in the place of several."""
        parts = self._staged.parts
        together = merged([(parts[at].segment, parts[at].alive) for at in chosen])
        kept = [part for at, part in enumerate(parts) if at not in chosen]
        self._staged = replace(self._staged, parts=(*kept, self._written(together)))
        named = {part.name for part in self._committed.parts}
        for at in chosen:
            if parts[at].name not in named:
                with contextlib.suppress(OSError):  # Windows keeps what is mapped; the next commit tries again
                    parts[at].segment.file.path.unlink()
