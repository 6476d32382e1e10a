"""Queries that do find something here: six for the home page, one a way of asking for the help page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from broadsheet_search.engine import Request
from broadsheet_search.errors import BadQuery

from .corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from broadsheet_search.engine import Engine

ON_THE_HOME_PAGE = 6
TRIED = 3  # candidates of one kind, at most


@dataclass(frozen=True, slots=True)
class Example:
    """Something to type; `total` articles hold it, None where the archive has nothing to show it with."""

    q: str
    meaning: str
    total: int | None


def six(engine: Engine) -> tuple[Example, ...]:
    """Of as many kinds as this archive has."""
    corpus = Corpus.of(engine)
    found: list[Example] = []
    # A second time round, kinds give their next: a small archive has few.
    for first in range(TRIED):
        for kind in _kinds(corpus):
            for q in islice(kind, first, first + 1):
                total = _total(engine, q)
                if total and q not in [example.q for example in found]:
                    found.append(Example(q, "", total))
            if len(found) == ON_THE_HOME_PAGE:
                return tuple(found)
    return tuple(found)


def _kinds(corpus: Corpus) -> tuple[Iterable[str], ...]:
    people = list(corpus.people())
    return (
        (f'person:"{name}"' for name in people),
        corpus.pairs_of_words(),
        (f'"{phrase}"' for phrase in corpus.phrases()),
        (f'person:"{one}" person:"{other}"' for one, other in _together(corpus)),
        (f"{_field('source', source)} date:{month}" for source, month in _sourced(corpus)),
        (f"title:{word}" for word in corpus.words()),
        (f"date:{month}" for month in corpus.values("month")),
        iter(("has:correction",)),
    )


def _together(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Two people of one article."""
    for article in corpus.articles:
        names = [who.name for who in article.people if " " in who.name and '"' not in who.name]
        if len(names) > 1:
            yield names[0], names[1]


