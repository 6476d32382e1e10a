"""Words that articles use seldom and pages often: of subscribing, of law, of commenting, of writers, of links.

Too common in stories to remove anything alone; in a sum they tell where the article has ended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

OPENING = 90  # characters of a long block that are looked at
LONG = 60  # words

# Each phrase begins with a letter, at the beginning of a word, and is read in lower case.
PHRASES = {
    "words of subscribing": (
        "subscri", "unsubscri", "sign ?up", "newsletter", r"log ?in\b", r"sign ?in\b", r"register\b", "your account", "inbox",
        "free trial", "donat", r"support (?:us|our)\b", r"become a\b", "membership", r"our app\b", r"alerts\b", "abonn", "suscri",
        "подпис", "registrieren sie", "会員", "購読",
    ),
    "words of law": (
        "copyright", "rights reserved", r"terms (?:of|and)\b", "privacy", r"cookies?\b", "disclaim",
        "may not be (?:published|reproduced)", "affiliate", r"consent\b", "urheberrecht", "datenschutz", "droits réservés",
        "derechos reservados",
    ),
    "words of commenting": (
        r"comments?\b", r"reply\b", r"replies\b", r"leave a\b", "join the (?:conversation|discussion)", "moderat",
        "your (?:name|email|thoughts)", "what do you think", r"permalink\b", "kommentar", "leserkommentar", "netiquette",
        "comentari", "commentaire", "комментар",
    ),
    "words of writers": (
        *(f"{rank} (?:writer|reporter|editor|correspondent|journalist)" for rank in ("staff", "senior", "freelance", "chief", "contributing")),
        r"is an? (?:\w+ )?(?:writer|reporter|journalist|columnist|author|editor|professor)\b",
        r"follow (?:him|her|them|me|us|\w+ on)\b", "contributed to this", r"autor\b.*\bist\b", r"autorin\b.*\bist\b",
    ),
    "words of links": ("read more", "click here", r"www\.", "https?:", "lesen sie", "lire aussi", "más información", "читайте"),
    "words of contact": (r"contact\b", "email", "e-mail", r"tel\.?\b", r"phone\b", r"fax\b", "newsroom", "press office:", "call us"),
    "words of commerce": (
        r"deals?\b.*\boff\b", r"buy now\b", "add to cart", "free shipping", "sponsored", "promo code", "advertis",
    ),
    "words of images": (
        r"photos?\b", "photograph", r"images?\b", r"getty\b", r"pictured\b", "video", "gallery", "slideshow", "shutterstock",
        "screenshot",
    ),
}  # fmt: skip
# At the beginning of the block only.
BEGINNING = {
    "words of commenting": r"(?:posted|said) by\b|@\w",
    "words of writers": r"about the author",
    "words of links": r"(?:click|read|see|watch|more|also|related|recommended|previous|next|view|listen|visit|download"
    r"|check out|find out|learn more|buy|shop)\b",
}
# What is looked for as it stands, wherever it stands.
MARKS = {
    "words of law": ("©", "(c) 1", "(c) 2"),
    "words of links": (".com",),
    "words of contact": ("@",),
    "words of images": ("left)", "right)", "file)"),
}
CLOCK = re.compile(r"\d{1,2}:\d\d ?[ap]m\b.{0,12}$")

HEAD = re.compile(r"[^\W\d_]{1,3}")
PATTERNS = tuple(
    (
        name,
        frozenset(head.group() for phrase in phrases if (head := HEAD.match(phrase))),
        re.compile(rf"\b(?:{'|'.join(phrases)})"),
        re.compile(rf"\W*(?:{BEGINNING[name]})") if name in BEGINNING else None,
        MARKS.get(name, ()),
    )
    for name, phrases in PHRASES.items()
)
BEGIN_OF_WORDS = re.compile(r"\b[^\W\d_]{1,3}")


def words(block: Block, view: View) -> tuple[str, ...]:
    text = (block.text if block.words <= LONG else block.text[:OPENING]).lower()
    # The first three letters of its words rule out most patterns at once: searching for all took a quarter of the time.
    heads = frozenset(BEGIN_OF_WORDS.findall(text))
    found = [
        name
        for name, heads_of_phrases, anywhere, beginning, marks in PATTERNS
        if (not heads.isdisjoint(heads_of_phrases) and anywhere.search(text))
        or (beginning and beginning.match(text))
        or any(mark in text for mark in marks)
    ]
    if ":" in text and "words of commenting" not in found and CLOCK.search(text):
        found.append("words of commenting")
    return tuple(found)
