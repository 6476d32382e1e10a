"""Dates: what a page says of its day of publication, and what looks like it and is not. The pages are of our own writing."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article, Given, Page
from broadsheet_index.extraction import extract
from broadsheet_index.metadata.date_in_url import date_in_url
from broadsheet_index.metadata.dates import find_day_without_year, find_days, read_day
from broadsheet_index.metadata.day_order import day_order
from broadsheet_index.metadata.relative import relative_day

STORY = (
    "The ferry to Gull Rock will run through the winter, the harbour office said on Tuesday after a long meeting.",
    "Captain Ruth Amari told passengers that the crew had voted for the new timetable, which begins in 2031.",
)


def html(head: str = "", above: str = "", below: str = "", lang: str = "en", foot: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return (
        f'<html lang="{lang}"><head><title>Ferry will run through the winter</title>{head}</head>'
        f"<body><article>{above}<h1>Ferry will run through the winter</h1>{below}{body}</article>{foot}</body></html>"
    )


def dump(*head: str) -> str:
    return "\n\n".join(("Ferry will run through the winter", *head, *STORY)) + "\n"


def article(content: str, form: str = "html", told: Given | None = None) -> Article:
    return extract(Page("page", content, form, "0" * 64, given=told or Given()))  # type: ignore[arg-type]


WRITTEN = [
    ("2024-03-05", "2024-03-05"),
    ("2024-02-29T23:40:00-05:00", "2024-02-29"),  # the page's own day, not that of Greenwich
    ("2024-03-01T04:55:00Z", "2024-03-01"),
    ("20240305", "2024-03-05"),
    ("20240305T101500Z", "2024-03-05"),
    ("Tue, 05 Mar 2024 10:15:00 GMT", "2024-03-05"),
    ("Tue Mar 05 2024 10:15:00 GMT+0100 (CET)", "2024-03-05"),
    ("Wed Nov 07 18:34:21 GMT 2007", "2007-11-07"),
    ("March 5, 2024 2:08 PM", "2024-03-05"),
    ("5th of March, 2024", "2024-03-05"),
    ("Dienstag, 12. März 2024, 18:05 Uhr", "2024-03-12"),
    ("mardi 5 mars 2024 à 14h30", "2024-03-05"),
    ("1er août 2023", "2023-08-01"),
    ("20 de diciembre de 2023", "2023-12-20"),
    ("3 settembre 2021", "2021-09-03"),
    ("5 marca 2024", "2024-03-05"),
    ("15 listopada 2023", "2023-11-15"),
    ("3 травня 2024", "2024-05-03"),
    ("8 января 2026", "2026-01-08"),
    ("28. 10. 2023", "2023-10-28"),
    ("2024. május 2.", "2024-05-02"),
    ("1 Ocak 2024", "2024-01-01"),
    ("2025年1月13日", "2025-01-13"),
    ("05.03.24", "2024-03-05"),
    ("28/03/2024", "2024-03-28"),
    ("12/25/2023", "2023-12-25"),
    ("March 2024", "2024-03"),
    ("2024-03", "2024-03"),
    ("2024", "2024"),
    ("03/04/2024", "2024"),  # March or April: only the year is certain
    ("May", None),  # dateutil makes today's day in May of it
    ("10", None),  # and today's month of this
    ("Tuesday", None),
    ("18:05", None),
    ("30 February 2024", None),
    ("32/13/2024", None),
    ("12 March 1066", None),
    ("version 5.1.2024.3", None),
    ("1." * 30, None),
    ("2024-03-05" + " " * 60 + "x", None),  # longer than any date
    ("", None),
]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_date_is_read_as_it_is_written_or_not_at_all(text: str, value: str | None) -> None:
    day = read_day(text)
    assert (day.value if day else None) == value


@given(st.text(max_size=80) | st.from_regex(r"[\d./, :-]{1,40}|(\d\d? )?(May|März|de|of|10) ?\d{0,4}", fullmatch=True))
@example("May 10")
@example("10 de")
@example("1/1/0٠")
@example("1000000000")
def test_no_text_makes_a_date_that_it_does_not_hold(text: str) -> None:
    makes_no_date_that_it_does_not_hold(text)


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None)
@given(st.text(alphabet="0123456789 .,/-:TZ+年月日" + "MayJunMärzdeofDecember", max_size=80) | st.text(max_size=80))
def test_no_text_of_five_thousand_makes_a_date_that_it_does_not_hold(text: str) -> None:
    makes_no_date_that_it_does_not_hold(text)


def makes_no_date_that_it_does_not_hold(text: str) -> None:
    """R12 of ../shared/RELIABILITY.md: nothing uncaught, 50 ms, no invented day, month or year."""
    begin = time.perf_counter()
    days = [*find_days(text), *filter(None, [read_day(text)])]
    assert time.perf_counter() - begin < 0.05
    for day in days:
        if day.raw.strip().isdigit():  # seconds since 1970, or YYYYMMDD: the first does not show its year
            continue
        digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else " " for char in day.raw)  # in any script
        assert day.value[2:4] in digits  # its year
        if day.precision == "day":
            assert str(date.fromisoformat(day.value).day) in digits


ORDERS = [
    (["Published: 05/03/2024", "Last updated: 28/03/2024"], None, "en", "day"),  # 28 is no month
    (["Published: 05/03/2024", "Last updated: 03/28/2024"], None, "en", "month"),
    (["05/03/2024"], "gazette.co.uk", "en", "day"),
    (["05/03/2024"], "gazette.us", "en", "month"),
    (["05/03/2024"], "gazette.com", "en-us", "month"),
    (["05/03/2024"], "gazette.com", "en-gb", "day"),
    (["05/03/2024"], "gazette.com", "fr", "day"),
    (["05/03/2024"], "gazette.com", "en", None),
    (["route 28/12/7"], None, "en", None),  # no date
]


@pytest.mark.parametrize(("texts", "domain", "language", "order"), ORDERS)
def test_what_stands_first_is_told_by_other_dates_the_country_and_the_language(texts, domain, language, order) -> None:
    assert day_order(texts, domain, language) == order


ADDRESSES = [
    ("https://post.example/2023/04/18/market-hall-plan/", "2023-04-18"),
    ("https://post.example/news/2024-05-12-market.html", "2024-05-12"),
    ("https://post.example/world/20241203-OYT1T50218/", "2024-12-03"),
    ("https://post.example/2024/may/12/market", "2024-05-12"),
    ("https://post.example/2014/05/market", "2014-05"),
    ("https://web.archive.org/web/20131110121040/http://post.example/market", None),  # the day it was archived
    ("https://post.example/article/20319902/market", None),  # a number
    ("https://post.example/market-hall-2030", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "value"), ADDRESSES)
def test_an_address_may_hold_the_day(url: str | None, value: str | None) -> None:
    day = date_in_url(url)
    assert (day.value if day else None) == value


RELATIVE = [
    ("2 hours ago", "2024-01-02T01:30:00Z", "2024-01-01"),
    ("3 days ago", "2024-01-02", "2023-12-30"),
    ("Yesterday at 10:15", "2024-03-01", "2024-02-29"),
    ("vor 2 Tagen", "2024-03-01", "2024-02-28"),
    ("2 hours ago", "2024-01-02", None),  # perhaps the day before
    ("2 hours ago", None, None),
    ("two long hours ago", "2024-01-02T10:00:00Z", None),
]


@pytest.mark.parametrize(("text", "fetched", "value"), RELATIVE)
def test_ago_counts_from_the_day_of_fetching_or_not_at_all(text: str, fetched: str | None, value: str | None) -> None:
    day = relative_day(text, fetched)
    assert (day.value if day else None) == value


def ld(**more: str) -> str:
    pairs = "".join(f', "{key}": "{value}"' for key, value in more.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry will run through the winter"{pairs}}}</script>'


META = '<meta property="article:published_time" content="2024-03-05T10:00:00+01:00">'
PAGES = [
    # what wins over what
    (html(ld(datePublished="2024-03-04") + META), "2024-03-04", "json-ld"),
    (html(META, below='<time datetime="2024-03-06">6 March</time>'), "2024-03-05", "meta"),
    (html('<meta name="date" content="2024-03-09">', below='<time datetime="2024-03-06">6 March</time>'), "2024-03-06", "time"),
    (html(below="<p>Published: March 7, 2024</p>"), "2024-03-07", "byline"),
    (html(below="<p>By Mara Ellison | 7 March 2024</p>"), "2024-03-07", "byline"),
    (html(below='<p class="datum">Donnerstag, 7. März 2024</p>', lang="de"), "2024-03-07", "text"),
    (html('<link rel="canonical" href="https://post.example/2024/03/08/ferry">'), "2024-03-08", "url"),
    # a WebPage's date is that of the template until nothing else speaks
    (html('<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2020-01-01"}</script>' + META), "2024-03-05", "meta"),
    (html('<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2020-01-01"}</script>'), "2020-01-01", "json-ld"),
    # what is no date of publication
    (html(below="<figure><figcaption>The ferry on March 2, 2019. Photo: Owen Hale</figcaption></figure>"), None, None),
    (html(below="<p>Last updated: 28 March 2024</p>"), None, None),
    (html(below="<p>2 hours ago</p>"), None, None),
    (html(foot="<footer>Copyright 5 March 2024 The Echo</footer>"), None, None),
    (html(foot='<div class="related"><h2>Related articles</h2><a href="/x">Tram strike ends</a> <time>5 March 2024</time></div>'), None, None),
    (html(foot='<div class="comments"><h2>Comments</h2><p>teapot, 5 March 2024: Good.</p></div>'), None, None),
    (html('<script>var build = "20190302", offer = {"expires": "2021-01-31"};</script>'), None, None),
    (html(below="<p>The vote falls on 8 June 2024 at the town hall, and nobody expects a surprise there.</p>"), None, None),
    # a plain zone does not move the day
    (html(ld(datePublished="2024-02-29T23:30:00-05:00")), "2024-02-29", "json-ld"),
]


@pytest.mark.parametrize(("content", "value", "origin"), PAGES)
def test_the_first_trusted_source_dates_the_page(content: str, value: str | None, origin: str | None) -> None:
    found = article(content)
    assert (found.published.value, found.published.origin) == (value, origin)
    assert ("no-date" in found.flags) == (value is None)


def test_the_change_is_told_apart_from_the_publication() -> None:
    found = article(html(below="<div><span>Published: 05/03/2024 09:10</span> <span>Last updated: 28/03/2024 17:45</span></div>"))
    assert (found.published.value, found.modified) == ("2024-03-05", "2024-03-28")


def test_a_change_before_the_publication_is_no_change() -> None:
    assert article(html(ld(datePublished="2024-03-04", dateModified="2019-01-01"))).modified is None


def test_a_date_that_could_be_two_gives_the_year_and_a_flag() -> None:
    found = article(html(below="<p>Published: 03/04/2024</p>"))
    assert (found.published.value, found.published.precision) == ("2024", "year")
    assert "ambiguous-date" in found.flags
    assert article(html(below="<p>Published: 03/04/2024</p>", lang="en-GB")).published.value == "2024-04-03"


def test_a_date_ahead_of_the_day_of_fetching_is_not_taken() -> None:
    found = article(html(ld(datePublished="2024-03-04")), told=Given(fetched="2024-01-02T10:00:00Z"))
    assert (found.published.value, found.published.precision) == (None, "none")
    assert {"future-date", "no-date"} <= set(found.flags)
    assert article(html(ld(datePublished="2024-01-03")), told=Given(fetched="2024-01-02T23:30:00Z")).published.value == "2024-01-03"


def test_what_the_user_knows_outranks_the_page() -> None:
    found = article(html(META), told=Given(date="2024-02"))
    assert (found.published.value, found.published.precision, found.published.origin) == ("2024-02", "month", "given")


DUMPS = [
    (dump("by Nils Berg and The Echo news desk December 20, 2023 2:08 PM 2 min read"), "2023-12-20", "December 20, 2023 2:08 PM", "byline"),
    (dump("20 June 2023"), "2023-06-20", "20 June 2023", "text"),
    (dump("HARBOURTON, March 4, 2024 (Northwire) - Ferry crews stayed ashore for a third day after talks broke down."),
     "2024-03-04", "March 4, 2024", "dateline"),
    (dump("HARBOURTON, March 4 (Northwire) - Ferry crews stayed ashore for a third day after talks broke down."), None, "March 4", "dateline"),
    (dump("The ferry in Harbourton on Dec. 17, 2023. (Contributor/Northwire)"), None, None, None),
    (dump(*STORY, "The last strike began on 24 February 2022 and lasted for nine days, as nobody here has forgotten."), None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "value", "raw", "origin"), DUMPS)
def test_a_dump_is_dated_by_its_first_lines_or_its_dateline(content, value, raw, origin) -> None:
    found = article(content, "text")
    assert (found.published.value, found.published.raw, found.published.origin) == (value, raw, origin)


def test_a_dateline_without_a_year_keeps_its_words_and_gets_no_year() -> None:
    found = article(DUMPS[3][0], "text")
    assert found.published.precision == "none"
    assert "no-year" in found.flags
    assert "no-date" not in found.flags
    assert (found.place, found.agency) == ("Harbourton", "Northwire")
    assert find_day_without_year("MOSCOW, June 20. /TASS/.") == "June 20"
