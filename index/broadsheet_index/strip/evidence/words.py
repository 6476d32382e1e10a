"""Words that articles use seldom and pages often: of subscribing, of law, of commenting, of writers, of links.

Too common in stories to remove anything alone; in a sum they tell where the article has ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
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


def by_head() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """What a word may speak for, by its first letters: a pattern of a few phrases is read in a part of the time that all take."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, phrases in PHRASES.items():
        for phrase in phrases:
            head = HEAD.match(phrase)
            together[head.group() if head else "", name].append(phrase)
    for (head_letters, name), own in together.items():
        yield head_letters, name, re.compile(rf"\b(?:{'|'.join(own)})")


HEADS: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
for _head, _name, _pattern in by_head():
    HEADS[_head].append((_name, _pattern))
ALL_HEADS = frozenset(HEADS)
BEGINNINGS = tuple((name, re.compile(rf"\W*(?:{pattern})")) for name, pattern in BEGINNING.items())
ANY_BEGINNING = re.compile(rf"\W*(?:{'|'.join(BEGINNING.values())})")
ANY_MARK = ("@", ")", "©", ".com", "(c) ")  # one of these is in each of the marks
FLAT_MARKS = tuple((mark, name) for name, marks in MARKS.items() for mark in marks)
BEGIN_OF_WORDS = re.compile(r"\b[^\W\d_]{1,3}")

# Of ASCII all that is part of no word becomes a space, so that a split finds the words: a third of the pattern's time.
WORD_BYTES = bytes(code if chr(code).isalnum() or code == ord("_") else ord(" ") for code in range(128)).ljust(256)
TYPOGRAPHY = "’“”–—‘…"


def beginnings(text: str) -> list[str]:
    """The first three letters of each word."""
    if not text.isascii():
        for mark in TYPOGRAPHY:  # what most lines in English have beyond ASCII
            text = text.replace(mark, " ")
        if not text.isascii():
            return BEGIN_OF_WORDS.findall(text)
    return [word[:3] for word in text.encode("ascii").translate(WORD_BYTES).decode("ascii").split()]


def words(block: Block, view: View) -> tuple[str, ...]:
    text = block.lowered if block.words <= LONG else block.lowered[:OPENING]
    # The first three letters of its words rule out most patterns at once: searching for all took a quarter of the time.
    found = {name for head in ALL_HEADS.intersection(beginnings(text)) for name, pattern in HEADS[head] if pattern.search(text)}
    if ANY_BEGINNING.match(text):
        found |= {name for name, pattern in BEGINNINGS if pattern.match(text)}
    if any(map(text.__contains__, ANY_MARK)):
        found |= {name for mark, name in FLAT_MARKS if mark in text}
    if not found and ":" not in text:
        return ()
    names = [name for name in PHRASES if name in found]
    if ":" in text and "words of commenting" not in found and CLOCK.search(text):
        names.append("words of commenting")
    return tuple(names)
