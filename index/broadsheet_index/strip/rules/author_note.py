"""Who wrote it, in a sentence below: "Jane Roe is a freelance writer based in Leeds. Follow her on X".

A story may end on "Ruth Amari is a professor at Leeds.": other callings than a writer's count only for whom the page names as
its author, or where every sentence introduces somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..plain import plain

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 500  # characters
LONGEST_INTRODUCTIONS = 900
NAME = r"(?:[A-ZÀ-Þ][\w.'’-]+,? ){1,4}(?:\([^()]{2,60}\),? |, [^,.]{2,40}, )?"
NOTE = re.compile(
    rf"\W*(?:{NAME}(?:is|was) (?:an? |the )?(?:[\w'’-]+[ -]){{0,6}}(?i:writer|journalist|reporter|editor"
    rf"|correspondent|columnist|contributor|blogger|producer)\b"
    rf"|{NAME}(?i:reports on|covers|writes (?:about|for|on)|has (?:written|reported) (?:about|on|for)"
    rf"|joined (?:the )?\w+ (?:in|as))\b"
    rf"|(?i:about the author)\b|(?i:follow|contact|e-?mail|reach) {NAME}(?i:on|at)\b"
    rf"|{NAME}(?i:ist|arbeitet als|berichtet als|schreibt als) (?:[\w'’-]+ ){{0,3}}(?:[\w-]+-)?(?i:Reporter(?:in)?"
    rf"|Redakteur(?:in)?|Redaktor(?:in)?"
    rf"|Korrespondent(?:in)?|Journalist(?:in)?|Autor(?:in)?|Chefredakteur(?:in)?|Kolumnist(?:in)?|Volontär(?:in)?)\b"
    rf"|(?:The|Our) (?i:authors?|writers?|columnists?|reporters?) (?:is|are) (?:an? |the |members? of "
    rf"|on the )(?=.{{10,}}\b(?:at|of|for|in)\b))"
)
CALLING = (
    r"(?i:professors?|lecturers?|researchers?|fellows?|scholars?|scientists?|historians?|economists?|director|founder"
    r"|co-founder|publisher"
    r"|candidate|analysts?|consultant|teacher|lawyer|attorney|chair|dean|student|author|writer|journalist|editor"
    r"|reporter|member|head|president)"
)
INTRODUCED = re.compile(rf"\W*(?P<name>{NAME})(?:is|was|are) (?:an? |the |also )?(?:[\w'’,-]+[ -]){{0,6}}{CALLING}\b.{{0,40}}\b(?:at|of|for|with|in|and)\b")
ABOUT = re.compile(
    r"\W*(?P<name>(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4})(?:\([^()]{2,60}\),? |, [^,.]{2,60}, )?"
    r"(?:is|was|has|lives|works|teaches|writes|covers|reports|runs|holds|leads|hosts|joined|specializes|studies|received"
    r"|ist|war|arbeitet|lebt|schreibt|leitet|lehrt|berichtet|hat|est|était|vit|travaille|écrit|dirige|enseigne|couvre"
    r"|es|fue|vive|trabaja|escribe|è|era|lavora|scrive|dirige|insegna|é|foi|escreve|schrijft|werkt|skriver|är|er)\b"
)
SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ)][.!?]) (?=[A-ZÀ-Þ])")


def is_author_note(block: Block, view: View) -> bool:
    text = block.text
    if len(text) <= LONGEST and "byline" in block.own_cues and view.has_distinct_cue(block, "byline") and not view.is_beside_text(block):
        return True
    if len(text) > LONGEST_INTRODUCTIONS or not view.is_near_end(block):
        return False
    return (len(text) <= LONGEST and NOTE.match(text) is not None) or is_about_writer(text, view) or introduces_all(text)


def introduced_names(text: str) -> list[str]:
    """The names that the sentences of a note open with, where they say who somebody is."""
    found = []
    for sentence in SENTENCE_END.split(text):
        about = INTRODUCED.match(sentence) or ABOUT.match(sentence)
        if about is not None and " " in about["name"].strip():
            found.append(re.sub(r"\(.*|,.*", "", about["name"]).strip())
    return found


def is_about_writer(text: str, view: View) -> bool:
    """True for a sentence about somebody whom a byline of the page names."""
    about = ABOUT.match(text)
    return about is not None and " " in about["name"].strip() and plain(about["name"]) in view.bylines


def introduces_all(text: str) -> bool:
    """True where two or more sentences each say who somebody is, and nothing else is said."""
    sentences = SENTENCE_END.split(text)
    return len(sentences) > 1 and all(INTRODUCED.match(one) for one in sentences)
