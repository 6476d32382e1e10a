"""Fingerprints of many articles, from the pieces that their texts were cut into to be searched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...article import Article
from ...copies.fingerprint import BARE, SLOTS, fingerprints
from .file import Array
from .runs import Ints
from .words import Pieces, WordTable


class Prints:
    """Takes articles in order; see ../../copies/fingerprint.py, whose `fingerprint` gives the same of one."""

    def __init__(self, words: WordTable) -> None:
        self._words = words
        self._slots: list[Array] = [np.zeros((0, SLOTS), np.uint16)]
        self._sizes: list[Array] = [np.zeros(0, np.int64)]

    def add(self, articles: Sequence[tuple[Article, Article]], bodies: tuple[Ints, Pieces] | None) -> None:
        """articles (n,): as extracted, of which the fingerprint is, and as searched; bodies: which of them have a text, and its pieces."""
        slots, sizes = np.zeros((len(articles), SLOTS), np.uint16), np.zeros(len(articles), np.int64)
        words = np.zeros(len(articles), np.int64)

        def put(which: Ints, pieces: Pieces) -> None:
            hashes, words[which] = self._words.hashes(pieces)
            slots[which], sizes[which] = fingerprints(hashes, words[which])

        def read(which: Ints, texts: Sequence[str]) -> None:
            if len(which):
                put(which, self._words.pieces(texts, [articles[at][0].lang for at in which.tolist()]))

        if bodies:
            put(*bodies)
        other = np.array([at for at, (extracted, searched) in enumerate(articles) if extracted.body != searched.body], np.int64)
        read(other, ["\n".join(articles[at][0].body) for at in other.tolist()])
        bare = (words < BARE).nonzero()[0]
        read(bare, ["\n".join((articles[at][0].title, *articles[at][0].body)) for at in bare.tolist()])
        self._slots.append(slots)
        self._sizes.append(sizes)

    def arrays(self) -> tuple[Array, Array]:
        """slots (n, 64), sizes (n,)."""
        return np.concatenate(self._slots), np.concatenate(self._sizes).astype(np.uint16)
