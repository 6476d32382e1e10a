"""The article's own address, and the form of an address that tells one article from another."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from ..article import Given
from .head import Said
from .json_ld import Graph, address_of

WEB = ("http", "https")
FRONT = re.compile(r"/?(?:index\.\w+|home/?|default\.\w+|[a-z]{2}/?)?", re.IGNORECASE)
LONGEST = 2000  # characters of an address; a longer one is data
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?")
SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go"])


def article_url(given: Given, said: Said, graph: Graph) -> str | None:
    """Return the article's address as far as it is known, made absolute.

    A canonical link is believed on the site of the address that was given (or of og:url) only, and never when it leads to a
    front page: both are common mistakes of templates, and would make one article of many.
    """
    given_url = web(given.url)
    base = web(urljoined(given_url or "", said.base)) or given_url
    og = web(urljoined(base or "", said.first("og:url")))
    canonical = web(urljoined(base or og or "", said.canonical))
    known = given_url or og
    if canonical and not is_front(canonical) and (known is None or same_site(canonical, known)):
        return canonical
    if given_url:
        return given_url
    told = (graph.text("url"), address_of(graph.article.get("mainEntityOfPage")), graph.text("@id"))
    for url in (og, *(web(urljoined(base or "", one)) for one in told)):
        if url and not is_front(url):
            return url
    return None


def domain_of(given: Given, said: Said, url: str | None) -> str | None:
    """The site's domain without "www."; from whatever address the page tells, a front page's too."""
    for one in (given.url, url, said.first("og:url"), said.canonical, said.base):
        host = host_of(one)
        if host:
            return host.removeprefix("www.")
    return given.domain.strip().lower().removeprefix("www.") if given.domain else None


def told_domain(given: Given, domain: str | None) -> str | None:
    """The domain of a page, or what the user gave for its source where that is one."""
    return domain or (plain_domain(given.source) if given.source and DOMAIN.fullmatch(given.source) else None)


def plain_domain(text: str) -> str:
    return re.sub(r"^https?://", "", text).strip("/").lower().removeprefix("www.")


def urljoined(base: str, url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return None


def web(url: str | None) -> str | None:
    """The address if it is one of the web: "javascript:" and "data:" are none."""
    if not url or len(url) > LONGEST or any(char.isspace() or char in "<>\"" for char in url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in WEB and parts.hostname else None


def host_of(url: str | None) -> str | None:
    if not web(url):
        return None
    return (urlsplit(str(url).strip()).hostname or "").rstrip(".") or None


def is_front(url: str) -> bool:
    parts = urlsplit(url)
    return FRONT.fullmatch(parts.path) is not None and not parts.query


def same_site(one: str, other: str) -> bool:
    return site_of(host_of(one)) == site_of(host_of(other))


def site_of(host: str | None) -> str:
    """The part of a host that is one owner's: "amp.theguardian.com" and "www.theguardian.com" are one site.

    >>> site_of("www.bbc.co.uk"), site_of("amp.theguardian.com"), site_of("gazette.example")
    ('bbc.co.uk', 'theguardian.com', 'gazette.example')
    """
    parts = (host or "").split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SECOND_LEVEL:
        return ".".join(parts[-3:])
    return ".".join(parts[-2:])
