"""Facts of whole pages: who wrote them and when, in the ways and languages that pages say it, near misses beside each."""

from __future__ import annotations

import pytest

from broadsheet_index.article import Article, Given, Page
from broadsheet_index.extraction import extract
from broadsheet_index.metadata.relative import relative_day

from .test_strip import HEADLINE, STORY

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
FETCHED = "2024-03-05T10:00:00Z"


def article(top: str = "", head: str = "", after: str = "", *, lang: str = "en", given: Given | None = None) -> Article:
    html = (
        f'<html lang="{lang}"><head><title>{HEADLINE} | Harbourton Gazette</title>{head}</head>'
        f"<body><main><article><h1>{HEADLINE}</h1>{top}{BODY}{after}</article></main></body></html>"
    )
    return extract(Page("ferry.html", html, "html", "0" * 64, given=given or Given()))


def dump(*lines: str) -> Article:
    return extract(Page("ferry.txt", "\n\n".join(lines), "text", "0" * 64))


BYLINES = [
    ("By JANE McALLISTER-ROE and JOSÉ GARCÍA LÓPEZ", ("Jane McAllister-Roe", "José García López")),
    ("Jane Roe<br>Political editor", ("Jane Roe",)),
    ("By Senior Reporter Jane Roe", ("Jane Roe",)),
    ('By Jane Roe <a href="mailto:x">Email the author</a>', ("Jane Roe",)),
    ("<a>Jane Roe</a><a>View Bio</a><a>Follow</a>", ("Jane Roe",)),
    ("By Jane Roe<br>Photographs by John Doe", ("Jane Roe",)),
    ("By Jane Roe; edited by John Doe", ("Jane Roe",)),
    ("By Jane Roe. Reviewed by John Doe", ("Jane Roe",)),
    ("Words: Jane Roe. Pictures: John Doe", ("Jane Roe",)),
    ("By Martin Roe Jr. and Bob Poe III", ("Martin Roe Jr", "Bob Poe III")),
    ("By Abdul al-Rahman", ("Abdul al-Rahman",)),
    ("By Pieter van der Berg", ("Pieter van der Berg",)),
    ("By Jane Roe | Published 3 hours ago | 5 min read", ("Jane Roe",)),
    ("By Jane Roe • 14 comments", ("Jane Roe",)),
    ("Автор: Олена Коваленко", ("Олена Коваленко",)),
    ("记者 王小明", ("王小明",)),
    ("文・山田太郎", ("山田太郎",)),
    ("홍길동 기자", ("홍길동",)),
    ("本文へ移動", ()),
    ("共同通信社", ()),
    ("By Staff Reporter", ()),
    ("By Senior Transport Reporter", ()),
    ("By Harbourton Gazette", ()),
    ("By Guest Contributor", ()),
    ("23 Minutes Ago Jon Russell", ()),
]


@pytest.mark.parametrize(("said", "names"), BYLINES)
def test_a_byline_names_who_wrote_and_nobody_else(said: str, names: tuple[str, ...]) -> None:
    assert article(f'<div class="byline">{said}</div>').authors == names


ABOVE = [
    ("<p><strong>INES CALDER</strong></p>", ("Ines Calder",)),
    ("<p>CAPE TOWN</p>", ()),
    ("<p>BREAKING NEWS</p>", ()),
    ("<p>Jane Roe</p>", ()),
]


@pytest.mark.parametrize(("line", "names"), ABOVE)
def test_a_name_in_capitals_above_the_text_signs_it_and_a_place_does_not(line: str, names: tuple[str, ...]) -> None:
    assert article(line).authors == names


def test_a_label_under_the_text_names_the_author_below_other_stories_too() -> None:
    others = "".join(f'<li><a href="/{n}">Another story about harbour number {n}</a></li>' for n in range(12))
    assert article(after=f"<h4>Read more</h4><ul>{others}</ul><ul><li>Author Jane Roe</li></ul>").authors == ("Jane Roe",)
    assert article(after=f"<h4>Read more</h4><ul>{others}</ul><ul><li>Jane Roe</li></ul>").authors == ()


def test_an_account_of_the_site_is_no_author() -> None:
    told = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","author":'
        '{"@type":"Person","name":"Harbour D","url":"https://gazette.example/author/%s/"}}</script>'
    )
    assert article(head=told % (HEADLINE, "admin")).authors == ()
    assert article(head=told % (HEADLINE, "harbour-d")).authors == ("Harbour D",)


def test_a_note_in_a_dump_names_authors_that_no_byline_names() -> None:
    note = "Ines Calder is a senior researcher with the Tide Office. Owen Hale is a lecturer at Eastvale University."
    assert dump(HEADLINE, *STORY, note).authors == ("Ines Calder", "Owen Hale")
    assert dump(HEADLINE, *STORY[:3], note.replace("Owen Hale is", "He met"), *STORY[3:]).authors == ()


DATES = [
    ('<p class="date">5 مارس 2024</p>', "2024-03-05"),
    ('<p class="date">5 במרץ 2024</p>'.replace("במרץ", "מרץ"), "2024-03-05"),
    ('<p class="date">2024年3月5日 10時30分</p>', "2024-03-05"),
    ('<p class="date">2024. március 5.</p>', "2024-03-05"),
    ('<p class="event-date">When: 12 June 2025, 7 pm</p>', None),
    ("<p>Wann: 12. Juni 2025, 19 Uhr</p>", None),
    ("<p>Tickets on sale: 12 June 2025</p>", None),
    ("<p>Offer ends 31 December 2025</p>", None),
    ("<figure><figcaption>The ferry on 3 May 2011. Photo: Ruth Amari</figcaption></figure>", None),
]


