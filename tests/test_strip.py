"""What stays of a page and what goes: one table of lines and the rule that takes each, near misses included."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from broadsheet_index.strip import Block, html_page, strip, text_page, weigh
from broadsheet_index.strip.cues import PATTERNS, ROLES
from broadsheet_index.strip.evidence import EVIDENCE, evidence_of
from broadsheet_index.strip.evidence.markup import TAGS
from broadsheet_index.strip.rules import RULES, blame
from broadsheet_index.strip.run import Run, best_run, capped
from broadsheet_index.strip.view import View
from broadsheet_index.strip.weights import WEIGHTS

from .strip_lines import LINES

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SEEDS_GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "seeds_gold.json"

HEADLINE = "Harbour council votes to keep the ferry running"
STORY = (
    "The council of Harbourton voted on Tuesday to keep the night ferry running for another year, after a debate of five hours.",
    "Councillors had been asked to choose between the ferry and a bus that would take the long way round the bay every night.",
    "The ferry carries four hundred passengers a night in summer and costs the council more than a million in a bad year.",
    "A councillor, Ruth Amari, said that the bus would have cost the harbour its last link with the islands after dark.",
    "The council will look at the ferry again next spring, when the harbour has been dredged and the new pier is open.",
)


def story_with(line: str) -> tuple[Block, ...]:
    return text_page("\n\n".join([HEADLINE, *STORY[:3], line, *STORY[3:]]))


@pytest.mark.parametrize(("line", "rule"), LINES)
def test_each_line_is_taken_out_by_the_right_rule(line: str, rule: str | None) -> None:
    blocks = story_with(line)
    view = View(blocks)
    assert blame(blocks[4], view) == rule
    stripped = strip(blocks)
    assert [block.text for block in stripped.kept if block is not blocks[4]] == list(STORY)
    assert (blocks[4] in stripped.kept) == (rule is None)


def kept_of(text: str) -> list[str]:
    return [block.text for block in strip(text_page(text)).kept]


def rules_of(blocks: tuple[Block, ...]) -> dict[str, str]:
    return {block.text: rule for block, rule in strip(blocks).removed}


def test_a_list_inside_the_story_stays() -> None:
    prices = ["Adult, one way: £4", "Child, one way: £2", "Bicycle: £1", "Dog: free", "Season ticket, from April to October, islanders only: £90"]
    assert kept_of("\n\n".join([HEADLINE, *STORY[:3]]) + "\n\n" + "\n".join(prices) + "\n\n" + "\n\n".join(STORY[3:])) == [
        *STORY[:3],
        *prices,
        *STORY[3:],
    ]


def test_a_roster_after_the_last_sentence_stays() -> None:
    roster = ["• Mara Ellison (Harbour Party)", "• Tomas Reed (Harbour Party)", "• Ruth Amari (Islands)", "• Jonas Feld (independent)"]
    kept = kept_of("\n\n".join([HEADLINE, *STORY, "Those who voted for the ferry were:"]) + "\n\n" + "\n".join(roster))
    assert kept[-4:] == roster


def test_a_list_that_the_last_sentence_of_an_html_page_announces_stays() -> None:
    items = "<ul><li>Ruth Amari, harbour</li><li>Tom Brekke, islands</li><li>Ines Duarte, town</li></ul>"
    page = "<main><h1>%s</h1>%s%s</main>"
    announced = paragraphs((*STORY, "The councillors who voted for the ferry were:"))
    kept = [block.text for block in strip(page_of(page % (HEADLINE, announced, items)), title=HEADLINE).kept]
    assert kept[-1] == "Ines Duarte, town"
    links = items.replace("<li>", '<li><a href="/x">').replace("</li>", "</a></li>")
    kept = [block.text for block in strip(page_of(page % (HEADLINE, paragraphs(), links)), title=HEADLINE).kept]
    assert kept[-1] == STORY[-1]


def test_a_linked_line_in_capitals_between_paragraphs_goes() -> None:
    story = paragraphs(STORY[:3]) + "<p>%s</p>" + paragraphs(STORY[3:])
    line = "TAKE THE HARBOUR NEWS WITH YOU"
    for shown, stays in ((f'<a href="/app">{line}</a>', False), (line, True)):
        kept = [block.text for block in strip(page_of(f"<main><h1>{HEADLINE}</h1>{story % shown}</main>"), title=HEADLINE).kept]
        assert (line in kept) is stays


def test_a_card_over_a_name_is_no_part_of_its_sentence() -> None:
    name = '<span class="rollover-people"><a href="/a">Ruth Amari</a>%s</span>'
    card = '<span class="rollover-people-block">Ruth Amari <a href="/b">Ferry vote splits the council</a></span>'
    for told in (name % card, name % ""):
        blocks = html_page(f"<p>Councillor {told} voted for the ferry.</p>").blocks
        assert [block.text for block in blocks] == ["Councillor Ruth Amari voted for the ferry."]


def test_an_interview_keeps_its_questions() -> None:
    answers = [line for pair in zip(["Why the ferry?", "And the bus?", "What is next?"], STORY, strict=False) for line in pair]
    assert kept_of("\n\n".join([HEADLINE, STORY[4], *answers])) == [STORY[4], *answers]


def test_a_teaser_goes_with_its_headline() -> None:
    teaser = "Lighthouse keeper to retire after thirty winters\nThe keeper of the lighthouse on Gull Rock is to retire after thirty…"
    rules = rules_of(text_page("\n\n".join([HEADLINE, *STORY, teaser])))
    assert list(rules.values()) == ["headline", "teaser", "teaser"]


def test_a_story_that_ends_in_an_ellipsis_keeps_it() -> None:
    last = "And the ferry, said Amari, will still be running when the council has forgotten that it ever voted on it…"
    assert kept_of("\n\n".join([HEADLINE, *STORY, last]))[-1] == last


def test_a_news_feed_goes_to_its_end() -> None:
    feed = [
        "Latest news", "6:40 AM", "Tram fares to rise in autumn.",
        "Passengers of the tram will pay a tenth more from October, the city said, since the price of power has doubled in a year.",
        "5:12 AM", "Library extends hours.", "Reading rooms stay open until nine from next week, the city said, so that pupils have a warm place.",
    ]  # fmt: skip
    rules = rules_of(text_page("\n\n".join([HEADLINE, *STORY, *feed])))
    assert [rules[line] for line in feed] == ["news feed"] * len(feed)


def test_a_list_of_other_stories_goes_and_the_story_goes_on() -> None:
    box = [
        "You may also like",
        "Lighthouse keeper to retire after thirty winters",
        "The keeper of the lighthouse on Gull Rock is to retire in May after thirty winters alone.",
    ]
    blocks = text_page("\n\n".join([HEADLINE, *STORY[:2], *box, *STORY[2:]]))
    assert [block.text for block in strip(blocks).kept] == list(STORY)
    assert {rules_of(blocks)[line] for line in box} == {"related links"}


def test_names_under_other_stories_are_no_bylines() -> None:
    rules = rules_of(text_page("\n\n".join([HEADLINE, *STORY, "Related articles", "Tram fares to rise", "Piet Varga", "Library extends hours", "Ines Calder"])))
    assert rules["Piet Varga"] == rules["Ines Calder"] == "related links"


def test_three_bare_lines_in_a_row_are_a_list_and_no_captions() -> None:
    lines = [f"Passengers who want to board at pier {pier} must be there ten minutes early" for pier in ("one", "two", "three")]
    assert kept_of("\n\n".join([HEADLINE, *STORY[:3], *lines, *STORY[3:]]))[3:6] == lines


def test_a_standfirst_is_offered_and_not_kept_twice() -> None:
    stripped = strip(text_page("\n\n".join(["All news", HEADLINE, STORY[1][:-1], *STORY])))
    assert [block.text for block in stripped.kept] == list(STORY)
    assert [block.text for block in stripped.head] == [STORY[1][:-1]]
    assert stripped.headline is not None and stripped.headline.text == HEADLINE


def test_notes_and_captions_are_handed_on() -> None:
    note = "Correction: The ferry sank in 1962, not 1926."
    caption = "The ferry at its berth. (Jonas Feld/Northwire via Getty Images)"
    stripped = strip(text_page("\n\n".join([HEADLINE, note, STORY[0], caption, *STORY[1:], "To suggest a correction, write to us"])))
    assert [block.text for block in stripped.notes] == [note]
    assert [block.text for block in stripped.captions] == [caption]


def test_long_comments_do_not_outweigh_a_short_story() -> None:
    comment = "I took the ferry every night for {} years and never once saw it late, whatever they say."
    comments = [line for n in range(12) for line in (f"Reader {n} says:", comment.format(n + 2))]
    assert kept_of("\n\n".join([HEADLINE, *STORY[:3], "12 Comments", *comments])) == list(STORY[:3])


def test_a_sign_up_form_in_the_middle_does_not_cut_off_the_end() -> None:
    form = ["Enter your email to subscribe", *["Subscribe", "* indicates required"] * 12]
    assert kept_of("\n\n".join([HEADLINE, *STORY[:4], *form, STORY[4]])) == list(STORY)


# -- HTML


def page_of(body: str) -> tuple[Block, ...]:
    return html_page(f"<html><body>{body}</body></html>").blocks


def paragraphs(texts: tuple[str, ...] = STORY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


SURROUNDINGS = [
    ('<nav><a href="/">Home</a> <a href="/city">City news of the day</a></nav>', "navigation"),
    ('<aside class="related"><h2>Latest</h2><ul><li><a href="/a">Tram fares to rise in autumn</a></ul></aside>', "related links"),
    ("<figure><img><figcaption>The ferry as it stood in March at the quay.</figcaption></figure>", "photo caption"),
    ('<div class="comment-box"><p>teapot: Good luck to the ferry and its crew, I say!</p></div>', "comments"),
    ('<div role="dialog"><p>We value your privacy and store things on your device to offer you more of what you like.</p></div>', "legal notice"),
    ("<footer><p>Copyright 2031 Eastvale Post</p></footer>", "legal notice"),
    ('<div class="tags"><a href="/t">Ferries</a></div>', "topics"),
]


@pytest.mark.parametrize(("html", "rule"), SURROUNDINGS)
@pytest.mark.parametrize("above", [True, False])
def test_what_surrounds_an_article_goes_by_name(html: str, rule: str, above: bool) -> None:
    article = f"<article><h1>{HEADLINE}</h1>{paragraphs()}</article>"
    stripped = strip(page_of(html + article if above else article + html), title=HEADLINE)
    assert [block.text for block in stripped.kept] == list(STORY)
    assert rule in {found for _, found in stripped.removed}


def test_parts_of_the_article_stay() -> None:
    parts = (
        "<h2>What the islands would lose</h2><ul><li>The last link after dark</li><li>A third of their visitors</li></ul>"
        "<blockquote>Nobody on the islands will go to bed early because of us.</blockquote>"
        "<table><tr><td>Eastvale</td><td>14,208</td></tr><tr><td>Harbourton</td><td>8,944</td></tr></table>"
    )
    blocks = page_of(f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY[:3])}{parts}{paragraphs(STORY[3:])}</article>")
    assert len(strip(blocks, title=HEADLINE).kept) == len(STORY) + 6


def test_an_article_in_an_aside_is_still_the_article() -> None:
    blocks = page_of(f'<main><p>Menu</p></main><aside class="sidebar"><h1>{HEADLINE}</h1>{paragraphs()}</aside>')
    assert [block.text for block in strip(blocks).kept] == list(STORY)


def test_twins_for_mobile_and_desktop_are_kept_once() -> None:
    blocks = page_of(f"<article><h1>{HEADLINE}</h1><p class=mobile>{STORY[0]}</p><p class=desktop>{STORY[0]}</p>{paragraphs(STORY[1:])}</article>")
    assert [block.text for block in strip(blocks).kept] == list(STORY)


def test_a_pull_quote_is_not_kept_beside_what_it_quotes() -> None:
    quote = "<blockquote class=pullquote>its last link</blockquote>"
    blocks = page_of(f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY[:3])}{quote}{paragraphs(STORY[3:])}</article>")
    assert ("its last link", "said twice") in [(block.text, rule) for block, rule in strip(blocks).removed]


def test_of_several_articles_the_one_with_the_pages_address_is_kept() -> None:
    blocks = page_of(
        f'<article data-url="/ferry"><h1>{HEADLINE}</h1>{paragraphs(STORY[:2])}</article>'
        f'<article data-url="/fair"><h1>Cheese fair</h1>{paragraphs(STORY[2:])}</article>'
    )
    stripped = strip(blocks, title=HEADLINE, url="https://gazette.example/ferry")
    assert [block.text for block in stripped.kept] == list(STORY[:2])
    assert "other article" in {rule for _, rule in stripped.removed}


# -- the run and the table


def test_the_run_is_the_best_of_all_runs() -> None:
    weights = [-5, 20, -3, 10, -20, 4, 9, -1]
    runs = [(sum(weights[begin:end]), begin, end) for begin in range(8) for end in range(begin + 1, 9)]
    best = max(runs)[0]
    assert best_run(weights) == Run(1, 4, best)
    assert best_run([-1, -2]) == Run(0, 2, 0)
    assert capped([20, -30, -30, 25], 40) == [20, -30, -10, 25]


def test_all_that_is_named_has_a_weight_and_all_is_in_page_order() -> None:
    blocks = (*story_with("Subscribe"), *text_page("x"))
    blocks = tuple(Block(block.text, place) for place, block in enumerate(blocks))
    view = View(blocks)
    assert {name for block in blocks for name in evidence_of(block, view)} <= set(WEIGHTS)
    assert {name for name, _ in RULES} <= set(WEIGHTS)
    assert len(EVIDENCE) > 10
    weighed = weigh(blocks)
    assert [one.block for one in weighed] == list(blocks)
    assert all(one.sum == sum(weight for _, weight in one.evidence) for one in weighed)
    assert all(one.kept == (one.why is None) for one in weighed)
    stripped = strip(blocks)
    for group in (stripped.kept, tuple(block for block, _ in stripped.removed)):
        assert all(one.number < other.number for one, other in pairwise(group))
    assert len(stripped.kept) + len(stripped.removed) == len(blocks)


def test_every_cue_and_every_element_has_a_weight() -> None:
    cues = {*PATTERNS, *ROLES.values(), "body"}
    assert {f"{how} {cue}" for how in ("named", "within") for cue in cues} <= set(WEIGHTS)
    assert {f"in <{tag}>" for tag in TAGS} <= set(WEIGHTS)


@pytest.mark.parametrize("text", ["", "Hi", "One\nTwo", "* * *", "Subscribe", "No stop here at all but a line\n" * 3])
def test_very_small_pages_do_not_raise(text: str) -> None:
    stripped = strip(text_page(text))
    assert len(stripped.kept) + len(stripped.removed) == len(text_page(text))


# -- the five seeds


EXPECTED = {"caption": "photo caption", "ad": "advertisement", "newsfeed": "news feed", "subscribe": "subscribe form", "byline": "byline"}


@pytest.mark.skipif(not SEEDS_GOLD.exists(), reason="the labelled lines of the seeds are not here")
@pytest.mark.parametrize("seed", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_every_line_of_a_seed_goes_where_it_should(seed: str) -> None:
    gold = next(page for page in json.loads(SEEDS_GOLD.read_text(encoding="utf-8")) if page["file"] == seed)
    blocks = text_page((SEEDS / seed).read_text(encoding="utf-8"))
    stripped = strip(blocks)
    why = {block.number: rule for block, rule in stripped.removed}
    for block, line in zip(blocks, gold["lines"], strict=True):
        label, rule = line["label"], why.get(block.number)
        assert (rule is None) == (label == "body"), (line["n"], block.text, rule)
        assert rule == EXPECTED.get(label, rule), (line["n"], block.text, rule)
        assert (label == "editor_note") == (block in stripped.notes), (line["n"], block.text)
