"""How hits are ranked: BM25F over the fields a word is looked for in, and a little more for an exact match.

BM25F as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), section 3.6: frequencies are weighted
and length-normalised a field, added up, and only then saturated. The functions are plain arithmetic, so that the reference
engine calls them with floats and the array engines with arrays, and both rank alike.
"""

from __future__ import annotations

from math import log
from typing import TypeVar

import numpy as np
import numpy.typing as npt

K1 = 2.0
B = 0.75
EXACT_SHARE = 0.3  # of an exact match's own score, on top of the stem's: "councils" before "council's" for `councils`
ADDRESS_SCORE = 20.0  # a pasted address that is an article's own: above what its words can reach elsewhere

Number = TypeVar("Number", float, npt.NDArray[np.float64])


def idf(articles: int, holding: int) -> float:
    """Rarity of a word that `holding` of `articles` hold; never negative.

    >>> round(idf(5, 1), 3), round(idf(5, 5), 3)
    (1.386, 0.087)
    """
    return log(1 + (articles - holding + 0.5) / (holding + 0.5))


def length_share(length: Number, mean_length: float) -> Number:
    """What a field's length (words) divides its frequencies by: 1 for an average one.

    >>> length_share(200.0, 100.0)
    1.75
    """
    return 1 - B + B * length / max(mean_length, 1.0)


def normalised(frequency: Number, length: Number, *, mean_length: float, weight: float) -> Number:
    """Occurrences in one field, weighted and made independent of the field's length (words; 1 at least)."""
    return weight * frequency / length_share(length, mean_length)


def saturated(frequency: Number, rarity: float) -> Number:
    """The score of summed, normalised frequencies."""
    return rarity * frequency * (K1 + 1) / (frequency + K1)
