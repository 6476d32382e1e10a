"""The copies of an article, and the page of what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flask

from broadsheet_search.differing import differences
from broadsheet_search.engine import LARGEST_PAGE, Request

from . import urls, wording
from .handed import engine

if TYPE_CHECKING:
    from broadsheet_index.article import Article
    from broadsheet_search.engine import Hit

comparing = flask.Blueprint("comparing", __name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy in the list of them.

    facts       where and when it was published, how long it is
    marks       "earliest", "fullest"
    url         of its page; None for the article whose list this is
    difference  of the page of what differs
    """

    title: str
    facts: str
    marks: tuple[str, ...]
    url: str | None
    difference: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """The earliest first; `more` are left out of the list, which `url` shows whole."""

    size: int
    shown: tuple[Copy, ...]
    more: int
    url: str


def copies(id: str) -> Copies | None:
    """The near-identical copies of an article, itself among them; None where it is alone."""
    size = engine().cluster(id).size
    if size == 1:
        return None
    answer = engine().answer(Request(f"cluster:{id}", sort="oldest", page_size=LARGEST_PAGE, snippets=0))
    fullest = max(answer.hits, key=lambda hit: hit.article.kept_chars)
    first = answer.hits[0].article.published.value
    shown = tuple(_copy(hit, id, hit.id == fullest.id, hit.article.published.value == first is not None) for hit in answer.hits)
    whole = urls.address("pages.search", (("q", f"cluster:{id}"), ("collapse", "none")))
    return Copies(answer.total, shown, answer.total - len(shown), whole)


def _copy(hit: Hit, id: str, is_fullest: bool, is_earliest: bool) -> Copy:
    marks = [word for word, holds in (("earliest", is_earliest), ("fullest", is_fullest)) if holds]
    here = hit.id == id
    return Copy(
        title=hit.article.title,
        facts=_facts(hit.article),
        marks=tuple(marks),
        url=None if here else urls.address("one.article", id=hit.id),
        difference=None if here else urls.address("comparing.difference", id=id, other=hit.id),
    )


def _facts(article: Article) -> str:
    source = article.source.name or article.source.domain or article.path
    agency = article.agency if article.agency != source else None
    return " · ".join(filter(None, (source, agency, wording.published(article), wording.length(article))))


@comparing.get("/article/<id>/diff/<other>")
def difference(id: str, other: str) -> str:
    """What has to change in one article to make it another."""
    one, two = engine().article(id), engine().article(other)
    return flask.render_template(
        "difference.html",
        ids=(id, other),
        articles=(one, two),
        facts=(_facts(one), _facts(two)),
        found=differences((one.title, *_texts(one)), (two.title, *_texts(two))),
    )


def _texts(article: Article) -> tuple[str, ...]:
    return ((article.subtitle,) if article.subtitle else ()) + article.body
