"""Where an article ends: when that is uncertain, what a stretch in the middle may cost, and why each block was removed."""

from __future__ import annotations

import pytest

from broadsheet_index.strip import html_page, strip, text_page, weigh
from broadsheet_index.strip.cut import RULE_NAMES
from broadsheet_index.strip.reasons import REASONS

from .test_strip import HEADLINE, STORY

LAST = (
    "On the islands the ferry was already late on Tuesday night, and those who waited for it on the cold pier of the harbour said that they "
    "would have taken the bus, had the council of Harbourton ever sent one round the bay."
)
FORM = ("Subscribe", "Enter your email", "* indicates required", "Sign up for our morning briefing", "Already a subscriber? Sign in.")
LINES = ("Ferries of the north", "Towns without a sea", "Boats for sale", "Harbours in winter", "Captains and cooks", "Oars", "Tides", "Maps")


def dump(*lines: str) -> str:
    return "\n\n".join([HEADLINE, *lines])


def test_an_end_that_is_nearly_as_likely_makes_the_end_uncertain() -> None:
    assert strip(text_page(dump(*STORY, *LINES, "About the author: a sailor", LAST))).uncertain_end


def test_the_last_paragraphs_of_a_plain_article_are_no_other_end() -> None:
    assert not strip(text_page(dump(*STORY, LAST))).uncertain_end
    assert not strip(text_page(dump(*STORY, "Advertisement", LAST))).uncertain_end


def test_a_long_form_in_the_middle_costs_no_more_than_a_short_one() -> None:
    for form in (FORM[:2], FORM, FORM * 5):
        kept = [block.text for block in strip(text_page(dump(*STORY[:3], *form, *STORY[3:]))).kept]
        assert kept == list(STORY)


def test_every_removal_has_a_reason_in_words() -> None:
    around = "".join(f'<li><a href="/{n}">A story of harbour number {n}</a></li>' for n in range(9))
    html = (
        f"<nav><ul>{around}</ul></nav><header><p>Harbourton Gazette</p></header><article><h1>{HEADLINE}</h1><p class='byline'>By Ines Calder</p>"
        f"{''.join(f'<p>{text}</p>' for text in STORY)}<form><label>Email</label></form><p class='tags'><a>Ferries</a></p></article>"
        f"<aside><h2>Most read</h2><ul>{around}</ul></aside><div class='comments'><p>I was on that ferry, and it was late, as it always is.</p></div>"
        f"<div hidden><p>Hidden words of the page that nobody sees, ever.</p></div><footer><p>© 2024 Harbourton Gazette</p></footer>"
    )
    words = RULE_NAMES | set(REASONS.values()) | {"before the article", "after the article", "beside the article", "standfirst"}
    for blocks in (html_page(html).blocks, text_page(dump("Home", *STORY, *FORM, *LINES, "© 2024 Harbourton Gazette"))):
        removed = strip(blocks, title=HEADLINE).removed
        assert removed
        assert {why for _, why in removed} <= words
        assert all(why and all(char.isalpha() or char in " '-" for char in why) for _, why in removed)


def test_the_evidence_of_each_block_adds_up_to_its_sum() -> None:
    weighed = weigh(text_page(dump(*STORY, *FORM)))
    assert all(one.sum == sum(weight for _, weight in one.evidence) for one in weighed)


def test_somebodys_words_at_the_end_of_a_dump_stay_though_their_sentence_is_cut_off() -> None:
    spoken = "\u201cNobody on the islands will wait for the last ferry of the night again,\u201d said the captain of the harbour on Monday"
    headline = "Nobody on the islands waits for the last ferry: the captain of the harbour tells all on Monday"
    for last, kept in ((spoken, True), (headline, False)):
        assert (last in [block.text for block in strip(text_page(dump(*STORY, last))).kept]) is kept


OPENINGS = [
    ("The council of Harbourton voted on Monday to keep the ferry on the water.", True),
    ("The council of Harbourton votes to keep the ferry on the water", False),  # no sentence: the subtitle
    ("Scuba divers wrote jolly recipes: everything about noodles, cheaper than ever.", False),  # of something else
]


@pytest.mark.parametrize(("line", "kept"), OPENINGS)
def test_a_sentence_that_captions_and_bylines_part_from_a_dumps_text_is_its_first_paragraph(line: str, kept: bool) -> None:
    between = ("By Ines Calder", "8 min", "Listen to this article", "Share", "© Ruth Amari", "Photo: Ruth Amari")
    assert (line in [block.text for block in strip(text_page(dump(line, *between, *STORY))).kept]) is kept
