"""The pages that ask: read what was asked, ask, show."""

from __future__ import annotations

import flask

from broadsheet_index.fields import FACETS, FIELDS
from broadsheet_search.engine import Answer, Request
from broadsheet_search.errors import BadParameter, BadQuery

from . import about as holdings
from . import examples, profile, urls, wording
from .advanced import Form
from .asked import ON_THE_PAGE, Asked, whole_number
from .chips import chips, cleared
from .dead_ends import ways_on
from .facets import facets
from .failures import failure_of
from .handed import engine
from .listing import listing
from .mistake import Mistake
from .paging import pages as paging
from .remembered import remembered
from .sorting import sorting
from .timeline import Drawn, timeline, without_dates
from .values import ORDERS, values

Shown = str | tuple[str, int]

pages = flask.Blueprint("pages", __name__)

NEWEST = 5
TOP = 8
MOST_PAGES = 1000  # of the values of a facet
LONGEST_FIND = 100  # characters in the box that narrows them
EXPORTED = (("CSV", "csv"), ("Citations", "ris"))


@pages.get("/")
def home() -> Shown:
    """What is here, the box, the newest articles, who and what is in most of them."""
    newest = Request(sort="newest", page_size=NEWEST, snippets=0, facets=("person", "source"), facet_size=100, collapse="story")
    answer = engine().answer(newest)
    reach = remembered(_reach) if answer.total else None
    return flask.render_template(
        "home.html",
        answer=answer,
        rows=listing(answer, ""),
        examples=remembered(examples.six) if answer.total else (),
        timeline=reach,
        tops=[(title, _top(answer, name)) for name, title in (("person", "People in most articles"), ("source", "Sources"))],
    )


def _reach(_: object) -> Drawn | None:
    return timeline(engine(), Asked(Request(), ()))


def _top(answer: Answer, name: str) -> list[tuple[str, int, str]]:
    """The commonest values: text, count, the page of each."""

    def page(value: str) -> str:
        if name == "person":
            return urls.address("one.person", name=value)
        return urls.address("one.source", slug=profile.slug_of(value))

    return [(one.value, one.count, page(one.value)) for one in answer.facets.get(name, ())[:TOP]]


@pages.get("/search")
def search() -> Shown:
    """The results page; a mistake in what was asked is shown where it was made."""
    try:
        asked = Asked.from_args(flask.request.args, page=True)
        answer = engine().answer(asked.request)
        drawn = timeline(engine(), asked, answer.tree)
    except (BadQuery, BadParameter) as error:
        mistake = Mistake.of(error, flask.request.args.get("q", ""))
        given = urls.ordered(pair for pair in flask.request.args.items(multi=True) if pair[0] in ON_THE_PAGE)
        kept = urls.without(given, "q", "page", mistake.param)
        return flask.render_template("mistake.html", mistake=mistake, given=given, kept=kept), failure_of(error).status
    open_q, _ = without_dates(asked, answer.tree)
    undated = urls.turned(asked.given, q="" if open_q == "*" else open_q, since="", to="", undated="only", sort="")
    return flask.render_template(
        "search.html",
        asked=asked,
        kept=urls.without(asked.given, "q", "page"),
        answer=answer,
        took=max(1, round(answer.took_ms)),
        rows=listing(answer, asked.q),
        chips=chips(asked),
        cleared=urls.address("pages.search", cleared(asked)),
        sorts=sorting(asked, answer),
        taken=_taken(asked),
        facets=facets(asked, answer),
        timeline=drawn,
        pages=paging(answer.page, answer.page_size, answer.results, asked.given),
        undated_url=urls.address("pages.search", undated),
        as_spelled=urls.address("pages.search", urls.turned(asked.given, variants="off")),
        each_copy=urls.address("pages.search", urls.turned(asked.given, collapse="none")),
        each_story=urls.address("pages.search", urls.turned(asked.given, collapse="")),
        someone=_someone(asked, answer),
        ways=ways_on(engine(), asked, answer),
        advanced=urls.address("pages.advanced", (("q", asked.q),)),
    )


def _someone(asked: Asked, answer: Answer) -> tuple[str, str] | None:
    """Whoever was asked for by name and is mentioned in what was found, with the address of the page of that person."""
    words = asked.q.removeprefix("person:").strip('"').casefold()
    name = next((one.value for one in answer.facets.get("person", ()) if one.value.casefold() == words), None)
    return (name, urls.address("one.person", name=name)) if name else None


def _taken(asked: Asked) -> list[tuple[str, str]]:
    """Where all of it can be had in another form, whatever the page."""
    kept = urls.without(asked.given, "page", "page_size", "collapse")
    question = (*urls.without(kept, "sort"), ("lenient", "1"))  # read as this page has read it
    exports = [(title, urls.address("api_export.everything", (*kept, ("lenient", "1"), ("format", form)))) for title, form in EXPORTED]
    feed = ("Feed", urls.address("api_export.atom", urls.without(kept, "sort")))
    return [feed, *exports, ("Cite this search", urls.address("api.cited", (*question, ("format", "plain"))))]


@pages.get("/facet/<name>")
def facet(name: str) -> Shown:
    """Every value of a facet under a search."""
    if name not in FACETS:
        flask.abort(404)
    args = flask.request.args
    find, order = args.get("find", "")[:LONGEST_FIND], args.get("order", "count")
    if order not in ORDERS:
        raise BadParameter("order", f'order cannot be "{order}".', "One of: " + ", ".join(ORDERS) + ".")
    number = whole_number("page", args.get("page", "1") or "1", 1, MOST_PAGES)
    asked = Asked.from_args(_without_page(), page=True)
    listed = values(engine(), asked, name, find=find.strip(), order=order, page=number)
    kept = urls.ordered((*urls.without(asked.given, "page", "page_size", "sort"), ("order", "" if order == "count" else order)))
    back = urls.address("pages.search", asked.given)
    return flask.render_template("facet.html", name=name, values=listed, asked=asked, kept=kept, back=back, find=find, chips=chips(asked))


def _without_page() -> urls.Args:
    args = flask.request.args.copy()
    args.pop("page", None)
    return args


@pages.get("/advanced")
def advanced() -> Shown:
    """The form, and above it the query that it writes, with how much that finds."""
    args = flask.request.args
    q = args.get("q", "").strip()
    form = Form.of_query(q) if q else Form.from_args(args)
    total: int | None = None
    mistake: Mistake | None = None
    if form.q:
        try:
            total = engine().answer(Request(form.q, page_size=1, snippets=0, lenient=True)).total
        except BadQuery as error:
            mistake = Mistake.of(error, form.q)
    known = engine().answer(Request(page_size=1, snippets=0, facets=("source", "lang", "person"), facet_size=100)).facets
    shown = flask.render_template("advanced.html", form=form, total=total, mistake=mistake, known=known, url=urls.address("pages.search", (("q", form.q),)))
    return (shown, 400) if mistake or form.wrong_dates else shown


@pages.get("/help")
def help() -> Shown:
    """What can be typed, and what it finds here."""
    ways = remembered(examples.every_way)
    return flask.render_template("help.html", examples=ways, fields=[field for field in FIELDS if not field.hidden])


@pages.get("/about")
def about() -> Shown:
    """What is here, what was left out and why, how dates and names are known."""
    return flask.render_template("about.html", about=remembered(holdings.about), origins=dict.fromkeys(wording.ORIGINS.values()))
