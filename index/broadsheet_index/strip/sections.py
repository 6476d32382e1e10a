"""Lists of other stories: "Related articles", "News Feed", and how far each reaches.

A list begins with its heading and holds headlines, bylines, times, and summaries that directly follow a headline they share
words with. It ends at the first paragraph that is none of these: there the article goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from .lines import breaks_off, is_headline_like, is_paragraph, is_time, whole_line

if TYPE_CHECKING:
    from .block import Block
    from .view import View

Kind = Literal["related", "feed", "comments"]

LONGEST_HEADING = 60  # characters
LONGEST_SUMMARY = 60  # words
LINKED = 0.5  # share of a block in a list inside the article that lies in links
ABOVE = 3  # paragraphs looked at for that
NEAR_TIME = 3  # blocks: time, headline, summary
WORDS_SHARED = 2

FEED = whole_line(
    r"news ?feed|(the )?latest (news|updates|headlines|stories)|live updates|breaking news|more news|news in brief"
    r"|just in|ticker",
    r"recent (news|posts|articles|stories)|top (news|headlines)|today['’]?s (news|headlines|top stories)|newsticker"
    r"|лента новостей",
    r"fil info|dernières (nouvelles|actualités|infos)|últimas noticias|ultime notizie|последние новости|最新ニュース"
    r"|berita terkini",
)
RELATED = whole_line(
    r"related( (articles?|stories|story|news|posts?|content|topics|links|coverage|videos?|reading|items"
    r"|to this story))?",
    r"other topics of interest|(editor['’]?s?['’]?|editors?['’]?s?|our|staff) (picks?|choice|recommendations?)|(you )?(may"
    r"|might) (also )?(like|be interested in).{0,12}",
    r"most (read|popular|viewed|shared|commented|recent)( (stories|articles|news|now|today|in .{2,20}))?",
    r"recommended( (for you|stories|articles|reading|videos|by .{2,20}))?|you (may|might) (also )?(like|enjoy"
    r"|be interested).{0,20}",
    r"more (great |top |from |of )?([\w'’]+ ){1,3}(stories|articles|news|coverage|reads)|(follow|see|read) (all )?(our"
    r"|\w+['’]s) (full |latest )?coverage( .{2,40})?",
    r"trending( (now|stories|topics|articles|news|today))?|don['’]?t miss( this| it)?|(up|read|watch"
    r"|what to read) next|must[- ]reads?",
    r"popular( (posts|stories|now|articles|news|videos))?|(also|more) (read|see|on .{2,30}|from .{2,40}|in .{2,30}"
    r"|like this|stories|articles)",
    r"more (coverage|on this( story| topic)?|videos|to explore|top stories|headlines|about .{2,30})|see (also|more)"
    r"|read (also|more)|also read",
    r"top (stories|picks|videos)|(in|on) (this|other) (story|article|topic|topics)|featured( (stories|articles"
    r"|videos|posts))?",
    r"(stories|articles) (you may like|for you)|(from|around) (the )?(around )?(the )?web|promoted stories"
    r"|sponsored (stories|links)",
    r"other (stories|news|articles)( .{2,20})?|similar (stories|articles|posts)|further reading"
    r"|elsewhere( on .{2,20})?|keep reading|links",
    r"mehr zum thema.{0,20}|lesen sie (auch|mehr).{0,20}|das (thema )?könnte (sie|dich|euch) auch interessieren"
    r"|meist ?gelesen.{0,20}|verwandte (artikel|themen)",
    r"(à )?lire aussi|sur le même (sujet|thème)|articles (liés|similaires)|les plus lus|vous aimerez aussi",
    r"[lv]ea también|[lt]e puede interesar|(noticias|artículos|contenidos) relacionad[oa]s?|más (leídas|noticias"
    r"|información)|lo más (leído|visto)",
    r"leggi anche|articoli correlati|leia (também|mais)|notícias relacionadas|mais lidas|lees ook|meer over .{2,30}"
    r"|gerelateerd.{0,12}",
    r"читайте также|по теме|ещё по теме|материалы по теме|популярное|baca juga|berita terkait|artikel terkait|関連記事"
    r"|相关(新闻|阅读|文章)|おすすめ記事",
)
COMMENTS = whole_line(
    r"(\d[\d,]* )?(comments?|replies|responses?)( \(?\d+\)?| so far| on this (story|article)| to this (story"
    r"|article))?( \(\d+\))?",
    r"(leave|add|post|write) (a|your) (comment|reply)|leave a reply|(view|show|read|hide|all"
    r"|see)( all)?( \d+)? comments|user comments",
    r"join the (conversation|discussion)|(have|what['’]s) your say|reader(s['’]|'s)? comments|(\d+|one) (thoughts?"
    r"|responses?|comments?|replies) (on|to) .{3,80}",
    r"(\d[\d.]* )?(leser\W?(innen)?-?)?kommentare?( \(\d+\))?|(alle )?kommentare (anzeigen|lesen)|kommentieren"
    r"|(\d+ )?(commentaires?|comentarios|commenti|reacciones|комментари[ийяев]+)|reacties|コメント|评论",
)


COUNTED = re.compile(r"\W*(?:\d[\d,]*|one) (?:comments?|responses?|thoughts?|replies)\b(?: (?:on|to|so far)\b.*)?\W*", re.IGNORECASE)

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (("feed", FEED), ("related", RELATED), ("comments", COMMENTS))


def heading_kind(block: Block) -> Kind | None:
    return kind_of(block.lowered) if len(block.text) <= LONGEST_HEADING else None


@lru_cache(maxsize=2048)  # the pages of a site say the same lines again and again
def kind_of(lowered: str) -> Kind | None:
    for kind, pattern in KINDS:
        if pattern.fullmatch(lowered):
            return kind
    return None


def sections(view: View) -> list[Kind | None]:
    """For each block the kind of list that it stands in, its heading included; None for all others.

    What stands before the first paragraph is no list: "Breaking News" above a headline is a section's name.
    """
    blocks = view.blocks
    kinds: list[Kind | None] = [None] * len(blocks)
    place = view.paragraphs[0] + 1 if view.paragraphs else len(blocks)
    while place < len(blocks):
        kind = view.heading_kinds[place]
        if kind is None:
            place += 1
            continue
        end = list_end(view, place, kind)
        kinds[place:end] = [kind] * (end - place)
        place = end
    return kinds


def list_end(view: View, heading: int, kind: Kind) -> int:
    """The place after the last block of the list under this heading."""
    if kind == "comments":  # what readers wrote looks like an article: only evidence can tell where it ends
        return heading + 1
    blocks = view.blocks
    scope = list_scope(blocks, heading)
    # Where paragraphs stand above the list in the same element, the article goes on below: only links are of the list.
    above = [blocks[place] for place in view.paragraphs if place < heading][-ABOVE:]
    inline = scope is not None and any(scope in block.path for block in above)
    place = heading + 1
    while place < len(blocks):
        block = blocks[place]
        if (scope is not None and scope not in block.path) or view.heading_kinds[place] not in (None, kind):
            return place
        if inline:
            if block.link_share < LINKED:
                return place
        elif is_paragraph(block) and not breaks_off(block.text):
            if block.words > LONGEST_SUMMARY or not is_summary(view, heading, place, kind):
                return place
        elif kind == "related" and not is_listed(block):
            return place
        place += 1
    return place


def list_scope(blocks: Sequence[Block], heading: int) -> int | None:
    """In HTML, the innermost element that holds the heading and the block after it: a list does not leave it."""
    if heading + 1 >= len(blocks) or not blocks[heading].path:
        return None
    around = set(blocks[heading].path)
    return next((number for number in reversed(blocks[heading + 1].path) if number in around), None)


def is_listed(block: Block) -> bool:
    """False for a short sentence that stands alone, as it may in an article."""
    return not block.text.endswith(".") or block.link_share > 0.5 or block.bullet


def is_summary(view: View, heading: int, place: int, kind: Kind) -> bool:
    """True for a paragraph under a headline of the list that it shares words with, or soon after a time in a feed."""
    before = view.blocks[place - 1]
    if place - 1 > heading and (is_headline_like(before) or kind == "feed"):
        shared = len(view.words(place) & view.words(place - 1))
        if shared >= WORDS_SHARED:
            return True
    if kind != "feed":
        return False
    return any(is_time(block.text) for block in view.blocks[max(heading, place - NEAR_TIME) : place])
