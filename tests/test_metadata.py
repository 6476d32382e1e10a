"""Facts other than dates: headline, authors, dateline, source, address, section, language. Near misses stand beside the cases."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from broadsheet_index.address import normal_url
from broadsheet_index.article import Article, Given, Page
from broadsheet_index.extraction import extract
from broadsheet_index.metadata.address import article_url
from broadsheet_index.metadata.byline import byline, lone_names
from broadsheet_index.metadata.dateline import dateline
from broadsheet_index.metadata.first_line import first_line
from broadsheet_index.metadata.head import Said, said
from broadsheet_index.metadata.json_ld import Graph, graph
from broadsheet_index.metadata.language import language
from broadsheet_index.metadata.names import names_in
from broadsheet_index.metadata.titles import without_site
from broadsheet_index.strip import text_page

STORY = (
    "The ferry to Gull Rock will run through the winter, the harbour office said on Tuesday after a long meeting.",
    "Captain Ruth Amari told passengers that the crew had voted for the new timetable by a narrow majority.",
)
TITLE = "Ferry will run through the winter"


def html(head: str = "", below: str = "", h1: str = TITLE, above: str = "", lang: str = "en", foot: str = "", title: str = TITLE) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return (
        f'<html lang="{lang}"><head><title>{title}</title>{head}</head><body>{above}<article><h1>{h1}</h1>{below}{body}</article>{foot}</body></html>'
    )


def article(content: str, form: str = "html", told: Given | None = None) -> Article:
    return extract(Page("page", content, form, "0" * 64, given=told or Given()))  # type: ignore[arg-type]


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize("module", ["address", "dateline", "dates", "first_sentence", "language", "names", "relative", "same", "titles"])
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"broadsheet_index.metadata.{module}")).failed == 0


# -- headline

TITLES = [
    (html(), TITLE, "title-tag"),
    (html(title=f"{TITLE} | The Echo"), TITLE, "heading"),
    (html(title="The Echo"), TITLE, "heading"),
    (html(f'<meta property="og:title" content="{TITLE}">'), TITLE, "meta"),
    (html(script(f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}')), TITLE, "json-ld"),
    # the same words, shouted: the quiet telling is taken
    (html(h1="FERRY WILL RUN THROUGH THE WINTER"), TITLE, "title-tag"),
    # og:title that an editor wrote says the same in other words, and <title> was written for search machines
    (html('<meta property="og:title" content="Ferry to run through the winter">', h1="Winter: Ferry will run through the winter"),
     "Ferry to run through the winter", "meta"),
    # og:title that says something else is no headline of this page
    (html('<meta property="og:title" content="The Echo, news for everybody">'), TITLE, "title-tag"),
    # entities that were escaped twice
    (html(h1="Ferry &amp;amp; tram will run", title="Ferry &amp;amp; tram will run"), "Ferry & tram will run", "title-tag"),
    # an h1 of the site, above the headline
    (html(above="<header><h1>The Echo</h1></header>"), TITLE, "title-tag"),
    # a <title> of the site alone, and a heading that is a plain line, as in layouts of 2008
    (html(title="The Echo - news and weather", h1="").replace("<h1></h1>", f"<div>{TITLE}</div>"), TITLE, "first-line"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "title", "origin"), TITLES)
def test_the_headline_is_found_and_its_origin_told(content: str, title: str, origin: str) -> None:
    found = article(content)
    assert (found.title, found.title_origin) == (title, origin)
    assert "no-title" not in found.flags


SITES = [
    ("Ferry runs again | The Echo", ["The Echo"], "Ferry runs again"),
    ("The Echo - Ferry runs again", ["The Echo"], "Ferry runs again"),
    ("Ferry runs again - News - The Echo", ["The Echo"], "Ferry runs again"),
    ("Ferry runs again - crew relieved", ["The Echo"], "Ferry runs again - crew relieved"),
    ("Echo | Ferry", ["Nothing"], "Echo | Ferry"),
]


@pytest.mark.parametrize(("title", "sites", "left"), SITES)
def test_the_name_of_the_site_is_cut_from_a_title_and_nothing_else(title: str, sites: list[str], left: str) -> None:
    assert without_site(title, sites) == left


DUMP_TITLES = [
    (["Home", "World", TITLE, "By Staff"], TITLE),
    # a standfirst stands nearer and says more of the text
    ([TITLE, "The harbour office has voted for a narrow new timetable after a long meeting of the crew"], TITLE),
    # a kicker is too short to be the headline above a headline
    (["Ferry news today", TITLE], TITLE),
    (["Who is Captain Ruth Amari and how did she win the vote on the ferry's winter timetable?"],
     "Who is Captain Ruth Amari and how did she win the vote on the ferry's winter timetable?"),
    (["Skip to content", "Share this story"], None),
    (["The ferry in the harbour on Tuesday, before the meeting (Photo/Northwire)"], None),
    ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title"), DUMP_TITLES)
def test_the_headline_of_a_dump_is_a_line_above_the_text(head: list[str], title: str | None) -> None:
    found = first_line(text_page("\n\n".join((*head, *STORY))))
    assert (found.text if found else None) == title


def test_a_dump_without_a_headline_is_titled_by_its_first_sentence() -> None:
    found = article("\n\n".join(STORY), "text")
    assert found.title == STORY[0]
    assert found.title_origin == "first_sentence"
    assert "no-title" in found.flags


# -- authors

BYLINES = [
    ("by Nate Ostler and The Echo news desk December 20, 2023 2:08 PM 2 min read", ("Nate Ostler",), "The Echo news desk"),
    ("By Mara Ellison, Senior Transport Reporter, Owen Hale, City Editor, and Lena Okoro", ("Mara Ellison", "Owen Hale", "Lena Okoro"), None),
    ("Von ANNA-LENA BERGFELD", ("Anna-Lena Bergfeld",), None),
    ("Par Zoé Martin et Luc de la Tour", ("Zoé Martin", "Luc de la Tour"), None),
    ("Por María R. Campos", ("María R. Campos",), None),
    ("By JOHN McDONALD, Associated Press Writer", ("John McDonald",), "Associated Press"),
    ("By Jane Doe | Reuters", ("Jane Doe",), "Reuters"),
    ("By Jane Doe in Berlin", ("Jane Doe",), None),
    ("By Jane Doe Email the author", ("Jane Doe",), None),
    ("By Jane Doe (@janedoe) jane.doe@echo.example", ("Jane Doe",), None),
    ("5 May 2012 by Jane Doe", ("Jane Doe",), None),
    ("Do 25.04.24 | 14:07 Uhr | Von Eva Kirch-Rat", ("Eva Kirch-Rat",), None),
    ("By AFP", (), "AFP"),
    ("By Staff", None, None),
    ("By Friday the water had gone.", None, None),
    ("By the numbers", None, None),
    ("Posted by admin on May 5, 2012", None, None),
    ("By The Echo", None, None),
]


@pytest.mark.parametrize(("text", "authors", "agency"), BYLINES)
def test_a_byline_names_people_and_at_most_one_agency(text: str, authors: tuple[str, ...] | None, agency: str | None) -> None:
    named = byline(text)
    assert (named.authors if named else None) == authors
    assert (named.agency if named else None) == agency


LONE = [
    ("Maria Gogol", ("Maria Gogol",)),
    ("John Nichols and Maria Gogol", ("John Nichols", "Maria Gogol")),
    ("Thabo Mokone Parliamentary editor", ("Thabo Mokone",)),
    ("Kyle Wiggers 7 hours", ("Kyle Wiggers",)),
    ("Tsar Staff", ()),
    ("Latest News", ()),
    ("Tribunal Supremo", ()),
    ("Childhood Sweetheart", ()),
]


@pytest.mark.parametrize(("text", "names"), LONE)
def test_a_name_alone_on_its_line_is_told_from_other_capitals(text: str, names: tuple[str, ...]) -> None:
    assert lone_names(text) == names


def test_what_a_machine_is_told_may_be_one_word_but_no_house() -> None:
    assert names_in("flerche", strict=False).authors == ("flerche",)
    assert names_in("The Earthtimes", strict=False).authors == ()
    assert names_in("Harbour Media GmbH", strict=False).authors == ()
    assert names_in("echo.example", strict=False).authors == ()


AUTHORS = [
    (html(script('{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Mara Ellison"}, {"@type": "Organization", "name": "AFP"}]}')),
     ("Mara Ellison",), "AFP"),
    (html('<meta name="author" content="Owen Hale">', below="<p>By Mara Ellison</p>"), ("Owen Hale",), None),
    (html('<meta name="author" content="The Echo"><meta property="og:site_name" content="The Echo">', below="<p>By Mara Ellison</p>"),
     ("Mara Ellison",), None),
    (html('<meta name="author" content="echo.example, Harbourton"><link rel="canonical" href="https://echo.example/a">'), (), None),
    (html(below='<p class="byline">Mara Ellison</p>'), ("Mara Ellison",), None),
    (html(below='<p>Mara Ellison</p>'), (), None),
    # writers of other stories
    (html(foot='<aside><h2>Latest</h2><ul><li><a href="/a">Tram fares rise</a> <span class="author">Piet Varga</span></li></ul></aside>'), (), None),
    # an author box is about the author, and names others
    (html(below="<p>By Ines Calder</p>", foot='<div class="author-box"><p>Ines Calder began at the Echo under Jonas Feld.</p></div>'),
     ("Ines Calder",), None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "authors", "agency"), AUTHORS)
def test_authors_are_people_and_those_of_this_article(content: str, authors: tuple[str, ...], agency: str | None) -> None:
    found = article(content)
    assert (found.authors, found.agency) == (authors, agency)


def test_names_under_related_articles_wrote_nothing_here() -> None:
    related = ("Related articles", "Moscow Threatens Over Phone Lines At New York Consulate", "Maria Gogol", "Did Hacker Sway Vote?", "L Todd Wood")
    assert article("\n\n".join((TITLE, *STORY, *related)), "text").authors == ()
    assert article("\n\n".join((TITLE, "Maria Gogol", *STORY, *related)), "text").authors == ("Maria Gogol",)


# -- dateline

DATELINES = [
    ("MOSCOW, June 20. /TASS/. Russia has", ("Moscow", "TASS", None, "June 20")),
    ("HARBOURTON, March 4 (Northwire) - Ferry crews stayed", ("Harbourton", "Northwire", None, "March 4")),
    ("BEIJING, Feb. 3, 2024 (Xinhua) -- China has", ("Beijing", "Xinhua", "2024-02-03", None)),
    ("KYIV, Ukraine (AP) — The", ("Kyiv", "AP", None, None)),
    ("RIO DE JANEIRO (AFP) - A", ("Rio de Janeiro", "AFP", None, None)),
    ("New York, 3 May (IPS) - The", ("New York", "IPS", None, "3 May")),
    ("Berlin (dpa) - Der", ("Berlin", "dpa", None, None)),
    ("(Reuters) - Oil", (None, "Reuters", None, None)),
    ("LONDON — The", ("London", None, None, None)),
    ("PARIS, TEXAS is a film.", None),
    ("Moscow (population 13 million) grew.", None),
    ("Smith, who joined in May (AP) - left", None),
    ("Police (CNN) say that", None),
    ("U.S. — the country", None),
    ("UPDATE — The", None),
    ("NATO (North Atlantic Treaty) - the", None),
]


@pytest.mark.parametrize(("text", "told"), DATELINES)
def test_a_dateline_tells_place_agency_and_day(text: str, told: tuple[str | None, ...] | None) -> None:
    line = dateline(text)
    assert ((line.place, line.agency, line.day.value if line.day else None, line.raw) if line else None) == told


# -- JSON-LD and head


def test_a_broken_block_costs_only_itself() -> None:
    scripts = [
        '{"@type": "WebSite", "name": "The\nEcho",}',  # a raw line end and a trailing comma: mended
        '{"@type": "NewsArticle", "headline": ',  # cut off
        '//<![CDATA[\n[null, {"@graph": [{"@type": ["Article", "NewsArticle"], "headline": "Ferry", "author": [{"@id": "#p"}]},'
        ' {"@id": "#p", "@type": "Person", "name": "Jonas Feld"}]}]\n//]]>',
    ]
    found = graph(scripts)
    assert found.text("headline") == "Ferry"
    assert [one.name for one in found.named("author")] == ["Jonas Feld"]
    assert [found.text("name", node) for node in found.of_type("website")] == ["The Echo"]
    assert graph(["[" * 10_000, "{" * 10_000, ""]) == Graph()


def test_the_article_is_the_node_that_says_what_the_page_says() -> None:
    other = '{"@type": "NewsArticle", "headline": "Tram strike ends", "datePublished": "2020-01-01"}'
    own = '{"@type": "NewsArticle", "headline": "Ferry runs again", "url": "https://echo.example/ferry"}'
    assert graph([other, own], titles=["Ferry runs again | The Echo"]).text("headline") == "Ferry runs again"
    assert graph([other, own], address="https://www.echo.example/ferry?utm_source=x").text("headline") == "Ferry runs again"
    listed = f'{{"@type": "ItemList", "itemListElement": [{other}]}}'
    assert graph([listed]).article == {}


def test_the_head_is_read_past_scripts_and_comments() -> None:
    head = said(
        '<html><head><script>var a = "<meta name=author content=Nobody>";</script><!-- <meta name="author" content="Nobody"> -->'
        '<META Property="OG:Title" content="Ferry &amp;amp; tram"><link rel="alternate" type="application/rss+xml" href="/feed">'
        '<link rel="canonical" href="/ferry"><base href="https://echo.example/"></head><body><meta name="author" content="Nobody"></body></html>'
    )
    assert head.first("author") is None
    assert head.first("og:title") == "Ferry & tram"
    assert (head.canonical, head.base, head.feed) == ("/ferry", "https://echo.example/", "/feed")
    assert said("") == Said()


# -- address and source

URLS = [
    # given, canonical, og:url -> the article's
    ("https://echo.example/a?utm_source=x", "https://echo.example/a", None, "https://echo.example/a"),
    ("https://m.echo.example/a", "https://www.echo.example/a", None, "https://www.echo.example/a"),
    (None, "https://gazette.example/bell", None, "https://gazette.example/bell"),
    ("https://echo.example/a", "/a", None, "https://echo.example/a"),
    ("https://echo.example/a", "https://other.example/a", None, "https://echo.example/a"),  # another site's
    ("https://echo.example/a", "https://echo.example/", None, "https://echo.example/a"),  # the front page
    (None, "https://echo.example/index.html", "https://echo.example/a", "https://echo.example/a"),
    (None, "javascript:alert(1)", None, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("given", "canonical", "og", "url"), URLS)
def test_a_canonical_link_is_believed_on_its_own_site_only(given, canonical, og, url) -> None:
    metas = {"og:url": (og,)} if og else {}
    assert article_url(Given(url=given), Said(metas=metas, canonical=canonical), Graph()) == url


NORMAL = [
    ("HTTPS://Echo.example:443/A?id=7&utm_source=x&fbclid=y#top", "https://echo.example/A?id=7"),
    ("http://echo.example:8080", "http://echo.example:8080/"),
    ("https://echo.example/a?xtor=RSS-1", "https://echo.example/a"),
    ("https://echo.example/a?p=12&page=2", "https://echo.example/a?p=12&page=2"),
    ("https://echo.example/a?q=caf%C3%A9+au+lait", "https://echo.example/a?q=caf%C3%A9+au+lait"),  # untouched where nothing goes
    ("https://[bad", "https://[bad"),
]


@pytest.mark.parametrize(("url", "normal"), NORMAL)
def test_tracking_and_fragment_are_no_part_of_an_address(url: str, normal: str) -> None:
    assert normal_url(url) == normal
    assert normal_url(normal) == normal


SOURCES = [
    (html(script('{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "The Echo"}}')), ("The Echo", None)),
    (html('<meta property="og:site_name" content="The Echo"><link rel="canonical" href="https://www.echo.example/a">'), ("The Echo", "echo.example")),
    (html('<link rel="canonical" href="https://eastvale-post.example/a">', title=f"{TITLE} - Eastvale Post"), ("Eastvale Post", "eastvale-post.example")),
    (html('<link rel="canonical" href="https://eastvale-post.example/a">', title=f"{TITLE} - a long wait"), (None, "eastvale-post.example")),
    (html(foot="<footer>© 2024 Harbour Courier. All rights reserved.</footer>"), ("Harbour Courier", None)),
    (html(), (None, None)),
]


@pytest.mark.parametrize(("content", "source"), SOURCES)
def test_the_source_is_what_the_page_calls_its_site(content: str, source: tuple[str | None, str | None]) -> None:
    found = article(content)
    assert (found.source.name, found.source.domain) == source


def test_an_agency_is_the_source_only_where_it_speaks_of_itself() -> None:
    told = "MOSCOW, June 20. /TASS/. The service has suggested that staff leave for Moscow at once, its press office told TASS."
    heard = "MOSCOW, June 20. /TASS/. The service has suggested that staff leave for Moscow at once, its press office said."
    assert article("\n\n".join((TITLE, told, *STORY)), "text").source.name == "TASS"
    assert article("\n\n".join((TITLE, heard, *STORY)), "text").source.name is None


# -- section, language, notes

SECTIONS = [
    (html('<meta property="article:section" content="World">'), "html", "World"),
    (html(script('{"@type": "NewsArticle", "articleSection": ["Islands", "Ferries"]}')), "html", "Islands"),
    (html(script('{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Harbour"}}, {"name": "' + TITLE + '"}]}')),
     "html", "Harbour"),
    (html('<meta property="article:section" content="Home">'), "html", None),
    ("\n\n".join(("Northern Islands News", TITLE, *STORY)), "text", "Northern Islands News"),
    ("\n\n".join(("All news", TITLE, *STORY)), "text", None),
    ("Home\nWorld\nIslands\n\n" + "\n\n".join((TITLE, *STORY)), "text", None),  # a menu
    ("\n\n".join(("20 June", TITLE, *STORY)), "text", None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "form", "name"), SECTIONS)
def test_a_section_is_named_and_ways_through_the_site_are_none(content: str, form: str, name: str | None) -> None:
    assert article(content, form).section == name


GERMAN = (
    "Das Stadtfest findet in diesem Jahr am alten Hafen statt, nicht mehr auf dem Marktplatz, wie die Stadt am Dienstag mitteilte. "
    "Sie begründet den Umzug mit Bauarbeiten, die bis zum Oktober dauern sollen, und mit dem Wunsch vieler Händler."
)
LANGUAGES = [
    ("de-AT", GERMAN, "de"),
    ("en", GERMAN, "de"),  # a template's
    (None, GERMAN, "de"),
    ("fr", "Ferry strike", "fr"),  # too short to say otherwise
    (None, "Ferry strike", None),
    ("x-default", " ".join(STORY), "en"),
]


@pytest.mark.parametrize(("declared", "text", "lang"), LANGUAGES)
def test_the_language_is_the_declared_one_unless_the_text_is_plainly_another(declared: str | None, text: str, lang: str | None) -> None:
    assert language(Given(), Said(), Graph(), declared, [text]) == lang


def test_an_editors_note_is_a_correction_and_a_footer_is_none() -> None:
    note = "Editor's note: An earlier version of this story gave the wrong name of the captain."
    footer = "To suggest a correction or clarification, write to us here"
    assert article("\n\n".join((TITLE, note, *STORY, footer)), "text").corrections == (note,)
    assert article("\n\n".join((TITLE, *STORY, footer)), "text").corrections == ()


SIGNED = [
    (html(foot='<p class="author-line">Auteur: Anna Kubic</p>'), ("Anna Kubic",)),  # under the text, marked
    (html(script('{"@type": "NewsArticle", "author": {"name": "Owen Hale"}}'), below='<p class="byline">Mara Ellison</p>',
          foot='<p class="byline">Editor: Owen Hale</p>'), ("Mara Ellison",)),  # who edited it wrote nothing
    (html(foot='<div class="comments"><p class="author">By Piet Varga</p><p>Good for them, and about time it was too.</p></div>'), ()),
]  # fmt: skip


@pytest.mark.parametrize(("content", "authors"), SIGNED)
def test_a_text_may_be_signed_below_and_its_editor_is_no_author(content: str, authors: tuple[str, ...]) -> None:
    assert article(content).authors == authors
