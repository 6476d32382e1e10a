"""JSON-LD: the nodes of a page's scripts, and the one that is the article.

A broken block costs only itself, after a mild repair: trailing commas, CDATA, raw control characters are what publishers'
templates get wrong. A WebPage's date is kept apart, since it is often that of the template.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..strip.readable import readable
from .same import plain

Node = Mapping[str, Any]
Kind = Literal["person", "organisation", "unknown"]

NEWS = frozenset(
    [
        "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle",
        "reviewnewsarticle", "askpublicnewsarticle", "satiricalarticle", "liveblogposting", "advertisercontentarticle",
    ]
)  # fmt: skip
ARTICLE = NEWS | frozenset([
    "article", "blogposting", "socialmediaposting", "posting", "report", "scholarlyarticle", "techarticle",
    "discussionforumposting",
])  # fmt: skip
OTHER = frozenset(["videoobject", "podcastepisode", "recipe", "review", "claimreview", "event", "mediaobject", "audioobject", "creativework"])
PAGE = frozenset(["webpage", "itempage", "aboutpage", "webcontent"])
# Where nodes stand that are other stories, or what a story speaks of.
ELSEWHERE = frozenset(
    [
        "itemlistelement", "haspart", "mentions", "citation", "issimilarto", "isrelatedto", "subjectof", "about",
        "comment", "relatedlink", "review", "reviews", "significantlink", "liveblogupdate", "workexample", "isbasedon",
    ]
)  # fmt: skip
DEEPEST = 8
LONGEST = 3_000_000  # characters of one script
MOST_NODES = 3000

# White space is bounded in these: a script of 100 KB of blanks would take minutes.
CDATA = re.compile(r"(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>)\s{0,9}(?:\*/)?|\A<!--|-->\Z")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MISSING_COMMA = re.compile(r'("|\}|\])(\s{0,40}\n\s{0,40}")')
ACCOUNT = re.compile(
    r"/(?:author|autor|auteur|user|writer|profile)s?/(?:\d+/)?(?:admin\w*|webmaster|editor|redaktion|redaccion|staff|news-?desk|newsroom|root)/?$", re.I
)
BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something that JSON-LD names."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Graph:
    """What a page's JSON-LD says.

    article   the node of the article; empty where there is none
    is_news   its type is one of news, not just any article, film or recipe
    pages     nodes of the page as such: the last resort for a date
    by_id     nodes that others refer to
    nodes     all of them, for their organisations and breadcrumbs
    """

    article: Node = field(default_factory=dict)
    pages: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()

    @property
    def is_news(self) -> bool:
        return not types(self.article).isdisjoint(ARTICLE)

    def text(self, key: str, node: Node | None = None) -> str | None:
        """A text of the article's node (or of another), readable."""
        return text_of((self.article if node is None else node).get(key))

    def named(self, key: str, node: Node | None = None) -> list[Named]:
        """Whom a key names: persons, organisations, bare names; references are followed."""
        return list(named((self.article if node is None else node).get(key), self.by_id))

    @property
    def accounts(self) -> frozenset[str]:
        """Plain names whose pages are those of the site's own accounts (".../author/admin/"): whoever uses these is not told."""
        told = ((node, text_of(node.get(key))) for node in self.nodes for key in ("url", "@id"))
        return frozenset(plain(text_of(node.get("name"))) for node, address in told if address and ACCOUNT.search(address))

    def of_type(self, *wanted: str) -> Iterator[Node]:
        return (node for node in self.nodes if not types(node).isdisjoint(wanted))


def graph(scripts: Sequence[str], *, titles: Sequence[str] = (), address: str | None = None) -> Graph:
    """Return what the scripts say.

    titles   what else the page says its headline is, and
    address  its own address: of several articles, the one that agrees is chosen
    """
    flat: list[tuple[Node, bool]] = []
    for script in scripts:
        for value in values(script):
            flat += itertools.islice(walk(value), MOST_NODES - len(flat))
    nodes = tuple(node for node, _ in flat)
    by_id: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and len(node) > len(by_id.get(key, ())):
            by_id[key] = node
    own = [node for node, elsewhere in flat if not elsewhere]
    return Graph(
        article=chosen(own, [plain(title) for title in titles if title], address),
        pages=tuple(node for node in own if not types(node).isdisjoint(PAGE)),
        by_id=by_id,
        nodes=nodes,
    )


