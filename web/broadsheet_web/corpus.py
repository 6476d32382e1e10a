"""What this archive holds, as far as examples of queries need to know it: names, words, phrases that do find something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet_search.engine import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet_index.article import Article
    from broadsheet_search.engine import Answer, Engine

SAMPLE = 30  # newest articles that words are taken from
COUNTED = ("person", "source", "author", "section", "lang", "flag", "month")
WORD = re.compile(r"[^\W\d_]{4,}")
PAIR = re.compile(r"\b(?=([^\W\d_]{4,}) ([^\W\d_]{4,})\b)")  # looked at from each word, so that pairs overlap
COMMON = """
about after again against also among because been before being between both could does down during each even every first
from have having here into just last like made make many more most much must never next only other over said same says
should since some still such take than that their them then there these they this those through under until very want
wants were what when where which while will with without would year years your
"""  # words that would be a poor example
PLAIN = frozenset(COMMON.split())


@dataclass(frozen=True, slots=True)
class Corpus:
    """`answer`: the newest articles, and the commonest values of each facet."""

    answer: Answer

    @classmethod
    def of(cls, engine: Engine) -> Corpus:
        return cls(engine.answer(Request(sort="newest", page_size=SAMPLE, snippets=0, facets=COUNTED, facet_size=20)))

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(hit.article for hit in self.answer.hits)

    @property
    def titled(self) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if article.title_origin != "first_sentence")

    def values(self, facet: str) -> tuple[str, ...]:
        return tuple(count.value for count in self.answer.facets.get(facet, ()) if '"' not in count.value)

    def people(self) -> Iterator[str]:
        """Names of more than one word, in most articles first."""
        return (name for name in self.values("person") if " " in name)

    def pairs_of_words(self) -> Iterator[str]:
        """Two long words of a headline each."""
        for article in self.titled:
            words = _words(article.title)
            if len(words) > 1:
                longest = sorted(words, key=len, reverse=True)[:2]
                yield " ".join(word for word in words if word in longest)

    def phrases(self) -> Iterator[str]:
        """Two long words of a headline that follow each other."""
        for article in self.titled:
            for found in PAIR.finditer(article.title):
                phrase = f"{found[1]} {found[2]}"
                if not set(phrase.lower().split()) & PLAIN:
                    yield phrase
                    break

    def words(self) -> Iterator[str]:
        """The longest word of a headline each."""
        for article in self.titled:
            if words := _words(article.title):
                yield max(words, key=len)

    def removed_words(self) -> Iterator[str]:
        for article in self.articles:
            for block in article.removed:
                if words := _words(block.text):
                    yield words[0].lower()


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word.lower() not in PLAIN]
