"""The records of a generation: pages as they were extracted, files, what was taken out for good."""

from __future__ import annotations

from collections.abc import Iterator

from ..article import Article
from ..repeated import as_extracted
from ..sink import FileRecord, file_record
from .generation import Generation, Part
from .segment.read import Segment
from .segment.texts import ENCODING
from .stored import APART, article_from, article_of, people_from, unpacked

ARTICLE, FILE = "a", "f"  # first letters of a record's key
FORGOTTEN = "forgotten"  # what is told of an index under this name: tombstones


def forgotten_in(held: Generation) -> dict[str, str]:
    """Why, by the id of each article that was taken out for good and by the digest of each of its pages."""
    return dict(held.told.get(FORGOTTEN, {}))


def pages_of(held: Generation) -> Iterator[tuple[Part, int]]:
    """Each record alive that is a page."""
    for part in held.parts:
        for number in range(part.segment.records):
            if not part.gone[number] and "key" in unpacked(part.segment.record(number)):
                yield part, number


def records_of(held: Generation, field: str, term: str) -> Iterator[tuple[Part, int]]:
    """The records alive with a key or an article id."""
    raw = term.encode(*ENCODING)
    for part in held.parts:
        for number in part.segment.records_with(field, raw).tolist():
            if not part.gone[number]:
                yield part, number


def capture(segment: Segment, number: int) -> tuple[str, Article]:
    """The key and the article of a record of a page, as it was extracted."""
    record = unpacked(segment.record(number))
    if "article" in record:
        return record["key"], article_of(record["article"])
    texts = {name: held.values(number) if (held := segment.texts(name)) else () for name in APART}
    article = article_from(record["facts"], texts)
    return record["key"], as_extracted(article, people_from(record["people"])) if "people" in record else article


def files_in(held: Generation) -> Iterator[FileRecord]:
    """What is remembered of files."""
    for part in held.parts:
        field = part.segment.field("key")
        for _, run in field.dictionaries["term"].starting_with(FILE.encode()) if field else ():
            first, last = field.runs.bounds(run)  # type: ignore[union-attr]
            for number in field.runs.docs[first:last].tolist():  # type: ignore[union-attr]
                if not part.gone[number]:
                    yield file_record(unpacked(part.segment.record(number)))
