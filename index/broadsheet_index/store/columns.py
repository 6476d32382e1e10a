"""The columns of a generation: one row a document, as arrays once they are read.

A row is written beside a document's postings as JSON; opening a generation turns all rows into arrays. (Arrays on disk,
mapped, will take their place without a caller noticing.)
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..article import Article
from ..fields import FACETS, TEXT_FIELDS, facet_values

Ints = npt.NDArray[np.int32]
TEXTS = tuple(field.name for field in TEXT_FIELDS)


def row_of(id: str, article: Article, lengths: dict[str, int]) -> bytes:
    first, last = period_ordinals(article.published.value)
    facets = [list(facet_values(article, facet)) for facet in FACETS]
    row = [id, article.lang or "", first, last, [lengths.get(name, 0) for name in TEXTS], facets]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def period_ordinals(value: str | None) -> tuple[int, int]:
    """First and last day of "2023", "2023-12" or "2023-12-20" as ordinals; (0, 0) where no date is known.

    >>> [dt.date.fromordinal(day).isoformat() for day in period_ordinals("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    if not value:
        return 0, 0
    if len(value) == 10:
        day = dt.date.fromisoformat(value).toordinal()
        return day, day
    year = int(value[:4])
    first = dt.date(year, int(value[5:7]) if len(value) == 7 else 1, 1)
    last = dt.date(year, 12, 31)
    if len(value) == 7:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first.toordinal(), last.toordinal()


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of a facet by article: those of article `n` are `values[ords[starts[n]:starts[n + 1]]]`.

    starts   (n + 1,)
    ords     (m,)  places in `values`
    values   in alphabetical order
    """

    starts: Ints
    ords: Ints
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry an article, in the order of the generation's document numbers.

    ids       (n,) strings
    order     (n,) the place of each id among all ids in alphabetical order: ties are broken by it
    langs     (n,) places in `lang_names`; a lang that is not known is ""
    first     (n,) first day of the publication's period as an ordinal, 0 where no date is known; `last` likewise
    lengths   words by TEXT field, each (n,); mean_lengths their means over the articles that have the field
    """

    ids: Sequence[str]
    order: Ints
    langs: Ints
    lang_names: Sequence[str]
    first: Ints
    last: Ints
    lengths: dict[str, Ints]
    mean_lengths: dict[str, float]
    facets: dict[str, Facet]

    @property
    def articles(self) -> int:
        return len(self.ids)


def columns_of(rows: Sequence[bytes]) -> Columns:
    read: list[list[Any]] = [json.loads(row) for row in rows]
    ids = [row[0] for row in read]
    order = np.empty(len(ids), np.int32)
    order[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
    lang_names = sorted({row[1] for row in read})
    lang_ord = {name: at for at, name in enumerate(lang_names)}
    lengths = {name: np.array([row[4][at] for row in read], np.int32) for at, name in enumerate(TEXTS)}
    return Columns(
        ids=ids,
        order=order,
        langs=np.array([lang_ord[row[1]] for row in read], np.int32),
        lang_names=lang_names,
        first=np.array([row[2] for row in read], np.int32),
        last=np.array([row[3] for row in read], np.int32),
        lengths=lengths,
        mean_lengths={name: float(words[words > 0].mean()) if words.any() else 0.0 for name, words in lengths.items()},
        facets={name: _facet([row[5][at] for row in read]) for at, name in enumerate(FACETS)},
    )


def _facet(lists: Sequence[Sequence[str]]) -> Facet:
    values = sorted({value for one in lists for value in one})
    ords = {value: at for at, value in enumerate(values)}
    starts = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return Facet(starts, np.array([ords[value] for one in lists for value in one], np.int32), values)