def _sourced(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """A source and a month in which it published."""
    for article in corpus.articles:
        source = article.source.domain or article.source.name
        if source and article.published.value and len(article.published.value) >= len("2024-06"):
            yield source, article.published.value[:7]


# -- the help page


def every_way(engine: Engine) -> tuple[Example, ...]:
    """Each way of asking, with the first example of it that finds something here."""
    corpus = Corpus.of(engine)
    out = []
    for meaning, instead, candidates in WAYS:
        tried = ((q, _total(engine, q)) for q in islice(candidates(corpus), TRIED * 2))
        q, total = next(((q, total) for q, total in tried if total), (instead, None))
        out.append(Example(q, meaning, total))
    return tuple(out)


def _field(name: str, value: str) -> str:
    """`name:value`, in quotes where it needs them."""
    return f"{name}:{value}" if value.replace(".", "").replace("-", "").isalnum() else f'{name}:"{value}"'


def _each(form: str, facet: str) -> Callable[[Corpus], Iterator[str]]:
    return lambda corpus: (form.format(value) for value in corpus.values(facet))


def _of_articles(name: str, value: str) -> Callable[[Corpus], Iterator[str]]:
    def candidates(corpus: Corpus) -> Iterator[str]:
        return (_field(name, found) for article in corpus.articles if (found := getattr(article, value)) and '"' not in found)

    return candidates


def _surnames(corpus: Corpus) -> Iterator[str]:
    return (f"person:{name.split()[-1]}" for name in corpus.people() if name.split()[-1].isalpha())


def _without(corpus: Corpus) -> Iterator[str]:
    words = list(corpus.words())
    return (f"{one} -{other}" for one, other in pairwise(words) if one.lower() != other.lower())


def _either(corpus: Corpus) -> Iterator[str]:
    words = list(corpus.words())
    return (f"{one} OR {other}" for one, other in pairwise(words))


def _near(corpus: Corpus) -> Iterator[str]:
    return (f'"{" ".join(reversed(phrase.split()))}"~5' for phrase in corpus.phrases())


def _days(corpus: Corpus) -> Iterator[str]:
    days = sorted({article.published.value for article in corpus.articles if article.published.precision == "day" and article.published.value})
    if days:
        yield f"date:{days[0]}..{days[-1]}"


WAYS: tuple[tuple[str, str, Callable[[Corpus], Iterator[str]]], ...] = (
    ("articles with all the words, in any order", "climate summit", Corpus.pairs_of_words),
    ("the words exactly in this order", '"foreign agents"', lambda c: (f'"{phrase}"' for phrase in c.phrases())),
    ("the words near each other, in any order", '"talks Kyiv"~10', _near),
    ("the first word, without the second", "Putin -Ukraine", _without),
    ("either word; OR in capitals", "ferry OR tram", _either),
    ("neither word: a bracket is excluded as a whole", "climate -(ferry OR tram)",
     lambda c: (f"{one} -({two} OR {three})" for (one, two), (_, three) in pairwise(pairwise(c.words())))),
    ("words that begin so; two letters at least", "agent*", lambda c: (f"{word[:5].lower()}*" for word in c.words())),
    ("as written: case, accents and ending", '="Kiev"', lambda c: (f'="{word}"' for word in c.words())),
    ("only in the headline", "title:sanctions", lambda c: (f"title:{word}" for word in c.words())),
    ("any of several, in the headline", 'title:(sanctions OR "foreign agents")', lambda c: (f"title:({one} OR {other})" for one, other in pairwise(c.words()))),
    ("any letter where the sign stands inside a word", "wom?n", lambda c: (f"{w[:3]}?{w[4:]}".lower() for w in c.words() if w.isascii() and len(w) > 5)),
    ("what stands under the pictures", "caption:Moscow", lambda c: (f"caption:{w}" for w in c.words())),
    ("people mentioned, by any part of the name", "person:Putin", _surnames),
    ("one whole spelling of a name", 'person:="Sergei Naryshkin"', lambda c: (f'person:="{name}"' for name in c.people())),
    ("who wrote it", "author:Ostiller", _each('author:"{}"', "author")),
    ("who published it, by name or domain; a domain finds its subdomains", "source:tass.com",
     lambda c: (f"source:{a.source.domain}" for a in c.articles if a.source.domain)),
    ("the news agency or desk", "agency:TASS", _of_articles("agency", "agency")),
    ("the place of the dateline", "place:Moscow", _of_articles("place", "place")),
    ("the section of the paper", "section:World", _each('section:"{}"', "section")),
    ("published in that month; a year and a day work too", "date:2024-06", _each("date:{}", "month")),
    ("published between two days, both included", "date:2024-06-15..2024-06-21", _days),
    ("after a day, and before one; neither day is meant", "after:2024-06-20", _each("after:{}-01", "month")),
    ("in the last days, weeks, months or years", "last:7d", lambda c: iter(("last:7d", "last:3m", "last:1y", "last:9y"))),
    ("without any date", "date:none", lambda c: iter(("date:none",))),
    ("with an editor's note or a correction", "has:correction", lambda c: iter(("has:correction",))),
    ("in that language, two letters", "lang:en", _each("lang:{}", "lang")),
    ("pages that are odd in a certain way", "flag:no-date", _each("flag:{}", "flag")),
    ("stories that stand here more than once", "copies:>1", lambda c: iter(("copies:>1",))),
    ("words much like it, a letter apart", "Zelenskyj~1", lambda c: (f"{word[:-2]}{word[-1]}~1" for word in c.words())),
    ("an address, or all that begin with it", "url:https://tass.com/politics", lambda c: (f"url:{a.url}" for a in c.articles if a.url and '"' not in a.url)),
    ("a file, or all whose path begins so", "path:2024/06", lambda c: (_field("path", a.path) for a in c.articles if '"' not in a.path)),
    ("what was stripped from the pages, and nothing else", "in:removed subscribe", lambda c: (f"in:removed {word}" for word in c.removed_words())),
)  # fmt: skip


def _total(engine: Engine, q: str) -> int:
    """How many articles a query finds; 0 where a word of the archive cannot be asked for just so."""
    try:
        return engine.answer(Request(q, page_size=1, snippets=0)).total
    except BadQuery:
        return 0
