"""The strongest evidence against a block, in a reader's words: the reason for what no rule took out."""

from __future__ import annotations

from collections.abc import Sequence

REASONS = {
    "off topic": "other story",
    "far from topic": "other story",
    "breaks off": "teaser",
    "after a list heading": "related links",
    "after a comments heading": "comments",
    "words of subscribing": "subscribe form",
    "words of law": "legal notice",
    "words of commenting": "comments",
    "words of writers": "author note",
    "words of contact": "reader service",
    "words of commerce": "advertisement",
    "in a card": "teaser",
    "mostly links": "navigation",
    "all links": "navigation",
    "in <nav>": "navigation",
    "in <footer>": "page footer",
    "in <aside>": "sidebar",
    "in <form>": "form",
    "in <figure>": "photo caption",
    "hidden": "hidden text",
}
CUES = {
    "comment": "comments",
    "related": "related links",
    "share": "share bar",
    "nav": "navigation",
    "side": "sidebar",
    "ad": "advertisement",
    "subscribe": "subscribe form",
    "caption": "photo caption",
    "byline": "byline",
    "date": "date line",
    "topics": "topics",
    "legal": "legal notice",
    "unseen": "hidden text",
    "embed": "embedded post",
    "note": "note",
    "list": "list of links",
}
REASONS |= {f"{how} {cue}": words for cue, words in CUES.items() for how in ("named", "within")}


# Words that say where something stands rather than what it is: used where nothing better is known.
GENERAL = frozenset(["navigation", "sidebar", "page footer", "form", "list of links", "other story", "hidden text"])


def reason(evidence: Sequence[tuple[str, int]], otherwise: str) -> str:
    """The words for the strongest evidence against the block that a reader would understand."""
    against = [(REASONS[name] in GENERAL, weight, REASONS[name]) for name, weight in evidence if weight < 0 and name in REASONS]
    return min(against)[2] if against else otherwise
