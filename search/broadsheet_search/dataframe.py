"""Hits as a table of pandas, for notebooks; pandas is asked for only here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from broadsheet_index.store.periods import period_ordinals

from .cite import source_of
from .export import COLUMNS

if TYPE_CHECKING:
    import pandas

    from .engine import Hit

HINT = "to_dataframe() needs pandas, which is not installed: pip install pandas"
UNIX_EPOCH = 719_163  # ordinal of 1970-01-01


def dataframe(hits: Iterable[Hit]) -> pandas.DataFrame:
    """A row a hit, in order: the columns of the CSV export with lists as lists, then

    day      the first day of the time it was published (`precision` says how exactly that is known); NaT where it is not known
    score    of the ranking, 0.0 where nothing was ranked
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError(HINT) from error
    rows = list(map(_row, hits))
    table = pandas.DataFrame(rows, columns=[*COLUMNS, "day", "score"])
    table["day"] = pandas.to_datetime(table["day"], unit="D", origin="unix").astype("datetime64[s]")
    return table


def _row(hit: Hit) -> tuple[object, ...]:
    article = hit.article
    first, _ = period_ordinals(article.published.value)
    return (
        hit.id,
        article.title,
        article.published.value,
        article.published.precision,
        source_of(article),
        list(article.authors),
        [who.name for who in article.people],
        article.url,
        article.path,
        article.section,
        article.lang,
        list(article.flags),
        first - UNIX_EPOCH if first else None,
        hit.score,
    )
