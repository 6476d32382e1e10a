"""What an article is about: the words that its long lines share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .block import Block
from .lines import is_paragraph

FEWEST = 4  # content words
WORD = re.compile(r"[^\W\d_]{4,}")
ASCII_WORD = re.compile(r"[a-z]{4,}")  # the same for most lines, in half the time
# Too common in news to tell one story from another.
COMMON = frozenset([
    "that", "with", "from", "this", "have", "they", "their", "which", "said", "will", "each", "about", "them",
    "then", "many", "some", "these", "would", "other", "into", "more", "time", "could", "make", "than", "first",
    "been", "people", "made", "over", "down", "only", "find", "long", "very", "after", "just", "where", "most",
    "know", "also", "when", "were", "there", "what", "your", "says", "year", "years", "last", "week", "today",
    "told", "while", "because", "before", "during", "between", "against", "under", "since", "being", "through",
    "eine", "einer", "einen", "einem", "eines", "nicht", "sich", "auch", "aber", "oder", "wird", "sind",
    "wurde", "werden", "nach", "beim", "dass", "diese", "dieser", "über", "mehr", "noch", "dans", "pour",
    "avec", "plus", "sont", "cette", "mais", "leur", "elle", "nous", "vous", "comme", "être", "fait", "tout",
    "aussi", "dont", "ainsi", "entre", "para", "como", "pero", "este", "esta", "también", "sobre", "desde",
    "cuando", "más", "había", "según", "porque", "donde", "della", "dalla", "nella", "sono", "anche", "come",
    "alla", "degli", "delle", "questo", "questa", "voor", "niet", "zijn", "naar", "werd", "deze", "door",
    "worden", "meer", "yang", "dengan", "untuk", "dari", "pada", "dalam", "tidak", "akan", "juga", "telah",
    "foi", "pela", "pelo", "uma", "são", "não", "что", "как", "это", "для", "его", "при", "после", "также",
    "был", "было", "были", "года", "может",
])  # fmt: skip


def content_words(text: str) -> frozenset[str]:
    pattern = ASCII_WORD if text.isascii() else WORD
    return frozenset(pattern.findall(text.lower())) - COMMON


def topic_share(block: Block, own: frozenset[str], holding: Mapping[str, int]) -> float:
    """Share of the block's content words `own` that another long line holds too; -1 where it has too few to tell.

    holding  in how many long lines each word stands
    """
    if len(own) < FEWEST or block.words > 2 * len(block.text.split()):  # without spaces, a "word" is a clause
        return -1.0
    itself = 1 if is_paragraph(block) else 0
    return sum([holding.get(word, 0) > itself for word in own]) / len(own)
