"""What an article's text is like, in 64 small numbers (MinHash): the share of them that two articles have in common is the share
of their text that they have in common.

The text is cut into shingles of five words, each a 32-bit number; of all of them each slot keeps the one that is nearest to a fixed
number of its own. Nothing depends on the machine, on the version of Python, or on other articles.
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
AT_ONCE = 1 << 14  # shingles compared at once: 4 MB
LETTERS = 64  # of a word before its places begin anew

_CHANCE = np.random.PCG64(20240620)  # its raw numbers are the same for ever
_NEAR = (_CHANCE.random_raw(SLOTS) >> np.uint64(32)).astype(np.uint32)
_LETTERS = _CHANCE.random_raw(LETTERS) | np.uint64(1)
_PLACES = _CHANCE.random_raw(WORDS) | np.uint64(1)

# Signs that part words; everything else is a letter. Said here, as a Python's own tables grow with Unicode.
_SIGNS = ((0x00, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2000, 0x206F), (0x2190, 0x2BFF),
          (0x2E00, 0x2E7F), (0x3000, 0x3004), (0x3008, 0x3020), (0x30FB, 0x30FB), (0xFE10, 0xFE6F), (0xFF00, 0xFF0F),
          (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65))  # fmt: skip
# Scripts without spaces (Thai, Lao, Khmer, Japanese, Chinese): each of their letters is a word.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_SIGN, _WORD, _OWN_WORD = 0, 1, 2
_KIND = np.full(1 << 16, _WORD, np.uint8)
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
    found = np.unique(shingles(words))
    nearest = np.full(SLOTS, np.iinfo(np.uint32).max, np.uint32)
    for first in range(0, len(found), AT_ONCE):
        np.minimum(nearest, (found[first : first + AT_ONCE] ^ _NEAR[:, None]).min(axis=1), out=nearest)
    # Its first bits are those of the slot's own number: the last ones tell it from others.
    return Fingerprint((nearest ^ _NEAR).astype(np.uint16), min(len(found), LONGEST))


def word_hashes(texts: Sequence[str]) -> Longs:
    """(w,) one number a word, in order. Case and signs are left away: they change where a story is copied."""
    text = "\n".join(texts).lower()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(codes):
        return np.zeros(0, np.uint64)
    kinds = _KIND[np.minimum(codes, 0xFFFF)]
    begins = kinds != _SIGN
    begins[1:] &= (kinds[:-1] != _WORD) | (kinds[1:] == _OWN_WORD)
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.zeros(0, np.uint64)
    places = np.arange(starts[0], len(codes)) - np.repeat(starts, np.diff(starts, append=len(codes)))
    letters = codes[starts[0] :] * _LETTERS[places % LETTERS] * (kinds[starts[0] :] != _SIGN)
    return _mixed(np.add.reduceat(letters, starts - starts[0]))


def shingles(words: Longs) -> npt.NDArray[np.uint32]:
    """(w - 4,) of w words; one of all of them where there are fewer than five."""
    count = max(len(words) - WORDS + 1, 1)
    out = np.zeros(count, np.uint64)
    for place in range(min(WORDS, len(words))):
        out += words[place : place + count] * _PLACES[place]
    return (_mixed(out) >> np.uint64(32)).astype(np.uint32)


def _mixed(values: Longs) -> Longs:
    """Every bit of each depends on every bit it had (the finisher of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
