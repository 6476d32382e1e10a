"""What can be asked of an archive and what it answers. Knows neither Whoosh nor OpenSearch."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self

from broadsheet_index.article import Article

from .query.tree import Node
from .query.warned import Warned

if TYPE_CHECKING:
    import pandas

    from .answers import Interval, Similar, Suggestion, Timeline, Walked

__all__ = [
    *("FILTERS", "Answer", "Clause", "Cluster", "Collapse", "Count", "Engine", "Generation", "Hit", "Instead", "NoHits"),
    *("Request", "Snippet", "Someone", "Sort", "Variant"),
    "Warned",
]

Sort = Literal["relevance", "newest", "oldest"]
Collapse = Literal["none", "story"]
DEEPEST = 1000  # articles that pages reach; a cursor goes beyond
LARGEST_PAGE = 100
MOST_COUNTED = 100_000  # values of one facet: all of them, for the page that lists them; the API gives 100


@dataclass(frozen=True, slots=True)
class Request:
    """A question and how its answer should be cut. Defaults are those of QUERY.md, section 2; the page and the API set more.

    q                what is asked, in the query language
    since, until     YYYY, YYYY-MM or YYYY-MM-DD, both included, ANDed with `q` (`from` and `to` of the API)
    match            "any": words without a field or quotes are joined by OR
    undated          None: include, but exclude with a range
    person, …, flag  values; the same name ORs, different names AND, a leading "-" excludes
    collapse         "story": of near-identical copies the one that stands first alone
    sort             None: relevance, but newest when browsing or filtering only
    cursor           "*" to begin, then as `Answer.cursor` gives it: goes on behind the last hit, to any depth; `page` stays 1;
                     or as `Answer.cursor_back` gives it: the page of hits before the first
    facets           names of FACETS to count
    snippets         fragments a hit, 0 for none; each `snippet_length` characters at most
    variants         other spellings of a person are found and counted together
    respell          where few articles are found, look for a spelling that finds more
    explain          count each clause by itself
    lenient          recover from what would be a syntax error, with a warning, as the page does
    limited          hold the limits of the query language; a caller in Python may lift them
    """

    q: str = "*"
    since: str | None = None
    until: str | None = None
    match: Literal["all", "any"] = "all"
    undated: Literal["include", "exclude", "only"] | None = None
    person: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    collapse: Collapse = "none"
    sort: Sort | None = None
    page: int = 1
    page_size: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 10
    snippets: int = 2
    snippet_length: int = 140
    variants: bool = True
    respell: bool = True
    explain: bool = False
    lenient: bool = False
    limited: bool = True


FILTERS = ("person", "author", "source", "lang", "section", "flag")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fragment of a field; `marks` are (start, end) in `text`, in order, not overlapping."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The near-identical copies that an article is one of: the smallest of their ids, and how many they are, itself included."""

    id: str
    size: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of the answer.

    cluster       its copies in the whole archive, found or not; None: not looked for
    score         0.0 where nothing was ranked
    title_marks   where the query's words stand in the headline
    """

    id: str
    article: Article
    score: float = 0.0
    snippets: tuple[Snippet, ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    cluster: Cluster | None = None

    @property
    def title(self) -> str:
        return self.article.title


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet and the articles that have it.

    spellings   of a person: every name that stands for them, commonest first
    """

    value: str
    count: int
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Names that were taken for the one that was asked for, commonest first."""

    field: str
    asked: str
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody whom an archive mentions (or by whom it is): spellings commonest first, and in how many articles."""

    name: str
    spellings: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the query in canonical text, and the articles it finds by itself.

    kind      of the node: words, pattern, dates, and, or, not …
    parts     the clauses it is made of
    took_ms   to find them, its parts included
    """

    text: str
    total: int
    kind: str = field(default="", compare=False)
    parts: tuple[Clause, ...] = ()
    took_ms: float = field(default=0.0, compare=False)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of a whole query."""
        inner = self.parts[0] if self.kind == "removed" else self
        return inner.parts if inner.kind in ("and", "or") else (inner,)


@dataclass(frozen=True, slots=True)
class Instead:
    """Another query, and the articles it finds under the same filters."""

    q: str
    total: int


