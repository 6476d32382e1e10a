"""What is shown of the hits of a page, found by the positions that the index keeps: no text is analysed again.

The same marks and fragments as `snippet` finds in the texts themselves; test_engines.py compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from broadsheet_index.article import Article
from broadsheet_index.fields import BY_NAME

from ... import snippet
from ...answering import Shown
from ...engine import Request, Snippet
from ...query.tree import Node
from ...snippet import Mark
from .evaluate import Evaluation
from .finds import finds
from .sets import Numbers

Window = tuple[int, int, int, int]  # -worth, field, value, first find


def shown(evaluation: Evaluation, hits: Numbers, articles: Sequence[Article], tree: Node, request: Request) -> list[Shown]:
    """hits (k,) and the k articles in the order of the page, of a tree that was evaluated."""
    if not articles:
        return []
    rows = hits.argsort()
    numbers, on_page = hits[rows], rows.tolist()
    ordered = [articles[place] for place in on_page]
    pieces = _snippets(evaluation, numbers, ordered, tree, request) if request.snippets else [()] * len(ordered)
    marks = _title_marks(evaluation, numbers, ordered, tree)
    out: list[Shown] = [Shown((), ())] * len(ordered)
    for place, some, marked in zip(on_page, pieces, marks, strict=True):
        out[place] = Shown(some, marked)
    return out


def _title_marks(evaluation: Evaluation, numbers: Numbers, articles: Sequence[Article], tree: Node) -> list[tuple[Mark, ...]]:
    out: list[tuple[Mark, ...]] = [()] * len(articles)
    found = finds(evaluation, numbers, tree, "title")
    if found is not None:
        of_row: dict[int, list[tuple[int, int, int, int]]] = {}
        for row, one in zip(found.rows.tolist(), found.ended(slice(None)), strict=True):
            of_row.setdefault(row, []).append(one)
        for row, some in of_row.items():
            out[row] = snippet.merged(found.found(articles[row].title, some))
    # A first sentence that stands in for a headline is none, so its words are not in the field.
    for row in (evaluation.snapshot.columns.lengths("title")[numbers] == 0).nonzero()[0].tolist():
        article = articles[row]
        if article.title_origin == "first_sentence":
            out[row] = snippet.marks(tree, "title", article.title, article.lang)
    return out


def _snippets(
    evaluation: Evaluation, numbers: Numbers, articles: Sequence[Article], tree: Node, request: Request
) -> list[tuple[Snippet, ...]]:
    """Of each of the hits, (k,) ascending, the best fragments of all fields, in the order of the text."""
    length = request.snippet_length
    fields = [field for field in snippet.searched_in(tree) if evaluation.snapshot.has(field)]
    found = [finds(evaluation, numbers, tree, field) for field in fields]
    windows: list[list[Window]] = [[] for _ in articles]
    for at, some in enumerate(found):
        for row, value, worth, first in some.windows(length) if some else ():
            windows[row].append((-worth, at, value, first))
    chosen = [sorted(sorted(here)[: request.snippets], key=itemgetter(1, 2)) if len(here) > 1 else here for here in windows]
    around = [
        iter(some.around([first for here in chosen for _, which, _, first in here if which == at], length)) if some else iter(())
        for at, some in enumerate(found)
    ]
    out = []
    for article, here in zip(articles, chosen, strict=True):
        pieces = []
        for _, at, value, _ in here:
            some = found[at]
            assert some
            text = BY_NAME[fields[at]].values(article)[value]
            start, near = next(around[at])
            pieces.append(snippet.fragment(fields[at], text, some.found(text, near), start, length))
        out.append(tuple(pieces) if pieces else snippet.opening(article.body))
    return out
