"""What an article's text is like, in 64 small numbers (MinHash): the share of them that two articles have in common is the share
of their text that they have in common.

The text is cut into shingles of five words, each a 32-bit number; each slot keeps the one that follows next upon a fixed number of
its own, on a circle. Nothing depends on the machine, on the version of Python, or on other articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..article import Article

Prints = npt.NDArray[np.uint16]
Longs = npt.NDArray[np.uint64]

EDITION = 1  # raised where the same text gives another fingerprint
SLOTS = 64  # numbers of a fingerprint: the share in common is right to 6 points
WORDS = 5  # of a shingle: a template with other figures in each sentence has few of them in common
BARE = 30  # words of a body that says too little without its headline ("This is a developing story.")
LONGEST = 65_535  # shingles counted of one article

_CHANCE = np.random.PCG64(20240620)  # its raw numbers are the same for ever
_SLOTS = (_CHANCE.random_raw(SLOTS) >> np.uint64(32)).astype(np.uint32)
_PAIR = np.uint32(0x9E3779B1)
_PLACES = _CHANCE.random_raw(WORDS) | np.uint64(1)

# Signs that part words; everything else is a letter. Said here, as a Python's own tables grow with Unicode.
_SIGNS = ((0x00, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2000, 0x206F), (0x2190, 0x2BFF),
          (0x2E00, 0x2E7F), (0x3000, 0x3004), (0x3008, 0x3020), (0x30FB, 0x30FB), (0xFE10, 0xFE6F), (0xFF00, 0xFF0F),
          (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65))  # fmt: skip
# Scripts without spaces (Thai, Lao, Khmer, Japanese, Chinese): each of their letters is a word.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_SIGN, _WORD, _OWN_WORD = 0, 1, 2
_KIND = np.full(1 << 16, _WORD, np.uint8)  # by UTF-16: halves of surrogate pairs are letters
for _first, _last in _UNSPACED:
    _KIND[_first : _last + 1] = _OWN_WORD
for _first, _last in _SIGNS:
    _KIND[_first : _last + 1] = _SIGN


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """slots (64,); size: how many different shingles the text has, 0 where it has no word."""

    slots: Prints
    size: int


def fingerprint(article: Article) -> Fingerprint:
    """Of the body; of a very short one, of headline and body."""
    words = word_hashes(article.body)
    if len(words) < BARE:
        words = word_hashes((article.title, *article.body))
    if not len(words):
        return Fingerprint(np.zeros(SLOTS, np.uint16), 0)
    found = shingles(words)
    found.sort()
    size = 1 + int(np.count_nonzero(found[1:] != found[:-1]))
    next_to = found[found.searchsorted(_SLOTS) % len(found)]
    # Its first bits are those of the slot's own number: the last ones tell it from others.
    return Fingerprint(next_to.astype(np.uint16), min(size, LONGEST))


def word_hashes(texts: Sequence[str]) -> Longs:
    """(w,) one number a word, in order. Case and signs are left away: they change where a story is copied."""
    codes = np.frombuffer("\n".join(texts).lower().encode("utf-16-le", "surrogatepass"), "<u2")
    if not len(codes):
        return np.zeros(0, np.uint64)
    kinds = _KIND[codes]
    begins = kinds == _WORD
    begins[1:] &= kinds[:-1] != _WORD
    if kinds.max() == _OWN_WORD:
        begins |= kinds == _OWN_WORD
    starts = begins.nonzero()[0]
    if not len(starts):
        return np.zeros(0, np.uint64)
    # A word is the sum of its pairs of neighbours, the first letter's being nothing.
    pairs = np.zeros(len(codes), np.uint32)
    pairs[1:] = codes[:-1]
    pairs[starts] = 0
    pairs <<= np.uint32(16)
    pairs |= codes
    pairs *= _PAIR
    pairs ^= pairs >> np.uint32(15)
    pairs *= kinds != _SIGN
    return _mixed(np.add.reduceat(pairs, starts, dtype=np.uint64))


def shingles(words: Longs) -> npt.NDArray[np.uint32]:
    """(w - 4,) of w words; one of all of them where there are fewer than five."""
    count = max(len(words) - WORDS + 1, 1)
    out = np.zeros(count, np.uint64)
    for place in range(min(WORDS, len(words))):
        out += words[place : place + count] * _PLACES[place]
    return (_mixed(out) >> np.uint64(32)).astype(np.uint32)


def _mixed(values: Longs) -> Longs:
    values = (values ^ (values >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(29))
