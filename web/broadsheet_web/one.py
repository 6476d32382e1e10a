"""The pages of one thing: an article, a person, a source."""

from __future__ import annotations

import flask

from broadsheet_search import cite
from broadsheet_search.engine import Hit
from broadsheet_search.errors import BadParameter

from . import profile, quoting, urls, wording
from .asked import whole_number
from .comparing import copies
from .handed import engine
from .listing import rows
from .reading import open_names, reading
from .views import Shown

one = flask.Blueprint("one", __name__)

CITES = (("RIS", "ris"), ("BibTeX", "bibtex"), ("CSL-JSON", "csl"))
SIMILAR = 10
LONGEST_NAME = 200  # characters


@one.get("/article/<id>")
def article(id: str) -> Shown:
    """One article; with removed=1 every block that was stripped stands in its place, with quote=3 its third paragraph to copy."""
    args = flask.request.args
    q = args.get("q", "").strip()
    with_removed = args.get("removed") == "1"
    found, *older = engine().versions(id)
    number = whole_number("quote", args["quote"], 1, 100_000) if args.get("quote") else 0
    citation = cite.plain(Hit(id, found), urls.whole(urls.address("one.article", id=id))).strip()
    return flask.render_template(
        "article.html",
        id=id,
        q=q,
        article=found,
        reading=reading(found, q, with_removed),
        open_names=open_names(found),
        with_removed=with_removed,
        published=wording.published(found),
        known_how=wording.known_how(found),
        length=wording.length(found),
        flag_words=[wording.FLAG_WORDS.get(flag, flag) for flag in found.flags],
        older=older,
        copies=copies(id),
        citation=citation,
        quoted=quoting.quote(found, number, citation) if number else None,
        number=number,
        cites=[(title, urls.address("api_articles.cited", (("format", form),), id=id)) for title, form in CITES],
    )


@one.get("/article/<id>/text")
def text(id: str) -> flask.Response:
    """All that is stored of a page, as plain text; with version=2 of the capture before the newest."""
    versions = engine().versions(id)
    number = whole_number("version", flask.request.args.get("version", "1") or "1", 1, 100_000)
    if number > len(versions):
        flask.abort(404)
    stored = quoting.stored(versions[number - 1])
    return flask.Response(stored.encode("utf-8", "replace"), content_type="text/plain; charset=utf-8")


@one.get("/article/<id>/similar")
def similar(id: str) -> Shown:
    """Articles that share most of the words that are special to one."""
    found = engine().similar(id, SIMILAR)
    return flask.render_template("similar.html", id=id, article=engine().article(id), similar=found, rows=rows(found.hits, ""))


@one.get("/person/<path:name>")
def person(name: str) -> Shown:
    """Who, when, with whom, where."""
    if len(name) > LONGEST_NAME or not any(map(str.isalnum, name)):
        raise BadParameter("name", "That is no name.", f"A name has letters, {LONGEST_NAME} characters at most.")
    found = profile.of_person(engine(), name)
    return _profile(found, "person"), 200 if found.answer.total else 404


@one.get("/source/<path:slug>")
def source(slug: str) -> Shown:
    """What one source published."""
    found = profile.of_source(engine(), slug) if len(slug) <= LONGEST_NAME else None
    if found is None:
        flask.abort(404)
    return _profile(found, "source")


def _profile(found: profile.Profile, kind: str) -> str:
    every = urls.address("pages.search", (*found.given, ("sort", "newest")))
    return flask.render_template("profile.html", profile=found, kind=kind, every=every, feed=urls.address("api_export.atom", found.given))
