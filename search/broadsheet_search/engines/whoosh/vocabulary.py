"""Words of the archive that are spelt almost like another.

The words of a segment are laid out once, by length, each with a mask of its letters: a word that is two letters away has at most
two letters that the other has not. What passes that is measured (closeness.py). A newer generation lays out its new segments alone.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from broadsheet_index.store import Snapshot
from broadsheet_index.store.segment.dictionary import Dictionary
from broadsheet_index.store.segment.texts import ENCODING

from ...closeness import is_plain, within

Words = npt.NDArray[np.str_]
Masks = npt.NDArray[np.uint64]
ByLength = dict[int, tuple[Words, Masks]]


class Vocabulary:
    """Safe from many threads: two that lay out the same dictionary at once get equal arrays."""

    def __init__(self) -> None:
        self._laid_out: WeakKeyDictionary[Dictionary, ByLength] = WeakKeyDictionary()

    def near(self, snapshot: Snapshot, field: str, form: str, word: str, most: int) -> dict[str, int]:
        """The words of one field that are at most so many letters from a word, and how many."""
        wanted = _mask(word)
        found: set[str] = set()
        for dictionary in snapshot.dictionaries(field, form):
            by_length = self._laid_out.get(dictionary)
            if by_length is None:
                by_length = self._laid_out[dictionary] = _by_length(dictionary)
            for length in range(len(word) - most, len(word) + most + 1):
                words, masks = by_length.get(length, (None, None))
                if words is None or masks is None:
                    continue
                more, fewer = np.bitwise_count(masks & ~wanted), np.bitwise_count(wanted & ~masks)
                found.update(words[(more <= most) & (fewer <= most)].tolist())
        return within(word, sorted(found), most)


def _mask(word: str) -> np.uint64:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return np.uint64(mask)


def _by_length(dictionary: Dictionary) -> ByLength:
    groups: dict[int, list[str]] = {}
    for term in b"\n".join(dictionary.all()).decode(*ENCODING).split("\n"):
        if is_plain(term):
            groups.setdefault(len(term), []).append(term)
    out: ByLength = {}
    for length, words in groups.items():
        array = np.array(words, dtype=f"U{length}")
        letters = array.view(np.uint32).reshape(len(words), length).astype(np.uint64) & np.uint64(63)
        out[length] = array, np.bitwise_or.reduce(np.uint64(1) << letters, axis=1)
    return out
