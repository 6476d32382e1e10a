"""What is shown of the hits of a page, found by the positions that the index keeps: no text is analysed again.

The same marks and fragments as `snippet` finds in the texts themselves; test_engines.py compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from broadsheet_index.analysis import end_of
from broadsheet_index.article import Article

from ... import snippet
from ...answering import Shown
from ...engine import Request, Snippet
from ...query.tree import Node
from ...snippet import Mark
from .evaluate import Evaluation
from .finds import Find, Finds, finds
from .sets import Numbers

Window = tuple[int, int, int, int]  # -worth, row, value, first find
IN_TEXT = itemgetter(1, 2)


def shown(evaluation: Evaluation, hits: Numbers, articles: Sequence[Article], tree: Node, request: Request) -> list[Shown]:
    """hits (k,) and the k articles in the order of the page, of a tree that was evaluated."""
    if not articles:
        return []
    snapshot = evaluation.snapshot
    order = hits.argsort()
    numbers, on_page = hits[order], order.tolist()
    ordered = [articles[place] for place in on_page]
    fields = ["title"]
    if request.snippets:
        fields += [field for field in snippet.searched_in(tree) if snapshot.has(field)]
    found = finds(evaluation, numbers, tree, fields)
    in_titles = int(found.rows.searchsorted(len(hits))) if found else 0
    marks = _title_marks(evaluation, numbers, ordered, tree, found, in_titles)
    pieces: list[tuple[Snippet, ...]] = [()] * len(ordered)
    if request.snippets:
        pieces = _snippets(evaluation, numbers.tolist(), fields, found, in_titles, request)
        pieces = [some or snippet.opening(article.body) for some, article in zip(pieces, ordered, strict=True)]
    out: list[Shown] = [Shown((), ())] * len(ordered)
    for place, some, marked in zip(on_page, pieces, marks, strict=True):
        out[place] = Shown(some, marked)
    return out


def _marks(text: str, some: Sequence[Find]) -> list[Mark]:
    """Finds in a text, with their ends."""
    size = len(text)
    return [(start, end_of(text, last, min(after, size))) for start, last, after in some]


def _title_marks(
    evaluation: Evaluation, numbers: Numbers, articles: Sequence[Article], tree: Node, found: Finds | None, in_titles: int
) -> list[tuple[Mark, ...]]:
    """in_titles: how many of the finds are of titles."""
    out: list[tuple[Mark, ...]] = [()] * len(articles)
    if found is not None and in_titles:
        of_row: dict[int, list[Find]] = {}
        for row, one in zip(found.rows[:in_titles].tolist(), found.some(slice(in_titles)), strict=True):
            of_row.setdefault(row, []).append(one)
        for row, some in of_row.items():
            out[row] = snippet.merged(_marks(articles[row].title, some))
    # A first sentence that stands in for a headline is none, so its words are not in the field.
    for row in (evaluation.snapshot.columns.lengths("title")[numbers] == 0).nonzero()[0].tolist():
        article = articles[row]
        if article.title_origin == "first_sentence":
            out[row] = snippet.marks(tree, "title", article.title, article.lang)
    return out


def _snippets(
    evaluation: Evaluation, numbers: Sequence[int], fields: Sequence[str], found: Finds | None, since: int, request: Request
) -> list[tuple[Snippet, ...]]:
    """Of each of the hits, ascending, the best fragments of all fields, in the order of the text; () where nothing was found.

    since   the first find that is of no title
    """
    if found is None:
        return [()] * len(numbers)
    length, number = request.snippet_length, request.snippets
    windows: list[list[Window]] = [[] for _ in numbers]
    for worth, row, value, first in found.windows(since, length):
        windows[row % len(numbers)].append((-worth, row, value, first))
    chosen = [sorted(sorted(here)[:number], key=IN_TEXT) if len(here) > 1 else here for here in windows]
    around = found.around([first for here in chosen for *_, first in here], length)
    out = []
    for hit, here in zip(numbers, chosen, strict=True):
        pieces = []
        texts: dict[int, str] = {}
        for _, row, value, _ in here:
            field = fields[row // len(numbers)]
            text = texts.get(row)
            if text is None:
                text = texts[row] = evaluation.snapshot.text(hit, field)
            begin, end = found.texts.value_bounds(row, value)
            start, near = next(around)
            if begin or end is not None:
                text = text[begin:end]
                start, near = start - begin, [(one - begin, last - begin, after - begin) for one, last, after in near]
            pieces.append(snippet.fragment(field, text, _marks(text, near), start, length))
        out.append(snippet.once(pieces))
    return out
