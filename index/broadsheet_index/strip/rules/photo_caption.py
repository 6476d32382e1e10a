"""Photo captions: marked by the page, credited, "pictured in 2022", or a bare line without a full stop among paragraphs.

In a dump, bare captions ("Servicemen fire artillery at ... in Donetsk") are told from headings, rosters and price lists by
their length, by standing between paragraphs, and by company: three such lines in a row are a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_stop, holds_sentence, in_lower_case, is_paragraph

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 600  # characters
LONGEST_CREDIT = 80
BOX = 3  # elements around a caption that may hold its credit too
FEWEST_TOLD = 6  # words
BARE_WORDS = range(11, 21)  # of longer lines without a full stop four in five were the article's
MOST_WORDS = 60
DATED = re.compile(r"\b(?:19|20)\d\d\W*$")  # "... following their meeting in Kyiv, 23 February 2023"
MOST_IN_A_ROW = 2
STOPPED = 0.7  # share of the page's long lines that end in a full stop: elsewhere a missing one says nothing

AGENCY = (
    r"(?:ap|afp|reuters|epa|efe|tass|getty|shutterstock|contributor|handout|pool|istock|alamy|dpa|xinhua|zuma|wire"
    r"|anadolu|rex|pa|upi|imago"
    r"|northwire|picture[- ]alliance)"
)
CREDIT_WORD = (
    r"(?:photos?|photograph(?:er)?|images?|pictures?|pic|fotos?|bild(?:quelle|rechte|nachweis)?|credits?|crédits?|imagen|fotograf[ií]a"
    r"|beeld|fotó|zdroj)"
)
# Read from the end of the text, in lower case: credits close a caption.
TAIL = 200  # characters
SIGNS = ("photo", "imag", "pic", "foto", "bild", "beeld", "credit", "crédit", "zdroj", "courtesy", "file", "getty", "/", "via ")
# Of each pair, one of the signs is in all that the pattern finds.
CREDITS = (
    ((")", "]"), in_lower_case(
        rf"[(\[][^()\[\]!?]{{0,90}}\b(?:{CREDIT_WORD}|file|courtesy)\b[^()\[\]!?]{{0,90}}[)\]]\W*$"
        rf"|[(\[][^()\[\]]{{0,90}}[/|][^()\[\]]{{0,30}}\b{AGENCY}\b[^()\[\]]{{0,40}}[)\]]\W*$"
        rf"|[(\[][^()\[\]]{{0,40}}\b{AGENCY}\b ?/[^()\[\]]{{0,60}}[)\]]\W*$"
    )),
    ((":", "/"), in_lower_case(
        rf"\b{CREDIT_WORD}(?: credit| by| courtesy(?: of)?)? ?[:/] ?[^.!?]{{2,80}}$|(?<=/)(?:{AGENCY})(?: images| photo)?\W*$"
    )),
    (("getty", "via "), in_lower_case(r"\bgetty images\W*$|\bvia (?:ap|getty|reuters|afp)\b[^.]{0,20}$")),
)  # fmt: skip
# Not the short names of agencies that are words too ("AP", "PA"), unless a stroke stands before them.
BARE_AGENCY = in_lower_case(
    r"\W*(?:reuters|getty(?: images)?|afp|shutterstock|alamy(?: stock photo)?|istock(?:photo)?|associated press"
    r"|press association|picture[- ]alliance|imago(?: images)?)"
    r"(?:\W+(?:images|via getty images|photo|file))?\W*"
)
BARE_CREDIT = in_lower_case(rf"[^.!?:;]{{3,40}} ?[/|] ?(?:[^.!?:;/|]{{2,30}} ?[/|] ?)?{AGENCY}(?: images| photo)?\W*")
CREDITED_BY = re.compile(r"\b[Pp](?:hoto|hotograph|icture) by [A-ZÀ-Þ][^.!?]{2,60}$")
OPENING = in_lower_case(
    r"\W*(?:in this (?:[\w., ]{0,40}?\b)?(?:photo(?:graph)?|picture|image|video|frame ?grab|screen ?grab)\b"
    r"(?:,| (?:provided|released|distributed|taken|made|from|by|supplied|posted|shows))"
    r"|(?:file )?(?:photos?|image|picture|caption|pictured?|photograph|illustration|graphic|video)(?: credit| by"
    r"| courtesy(?: of)?)? ?[:|/] ?\S"
    r"|file ?(?:[–—-]|photo)|(?:a |an )?(?:file|handout|undated|aerial|archive) (?:photo(?:graph)?|picture|image)\b"
    r"|image (?:source|credit|copyright|caption)\b"
    r"|photograph by [^.]{3,60}$"
    r"|\((?:photo|image|picture|ap photo|pictured)\b|(?:pictured|above|left|right|top|bottom|clockwise from)(?:,"
    r"| (?:left|right|above|below|from|is|are))"
    r"(?=.{0,200}$))"
)
SHOWN = in_lower_case(
    r"\b(?:pictured|photographed|is seen|are seen|seen here|shown here|in a file (?:photo|picture|image)"
    r"|poses? for (?:a|the) (?:photo|picture|portrait)"
    r"|in this (?:photo|picture|image)|(?:left|right|center|centre)\),)\b"
    r"|\((?:far |top |bottom |second (?:from )?|third (?:from )?)?(?:left|right|centre|center|above|below|pictured)\)"
    r"(?= \w+(?:ing|s)\b| (?:and|with|at|in|on|during|after|before)\b|$)"
)
# One of these is in all that it finds.
SHOWN_SIGNS = (
    "pictured", "photo", " seen", "seen here", "shown", "file", "pose", "in this", "),", "left)", "right)", "above)", "below)", "centre)", "center)",
)  # fmt: skip
WRITTEN = in_lower_case(r"\W*(?:words|text|story)(?: and \w+)?(?: by\b| ?:)")  # "Words: Jane Roe. Pictures: John Doe"
NUMBERED = re.compile(r"\W*(?:\d+[.):]|[A-Z][.)]|#\d|[A-Z][\w .'’-]{1,40}: )")


def is_photo_caption(block: Block, view: View) -> bool:
    text = block.text
    if block.is_heading or WRITTEN.match(block.lowered) or ("byline" in block.own_cues and "figcaption" not in block.tags):
        return False
    if len(text) > LONGEST:  # some tell what each part of a drawing is
        return view.is_in_distinct_tag(block, "figcaption") and is_credited(text)
    if is_marked(block, view) or is_credited(text) or OPENING.match(block.lowered) or is_bare_credit(block.lowered):
        return True
    if block.from_html and not view.is_beside_text(block) and (is_above_credit(block, view) or is_told_in_caption(block, view)):
        return True
    return not ends_with_stop(text) and not block.bullet and block.words >= 5 and is_shown(block.lowered)


def is_bare_credit(text: str) -> bool:
    """True for the name of an agency, or a photographer and an agency, alone in its line: "REUTERS", "Fred McDarrah / Getty"."""
    if len(text) > LONGEST_CREDIT:
        return False
    return BARE_AGENCY.fullmatch(text) is not None or (("/" in text or "|" in text) and BARE_CREDIT.fullmatch(text) is not None)


def is_above_credit(block: Block, view: View) -> bool:
    """True for a short line without a full stop directly above a bare credit, in the same box."""
    place = view.place(block)
    if ends_with_stop(block.text) or place + 1 >= len(view.blocks):
        return False
    below = view.blocks[place + 1]
    return block.words <= MOST_WORDS and is_bare_credit(below.lowered) and not set(block.path[-BOX:]).isdisjoint(below.path)


def is_told_in_caption(block: Block, view: View) -> bool:
    """True for what a <figcaption> of the page says too, as pages do that show a picture twice."""
    return block.words >= FEWEST_TOLD and any(view.plain(block) in caption for caption in view.figcaptions)


def is_shown(text: str) -> bool:
    return any(map(text.__contains__, SHOWN_SIGNS)) and SHOWN.search(text) is not None


def is_credited(text: str) -> bool:
    """True where the text closes with the name of a photographer or an agency."""
    tail = text[-TAIL:].lower()
    if not any(map(tail.__contains__, SIGNS)):
        return False
    credited = any(pattern.search(tail) for signs, pattern in CREDITS if any(map(tail.__contains__, signs)))
    return credited or (" by " in tail and CREDITED_BY.search(text[-TAIL:]) is not None)


def is_marked(block: Block, view: View) -> bool:
    """True where the page itself says so, and does not say it of the article's text as well."""
    if not block.from_html:
        return False
    if "figcaption" in block.tags or (block.tag == "caption" and block.words > 4):
        return True
    if view.is_in_distinct_tag(block, "figure") and "blockquote" not in block.tags and "table" not in block.tags:
        return True
    return "caption" in block.own_cues and view.has_distinct_cue(block, "caption") and "body" not in block.own_cues and block.words <= 60


