"""A page as blocks: what is one block, what is known of it, and pages that were made to break parsers."""

from __future__ import annotations

import pytest

from broadsheet_index.strip import html_page, text_page
from broadsheet_index.strip.cues import cues_of_name
from broadsheet_index.strip.readable import readable


def texts(html: str) -> list[str]:
    return [block.text for block in html_page(html).blocks]


HTML = [
    ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ("One.<br><br>Two.<br>Still two.", ["One.", "Two. Still two."]),
    ("<p>A <b>bold</b>, <i>slanted</i><a href=x>linked</a> word.</p>", ["A bold, slantedlinked word."]),
    ("<div>Loose<p>One.</p>words</div>", ["Loose", "One.", "words"]),
    ("<script>no</script><style>no</style><template>no</template><noscript>no</noscript><svg><text>no</text></svg>yes", ["yes"]),
    ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
    ("<figure><img><figcaption>A hall.</figcaption></figure>", ["A hall."]),
    ("<blockquote class=twitter-tweet><p>Boats!</p>&mdash; Ferries</blockquote>", ["Boats!", "— Ferries"]),
    ("<table><tr><th>Town<th>Yes<tr><td>Eastvale<td>14,208</table>", ["Town Yes", "Eastvale 14,208"]),
    (
        "<table><tr><td>Menu</td><td>" + "A cell as long as this is no cell of a table but a column of the page, as in 2008. " * 2,
        ["Menu", ("A cell as long as this is no cell of a table but a column of the page, as in 2008. " * 2).strip()],
    ),
    ("<p>infra&shy;struc&shy;ture on the water&#8203;front near the town&nbsp;hall</p>", ["infrastructure on the waterfront near the town hall"]),
    ("<p>Smith &amp;amp; Daughters, the council&amp;#8217;s firm</p>", ["Smith & Daughters, the council’s firm"]),
    ("<p>Rock &amp; roll, AT&amp;T</p>", ["Rock & roll, AT&T"]),
    ("<title>Never closed <p>One.</p><p>Two.</p>", ["Never closed", "One.", "Two."]),
    ("", []),
    ("   \n ", []),
]


@pytest.mark.parametrize(("html", "expected"), HTML)
def test_a_page_is_cut_where_a_reader_sees_a_new_paragraph(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


HOSTILE = {
    "deep": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "deep inline": "<b>" * 50_000 + "x",
    "unclosed": "<p>" * 100_000 + "x",
    "tables in tables": "<table><tr><td>" * 20_000 + "x",
    "breaks": "<br>" * 100_000 + "x",
    "names": f'<p class="{"a b " * 100_000}">x',
    "zeros": "\x00<p>\x00x\x00",
    "after the end": "</body></html><p>x",
    "XML": '<?xml version="1.0" encoding="gbk"?><p>x',
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_html_still_gives_its_text(html: str) -> None:
    assert texts(html) == ["x"]


def test_lone_surrogates_and_cut_tags_do_not_raise() -> None:
    assert len(html_page("<p>\ud800 words").blocks) == 1
    html_page("<p")
    html_page("<!-- never closed <p>x")


def test_a_block_knows_the_elements_around_it() -> None:
    page = html_page(
        '<body><main><article class="story-body" itemprop="articleBody"><p>Once <a href=x>upon</a> a time</p>'
        "<p hidden>hidden</p></article></main><aside id=related-stories><ul><li><a href=y>Other</a></li></ul></aside>"
    )
    first, hidden, other = page.blocks
    assert first.tags[-3:] == ("main", "article", "p")
    assert first.linked == 4 and first.link_share < 0.5
    assert {"body", "article"} <= first.own_cues
    assert first.container == hidden.container != other.container
    assert not first.hidden and hidden.hidden
    assert other.bullet and other.link_share == 1.0 and "related" in other.cues


def test_inline_elements_that_hold_all_of_a_block_speak_for_it() -> None:
    alone, within = html_page('<p><span class="byline">By Jane Roe</span></p><p>Said <span class="author">Jane</span> now</p>').blocks
    assert "byline" in alone.own_cues
    assert "byline" not in within.own_cues


def test_times_json_ld_title_and_language_are_read() -> None:
    page = html_page(
        '<html lang="de"><head><title>Ein&shy;s | Post</title><script type="application/ld+json">{"a": </script></head>'
        '<body><p>Eins</p><p class=dateline>Am <time datetime="2024-03-12" itemprop="datePublished">12. März</time></p>'
    )
    assert (page.lang, page.title_tag, page.json_ld) == ("de", "Eins | Post", ('{"a": ',))
    (time,) = page.times
    assert (time.datetime, time.text, time.number, time.prop) == ("2024-03-12", "12. März", 1, "datePublished")
    assert "date" in time.cues and time.tags[-1] == "p"


def test_a_dump_has_a_block_a_line_and_counts_the_empty_ones_before() -> None:
    blocks = text_page("\ufeffOne\r\n\r\n \n• Two\u00a0three\n*required\n-5 degrees\n- four")
    assert [(block.text, block.gap, block.bullet) for block in blocks] == [
        ("One", 0, False),
        ("• Two three", 2, True),
        ("*required", 0, False),
        ("-5 degrees", 0, False),
        ("- four", 0, True),
    ]
    assert not blocks[0].from_html


def test_words_are_counted_where_there_are_no_spaces() -> None:
    assert text_page("日本の首相は昨日国会で新しい経済政策を発表した")[0].words == 11


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("e\u0301tude", "étude"),
        ("a\u200bb\u2060c\u202ed", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # spelling in Persian
        ("zero\u200cwidth", "zerowidth"),
        ("two\t\n  words\u202f!", "two words !"),
    ],
)
def test_text_is_what_a_reader_sees(raw: str, seen: str) -> None:
    assert readable(raw) == seen


@pytest.mark.parametrize(
    ("name", "cue"),
    [("relatedStories", "related"), ("story-body__inner", "body"), ("comment-list", "comment"), ("sr-only", "unseen"), ("headlineBox", "title")],
)
def test_names_of_elements_give_cues(name: str, cue: str) -> None:
    assert cue in cues_of_name(name)
