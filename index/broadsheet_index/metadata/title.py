"""The headline: JSON-LD's, og:title, the heading nearest the text, <title> less the site's name. The first that answers wins.

A heading of the page that says the same words is preferred for its wording (og:title is often cut or written for search
machines), unless it shouts. In a dump the headline is a line before the text: see first_line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..article import TitleOrigin
from ..strip import Block
from ..strip.lines import is_paragraph
from ..strip.topic import content_words
from .first_line import first_line, words_of
from .head import Said
from .json_ld import Graph
from .same import plain
from .titles import is_shouting, without_site

PARTS = re.compile(r"\s*(?:[|–—»«•·›]|\s-+\s|:\s|\s:|\s/\s)\s*")
WORD = re.compile(r"\w+")
HEADINGS = frozenset(["h1", "h2", "h3"])
LENGTH = range(4, 301)  # characters
SAME = 0.75  # likeness from which a block says the headline
REWORDED = 0.6  # share of words from which og:title says the same as the heading
BREADCRUMB = frozenset(["li", "nav"])
SHOWN = 0.3  # likeness from which the page's only h1 is the headline, though machines are told another
FEWEST_WORDS = 2
WITHIN = 15  # characters of a block that is a part of <title>: shorter parts are sections and sites
LONGEST_TITLE = 300  # characters; a longer <title> was never closed
FOREIGN_CUES = frozenset(["comment", "related", "side", "ad", "legal", "subscribe", "nav"])
FOREIGN_TAGS = frozenset(["aside", "footer", "nav"])


@dataclass(frozen=True, slots=True)
class Title:
    """The headline, where it was found, and the number of the block that shows it (-1 where none does)."""

    text: str
    origin: TitleOrigin
    block: int = -1


def html_title(said: Said, graph: Graph, blocks: Sequence[Block], sites: Sequence[str]) -> Title | None:
    """Return the headline of an HTML page; None where it has none at all."""
    told = tellings(said, graph, sites)
    names = {plain(site) for site in sites}
    shown = best_block(blocks, [text for text, _ in told], names)
    if shown is not None:
        shown = below_breadcrumb(shown, blocks)
        social = written_for_sharing(told)
        if social is not None and words_shared(social, shown.text) >= REWORDED:
            return Title(social, "meta", shown.number)
        same = [(text, origin) for text, origin in told if plain(text) == plain(shown.text)]
        wording = same[0][0] if same and is_shouting(shown.text) else shown.text
        return Title(wording, same[0][1] if same else "heading", shown.number)
    if told and (told[0][1] != "title-tag" or is_about(told[0][0], blocks)):
        return Title(*told[0])
    line = first_line([block for block in blocks if block.link_share < 0.5 and not block.hidden and is_own(block)])
    if line is not None:
        return Title(line.text, "heading" if line.is_heading else "first-line", line.number)
    return Title(*told[0]) if told else None


def written_for_sharing(told: Sequence[tuple[str, TitleOrigin]]) -> str | None:
    """og:title where it is no copy of <title>: then an editor wrote it, and <title> and h1 are for search machines.

    Where it says the same as the heading in other words it is the headline more often: on fundus_tests in 103 pages of
    120, the heading in 92.
    """
    by_origin = {origin: text for text, origin in told}
    og, tag = by_origin.get("meta"), by_origin.get("title-tag")
    return og if og and tag and plain(og) != plain(tag) else None


def below_breadcrumb(shown: Block, blocks: Sequence[Block]) -> Block:
    """The heading itself, where an h1 is only the last step of the breadcrumb (a habit of German sites)."""
    if shown.tag != "h1" or BREADCRUMB.isdisjoint(shown.tags[-3:]):
        return shown
    below = [block for block in blocks if shown.number < block.number <= shown.number + 3 and block.tag == "h2" and "title" in block.own_cues]
    return below[0] if below and below[0].words > FEWEST_WORDS else shown


def is_about(title: str, blocks: Sequence[Block]) -> bool:
    """True where the title shares a content word with a paragraph: "The Sports Network - Hockey" of a site shares none."""
    words = content_words(title)
    return any(words & content_words(block.text) for block in blocks if is_paragraph(block))


def tellings(said: Said, graph: Graph, sites: Sequence[str]) -> list[tuple[str, TitleOrigin]]:
    """What the page says to machines that its headline is, most trusted first, each less the name of the site."""
    raw: list[tuple[str | None, TitleOrigin]] = [
        (graph.text("headline") or (graph.text("name") if graph.is_news else None), "json-ld"),
        (said.first("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline"), "meta"),
        (said.title_tag, "title-tag"),
    ]
    texts = [text for text, _ in raw if text and len(text) <= LONGEST_TITLE]
    names = {plain(site) for site in sites}
    told: list[tuple[str, TitleOrigin]] = []
    for text, origin in raw:
        if text and not is_broken(text) and plain(text) not in names:
            told.append((without_site(text, sites, [other for other in texts if other != text]), origin))
    return told


def is_broken(text: str) -> bool:
    """True for a <title> that was never closed, with markup in it."""
    return len(text) > LONGEST_TITLE or (">" in text and ("<" in text or "--" in text))


def best_block(blocks: Sequence[Block], told: Sequence[str], sites: set[str]) -> Block | None:
    """The block that shows the headline: a heading, or in old pages any short line, that says what one of the tellings says."""
    tellings_plain = [plain(text) for text in told]
    tellings = list(zip(told, tellings_plain, strict=True))
    parts = {plain(part) for text in told for part in PARTS.split(text) if len(part.split()) >= FEWEST_WORDS} - sites
    longest = max(map(len, told), default=0) + 5
    scored = []
    for block in blocks:
        if len(block.text) not in LENGTH or block.hidden:
            continue
        is_heading = block.tag in HEADINGS
        if not is_heading and (len(block.text) > longest or block.link_share > 0.5):
            continue
        shown = plain(block.text)
        if not is_heading and not is_part(shown, parts, tellings_plain):
            continue
        same = max((likeness(block.text, shown, text, its) for text, its in tellings), default=0.0)
        if shown in parts:
            same = max(same, 0.9 + 0.4 * len(block.text) / max(map(len, told)))  # the longest part: "Xbox News" is one too
        if same >= SAME:
            scored.append((same + 0.3 * (block.tag == "h1") + 0.1 * is_heading - 0.5 * (not is_own(block)), -block.number, block))
    if scored:
        return max(scored, key=lambda one: one[:2])[2]
    firsts = [block for block in blocks if block.tag == "h1" and len(block.text) in LENGTH and is_own(block) and plain(block.text) not in sites]
    if len(firsts) == 1 and firsts[0].words >= FEWEST_WORDS and (not told or max(words_shared(firsts[0].text, text) for text in told) >= SHOWN):
        return firsts[0]
    return None


def is_part(text: str, parts: set[str], told: Sequence[str]) -> bool:
    """True for a part of what is told: between two separators of <title>, or long enough to be no accident."""
    return text in parts or (len(text) >= WITHIN and any(text in one for one in told))


def likeness(one: str, first: str, other: str, second: str) -> float:
    """1.5 for the same words, less for a part of them; 0 for too few to tell. `first` and `second` are the plain texts."""
    if first == second:
        return 1.5
    if min(len(first), len(second)) < WITHIN or min(len(one.split()), len(other.split())) <= FEWEST_WORDS:
        return 0.0
    if first in second:
        return 1.0 + 0.4 * len(first) / len(second)
    longer = 1.2 * min(len(one), len(other)) / max(len(one), len(other)) + 0.3
    return words_shared(one, other) * min(1.0, longer)


def words_shared(one: str, other: str) -> float:
    """Share of the words of the shorter that the longer has too."""
    first, second = (frozenset(WORD.findall(text.lower())) for text in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))


def is_own(block: Block) -> bool:
    return FOREIGN_CUES.isdisjoint(block.own_cues) and (FOREIGN_TAGS.isdisjoint(block.tags) or block.tag == "h1")


def shares_words(title: str, body: Sequence[str]) -> bool:
    """True where the title has a content word, or the beginning of one, in common with the body, or too few to tell."""
    words = words_of(title)
    if len(words) < 3:
        return True
    text = " ".join(body).lower()
    return any(word[: max(4, len(word) - 2)] in text for word in words)
