"""The pages: read what was asked, ask, show."""

from __future__ import annotations

import flask

from broadsheet_index.fields import FIELDS
from broadsheet_search.engine import Request
from broadsheet_search.errors import BadParameter, BadQuery

from . import urls, wording
from .asked import ON_THE_PAGE, Asked
from .chips import chips, cleared
from .dead_ends import ways_on
from .facets import facets
from .failures import failure_of
from .handed import engine
from .help import EXAMPLES
from .listing import listing
from .mistake import Mistake
from .paging import pages as paging
from .reading import reading
from .sorting import sorting

Shown = str | tuple[str, int]

pages = flask.Blueprint("pages", __name__)

NEWEST = 5
TOP = 8


@pages.get("/")
def home() -> Shown:
    """What is here, the box, the newest articles, who and what is in most of them."""
    answer = engine().answer(
        Request(sort="newest", page_size=NEWEST, snippets=0, facets=("person", "source", "year"), facet_size=100)
    )
    return flask.render_template("home.html", answer=answer, rows=listing(answer, ""), top=TOP)


@pages.get("/search")
def search() -> Shown:
    """The results page; a mistake in what was asked is shown where it was made."""
    try:
        asked = Asked.from_args(flask.request.args, page=True)
        answer = engine().answer(asked.request)
    except (BadQuery, BadParameter) as error:
        mistake = Mistake.of(error, flask.request.args.get("q", ""))
        given = urls.ordered(pair for pair in flask.request.args.items(multi=True) if pair[0] in ON_THE_PAGE)
        kept = urls.without(given, "q", "page", mistake.param)
        return flask.render_template("mistake.html", mistake=mistake, given=given, kept=kept), failure_of(error).status
    return flask.render_template(
        "search.html",
        asked=asked,
        kept=urls.without(asked.given, "q", "page"),
        answer=answer,
        took=max(1, round(answer.took_ms)),
        rows=listing(answer, asked.q),
        chips=chips(asked),
        cleared=cleared(asked),
        sorts=sorting(asked, answer),
        facets=facets(asked, answer),
        pages=paging(answer.page, answer.page_size, answer.results, asked.given),
        with_undated=urls.address("pages.search", urls.turned(asked.given, undated="include")),
        each_copy=urls.address("pages.search", urls.turned(asked.given, collapse="none")),
        each_story=urls.address("pages.search", urls.turned(asked.given, collapse="")),
        ways=ways_on(asked, answer),
        any_word=urls.address("pages.search", urls.turned(asked.given, match="any")),
    )


@pages.get("/article/<id>")
def article(id: str) -> Shown:
    """One article; with removed=1 every block that was stripped stands in its place."""
    q = flask.request.args.get("q", "").strip()
    with_removed = flask.request.args.get("removed") == "1"
    found = engine().article(id)
    return flask.render_template(
        "article.html",
        id=id,
        q=q,
        article=found,
        reading=reading(found, q, with_removed),
        with_removed=with_removed,
        published=wording.published(found),
        known_how=wording.known_how(found),
        length=wording.length(found),
        flag_words=[wording.FLAG_WORDS.get(flag, flag) for flag in found.flags],
    )


@pages.get("/help")
def help() -> Shown:
    """What can be typed, and what it finds."""
    return flask.render_template("help.html", examples=EXAMPLES, fields=[field for field in FIELDS if not field.hidden])
