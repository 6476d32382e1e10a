"""What makes an article special: the words that stand often in it and rarely elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from broadsheet_index.analysis import fold, tokens
from broadsheet_index.article import Article

from .query.tree import Words
from .ranking import idf

MOST_WORDS = 25
HEADLINE = 3  # a word of the headline counts so often
READ = 400  # different words, from the beginning: what a story is about stands in its first paragraphs
SHORTEST = 2  # letters


def candidates(article: Article) -> Counter[str]:
    """The different words of an article as first written, and how often each stands there, headline thrice."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text, share in ((article.title, HEADLINE), (article.subtitle or "", 1), *((text, 1) for text in article.body)):
        for token in tokens(text):
            key = fold(token.written)
            if len(key) < SHORTEST or not any(char.isalpha() for char in key):
                continue
            if key not in written and len(written) >= READ:
                continue
            counts[written.setdefault(key, token.written)] += share
    return counts


def significant(counts: Counter[str], holding: Callable[[Sequence[Words]], Sequence[int]], articles: int) -> tuple[Words, ...]:
    """The words worth most by how often they stand here and how rarely elsewhere; those of this article alone are left out.

    holding    how many articles of the archive hold each of some words
    articles   how many there are
    """
    worth = []
    leaves = [Words(word) for word in counts]
    for leaf, found, (word, times) in zip(leaves, holding(leaves), counts.items(), strict=True):
        if 1 < found <= articles / 2 or (found > 1 and articles < 10):  # what half of all articles hold says nothing of one
            worth.append((-times * idf(articles, found), word, leaf))
    return tuple(leaf for _, _, leaf in sorted(worth, key=lambda one: one[:2])[:MOST_WORDS])


def texts_of(words: Iterable[Words]) -> tuple[str, ...]:
    return tuple(leaf.text for leaf in words)
