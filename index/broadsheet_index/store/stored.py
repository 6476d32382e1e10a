"""What is kept of a page: its facts and all of its blocks, kept and removed.

Enough to show an article with what was stripped from it, and to make the index anew without the pages. An article that is
searched keeps its long texts in the segment's text arrays (segment/texts.py) and the rest as compressed JSON; another capture of
it keeps everything as compressed JSON.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..article import Article, Person, Published, Removed, Source

APART = ("body", "correction", "caption", "removed")  # fields whose texts a segment keeps apart
PLAIN = ("path", "digest", "title", "url", "fetched", "title_origin", "subtitle", "authors", "agency", "place", "modified",
         "section", "lang", "flags", "extra")  # fmt: skip
DECODE = json.JSONDecoder().raw_decode  # `plain` writes no space around a text: looking for it is a third of the work
LEVEL = 6  # zlib: 9 saves 1 % more of news text for three times the work


def packed(value: Any) -> bytes:
    return zlib.compress(plain(value), LEVEL)


def plain(value: Any) -> bytes:
    """A small record as it is: inflating ten of them would cost a page a tenth of its time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(record: bytes) -> Any:
    text = record if record.startswith(b"{") else zlib.decompress(record)
    return DECODE(text.decode("utf-8", "surrogatepass"))[0]


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
        facts["people"] = people_facts(article)
    if article.removed:
        facts["removed"] = [[block.rule, block.position] for block in article.removed]
    return facts


def people_facts(article: Article) -> list[list[Any]]:
    return [[who.name, who.mentions, who.spellings, *_flat(who.places)] for who in article.people]


def people_from(facts: Iterable[Any]) -> tuple[Person, ...]:
    return tuple(map(person_from, facts))


def _flat(places: Iterable[tuple[int, int, int]]) -> list[int]:
    return [number for place in places for number in place]


def person_from(fact: Sequence[Any]) -> Person:
    """Of `article_facts`: name, mentions, spellings, then three numbers a place."""
    name, mentions, spellings, *numbers = fact
    return Person(name, mentions, tuple(spellings), tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)))


def article_from(facts: dict[str, Any], texts: Mapping[str, tuple[str, ...]]) -> Article:
    """The article of `article_facts`; texts: the values of body, correction, caption and removed. Takes `facts` apart."""
    removed = zip(facts.pop("removed", ()), texts["removed"], strict=True)
    facts["source"] = Source(*facts["source"])
    facts["published"] = Published(*facts["published"])
    for name in ("authors", "flags"):
        if name in facts:
            facts[name] = tuple(facts[name])
    if "people" in facts:
        facts["people"] = people_from(facts["people"])
    if "extra" in facts:
        facts["extra"] = tuple((key, value) for key, value in facts["extra"])
    return Article(
        **facts,
        body=texts["body"],
        corrections=texts["correction"],
        captions=texts["caption"],
        removed=tuple([Removed(text, rule, position) for (rule, position), text in removed]),
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
            "people": tuple(
                Person(p["name"], p["mentions"], tuple(p["spellings"]), tuple(map(tuple, p.get("places", ())))) for p in plain.get("people", ())
            ),
            "corrections": tuple(plain.get("corrections", ())),
            "captions": tuple(plain.get("captions", ())),
            "removed": tuple(Removed(**block) for block in plain.get("removed", ())),
            "flags": tuple(plain.get("flags", ())),
            "extra": tuple((key, value) for key, value in plain.get("extra", ())),
        }
    )
