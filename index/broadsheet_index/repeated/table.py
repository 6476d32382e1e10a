"""What all articles together say of each line: the plain way, for a few hundred articles. store/overlays/repeated.py is the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..article import Article
from ..copies import stories
from .applied import applied
from .lines import is_repeated, lines_of


def read_together(articles: Mapping[str, Article]) -> dict[str, Article]:
    """Articles by id, each without the lines that its site repeats."""
    story = stories(articles)
    saying: defaultdict[str, set[str]] = defaultdict(set)
    of_site: defaultdict[str, int] = defaultdict(int)
    lines = {id: lines_of(article) for id, article in articles.items()}
    for id, own in lines.items():
        of_site[own.site] += 1
        for term in own.at.values():
            saying[term].add(story[id])
    pages = {
        term: len(saying[term]) if is_repeated(len(saying[term]), of_site[own.site]) else 0
        for own in lines.values()
        for term in own.at.values()
    }
    return {id: applied(article, lines[id], pages.__getitem__) for id, article in articles.items()}

