"""Texts as they are put in, many at a time, to the arrays of `texts`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .file import Array
from .packing import SHORT, packer_for
from .runs import Ints, offsets
from .texts import COLUMNS, ENCODING, TURN, Texts


class TextsBuilder:
    """Takes the texts of one field in the order of their articles; articles without a text are left out."""

    def __init__(self) -> None:
        self._texts: list[bytes] = []
        self._articles: list[int] = []
        self._values: list[Array] = []
        self._columns: dict[str, list[Array]] = {name: [] for name in COLUMNS}
        self._counts: list[Array] = []
        self._begins: list[Array] = []
        self._turns: list[Array] = []
        self._words = 0

    def add(
        self, articles: Sequence[int], texts: Sequence[str], values: Ints, columns: tuple[Ints, Ints, Ints], begins: Ints, counts: Ints
    ) -> None:
        """articles, texts (n,): each its values, joined; values (n,) how many.

        columns   of each value the character, the word and the position that it begins with
        begins    of each word the character of its text where it begins; counts (n,) how many words each text has
        """
        self._texts += [text.encode(*ENCODING) for text in texts]
        self._articles += articles
        self._values.append(values)
        for name, column in zip(COLUMNS, columns, strict=True):
            self._columns[name].append(column.astype(np.int32))
        self._counts.append(counts)
        self._begins.append(begins.astype(np.uint16))
        if len(begins) and int(begins.max()) >> TURN:
            turned = begins >> TURN
            more = turned.copy()
            more[1:] -= turned[:-1]
            firsts = offsets(counts)[:-1][counts > 0]
            more[firsts] = turned[firsts]
            self._turns.append((self._words + np.arange(len(begins))).repeat(more))
        self._words += len(begins)

    def build(self, articles: int) -> Texts:
        """articles: how many there are in the segment."""

        def of_all(some: Sequence[int] | Array) -> Array:
            out = np.zeros(articles, np.int64)
            out[self._articles] = some
            return out

        packer = packer_for([text for text in self._texts if len(text) > SHORT])
        blobs, packed = self._texts, np.zeros(len(self._texts), np.uint8)
        if packer:
            blobs = [packer.packed(text) if len(text) > SHORT else text for text in self._texts]
            packed = np.fromiter((len(text) > SHORT for text in self._texts), np.uint8, len(self._texts))
        by_article = [b""] * articles
        for article, blob in zip(self._articles, blobs, strict=True):
            by_article[article] = blob
        return Texts(
            blobs=by_article,
            packed=of_all(packed),
            dictionaries=[packer.dictionary] if packer else [],
            value_starts=offsets(of_all(_joined(self._values))),
            counts=of_all(_joined(self._counts)),
            begins=_joined(self._begins),
            turns=_joined(self._turns),
            **{name: _joined(columns) for name, columns in self._columns.items()},
        )


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint16)
