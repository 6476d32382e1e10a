"""Addresses of this site: parameters in one order, empty ones dropped, so that one question has one address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

import flask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
RANK = {name: place for place, name in enumerate(ORDER)}
IN_A_PATH = "!$&'()*+,/:;=@"  # signs that stand for themselves there
PATHS = "broadsheet.paths"


def ordered(pairs: Iterable[tuple[str, str]]) -> Params:
    """The pairs in canonical order, each once, without empty values; values of one name stay as they were given."""
    return tuple(sorted(dict.fromkeys(pair for pair in pairs if pair[1]), key=lambda pair: RANK[pair[0]]))


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
    return path(endpoint, **parts) + _query(params)


def varying(endpoint: str, params: Params, *names: str) -> Callable[..., str]:
    """Makes addresses that differ in one more value of each of `names`, which are neighbours in the order: the rest is encoded once.

    >>> varying("pages.search", (("q", "ferry"), ("sort", "newest")), "from", "to")("2023", "2024")  # doctest: +SKIP
    '/search?q=ferry&from=2023&to=2024&sort=newest'
    """
    last = RANK[names[-1]]
    before = path(endpoint) + "?" + "".join([_encoded(*pair) + "&" for pair in params if RANK[pair[0]] <= last])
    after = "".join(["&" + _encoded(*pair) for pair in params if RANK[pair[0]] > last])

    def made(*values: str) -> str:
        return before + "&".join([_encoded(name, value) for name, value in zip(names, values, strict=True)]) + after

    return made


def each(endpoint: str, params: Iterable[tuple[str, str]] = ()) -> Callable[[str], str]:
    """Makes the addresses of many of one kind, articles or people: all but what names each is made once."""
    (before, after), _ = _pattern(endpoint)
    before = _root() + before
    after += _query(params)
    return lambda part: before + quote(part, safe=IN_A_PATH, errors="replace") + after


def _query(params: Iterable[tuple[str, str]]) -> str:
    asked = "&".join([_encoded(name, value) for name, value in ordered(params)])
    return "?" + asked if asked else ""


@lru_cache(maxsize=4096)
def _encoded(name: str, value: str) -> str:
    # "replace": a name read from a broken page may hold half of a surrogate pair, which has no UTF-8.
    return f"{name}={quote_plus(value, errors='replace')}"


def path(endpoint: str, **parts: str) -> str:
    """The path of a view, below that of `--base-url`. Flask's own url_for asks its whole map each time: too slow for a hundred links."""
    literals, names = _pattern(endpoint)
    made = _root() + literals[0]
    for name, literal in zip(names, literals[1:], strict=True):
        made += quote(parts[name], safe=IN_A_PATH, errors="replace") + literal
    return made


def _root() -> str:
    return flask.request.root_path.rstrip("/")


def _pattern(endpoint: str) -> tuple[list[str], list[str]]:
    """ "/article/<id>/text" as its fixed pieces and the names between them; looked up once an application."""
    known: dict[str, tuple[list[str], list[str]]] = flask.current_app.extensions.setdefault(PATHS, {})
    if endpoint not in known:
        rule = next(iter(flask.current_app.url_map.iter_rules(endpoint))).rule
        pieces = re.split(r"<(?:\w+:)?(\w+)>", rule)
        known[endpoint] = pieces[::2], pieces[1::2]
    return known[endpoint]


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
