"""What an archive answers beside the hits of one page: all hits, their days, articles like one, captures, completions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .engine import Generation, Hit, Sort
from .query.warned import Warned

if TYPE_CHECKING:
    import pandas

Interval = Literal["year", "month", "week", "day"]
INTERVALS: tuple[Interval, ...] = ("year", "month", "week", "day")


@dataclass(frozen=True, slots=True)
class Walked:
    """Every hit of a question, from one generation, read as it is asked for.

    total   how many there are
    hits    in the order of `sort`, without snippets; can be walked once, while the walk is open
    """

    total: int
    hits: Iterator[Hit]
    canonical: str
    read_back: str
    sort: Sort
    generation: Generation
    warnings: tuple[Warned, ...] = ()
    undated_excluded: int = 0

    def to_dataframe(self) -> pandas.DataFrame:
        """All hits as a table of pandas; walks them. Raises ImportError where pandas is not installed."""
        from .dataframe import dataframe

        return dataframe(self.hits)


@dataclass(frozen=True, slots=True)
class Bucket:
    """start: ISO day with which the period begins (weeks begin on Monday); count: articles published in it."""

    start: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The hits of a question by the time they were published.

    buckets    oldest first, none that is empty. An article counts where its whole period lies in the bucket, so that a count is
               what the same question finds with that period as a range of dates
    imprecise  hits whose date is known less exactly than the interval: to the year, on a timeline of months
    undated    hits without a date, and those that a range left out for having none
    total      all hits
    """

    buckets: tuple[Bucket, ...]
    undated: int
    imprecise: int
    total: int
    canonical: str
    read_back: str
    generation: Generation
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """Articles like one.

    words   those that make it special, as written there, the most special first
    hits    nearest first, without the article itself
    """

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    generation: Generation


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that could be meant.

    q       the whole text to ask
    kind    "word": the last word completed; "person": a name completed; "spelling": a word put right
    total   articles it finds
    """

    q: str
    kind: Literal["word", "person", "spelling"]
    total: int