@pytest.mark.parametrize(("top", "day"), DATES)
def test_the_day_is_the_articles_and_no_events_or_pictures(top: str, day: str | None) -> None:
    assert article(top).published.value == day


def test_the_beginning_of_computers_time_is_no_date() -> None:
    assert article(head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">').published.value is None
    assert article(head='<meta property="article:published_time" content="1970-01-02T08:00:00Z">').published.value == "1970-01-02"


RELATIVE = [
    ("2 hours ago", "2024-03-05"), ("an hour ago", "2024-03-05"), ("Yesterday", "2024-03-04"), ("3 days ago", "2024-03-02"),
    ("vor 3 Stunden", "2024-03-05"), ("vor einem Tag", "2024-03-04"), ("il y a 2 jours", "2024-03-03"), ("hace 3 días", "2024-03-02"),
    ("2 ore fa", "2024-03-05"), ("há 2 dias", "2024-03-03"), ("2 dagen geleden", "2024-03-03"), ("2 dni temu", "2024-03-03"),
    ("3 дня назад", "2024-03-02"), ("2 gün önce", "2024-03-03"), ("3日前", "2024-03-02"), ("Updated 2 hours ago", "2024-03-05"),
    ("5 min read", None), ("20 years ago he left the town", None), ("The ferry sank 3 days ago", None),
    ("Hier geht es zum Hafen", None), ("Two hours a day are enough", None), ("2 months ago", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), RELATIVE)
def test_a_relative_time_is_a_day_only_where_the_line_says_nothing_else(text: str, day: str | None) -> None:
    found = relative_day(text, FETCHED)
    assert (found.value if found else None) == day
    assert relative_day(text, None) is None


def test_a_relative_time_in_a_byline_counts_and_in_a_standfirst_does_not() -> None:
    given = Given(fetched=FETCHED)
    assert article('<div class="byline">Ines Calder 2 days ago</div>', given=given).published.value == "2024-03-03"
    assert article("<h2>The ferry of Harbourton sank 2 days ago</h2>", given=given).published.value is None


CORRECTIONS = [
    "Correction (5 March): The ferry sank in 1962, not 1926.",
    "Fe de errores: En una versión anterior se decía que el barco era azul.",
    "Hinweis: In einer früheren Fassung dieses Artikels stand, der Bus sei blau.",
    "Berichtigung: Die Fähre sank 1962.",
    "Erratum : le bateau a coulé en 1962.",
    "Errata corrige: la nave è affondata nel 1962.",
    "Rättelse: Färjan sjönk 1962.",
    "Уточнение: паром затонул в 1962 году.",
    "訂正：船は1962年に沈んだ。",
]


@pytest.mark.parametrize("note", CORRECTIONS)
def test_a_correction_is_a_fact_and_no_text(note: str) -> None:
    found = article(after=f"<p>{note}</p>")
    assert found.corrections == (note,)
    assert note not in found.body


@pytest.mark.parametrize("sentence", ["Correcting the chart took a year.", "In einer früheren Zeit war der Bus blau.", "Errata are listed at the pier."])
def test_a_sentence_that_opens_like_a_correction_stays(sentence: str) -> None:
    assert sentence in article(after=f"<p>{sentence}</p><p>{STORY[1][:-1]} and day.</p>").body


SECTIONS = [
    ('<ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">Home</a></li><li class="breadcrumb-item"><a href="/p">Politics</a></li></ol>', "Politics"),
    ('<p class="article__eyebrow">Island life</p>', "Island life"),
    ('<div class="kicker">News</div>', None),
    ('<p class="lead-tag">Boats</p>', None),
]


@pytest.mark.parametrize(("top", "section"), SECTIONS)
def test_a_breadcrumb_or_a_kicker_names_the_section(top: str, section: str | None) -> None:
    assert article(top).section == section


def test_a_date_line_without_a_year_stays_without_one_and_is_flagged() -> None:
    found = article('<p class="date">Tuesday, March 5</p>')
    assert (found.published.value, found.published.raw) == (None, "March 5")
    assert "no-year" in found.flags and "no-date" not in found.flags
    assert "no-year" not in article('<p class="event-date">March 5</p>').flags
    assert "no-year" not in article("<p>March 5</p>").flags


DESCRIBED = "The council found the money on Monday night"
STANDFIRSTS = [
    (DESCRIBED, DESCRIBED, DESCRIBED),
    (DESCRIBED, "News of the harbour, every day", None),
    (HEADLINE, HEADLINE, None),
]


@pytest.mark.parametrize(("line", "description", "subtitle"), STANDFIRSTS)
def test_what_the_head_describes_a_page_with_is_its_subtitle_where_it_stands_below_the_headline(
    line: str, description: str, subtitle: str | None
) -> None:
    html = (
        f'<html><head><meta name="description" content="{description}"></head><body><header><div><h1>{HEADLINE}</h1></div>'
        f'<div><div class="teaser-text">{line}</div></div></header><main><article>{BODY}</article></main></body></html>'
    )
    found = extract(Page("ferry.html", html, "html", "0" * 64))
    assert found.subtitle == subtitle
    assert found.body == STORY


def test_a_described_first_paragraph_stays_in_the_body() -> None:
    found = article(head=f'<meta name="description" content="{STORY[0]}">')
    assert (found.subtitle, found.body) == (None, STORY)
