"""The list of results: each hit with everything its row shows."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter, methodcaller
from typing import TYPE_CHECKING

from broadsheet_index.fields import BY_NAME

from . import urls, wording
from .marking import Pieces, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from broadsheet_index.article import Article
    from broadsheet_search.engine import Answer, Hit, Snippet

PEOPLE = 3  # named in a row


@dataclass(frozen=True, slots=True)
class Fragment:
    """A snippet; `place` says where it stands, "" in the body; `begins` and `ends` are false where text was cut off."""

    place: str
    pieces: Pieces
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One result.

    facts     source, date, people, length; with each, whether it stays on one line
    original  the address of the page, or of its file; for print
    copies    how many near-identical ones there are, and the address of all of them
    """

    url: str
    title: Pieces
    facts: tuple[tuple[str, bool], ...]
    original: str
    fragments: tuple[Fragment, ...]
    copies: tuple[str, str] | None = None


def listing(answer: Answer, q: str) -> tuple[Row, ...]:
    return rows(answer.hits, q)


def rows(hits: Iterable[Hit], q: str) -> tuple[Row, ...]:
    url = urls.each("one.article", (("q", q),))
    # A hit in what was removed is seen only where that is shown.
    removed = urls.each("one.article", (("q", q), ("removed", "1")))
    return tuple([_row(hit, removed if any(piece.field == "removed" for piece in hit.snippets) else url) for hit in hits])


def _row(hit: Hit, url: Callable[[str], str]) -> Row:
    article = hit.article
    people = wording.names(tuple([who.name for who in article.people[:PEOPLE]]))
    source = article.source.name or article.source.domain or ""
    return Row(
        url=url(hit.id),
        title=pieces(article.title, hit.title_marks),
        facts=tuple(filter(itemgetter(0), ((source, False), (wording.published(article), True), (people, False), (wording.length(article), True)))),
        original=article.url or article.path,
        fragments=tuple([_fragment(snippet, article) for snippet in hit.snippets]),
        copies=_copies(hit),
    )


def _copies(hit: Hit) -> tuple[str, str] | None:
    if hit.cluster is None or hit.cluster.size == 1:
        return None
    # By the article's own id, which stays where the story gets another member with a smaller one.
    all_of_them = urls.address("pages.search", (("q", f"cluster:{hit.id}"), ("collapse", "none")))
    return f"{hit.cluster.size:,} near-identical copies", all_of_them


def _fragment(snippet: Snippet, article: Article) -> Fragment:
    texts = BY_NAME[snippet.field].values(article) if snippet.field in BY_NAME else ()
    return Fragment(
        wording.PLACES.get(snippet.field, ""),
        pieces(snippet.text, snippet.marks),
        begins=any(map(methodcaller("startswith", snippet.text), texts)),
        ends=any(map(methodcaller("endswith", snippet.text), texts)),
    )
