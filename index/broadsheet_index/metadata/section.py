"""The section the article stands in: article:section, JSON-LD, the breadcrumb; in a dump the label above the headline.

"Eastern Europe News" is a section, "All news" and "Home" are ways through the site.
"""

from __future__ import annotations

import re

from ..strip.lines import FULL_STOP
from .dates import HAS_DIGIT
from .json_ld import text_of
from .reading import Reading
from .same import plain

LONGEST = 40  # characters
MOST_WORDS = 4
ABOVE = 3  # lines above the headline of a dump
METAS = ("article:section", "og:article:section", "parsely-section", "cxenseparse:category", "section", "sailthru.section", "cg", "pagetype_section")
NAVIGATION = re.compile(
    r"\W*(?:(?:all|latest|more|top|breaking|my|your|other|recent|previous|next) .*|home(?: ?page)?|startseite|accueil|inicio|главная|news|article|articles"
    r"|posts?|front ?page|stor(?:y|ies)|page|blog|menu|search|skip .*|edit.*|sign.*|log.*|sub?scribe.*|share.*|print.*|back.*|close|read.*|view.*"
    r"|live|video|watch.*|listen.*|follow.*|advert.*"
    r"|about.*|contact.*|toggle.*|open.*|main .*|uncategori[sz]ed|other|general|index|page \d+|allgemein|none|null|default|by .*|photo.*|tags?)\W*",
    re.IGNORECASE,
)
ABOVE_HTML, BELOW_HTML = 8, 3  # blocks around the headline
LINKED = 0.8
KICKER = re.compile(
    r"kicker|eyebrow|overline|rubri[ck]|dachzeile|surtitle|section-?(?:name|label|link|title)|article-?section|category-?(?:name|label|link)", re.I
)
CRUMB = re.compile(r"crumb", re.IGNORECASE)
LABEL = re.compile(r"[A-ZÀ-ÞА-ЯЁ][\w&’'/ ,.-]*")


def section(reading: Reading) -> str | None:
    """Return the section, None where the page names none."""
    for name in (text_of(reading.graph.article.get("articleSection")), *(reading.said.first(meta) for meta in METAS), breadcrumb(reading)):
        if name and is_section(name, reading):
            return name
    return shown(reading) if reading.is_html else label(reading)


def shown(reading: Reading) -> str | None:
    """In HTML, the kicker above the headline, or the last link of a breadcrumb there that is not the headline."""
    if reading.headline < 0:
        return None
    around = [block for block in reading.blocks if reading.headline - ABOVE_HTML <= block.number <= reading.headline + BELOW_HTML]
    for block in around:
        if KICKER.search(block.signature) and block.words <= MOST_WORDS and is_section(block.text, reading):
            return block.text
    steps = [block.text for block in around if block.link_share > LINKED and CRUMB.search(block.signature) and is_section(block.text, reading)]
    return steps[-1] if steps and len(steps[-1].split()) <= MOST_WORDS else None


def is_section(name: str, reading: Reading) -> bool:
    return len(name) <= LONGEST and not NAVIGATION.fullmatch(name) and plain(name) != plain(reading.title) and any(map(str.isalpha, name))


def breadcrumb(reading: Reading) -> str | None:
    """The last step of the breadcrumb that is not the article itself, nor the front page."""
    for node in reading.graph.of_type("breadcrumblist"):
        items = node.get("itemListElement")
        steps = [step_name(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        named = [step for step in steps[1:] if step and is_section(step, reading)]
        if named and plain(named[-1]) not in plain(reading.title):
            return named[-1]
    return None


def step_name(item: dict[str, object]) -> str | None:
    inner = item.get("item")
    return text_of(item.get("name")) or (text_of(inner.get("name")) if isinstance(inner, dict) else None)


def label(reading: Reading) -> str | None:
    """In a dump, a short line of capitalised words directly above the headline that stands alone there.

    A menu is several such lines in a row: then none of them is the section.
    """
    above = [block for block in reading.blocks if reading.headline - ABOVE <= block.number < reading.headline]
    if reading.headline < 1 or not above:
        return None
    last = above[-1]
    alone = len(above) == 1 or (last.gap > 0 and above[-2].words > MOST_WORDS)
    text = last.text
    if not alone or last.words > MOST_WORDS or FULL_STOP.search(text) or HAS_DIGIT.search(text) or not LABEL.fullmatch(text):
        return None
    return text if is_section(text, reading) and last.words >= 1 else None
