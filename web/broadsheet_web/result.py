"""One article in JSON: the result object of QUERY.md, section 2. Every key is always there; what is unknown is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet_index.as_json import extracted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.article import Article
    from broadsheet_search.engine import Hit

Json = dict[str, Any]

KEYS = (
    *("id", "url", "path", "source", "title", "title_origin", "subtitle", "authors", "agency", "place", "section"),
    *("lang", "published", "modified", "fetched", "people", "snippets", "score", "cluster", "corrections", "flags"),
    "extraction",
)
WHOLE = ("body",)  # of a search: only where it is listed in `fields`
EXPORTED = (*(key for key in KEYS if key not in ("snippets", "score")), *WHOLE)  # of a line of an export
PARTS = ("body", "removed", "captions", "versions")  # of one article: only where it is listed in `include`


def result(hit: Hit, fields: tuple[str, ...] | None = None) -> Json:
    """A hit with the keys of `fields`, in the order of the documentation; None: all but the body."""
    article = hit.article
    everything: Json = extracted(article) | {
        "id": hit.id,
        "fetched": article.fetched,
        "people": [{"name": who.name, "mentions": who.mentions} for who in article.people],
        "snippets": [
            {"field": piece.field, "text": piece.text, "marks": [list(mark) for mark in piece.marks]} for piece in hit.snippets
        ],
        "score": round(hit.score, 4) or None,  # 0.0: nothing was ranked
        "cluster": {"id": hit.cluster.id, "size": hit.cluster.size} if hit.cluster else {"id": hit.id, "size": 1},
        "extraction": {
            "kept_chars": article.kept_chars,
            "removed_chars": article.removed_chars,
            "removed_blocks": len(article.removed),
        },
    }
    wanted = KEYS if fields is None else fields
    return {key: everything[key] for key in (*KEYS, *WHOLE) if key in wanted}


def parts(article: Article, include: tuple[str, ...], versions: Sequence[Article] = ()) -> Json:
    """The parts of one article that were asked for; versions: all captures of it, the one that is searched first."""
    everything: Json = extracted(article) | {"versions": [_version(one, number == 0) for number, one in enumerate(versions)]}
    return {name: everything[name] for name in PARTS if name in include}


def _version(article: Article, searched: bool) -> Json:
    """A capture: when it was fetched, which bytes, from where, and what its headline and date were then."""
    told = extracted(article)
    facts = {key: told[key] for key in ("path", "url", "title", "published", "modified")}
    return {"fetched": article.fetched, "digest": article.digest, **facts, "searched": searched}
