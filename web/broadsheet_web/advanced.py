"""The advanced form: boxes for what a query can say, written together into one query that is shown and can be learnt from."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

from broadsheet_index.errors import BroadsheetError
from broadsheet_search.query import read, show
from broadsheet_search.query.days import shown
from broadsheet_search.query.tree import And, Dates, Everything, Node, Not, Or, Removed, Undated, Words

from .asked import is_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PARTS = re.compile(r'"[^"]*"|\S+')
QUOTES = re.compile('["„“”«»]')


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the boxes; the names are those of the address. `all` may hold anything of the query language."""

    all: str = ""
    phrase: str = ""
    any: str = ""
    none: str = ""
    headline: str = ""
    person: str = ""
    source: str = ""
    lang: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Self:
        names = {"since": "from", "until": "to"}
        return cls(**{field.name: args.get(names.get(field.name, field.name), "").strip() for field in fields(cls)})

    @classmethod
    def of_query(cls, q: str) -> Self:
        """A query taken apart into the boxes, as far as they have a place for it; the rest stays in the first."""
        if not q:
            return cls()
        try:
            tree = read(q, lenient=True).tree
        except BroadsheetError:  # it is shown as it was written, to be mended in the box
            return cls(all=q)
        if isinstance(tree, Removed):
            return cls(all=q)
        boxes: dict[str, list[str]] = {field.name: [] for field in fields(cls)}
        for part in tree.parts if isinstance(tree, And) else (tree,):
            name, text = _box(part)
            if name in ("phrase", "any", "headline", "person", "source", "lang", "dates") and boxes.get(name, boxes["since"]):
                name, text = "all", show(part)  # a second one: that box holds one
            if name == "dates":
                since, _, until = text.partition("..")
                boxes["since"], boxes["until"] = [since], [until if ".." in text else since]
            elif text:
                boxes[name].append(text)
        return cls(**{name: " ".join(texts) for name, texts in boxes.items()})

    @property
    def q(self) -> str:
        """All boxes as one query; "" where they are empty."""
        parts = [self.all, *_quoted((self.phrase,) if self.phrase else ()), _joined(self.any)]
        parts += [f"-{_word(text)}" for text in PARTS.findall(self.none)]
        parts += [f"title:{_value(text)}" for text in (self.headline,) if _bare(text)]
        parts += [f"person:{_value(text)}" for text in (self.person,) if _bare(text)]
        parts += [f"source:{_value(text)}" for text in (self.source,) if _bare(text)]
        parts += [f"lang:{_bare(self.lang)}"] if _bare(self.lang) else []
        parts += [_dates(self.since, self.until)]
        return " ".join(filter(None, parts))

    @property
    def wrong_dates(self) -> tuple[str, ...]:
        """Names of the boxes whose date cannot be read."""
        return tuple(name for name, text in (("from", self.since), ("to", self.until)) if text and not is_date(text))


def _bare(text: str) -> str:
    return QUOTES.sub(" ", text).strip()


def _quoted(texts: Iterable[str]) -> list[str]:
    return [f'"{_bare(text)}"' for text in texts if _bare(text)]


def _word(text: str) -> str:
    bare = _bare(text)
    return bare if re.fullmatch(r"\w+", bare) and bare not in ("OR", "AND", "NOT") else f'"{bare}"'


def _value(text: str) -> str:
    exactly = "=" if text.startswith("=") else ""
    bare = _bare(text.removeprefix("="))
    return exactly + (bare if re.fullmatch(r"[\w.]+", bare) and not exactly else f'"{bare}"')


def _joined(text: str) -> str:
    words = [_word(part) for part in PARTS.findall(text) if _bare(part)]
    return f"({' OR '.join(words)})" if len(words) > 1 else "".join(words)


def _dates(since: str, until: str) -> str:
    since, until = since if is_date(since) else "", until if is_date(until) else ""
    if not since and not until:
        return ""
    return f"date:{since}" if since == until else f"date:{since}..{until}"


def _box(part: Node) -> tuple[str, str]:
    """Where one clause belongs, and what is to be written there."""
    match part:
        case Everything():
            return "all", ""
        case Words(text, None, exact=False, quoted=True, slop=0) if " " in text:
            return "phrase", text
        case Words(text, "title", exact=False):
            return "headline", text
        case Words(text, ("person" | "source") as name):
            return name, ("=" if part.exact else "") + text
        case Words(text, "lang"):
            return "lang", text
        case Or(parts) if all(isinstance(one, Words) and one.field is None and not one.exact and not one.slop for one in parts):
            return "any", " ".join(show(one) for one in parts)
        case Not(Words(text, None, exact=False, slop=0) as one):
            return "none", show(one)
        case Dates(first, last):
            return "dates", shown(first, last)
        case Undated():
            return "all", show(part)
    return "all", show(part)
