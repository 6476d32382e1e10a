"""The article's own address, and the form of an address that tells one article from another."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from ..article import Given
from .head import Said
from .json_ld import Graph, address_of

# Parameters that say where a reader came from, not what he reads. "id", "p", "story" and kin are never among them.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|xtor|at_\w+|cmpid|cmp|ito|ns_\w+|ocid"
    r"|smid|smtyp|sref|ref_?src|ref_?url|ref|referrer|partner|campaign|spm|_ga|_gl|hsenc|_hsenc|_hsmi|mkt_tok|icid|ncid|srnd|taid|wt\w*_mc|wtrid"
    r"|pk_\w+|mtm_\w+|matomo_\w+|piwik_\w+|vero_\w+|oly_\w+|s_cid|soc_src|soc_trk|guccounter|guce_\w+|__twitter_impression|amp|outputtype|share"
    r"|feature|rss|sharedfrom|maca|reduced|mbid|linkid|tracking|trk|sc_\w+|tsmid|socialmedia|shared",
    re.IGNORECASE,
)
PORTS = {"http": 80, "https": 443}
WEB = ("http", "https")
FRONT = re.compile(r"/?(?:index\.\w+|home/?|default\.\w+|[a-z]{2}/?)?", re.IGNORECASE)
LONGEST = 2000  # characters of an address; a longer one is data
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
    return None


def normal_url(url: str) -> str:
    """The address less what does not tell articles apart: fragment, tracking parameters, default port, capitals of the host.

    >>> normal_url("HTTPS://Gazette.example:443/a?utm_source=x&id=7#top")
    'https://gazette.example/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port and port != PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = parts.query
    if query:
        kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(key)]
        query = urlencode(kept) if len(kept) < query.count("&") + 1 else query
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


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