@dataclass(frozen=True, slots=True)
class NoHits:
    """What helps where nothing was found.

    clauses      each by itself, without filters
    without      the query without one of its clauses; () where there is but one
    removed      articles that hold the query in what was stripped from their pages
    captions     articles that hold it in captions
    unfiltered   articles that it finds without dates and filters beside it; 0 where there are none
    """

    clauses: tuple[Clause, ...]
    without: tuple[Instead, ...]
    removed: Instead
    captions: Instead
    unfiltered: int = 0


@dataclass(frozen=True, slots=True)
class Generation:
    """Which state of the index answered."""

    number: int = 0
    articles: int = 0
    updated: str | None = None  # ISO time, UTC


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page, the exact total, and how the question was understood.

    total              articles found
    stories            the same, near-identical copies counted as one
    undated_excluded   articles that are left out only because they have no date
    facets             by name, most frequent first, ties by value; counted under all filters but those of the same name
    explained          where asked for: the tree with its counts
    no_hits            where nothing was found
    suggestion         where little or nothing was found: the query in another spelling that finds more
    cursor             where to go on; None after the last hit
    cursor_back        where to go back, once a cursor led here; None before the first hit
    variants           where one name was asked for and others were taken
    """

    total: int
    hits: tuple[Hit, ...]
    canonical: str
    read_back: str
    warnings: tuple[Warned, ...] = ()
    facets: dict[str, tuple[Count, ...]] = field(default_factory=dict)
    undated_excluded: int = 0
    stories: int = 0
    collapse: Collapse = "none"
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    took_ms: float = 0.0
    generation: Generation = Generation()
    tree: Node | None = None
    explained: Clause | None = None
    no_hits: NoHits | None = None
    suggestion: Instead | None = None
    cursor: str | None = None
    cursor_back: str | None = None
    variants: tuple[Variant, ...] = ()

    @property
    def results(self) -> int:
        """What all pages hold together: articles, or stories where copies are collapsed."""
        return self.stories if self.collapse == "story" else self.total

    def to_dataframe(self) -> pandas.DataFrame:
        """The hits of this page as a table of pandas; raises ImportError where that is not installed."""
        from .dataframe import dataframe

        return dataframe(self.hits)

    @property
    def pages(self) -> int:
        return -(-self.results // self.page_size)


class Engine(Protocol):
    """Answers questions about one archive; safe to call from many threads.

    Every engine passes tests/test_engines.py, which compares it, hit for hit, with engines/memory.py.
    """

    def answer(self, request: Request) -> Answer:
        """The hits of one page, the exact total and the facets asked for.

        Raises BadQuery for a mistake in the query, BadParameter for one beside it, TooSlow past the deadline, EngineDown
        if the index cannot be reached.
        """

    def article(self, id: str) -> Article:
        """One article by its id. Raises NoSuchArticle."""

    def versions(self, id: str) -> tuple[Article, ...]:
        """Every capture of an article: the one that is searched, then those fetched before it. Raises NoSuchArticle."""

    def walk(self, request: Request) -> AbstractContextManager[Walked]:
        """Every hit, in order, from one generation, read as it is asked for; page and cursor take no part. Raises as `answer`."""

    def timeline(self, request: Request, interval: Interval) -> Timeline:
        """The hits by the time they were published; page, cursor and sort take no part. Raises as `answer`."""

    def similar(self, id: str, number: int = 10) -> Similar:
        """The articles that share most of the words that are special to one. Raises NoSuchArticle, TooSlow, EngineDown."""

    def suggest(self, text: str, number: int = 10) -> tuple[Suggestion, ...]:
        """What a query that is being typed could become, of the articles' own words and names. Raises as `answer`."""
    def people(self, q: str = "", limit: int = 20, *, field: str = "person") -> tuple[Someone, ...]:
        """Who is mentioned (field "author": who wrote), likest to `q` first, then in most articles; near misses too.

        Raises BadParameter.
        """

    def cluster(self, id: str) -> Cluster:
        """The copies of one article. Raises NoSuchArticle."""

    def generation(self) -> Generation:
        """The state of the index that would answer now."""

    def flagged(self) -> list[tuple[str, tuple[str, ...]]]:
        """(path, flags) of each article that has flags, in order."""

    def skipped(self) -> list[tuple[str, str]]:
        """(path, reason) of each page or file that gave no article, in order: list pages, consent walls, what cannot be read."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
