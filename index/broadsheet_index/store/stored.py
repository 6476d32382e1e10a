"""What is kept of a page: its facts and all of its blocks, kept and removed, as compressed JSON.

Enough to show an article with what was stripped from it, and to make the index anew without the pages.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from ..article import Article, Person, Published, Removed, Source

LEVEL = 6  # zlib: 9 saves 1 % more of news text for three times the work


def packed(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpacked(record: bytes) -> Any:
    return json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass"))


def article_record(article: Article) -> dict[str, Any]:
    """An article as JSON holds it; facts that are not there are left out."""
    return {name: value for name, value in asdict(article).items() if value not in (None, (), [])}


def article_of(record: dict[str, Any]) -> Article:
    """The article of a record. Unknown keys, written by a newer version, are an error of the caller's version check."""
    plain: dict[str, Any] = dict(record)
    return Article(
        **plain
        | {
            "body": tuple(plain.get("body", ())),
            "source": Source(**plain.get("source", {})),
            "authors": tuple(plain.get("authors", ())),
            "published": Published(**plain.get("published", {})),
            "people": tuple(Person(p["name"], p["mentions"], tuple(p["spellings"])) for p in plain.get("people", ())),
            "corrections": tuple(plain.get("corrections", ())),
            "captions": tuple(plain.get("captions", ())),
            "removed": tuple(Removed(**block) for block in plain.get("removed", ())),
            "flags": tuple(plain.get("flags", ())),
            "extra": tuple((key, value) for key, value in plain.get("extra", ())),
        }
    )
