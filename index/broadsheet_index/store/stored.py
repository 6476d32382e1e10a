"""What is kept of a page: its facts and all of its blocks, kept and removed.

Enough to show an article with what was stripped from it, and to make the index anew without the pages. An article that is
searched keeps its long texts in the segment's text arrays (segment/texts.py) and the rest as compressed JSON; another capture of
it keeps everything as compressed JSON.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..article import Article, Person, Published, Removed, Source

APART = ("body", "correction", "caption", "removed")  # fields whose texts a segment keeps apart
PLAIN = ("path", "digest", "title", "url", "fetched", "title_origin", "subtitle", "authors", "agency", "place", "modified",
         "section", "lang", "flags", "extra")  # fmt: skip
LEVEL = 6  # zlib: 9 saves 1 % more of news text for three times the work


def packed(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpacked(record: bytes) -> Any:
    return json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass"))


def article_record(article: Article) -> dict[str, Any]:
    """An article as JSON holds it; facts that are not there are left out."""
    return {name: value for name, value in asdict(article).items() if value not in (None, (), [])}


def article_facts(article: Article) -> dict[str, Any]:
    """An article without the texts that the segment keeps apart: of what was removed, rule and position alone."""
    facts: dict[str, Any] = {name: value for name in PLAIN if (value := getattr(article, name)) not in (None, ())}
    facts["source"] = [article.source.name, article.source.domain]
    published = article.published
    facts["published"] = [published.value, published.precision, published.origin, published.raw]
    if article.people:
        facts["people"] = [[who.name, who.mentions, who.spellings] for who in article.people]
    if article.removed:
        facts["removed"] = [[block.rule, block.position] for block in article.removed]
    return facts


def article_from(facts: dict[str, Any], texts: Mapping[str, tuple[str, ...]]) -> Article:
    """The article of `article_facts`; texts: the values of body, correction, caption and removed."""
    plain: dict[str, Any] = dict(facts)
    removed = zip(plain.pop("removed", ()), texts["removed"], strict=True)
    plain["people"] = tuple(Person(name, mentions, tuple(spellings)) for name, mentions, spellings in plain.get("people", ()))
    plain["source"] = Source(*plain["source"])
    plain["published"] = Published(*plain["published"])
    plain["authors"] = tuple(plain.get("authors", ()))
    plain["flags"] = tuple(plain.get("flags", ()))
    plain["extra"] = tuple((key, value) for key, value in plain.get("extra", ()))
    return Article(
        **plain,
        body=texts["body"],
        corrections=texts["correction"],
        captions=texts["caption"],
        removed=tuple(Removed(text, rule, position) for (rule, position), text in removed),
    )


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
