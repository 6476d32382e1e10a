"""Addresses of the web: the form that tells one article from another, and the form in which two are compared."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that say where a reader came from, not what he reads. "id", "p", "story" and kin are never among them.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|xtor|at_\w+|cmpid|cmp|ito|ns_\w+|ocid"
    r"|smid|smtyp|sref|ref_?src|ref_?url|ref|referrer|partner|campaign|spm|_ga|_gl|hsenc|_hsenc|_hsmi|mkt_tok|icid|ncid|srnd|taid|wt\w*_mc|wtrid"
    r"|pk_\w+|mtm_\w+|matomo_\w+|piwik_\w+|vero_\w+|oly_\w+|s_cid|soc_src|soc_trk|guccounter|guce_\w+|__twitter_impression|amp|outputtype|share"
    r"|feature|rss|sharedfrom|maca|reduced|mbid|linkid|tracking|trk|sc_\w+|tsmid|socialmedia|shared",
    re.IGNORECASE,
)
PORTS = {"http": 80, "https": 443}


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
    return urlunsplit((parts.scheme, host, parts.path or "/", _untracked(parts.query), ""))


def _untracked(query: str) -> str:
    if not query:
        return query
    kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(key)]
    return urlencode(kept) if len(kept) < query.count("&") + 1 else query


def address_key(address: str) -> str:
    """An address as it is compared: `normal_url` without scheme, www. and closing slash; also of one typed without a scheme.

    >>> address_key("HTTPS://www.TASS.com/politics/"), address_key("tass.com/politics?utm_source=x#top")
    ('tass.com/politics', 'tass.com/politics')
    """
    address = address.strip()
    whole = address if "://" in address else f"https://{address}"
    return normal_url(whole).partition("://")[2].removeprefix("www.").rstrip("/")