def values(script: str) -> Iterator[Any]:
    """The JSON values of one script; several may follow one another."""
    text = CDATA.sub("", script[:LONGEST].strip()).strip().rstrip(";")
    value = loaded(text)
    if value is None:
        value = loaded(TRAILING_COMMA.sub(r"\1", BAD_ESCAPE.sub(r"\\\\", text)))
    if value is None:
        value = loaded(MISSING_COMMA.sub(r"\1,\2", TRAILING_COMMA.sub(r"\1", text)))
    if value is not None:
        yield value
        return
    at = 0
    decoder = json.JSONDecoder(strict=False)
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def walk(value: Any, depth: int = 0, elsewhere: bool = False) -> Iterator[tuple[Node, bool]]:
    """Each node, and whether it stands inside a list of other things."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from walk(one, depth + 1, elsewhere)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value, elsewhere
        for key, inner in value.items():
            if isinstance(inner, (list, dict)):
                yield from walk(inner, depth + 1, elsewhere or str(key).lower() in ELSEWHERE)


def types(node: Node) -> frozenset[str]:
    """Its types in lower case, without "http://schema.org/"."""
    said = node.get("@type")
    return frozenset(str(one).lower().rsplit("/", 1)[-1].removeprefix("schema:") for one in (said if isinstance(said, list) else [said]) if one)


def chosen(nodes: Sequence[Node], titles: Sequence[str], address: str | None) -> Node:
    """The article's node: what is news before other articles, what agrees with the page before all; the first of equals."""
    candidates = [node for node in nodes if not types(node).isdisjoint(ARTICLE)]
    if not candidates:
        others = [node for node in nodes if not types(node).isdisjoint(OTHER)]
        return others[0] if len(others) == 1 and says_title(others[0], titles) else {}
    return max(candidates, key=lambda node: agreement(node, titles, address))


def agreement(node: Node, titles: Sequence[str], address: str | None) -> int:
    own = [text_of(node.get("url")), text_of(node.get("@id")), address_of(node.get("mainEntityOfPage"))]
    return (
        4 * says_title(node, titles)
        + 3 * (address is not None and any(one and path(one) == path(address) for one in own))
        + 2 * ("datePublished" in node)
        + (not types(node).isdisjoint(NEWS))
    )


def says_title(node: Node, titles: Sequence[str]) -> bool:
    headline = plain(text_of(node.get("headline")) or text_of(node.get("name")) or "")
    return bool(headline) and any(headline in title or title in headline for title in titles)


def path(address: str) -> str:
    return address.split("#")[0].split("?")[0].rstrip("/").rsplit("//", 1)[-1].removeprefix("www.")


def address_of(value: Any) -> str | None:
    if isinstance(value, Mapping):
        return text_of(value.get("@id")) or text_of(value.get("url"))
    return text_of(value)


def text_of(value: Any) -> str | None:
    """A value as text: the first of a list, the @value of a typed one."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return (readable(value) or None) if isinstance(value, str) else None


def named(value: Any, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[Named]:
    if depth > 3:
        return
    if isinstance(value, str):
        if readable(value) and "://" not in value:
            yield Named(readable(value), "unknown")
    elif isinstance(value, list):
        for one in value:
            yield from named(one, by_id, depth + 1)
    elif isinstance(value, Mapping):
        node = value
        if not node.get("name") and isinstance(node.get("@id"), str):
            node = by_id.get(node["@id"], node)
        name = node.get("name") or " ".join(filter(None, (text_of(node.get("givenName")), text_of(node.get("familyName")))))
        kind = kind_of(node)
        for one in named(name, by_id, depth + 1):
            yield Named(one.name, kind)


def kind_of(node: Node) -> Kind:
    said = types(node)
    if "person" in said:
        return "person"
    return "organisation" if any(one.endswith(("organization", "corporation")) for one in said) else "unknown"
