"""The timeline: which bars, where they lead, what they leave out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.datastructures import MultiDict

from broadsheet_index.article import Published
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.asked import Asked
from broadsheet_web.timeline import MOST_BARS, in_words, timeline

from .newsroom import FERRY

PRECISIONS = {4: "year", 7: "month", 10: "day"}


def drawn(dates, **asked):
    """The timeline of articles published then."""
    articles = {
        str(at): replace(FERRY, path=f"{at}.txt", published=Published(date, PRECISIONS[len(date)], "meta", date) if date else Published())
        for at, date in enumerate(dates)
    }
    engine = MemoryEngine(articles)
    with create_app(engine).test_request_context("/search"):
        question = Asked.from_args(MultiDict(asked), page=True)
        return timeline(engine, question, engine.answer(question.request).tree)


def days(first, number, step=1):
    start = dt.date.fromisoformat(first)
    return [(start + dt.timedelta(days=at * step)).isoformat() for at in range(number)]


# dates; how many bars, the words of the first and the last, what they are
SPANS = [
    (["2024-06-01"], 1, "1 June 2024", "1 June 2024", "day"),
    (days("2024-06-01", 40), 40, "1 June 2024", "10 July 2024", "day"),
    (days("2024-06-01", 41), 7, "27 May – 2 June 2024", "8–14 July 2024", "week"),
    (days("2024-01-10", 8, 30), 31, "8–14 January 2024", "5–11 August 2024", "week"),
    (["2024-01-10", "2024-09-02"], 9, "January 2024", "September 2024", "month"),
    (["2019-03-01", "2023-12-31"], 58, "March 2019", "December 2023", "month"),
    (["2019-01-01", "2024-01-01"], 21, "January–March 2019", "January 2024", "3 months"),
    (["2016-01-01", "2023-12-31"], 32, "January–March 2016", "October–December 2023", "3 months"),
    (["2016-01-01", "2024-01-01"], 9, "2016", "2024", "year"),
    (["1900-01-01", "2024-01-01"], 25, "1900–1904", "2020–2024", "5 years"),
]


@pytest.mark.parametrize(("dates", "bars", "first", "last", "unit"), SPANS)
def test_bars_are_as_wide_as_the_span_asks(dates, bars, first, last, unit):
    found = drawn(dates)
    assert (len(found.bars), *found.ends, found.unit) == (bars, first, last, unit)
    assert len(found.bars) <= MOST_BARS
    assert sum(bar.count for bar in found.bars) == len(dates)


def test_a_bar_leads_to_what_it_counts():
    dates = [*days("2024-06-01", 5), "2024-06-01", "2023-01-20"]
    found = drawn(dates)
    for bar in found.filled:
        asked = {name: value for name, [value] in parse_qs(urlsplit(bar.url).query).items()}
        assert sum(bar.count for bar in drawn(dates, **asked).bars if bar.inside) == bar.count, bar.title
        assert found_with(dates, asked) == bar.count, bar.title


def found_with(dates, asked):
    dated = {str(at): replace(FERRY, path=f"{at}", published=Published(date, "day", "meta", date)) for at, date in enumerate(dates)}
    return MemoryEngine(dated).answer(Asked.from_args(MultiDict(asked), page=True).request).total


def test_heights_are_counted_from_zero():
    found = drawn(["2024-06-01"] * 4 + ["2024-06-02"] * 2)
    assert [bar.shape for bar in found.bars] == ["M1 68h9v-68h-9z", "M13 68h9v-34h-9z"]
    assert found.most == 4


FILTERS = [
    {"from": "2023", "to": "2023"},
    {"q": "ferry date:2023"},
    {"q": "ferry date:2023-01-01..2023-12-31", "source": "Harbour Courier"},
]


@pytest.mark.parametrize("asked", FILTERS)
def test_with_dates_set_the_bars_around_them_stay_and_are_hollow(asked):
    found = drawn([f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)], **asked)
    inside = [bar.period for bar in found.bars if bar.inside]
    assert (inside[0], inside[-1], len(inside)) == ("January 2023", "December 2023", 12)
    assert [bar.period for bar in found.bars if not bar.inside][:2] == ["January 2022", "February 2022"]
    assert len(found.bars) == 36
    assert "date" not in found.zoom_out and "from" not in found.zoom_out


ZOOMED = [
    ({"from": "2024-06-15", "to": "2024-06-15"}, "from=2024-06&to=2024-06"),
    ({"from": "2024-06", "to": "2024-06"}, "from=2024&to=2024"),
    ({"from": "2024-06-10", "to": "2024-07-02"}, "from=2024&to=2024"),
    ({"from": "2024", "to": "2024"}, ""),
    ({"from": "2023-12", "to": "2024-01"}, ""),
    ({"from": "2024"}, ""),
    ({"to": "2024"}, ""),
]


@pytest.mark.parametrize(("asked", "wider"), ZOOMED)
def test_zooming_out_goes_to_the_month_the_year_and_all_of_time(asked, wider):
    assert urlsplit(drawn(["2023-05-01", "2024-06-15", "2024-08-01"], **asked).zoom_out).query == wider


def test_without_dates_there_is_nothing_to_zoom_out_of():
    assert drawn(["2024-06-15"]).zoom_out is None


def test_what_has_no_date_is_counted_and_linked():
    found = drawn(["2024-06-15", None, None], q="ferry", **{"from": "2024"})
    assert found.undated == 2
    assert found.undated_url == "/search?q=ferry&undated=only"


def test_what_is_known_to_the_year_stands_in_no_month():
    found = drawn(["2023-01", "2023-11", "2023"])
    assert (len(found.filled), found.imprecise) == (2, 1)


def test_days_are_drawn_only_where_most_articles_are_known_to_the_day():
    assert drawn(["2024-06", "2024-06-15"]).unit == "month"
    assert drawn(["2024-06", *["2024-06-15"] * 20, "2024-06-17"]).unit == "day"


def test_nothing_dated_has_no_timeline():
    assert drawn([None]) is None


def test_dates_far_from_all_articles_still_show_where_they_are():
    found = drawn(["2023-01-10", "2023-02-10"], **{"from": "1990", "to": "1991"})
    assert found.filled
    assert not any(bar.inside for bar in found.bars)
    assert found.zoom_out == "/search"


PERIODS = [
    (("2024-01-01", "2024-12-31"), "2024"),
    (("2020-01-01", "2024-12-31"), "2020–2024"),
    (("2024-02-01", "2024-02-29"), "February 2024"),
    (("2024-12-30", "2025-01-05"), "30 December 2024–5 January 2025"),
    (("2024-06-03", "2024-06-09"), "3–9 June 2024"),
    (("2024-06-03", "2024-06-03"), "3 June 2024"),
]


@pytest.mark.parametrize(("period", "words"), PERIODS)
def test_periods_in_words(period, words):
    assert in_words(tuple(map(dt.date.fromisoformat, period))) == words