def is_bare_caption(block: Block, view: View) -> bool:
    """True for a line in a dump that nothing but its place between paragraphs tells from a heading."""
    if block.from_html or not is_open_line(block) or view.stopped_share < STOPPED:
        return False
    place = view.place(block)
    begin = end = place
    while begin > 0 and place - begin <= MOST_IN_A_ROW and is_open_line(view.blocks[begin - 1]):
        begin -= 1
    while end + 1 < len(view.blocks) and end - place <= MOST_IN_A_ROW and is_open_line(view.blocks[end + 1]):
        end += 1
    if end - begin + 1 > MOST_IN_A_ROW or begin == 0 or end + 1 == len(view.blocks):
        return False
    return is_paragraph(view.blocks[begin - 1]) and is_sentence(view.blocks[end + 1])


def is_sentence(block: Block) -> bool:
    return block.words >= 5 and ends_with_stop(block.text)


def is_open_line(block: Block) -> bool:
    """A line that could be a bare caption: long for a heading, no full stop, no list item, no speaker or number before it."""
    text = block.text
    return (
        (block.words in BARE_WORDS or (BARE_WORDS.stop <= block.words <= MOST_WORDS and DATED.search(text[-12:]) is not None))
        and not block.bullet
        and (text[0].isupper() or text[0] in "\"'“‘")
        and text[-1].isalnum()
        and not NUMBERED.match(text)
        and not holds_sentence(text)
    )
