"""What an article is about: the words that its long lines share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .block import Block
from .lines import is_paragraph

FEWEST = 4  # content words
WORD = re.compile(r"[^\W\d_]{4,}")
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
    return frozenset(WORD.findall(text.lower())) - COMMON


def topic_shares(blocks: Sequence[Block], words: Sequence[frozenset[str]]) -> list[float]:
    """For each block, the share of its content words that another long line holds too; -1 where it has too few to tell."""
    holding: Counter[str] = Counter()
    long = [is_paragraph(block) for block in blocks]
    for own, is_long in zip(words, long, strict=True):
        if is_long:
            holding.update(own)
    shares = []
    for block, own, is_long in zip(blocks, words, long, strict=True):
        if len(own) < FEWEST or block.words > 2 * len(block.text.split()):  # without spaces, a "word" is a clause
            shares.append(-1.0)
            continue
        itself = 1 if is_long else 0
        shares.append(sum(holding[word] > itself for word in own) / len(own))
    return shares
