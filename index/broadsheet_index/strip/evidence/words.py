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

# Each pattern begins at the beginning of a word and is read in lower case: searched elsewhere too, they took half of the time.
ANYWHERE = {
    "words of subscribing": r"(?:un)?subscri|sign ?up|newsletter|log ?in\b|sign ?in\b|register\b|your account|inbox"
    r"|free trial|donat"
    r"|support (?:us|our)\b|become a\b|membership|our app\b|alerts\b|abonn|suscri|подпис|registrieren sie|会員|購読",
    "words of law": r"copyright|\(c\) ?\d{4}|(?:all )?rights reserved|terms (?:of|and)\b|privacy|cookies?\b|disclaim"
    r"|may not be (?:published|reproduced)|affiliate|consent\b|urheberrecht|datenschutz|droits réservés"
    r"|derechos reservados",
    "words of commenting": r"comments?\b|repl(?:y|ies)\b|leave a\b|join the (?:conversation|discussion)|moderat"
    r"|your (?:name|email|thoughts)"
    r"|what do you think|permalink\b|\d{1,2}:\d\d ?[ap]m\b.{0,12}$|\w*kommentar|netiquette|comentari|commentaire"
    r"|комментар",
    "words of writers": r"(?:staff|senior|freelance|chief|contributing) (?:writer|reporter|editor|correspondent"
    r"|journalist)"
    r"|is an? (?:\w+ )?(?:writer|reporter|journalist|columnist|author|editor|professor)\b|follow (?:him|her|them|me"
    r"|us|\w+ on)\b"
    r"|contributed to this|autor(?:in)?\b.*\bist\b",
    "words of links": r"read more|click here|www\.|https?:|lesen sie|lire aussi|más información|читайте",
    "words of contact": r"contact\b|e-?mail|tel\.?\b|phone\b|fax\b|newsroom|press office:|call us",
    "words of commerce": r"deals?\b.*\boff\b|buy now\b|add to cart|free shipping|sponsored|promo code|advertis",
    "words of images": r"photos?\b|photograph|images?\b|getty\b|pictured\b|video|gallery|slideshow|shutterstock"
    r"|screenshot",
}
BEGINNING = {
    "words of commenting": r"(?:posted|said) by\b|@\w",
    "words of writers": r"about the author",
    "words of links": r"(?:click|read|see|watch|more|also|related|recommended|previous|next|view|listen|visit"
    r"|download|check out|find out"
    r"|learn more|buy|shop)\b",
}
PATTERNS = tuple(
    (name, re.compile(rf"\b(?:{words})"), re.compile(rf"\W*(?:{BEGINNING[name]})") if name in BEGINNING else None)
    for name, words in ANYWHERE.items()
)
# What does not begin with a letter, and is looked for as it stands.
MARKS = {
    "words of law": ("©",),
    "words of links": (".com",),
    "words of contact": ("@",),
    "words of images": ("left)", "right)", "file)"),
}


def words(block: Block, view: View) -> tuple[str, ...]:
    text = (block.text if block.words <= LONG else block.text[:OPENING]).lower()
    return tuple(
        name
        for name, anywhere, beginning in PATTERNS
        if anywhere.search(text) or (beginning and beginning.match(text)) or any(mark in text for mark in MARKS.get(name, ()))
    )
