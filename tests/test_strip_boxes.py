"""Boxes beside and inside an article in HTML: promoted stories, cards, pictures shown twice, notes about the author."""

from __future__ import annotations

import pytest

from broadsheet_index.strip import Stripped, html_page, strip, text_page

from .test_strip import HEADLINE, STORY


def stripped_of(body: str, *, writers: tuple[str, ...] = ()) -> Stripped:
    return strip(html_page(f"<html><body>{body}</body></html>").blocks, title=HEADLINE, writers=writers)


def kept(stripped: Stripped) -> list[str]:
    return [block.text for block in stripped.kept]


def why(stripped: Stripped) -> dict[str, str]:
    return {block.text: rule for block, rule in stripped.removed}


def article(*parts: str) -> str:
    return f"<main><article><h1>{HEADLINE}</h1>{''.join(parts)}</article></main>"


def told(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


SUMMARY = "Among those who sail to the islands every week there is one who has never seen the sea by day, and who likes it so."


def promo(kind: str) -> str:
    return f'<div class="{kind}"><div class="{kind}-title"><a href="/b">The pilot who never learned to swim</a></div><p class="{kind}-text">{SUMMARY}</p></div>'


def test_the_summary_of_a_promoted_story_goes_with_its_headline() -> None:
    stripped = stripped_of(article(told(*STORY[:3]), promo("promo-small"), told(*STORY[3:])))
    assert kept(stripped) == list(STORY)
    assert why(stripped)[SUMMARY] == "teaser"


def test_a_paragraph_below_a_linked_subhead_of_the_article_stays() -> None:
    stripped = stripped_of(article(told(*STORY[:3]), promo("chapter"), told(*STORY[3:])))
    assert SUMMARY in kept(stripped)


def card(number: int, tag: str = "h2") -> str:
    return (
        f'<article class="entry"><header><{tag}><a href="/{number}">Another town, number {number}, has no ferry at all</a></{tag}></header>'
        f"<p>In the town numbered {number} nobody has gone to sea since the year {1900 + number}, when the last boat was burned.</p></article>"
    )


def test_cards_of_other_stories_below_the_article_go_with_their_summaries() -> None:
    cards = "".join(card(number) for number in range(12))
    stripped = stripped_of(article(told(*STORY)) + f"<div>{cards}</div>")
    assert kept(stripped) == list(STORY)
    assert set(why(stripped).values()) >= {"teaser"}


def test_an_article_that_is_told_in_cards_stays() -> None:
    cards = "".join(card(number) for number in range(12))
    stripped = stripped_of(article(told(STORY[0]), f"<div>{cards}</div>"))
    assert sum("nobody has gone to sea" in text for text in kept(stripped)) == 12


def test_a_caption_that_is_told_twice_goes_twice() -> None:
    caption = "Office buildings await their tenants in the new harbour of Eastvale."
    pictures = f"<figure><figcaption>{caption} Ruth Amari</figcaption></figure><div class='screen'><div>{caption}</div></div>"
    stripped = stripped_of(article(told(*STORY[:3]), pictures, told(*STORY[3:])))
    assert kept(stripped) == list(STORY)
    assert why(stripped)[caption] == "photo caption"


def test_a_line_above_a_credit_is_its_caption() -> None:
    picture = "<div class='x1'><div class='x2'>Islanders produced a banner for the captain</div><div class='x3'>REUTERS</div></div>"
    stripped = stripped_of(article(told(*STORY[:3]), picture, told(*STORY[3:])))
    assert why(stripped)["Islanders produced a banner for the captain"] == "photo caption"
    assert kept(stripped) == list(STORY)


def test_a_long_caption_is_one_where_it_is_credited() -> None:
    long = " ".join(f"({number}) the cabin of the sailor who has that number," for number in range(1, 16)) + " Credit: Harbour Museum"
    stripped = stripped_of(article(told(*STORY[:3]), f"<figure><figcaption>{long}</figcaption></figure>", told(*STORY[3:])))
    assert kept(stripped) == list(STORY)


def test_the_button_of_a_sentence_to_share_is_not_part_of_it() -> None:
    shared = "<p><span class='ctt'><span>The ferry is the town.</span><span>Click To Tweet</span></span></p>"
    assert "The ferry is the town." in kept(stripped_of(article(told(*STORY[:3]), shared, told(*STORY[3:]))))


NOTES = [
    ("Ines Calder (ines@gazette.example) is the editor and publisher of the Gazette. She also keeps bees.", ("Ines Calder",), True),
    ("Ines Calder is an associate professor of tides at Eastvale.", ("Calder, Ines", "Ines Calder"), True),
    ("Ines Calder is an associate professor of tides at Eastvale.", (), False),  # introduced late, as stories do
    ("Ines Calder is a senior researcher with the Tide Office. Owen Hale is a lecturer at Eastvale University.", (), True),
    ("Ines Calder is a senior researcher with the Tide Office. She voted for the bus.", (), False),
    ("The author is a professor of tides at Eastvale.", (), True),
    ("The author is unknown.", (), False),
    ("Ines Calder lives in Eastvale with two boats.", ("Ines Calder",), True),
    ("Ines Calder (*1958) war Direktorin des Hafens von Eastvale.", ("Ines Calder",), True),
    ("Ines Calder ist Hafen-Reporterin für die Inseln.", (), True),
    ("Ines Calder vit à Eastvale avec deux bateaux.", ("Ines Calder",), True),
    ("Ines Calder ist gegen die Fähre, sagte der Rat.", (), False),
    ("Ines Calder told the council that the bus was late again.", ("Ines Calder",), False),
]


@pytest.mark.parametrize(("note", "writers", "is_note"), NOTES)
@pytest.mark.parametrize("form", ["html", "dump"])
def test_a_note_about_the_author_is_told_from_a_late_introduction(note: str, writers: tuple[str, ...], is_note: bool, form: str) -> None:
    if form == "html" or not writers:
        stripped = stripped_of(article(told(*STORY, note)), writers=writers)
    else:
        stripped = strip(text_page("\n\n".join([HEADLINE, *STORY, note])), writers=writers)
    assert (note not in kept(stripped)) == is_note
    assert why(stripped).get(note) == ("author note" if is_note else None)


def test_the_byline_of_a_dump_tells_whose_note_it_is() -> None:
    note = "Ines Calder is an associate professor of tides at Eastvale."
    assert note not in kept(strip(text_page("\n\n".join([HEADLINE, "By Ines Calder", *STORY, note]))))


def test_all_comments_count_in_a_dump_however_long_they_are() -> None:
    """Each alone would be one against the article; capped, ten long ones in a row weighed as little as one form."""
    comment = "I have sailed on that ferry for forty years, and I can tell the council that no bus was ever on time on that road, not once."
    thread = [line for n in range(8) for line in (f"{n + 1}. Reader {n} on November 5, 2012 9:3{n} am", *[f"{comment} Number {n}."] * 2)]
    stripped = strip(text_page("\n\n".join([HEADLINE, *STORY, "8 Responses to the ferry", *thread])))
    assert kept(stripped) == list(STORY)


def test_a_list_of_ingredients_is_no_thread_of_comments() -> None:
    items = ["• 1 large sweet onion, chopped", "• 1 pound of mussels on ice", "• 2 cloves of garlic at least", "• 3 tablespoons of oil on hand"]
    steps = [f"{n}. Heat the oil in a large pot over a medium flame, and stir until the mussels have opened, for {n} minutes." for n in range(1, 5)]
    stripped = strip(text_page("\n\n".join([HEADLINE, *STORY[:3], "Ingredients", *items, "Directions", *steps])))
    assert kept(stripped)[-4:] == steps


def items(*rows: str) -> str:
    return f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"


KICKERS = ("Hafen: <a href='/1'>Zwei neue Schiffe für die Inseln</a>", "Zu spät? <a href='/2'>Der Bus um den Hafen steht im Stau</a>")


def test_a_list_of_kickers_and_linked_headlines_is_of_other_stories() -> None:
    stripped = stripped_of(article(told(*STORY[:3]), items(*KICKERS), told(*STORY[3:])))
    assert kept(stripped) == list(STORY)
    assert why(stripped)["Hafen: Zwei neue Schiffe für die Inseln"] == "related links"


def test_a_round_up_tells_of_some_links_without_a_kicker() -> None:
    rows = (*KICKERS, "On Monday the <a href='/3'>island ferry sank at the pier</a>, said the harbour master, who saw it sink.")
    assert len(kept(stripped_of(article(told(*STORY[:3]), items(*rows), told(*STORY[3:]))))) > len(STORY)


def test_a_post_that_the_story_shows_stays_whole() -> None:
    post = '<blockquote class="twitter-tweet"><p>on. a. boat. https://t.co/HO1</p>&mdash; Ruth Amari (@amari) November 19, 2019</blockquote>'
    stripped = stripped_of(article(told(*STORY[:3]), f'<div class="social-share-embed">{post}</div>', told(*STORY[3:])))
    assert "— Ruth Amari (@amari) November 19, 2019" in kept(stripped)
    assert "on. a. boat. https://t.co/HO1" in kept(stripped)


def test_a_paragraph_that_comes_again_at_the_end_is_repeated_by_its_author() -> None:
    more = [f"The ferry has a cabin with the number {number}, where nobody but the captain has ever slept a night." for number in range(15)]
    assert kept(stripped_of(article(told(STORY[0], *more, STORY[0])))).count(STORY[0]) == 2
    assert kept(stripped_of(article(told(STORY[0], STORY[0], *more)))).count(STORY[0]) == 1


def test_a_layout_class_is_no_word_of_related_stories() -> None:
    code = "<div class='position-relative overflow-auto'><pre>pip install ferry</pre></div>"
    assert "pip install ferry" in kept(stripped_of(article(told(*STORY[:3]), code, told(*STORY[3:]))))


def test_a_sentence_that_closes_in_german_quotation_marks_ends_the_list_above_it() -> None:
    quoted = "„Ich verstehe einfach nicht, wie der Bus in so einer Nacht um den ganzen Hafen fahren soll“, sagte sie. „Das geht nicht.“"
    assert quoted in kept(strip(text_page("\n\n".join([HEADLINE, *STORY[:3], "Lesen Sie auch:", quoted, *STORY[3:]]))))


TOLD = [
    ("<p>You need:</p>", "<li>Two planks</li><li>Rope</li><li>One tin of tar</li>", True),
    ("<h3>Ingredients</h3>", "<li>Two planks</li><li>Rope</li><li>One tin of tar</li>", True),
    ("<p>Today's bargains:</p>", "<li><a>An oar of ash, two metres long</a> for $40 with free shipping to the islands</li>" * 2, True),
    ("<p>Earlier talks:</p>", "<li><a>Ines Calder on the ferry</a></li><li><a>Owen Hale on the bus</a></li><li><a>Ruth Amari on the pier</a></li>", False),
]


@pytest.mark.parametrize("around", ["div class='print-this'", "section"])
@pytest.mark.parametrize(("above", "items", "kept"), TOLD)
def test_a_list_that_an_article_tells_stays_and_links_to_others_go(above: str, items: str, kept: bool, around: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    box = f"<{around}>{above}<div><div><ul>{items}</ul></div></div></{around.split()[0]}>" if "planks" in items else f"{above}<ul>{items}</ul>"
    blocks = html_page(f"<main><article><h1>{HEADLINE}</h1>{story}{box}</article></main>").blocks
    found = [block for block in strip(blocks, title=HEADLINE).kept if block.tag == "li"]
    assert bool(found) is kept


def test_names_of_a_staff_in_a_sign_up_box_are_no_list_of_the_article() -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    staff = "<div class='newsletter'><h5>Editorial</h5><ul><li>Ines Calder</li><li>Owen Hale</li><li>Ruth Amari</li></ul></div>"
    blocks = html_page(f"<main><article><h1>{HEADLINE}</h1>{story}{staff}<p>{STORY[0]} Again.</p></article></main>").blocks
    assert not [block for block in strip(blocks, title=HEADLINE).kept if block.tag == "li"]


def test_a_picture_with_a_line_is_the_article_beside_a_long_profile() -> None:
    line = "No matter how long we looked at the old ferry on this sheet we took it for a photograph and it is a drawing, in pencil, by Ruth Amari"
    about = "".join(f"<h2>About</h2><div class='widget-content'><p>{text}</p></div>" for text in STORY)
    html = f"<div><div><h3>{HEADLINE}</h3><div class='post-body entry-content'>{line}</div></div><div class='sidebar'>{about}</div></div>"
    kept = [block.text for block in strip(html_page(html).blocks, title=HEADLINE).kept]
    assert kept == [line]
