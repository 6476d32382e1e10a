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
Ints = npt.NDArray[np.int64]

EDITION = 1  # raised where the same text gives another fingerprint
SLOTS = 64  # numbers of a fingerprint: the share in common is right to 6 points
WORDS = 5  # of a shingle: a template with other figures in each sentence has few of them in common
BARE = 30  # words of a body that says too little without its headline ("This is a developing story.")
LONGEST = 65_535  # shingles counted of one article

_CHANCE = np.random.PCG64(20240620)  # its raw numbers are the same for ever
_SLOTS = (_CHANCE.random_raw(SLOTS) >> np.uint64(32)).astype(np.uint32)
_PAIR = np.uint32(0x9E3779B1)
_PLACES = _CHANCE.random_raw(WORDS) | np.uint64(1)
_ORDER = _SLOTS.argsort()
_SLOTS_IN_ORDER = _SLOTS[_ORDER].astype(np.uint64)
_PARTED = ord("\n")

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
    words, _ = word_hashes(article.body)
    if len(words) < BARE:
        words, _ = word_hashes((article.title, *article.body))
    slots, sizes = fingerprints(words, np.array([len(words)]))
    return Fingerprint(slots[0], int(sizes[0]))


def fingerprints(words: Longs, counts: Ints) -> tuple[Prints, Ints]:
    """Slots (n, 64) and sizes (n,) of n texts; words: the hashes of one text's words after the other's, counts (n,) how many it has."""
    shingled, owners = shingles(words, counts)
    keys = (owners.astype(np.uint64) << np.uint64(32)) | shingled
    keys.sort()
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    keys = keys[new]
    sizes = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(counts))
    slots = np.zeros((len(counts), SLOTS), np.uint16)
    having = sizes.nonzero()[0]
    ends = np.cumsum(sizes)[having]
    base = having.astype(np.uint64)[:, None] << np.uint64(32)
    next_to = keys.searchsorted(base | _SLOTS_IN_ORDER)
    closing = next_to == ends[:, None]  # on a circle the first one follows upon the last
    next_to -= sizes[having][:, None] * closing
    # Its first bits are those of the slot's own number: the last ones tell it from others.
    slots[having[:, None], _ORDER] = keys[next_to].astype(np.uint16)
    return slots, np.minimum(sizes, LONGEST)


def word_hashes(texts: Sequence[str]) -> tuple[Longs, Ints]:
    """(w,) one number a word, in order; (n,) how many words each text has, none of which has a line feed.

    Case and signs are left away: they change where a story is copied.
    """
    codes = np.frombuffer("\n".join(texts).lower().encode("utf-16-le", "surrogatepass"), "<u2")
    kinds = _KIND[codes]
    begins = kinds == _WORD
    begins[1:] &= kinds[:-1] != _WORD
    begins |= kinds == _OWN_WORD
    starts = begins.nonzero()[0]
    counts = np.diff(starts.searchsorted((codes == _PARTED).nonzero()[0]), prepend=0, append=len(starts))[: len(texts)]
    if not len(starts):
        return np.zeros(0, np.uint64), counts
    # A word is the sum of its pairs of neighbours, the first letter's being nothing.
    pairs = np.zeros(len(codes), np.uint32)
    pairs[1:] = codes[:-1]
    pairs[starts] = 0
    pairs <<= np.uint32(16)
    pairs |= codes
    pairs *= _PAIR
    pairs ^= pairs >> np.uint32(15)
    pairs *= kinds != _SIGN
    return _mixed(np.add.reduceat(pairs, starts, dtype=np.uint64)), counts


def shingles(words: Longs, counts: Ints) -> tuple[npt.NDArray[np.uint32], Ints]:
    """Of each text w - 4 of its w words, one of all of them where there are fewer than five; and the text that each is of."""
    owners = np.arange(len(counts)).repeat(counts)
    ends = np.cumsum(counts)
    starts = ends - counts
    out = np.zeros(len(words), np.uint64)
    for place in range(min(WORDS, len(words))):
        out[: len(words) - place] += words[place:] * _PLACES[place]
    whole = np.arange(len(words)) + WORDS <= ends[owners]
    for text in ((counts > 0) & (counts < WORDS)).nonzero()[0].tolist():
        start, count = int(starts[text]), int(counts[text])
        out[start] = (words[start : start + count] * _PLACES[:count]).sum(dtype=np.uint64)
        whole[start] = True
    return (_mixed(out[whole]) >> np.uint64(32)).astype(np.uint32), owners[whole]


def _mixed(values: Longs) -> Longs:
    values = (values ^ (values >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(29))
