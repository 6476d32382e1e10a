"""What a generation knows of each of its articles, one entry an article, in the order of their numbers.

An article's number is its place among the articles alive: those of the first segment, then those of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from ..fields import TEXT_FIELDS
from .generation import Part
from .periods import period_ordinals
from .segment.file import Array
from .segment.texts import ENCODING

__all__ = ["Columns", "Ids", "Ints", "period_ordinals"]

Ints = npt.NDArray[np.int32]


class Ids(Sequence[str]):
    """Article ids; made strings when looked at. raw: (n,) bytes, whose order is theirs."""

    def __init__(self, raw: Array) -> None:
        self.raw = raw

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: Any) -> Any:
        return Ids(self.raw[at]) if isinstance(at, slice) else bytes(self.raw[at]).decode(*ENCODING)


class Columns:
    """Columns of the articles alive, (n,) each.

    ids         their raw bytes break ties
    langs       places in `lang_names`; a lang that is not known is ""
    first       first day of the publication's period as an ordinal, 0 where no date is known; `last` likewise
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._chosen = [None if not part.gone.any() else part.alive[: part.segment.articles] for part in parts]
        self.articles = sum(
            part.segment.articles if chosen is None else int(chosen.sum()) for part, chosen in zip(parts, self._chosen, strict=True)
        )
        self.ids = Ids(self._joined([part.segment.ids for part in parts], np.dtype("S1")))
        self.first: Ints = self._joined([part.segment.first for part in parts], np.dtype(np.int32))
        self.last: Ints = self._joined([part.segment.last for part in parts], np.dtype(np.int32))
        self.lang_names = sorted({name for part in parts for name in part.segment.lang_names})
        place = {name: at for at, name in enumerate(self.lang_names)}
        langs = [np.array([place[name] for name in part.segment.lang_names], np.uint16)[part.segment.langs] for part in parts]
        self.langs = self._joined(langs, np.dtype(np.uint16))
        self._lengths: dict[str, Ints] = {}
        self._means: dict[str, float] = {}

    def _joined(self, columns: Sequence[Array], kind: np.dtype[Any]) -> Array:
        """The entries of the articles alive; a view where that is all of one segment."""
        chosen = [column if mask is None else column[mask] for column, mask in zip(columns, self._chosen, strict=True)]
        return chosen[0] if len(chosen) == 1 else np.concatenate(chosen) if chosen else np.zeros(0, kind)

    def lengths(self, field: str) -> Ints:
        """(n,) words of each article in a TEXT field."""
        found = self._lengths.get(field)
        if found is None:
            columns = []
            for part in self._parts:
                texts = part.segment.texts(field)
                columns.append(np.zeros(part.segment.articles, np.int32) if texts is None else texts.counts.astype(np.int32))
            found = self._lengths[field] = self._joined(columns, np.dtype(np.int32))
        return found

    def mean_length(self, field: str) -> float:
        """Words of the field in an article that has it."""
        found = self._means.get(field)
        if found is None:
            lengths = self.lengths(field)
            having = int(np.count_nonzero(lengths))
            found = self._means[field] = float(lengths.sum(dtype=np.int64)) / having if having else 0.0
        return found


TEXTS = tuple(field.name for field in TEXT_FIELDS)
