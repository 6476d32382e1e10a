"""The headline of a dump: the line of 3 to 30 words before the text that says most of what the text says.

Above the headline of a flattened page stand its menus and the headlines of other stories, so being first proves little.
What counts: words shared with the text, a byline or date close below, the text close below, being no label.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ..strip import Block
from ..strip.lines import FULL_STOP, is_paragraph, is_time
from ..strip.sections import heading_kind
from ..strip.topic import content_words
from .agencies import is_agency
from .byline import byline, lone_names
from .dates import find_days

WORDS = range(3, 31)
LONGEST = 220  # characters
SEARCHED = 60  # blocks before the text
PARAGRAPHS = 6  # from which the words of the text are taken
REACH = 4  # blocks below the headline in which byline or date follow
NEEDED = 2  # points
NEARLY = 0.5  # of the best line's points, for the line above it
HEADLINE_WORDS, STANDFIRST_WORDS = 5, 12
STANDFIRST_REACH = 2  # blocks
NO_HEADLINE = re.compile(
    r"[\W_]*(?:share|tweet|follow|subscribe|sign (?:in|up)|log ?in|skip to|edit post|advertisement|home$|menu$|search$|posted|published|updated"
    r"|last updated|jump (?:directly )?to|read more|more from|related|photo|image|picture|video:|copyright|©|print|e-?mail|comments?|\d+ comments"
    r"|all news|breaking news$|latest news$|click here|startseite|erstellt|stand:|please |listen to|watch live|welcome|you are here|du befindest dich"
    r"|sie sind hier|vous êtes ici|tags?:|filed under|source:|advertis)",
    re.IGNORECASE,
)
OPENING_QUOTES, CLOSING_QUOTES = frozenset("„“\"«»‚‘'"), frozenset("“”\"»«’‘'")  # a headline may be somebody's words
IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff]{2,}")
CREDIT = re.compile(r"[(\[].{0,60}(?:/|photo|getty|reuters|afp|ap)\b.{0,20}[)\]]$", re.IGNORECASE)


def first_line(blocks: Sequence[Block]) -> Block | None:
    """Return the line that holds the headline of a dump, or None."""
    begin = text_begin(blocks)
    text_words = frozenset().union(*(words_of(block.text) for block in [b for b in blocks[begin:] if is_paragraph(b)][:PARAGRAPHS]))
    if not text_words:
        return None
    scored = [
        (score(blocks, place, begin, text_words), place)
        for place in range(max(0, begin - SEARCHED), begin)
        if is_candidate(blocks[place])
    ]
    best, place = max(scored, default=(0.0, -1))
    return blocks[above_standfirst(blocks, place, best, {at: own for own, at in scored}, text_words)] if best >= NEEDED else None


def above_standfirst(blocks: Sequence[Block], place: int, best: float, scores: dict[int, float], text_words: frozenset[str]) -> int:
    """The line above the best one, where that is its standfirst: more words, and the line above is nearly as good.

    A standfirst stands nearer to the text and shares more words with it: 11 of 38 headlines on fundus_tests were lost so.
    """
    for above in range(place - 1, max(-1, place - 1 - STANDFIRST_REACH), -1):
        line = blocks[above]
        is_long_enough = line.words >= HEADLINE_WORDS or blocks[place].words >= STANDFIRST_WORDS  # a shorter one is a kicker
        if not words_of(line.text) & text_words:
            continue
        if above in scores and scores[above] >= NEARLY * best and is_long_enough and line.words <= blocks[place].words + 3:
            return above
    return place


def text_begin(blocks: Sequence[Block]) -> int:
    """The place of the first paragraph that others follow."""
    places = [place for place, block in enumerate(blocks) if is_paragraph(block) and not is_question(block)]
    for place, after in itertools.pairwise(places):
        if after - place <= REACH:
            return place
    return places[-1] if places else 0


def words_of(text: str) -> frozenset[str]:
    """The content words of a text; of Chinese and Japanese, which part no words, the pairs of characters."""
    pairs = frozenset(run[at : at + 2] for run in IDEOGRAPHS.findall(text) for at in range(len(run) - 1))
    return content_words(text) | pairs


def is_question(block: Block) -> bool:
    """True for a headline that asks: "Who is ...'s girlfriend and how many children do the couple have?"."""
    return block.text.endswith(("?", "!")) and block.words in WORDS


def is_candidate(block: Block) -> bool:
    text = block.text
    return (
        block.words in WORDS
        and len(text) <= LONGEST
        and not block.bullet
        and (not FULL_STOP.search(text) or text.endswith(("?", "!")) or (text[0] in OPENING_QUOTES and text[-1] in CLOSING_QUOTES))
        and not NO_HEADLINE.match(text)
        and not CREDIT.search(text)
        and not is_agency(text.rsplit("/", 1)[-1])
        and not is_time(text)
        and heading_kind(block) is None
        and byline(text) is None
        and not (find_days(text) and (block.words < 8 or "|" in text))
    )


def score(blocks: Sequence[Block], place: int, begin: int, text_words: frozenset[str]) -> float:
    block = blocks[place]
    own = words_of(block.text)
    shared = len(own & text_words)
    below = blocks[place + 1 : min(place + 1 + REACH, begin)]
    return (
        min(shared, 4)
        + 2 * (shared / len(own) if own else 0)
        + 2 * any(byline(one.text) or find_days(one.text) or is_time(one.text) or lone_names(one.text) for one in below)
        + max(0.0, 2 - (begin - place) / 6)
        + (block.words >= 5)
        + 0.5 * (place == 0) + 1.5 * (block.gap > 0)
        - 1.5 * (place + 1 < len(blocks) and is_candidate(blocks[place + 1]) and blocks[place + 1].gap == 0 and shared < 3)
    )
