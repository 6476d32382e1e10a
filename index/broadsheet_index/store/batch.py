"""What one flush writes: articles with all their captures, and files. It says nothing of where; a worker may make its segment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from ..article import Article
from ..repeated import applied, lines_of
from ..sink import FileRecord
from .captures import current
from .generation import Part
from .records import ARTICLE, FILE, capture
from .said import mark_of
from .segment.build import SegmentBuilder
from .segment.contents import Contents
from .segment.texts import ENCODING
from .segment.words import WordTable
from .stored import article_record, packed, unpacked


@dataclass(frozen=True, slots=True)
class Batch:
    """groups: of each article its captures by key; own: the lines that are their site's (said.py)."""

    groups: Mapping[str, Mapping[str, Article]]
    files: tuple[FileRecord, ...]
    own: frozenset[bytes]


def groups_of(parts: Sequence[Part], put: Mapping[str, tuple[str, Article]], removed: Collection[str]) -> dict[str, dict[str, Article]]:
    """The captures that there will be, by article id and key, of each article that a flush changes.

    put (id and article) and removed are by key; parts hold what there was.
    """
    keys = [(ARTICLE + key).encode(*ENCODING) for key in (*removed, *put)]
    ids = {id for id, _ in put.values()}
    for part in parts:
        ids.update(unpacked(part.segment.record(number))["id"] for number in alive(part, "key", keys))
    groups: dict[str, dict[str, Article]] = {id: {} for id in sorted(ids)}
    raw_ids = [id.encode(*ENCODING) for id in groups]
    # A page may tell another address than it did, so it leaves every group before it enters one.
    moved = {*removed, *put}
    for part in parts:
        for number in alive(part, "article", raw_ids):
            key, article = capture(part.segment, number)
            if key not in moved:
                groups[unpacked(part.segment.record(number))["id"]][ARTICLE + key] = article
    for key, (id, article) in put.items():
        groups[id][ARTICLE + key] = article
    return groups


def alive(part: Part, field: str, terms: Sequence[bytes]) -> list[int]:
    """The records of a segment that have any of some keys or article ids, those not deleted; ascending."""
    return [number for number in part.segment.records_with_any(field, terms).tolist() if not part.gone[number]]


def stale_keys(groups: Mapping[str, Mapping[str, Article]], keys: Collection[str], files: Collection[str]) -> list[bytes]:
    """Keys of the records that a flush takes the place of."""
    stale = [key for captures in groups.values() for key in captures]
    stale += [ARTICLE + key for key in keys] + [FILE + path for path in files]
    return [key.encode(*ENCODING) for key in dict.fromkeys(stale)]


def contents_of(batch: Batch, words: WordTable) -> Contents | None:
    """The segment of a batch, None for one of nothing; the same whatever the table of words has met before."""
    builder = SegmentBuilder(words)
    mark = mark_of(batch.own)
    for id, captures in batch.groups.items():
        searched = current(captures) if len(captures) > 1 else next(iter(captures), None)
        for key, article in captures.items():
            if key == searched:
                lines = lines_of(article)
                builder.add_article(key, id, article, lines, applied(article, lines, mark))
            else:
                builder.add_record(key, id, packed({"id": id, "key": key[1:], "article": article_record(article)}))
    for file in batch.files:
        builder.add_record(FILE + file.path, None, packed(asdict(file)))
    return None if builder.is_empty else builder.build()
