"""An article of a segment that is read where somebody looks at it: a page of hits shows a title, a date and a line of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from ..article import Article, Published, Removed, Source
from .said import told
from .segment.read import Segment
from .stored import person_from, unpacked

TEXTS = {"body": "body", "corrections": "correction", "captions": "caption"}  # of the article, and where a segment keeps them
NAMES = tuple(field.name for field in fields(Article))
BARE = Article(path="", digest="", title="", body=())  # what a fact is that was left out because it is not there


class StoredArticle(Article):
    """Equal to the article that was put, and used like it; its segment stays mapped as long as it is held."""

    __slots__ = ("_facts", "_number", "_pages", "_segment")

    _facts: dict[str, Any]
    _segment: Segment
    _number: int
    _pages: Callable[[str], int]

    @classmethod
    def of(cls, segment: Segment, number: int, pages: Callable[[str], int]) -> StoredArticle:
        """number: one of the segment's articles that are searched; pages: how many say a line, see said.py."""
        self = cls.__new__(cls)
        object.__setattr__(self, "_segment", segment)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_pages", pages)
        return self

    def __getattr__(self, name: str) -> Any:
        """Only for what was not read yet: it then stays."""
        if name == "_facts":
            value = unpacked(self._segment.record(self._number))["facts"]
        elif name in NAMES:
            value = self._read(name)
        else:
            raise AttributeError(name)
        object.__setattr__(self, name, value)
        return value

    def _read(self, name: str) -> Any:
        if name in TEXTS:
            return self._values(TEXTS[name])
        if name == "title" and (titled := self._values("title")):
            return titled[0]
        fact = self._facts.get(name)
        if fact is None:
            return getattr(BARE, name)
        match name:
            case "source":
                return Source(*fact)
            case "published":
                return Published(*fact)
            case "authors" | "flags":
                return tuple(fact)
            case "people":
                return tuple(map(person_from, fact))
            case "extra":
                return tuple([(key, value) for key, value in fact])
            case "removed":
                texts = self._values("removed")
                return tuple([Removed(text, told(rule, self._pages), at) for (rule, at), text in zip(fact, texts, strict=True)])
        return fact

    def _values(self, field: str) -> tuple[str, ...]:
        held = self._segment.texts(field)
        return held.values(self._number) if held else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and all(getattr(self, name) == getattr(other, name) for name in NAMES)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in NAMES))
