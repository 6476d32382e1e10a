"""Addresses of this site: parameters in one order, empty ones dropped, so that one question has one address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import flask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    Args = MultiDict[str, str]

Params = tuple[tuple[str, str], ...]

# The order of QUERY.md, section 2; those of the article page stand last.
ORDER = (
    *("q", "from", "to", "match", "undated", "person", "author", "source", "lang", "section", "flag", "variants", "sort"),
    *("page", "page_size", "cursor", "facet", "facet_size", "collapse", "snippets", "snippet_length", "fields", "explain", "lenient"),
    *("interval", "format", "include", "removed", "quote", "version"),
    *("find", "order"),  # of a page of values
    *("all", "phrase", "any", "none", "headline"),  # of the advanced form
)


def ordered(pairs: Iterable[tuple[str, str]]) -> Params:
    """The pairs in canonical order, each once, without empty values; values of one name stay as they were given."""
    return tuple(sorted(dict.fromkeys(pair for pair in pairs if pair[1]), key=lambda pair: ORDER.index(pair[0])))


def without(params: Params, *names: str) -> Params:
    return tuple(pair for pair in params if pair[0] not in names)


def turned(params: Params, **values: str) -> Params:
    """`params` with single ones set anew (an empty value drops one), from the first page. `since` stands for `from`."""
    new = {("from" if name == "since" else name): value for name, value in values.items()}
    return ordered((*without(params, "page", *new), *new.items()))


def added(params: Params, name: str, value: str) -> Params:
    """`params` with one more value of a filter, which is no longer excluded, from the first page."""
    return ordered((*dropped(params, name, "-" + value), (name, value)))


def dropped(params: Params, name: str, value: str) -> Params:
    """`params` without one value of a filter, from the first page."""
    return tuple(pair for pair in without(params, "page") if pair != (name, value))


def address(endpoint: str, params: Iterable[tuple[str, str]] = (), **parts: str) -> str:
    """The path of a view with its parameters."""
    # "replace": a name read from a broken page may hold half of a surrogate pair, which has no UTF-8.
    asked = urlencode(ordered(params), errors="replace")
    return _path(endpoint, parts) + ("?" + asked if asked else "")


def _path(endpoint: str, parts: dict[str, str]) -> str:
    if parts:
        sound: dict[str, Any] = {name: part.encode("utf-8", "replace").decode() for name, part in parts.items()}
        return flask.url_for(endpoint, **sound)
    # A page links the same few endpoints a hundred times, and Flask takes a while to find each.
    known: dict[str, str] = flask.g.setdefault("paths", {})
    if endpoint not in known:
        known[endpoint] = flask.url_for(endpoint)
    return known[endpoint]


def quoted(text: str) -> str:
    """A text as one part of a path."""
    return quote(text, safe="", errors="replace")


def whole(path: str) -> str:
    """A path of this site with scheme and host: those of `--base-url`, else those the (trusted) request came to."""
    base = urlsplit(flask.current_app.config["BASE_URL"] or flask.request.host_url)
    return f"{base.scheme}://{base.netloc}{path}"


def is_web_address(text: str) -> bool:
    """True for an http(s) address that is safe to link: no other scheme, nothing invisible in it."""
    if not text.isprintable() or any(sign.isspace() for sign in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:  # "http://[": no address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
