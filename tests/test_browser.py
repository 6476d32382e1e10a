"""The pages in Chromium, over the real server: without script, by keyboard, wide and on a phone, and as axe sees them."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from broadsheet_index.article import Person, Removed, Source
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.serving import Server

from .chromium import MODES, audited, looking, needs_chromium
from .newsroom import ARTICLES, STORM

pytestmark = needs_chromium

NARROW = (320, 360)
PAGES = [
    *("/", "/search?q=ferry", "/search?q=ferry&person=Olle+Berg&from=2020", "/search?q=zeppelin+ferry", "/help"),
    *("/search?q=colour:red", "/article/ferry?q=ferry&removed=1", "/article/hostile?removed=1", "/nothing"),
    *("/search?page_size=1&page=3", "/article/endless?removed=1", "/search?flag=no-year", "/search?person=" + "w" * 150),
]
ENDLESS = "w" * 400  # one word, where nothing can be broken between words
ARCHIVE = ARTICLES | {
    "endless": replace(
        STORM,
        title=ENDLESS,
        title_origin="heading",
        body=(ENDLESS,),
        path=ENDLESS,
        url="https://long.example/" + ENDLESS,
        source=Source(ENDLESS, "long.example"),
        people=(Person(ENDLESS, 1, ()),),
        removed=(Removed(ENDLESS, "related links", 0),),
    )
}


@pytest.fixture(scope="module")
def site():
    server = Server(create_app(MemoryEngine(ARCHIVE)), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.url
    server.stop()
    thread.join()


def test_from_the_box_to_what_was_removed_without_any_script(reader, site):
    reader.goto(site)
    reader.get_by_role("searchbox").fill("ferry")
    reader.get_by_role("button", name="Search").click()
    assert reader.locator("h1").inner_text() == "3 articles for “ferry”"
    assert {text.lower() for text in reader.locator("mark").all_inner_texts()} == {"ferry"}

    reader.get_by_role("link", name="Olle Berg").click()
    assert reader.locator(".rows > li").count() == 2
    assert "Person: Olle Berg" in reader.locator(".chips a").first.inner_text()

    reader.get_by_role("link", name="Island ferry to run").click()
    assert "20 December 2023" in reader.locator("article").inner_text()
    assert not reader.locator(".removed").count()

    reader.get_by_role("link", name="Show what was removed").click()
    assert "Removed: related links" in reader.locator(".body").inner_text()
    assert reader.locator(".removed").count() == 4
    reader.get_by_role("link", name="Hide what was removed").click()
    assert not reader.locator(".removed").count()

    reader.get_by_role("link", name="Results for").click()
    assert reader.locator("h1").inner_text() == "3 articles for “ferry”"


def test_dates_narrow_the_results_and_a_chip_takes_them_off(reader, site):
    reader.goto(f"{site}/search?q=ferry")
    reader.get_by_label("From").fill("2023")
    reader.get_by_label("To").fill("2023")
    reader.locator(".dates button").click()
    assert reader.url == f"{site}/search?q=ferry&from=2023&to=2023"
    assert reader.locator("h1").inner_text() == "1 article for “ferry”"
    reader.locator(".chips a").first.click()
    assert reader.url == f"{site}/search?q=ferry"


def test_a_new_query_keeps_the_filters(reader, site):
    reader.goto(f"{site}/search?q=ferry&person=Olle+Berg")
    reader.get_by_role("searchbox").fill("storm")
    reader.get_by_role("searchbox").press("Enter")
    assert reader.url == f"{site}/search?q=storm&person=Olle+Berg"


@pytest.mark.parametrize("width", NARROW)
def test_nothing_is_wider_than_a_phone(browser, site, width):
    with looking(browser, width=width) as page:
        for address in PAGES:
            page.goto(site + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_on_a_phone_the_first_result_starts_within_600_pixels(browser, site):
    with looking(browser, width=360) as page:
        page.goto(f"{site}/search?q=ferry&person=Olle+Berg")
        assert page.locator(".rows").bounding_box()["y"] < 600


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(browser, site, mode):
    with looking(browser, **MODES[mode]) as page:
        for address in PAGES:
            page.goto(site + address)
            assert audited(page) == [], address


SMALL = """
[...document.querySelectorAll("a, button, input:not([type=hidden]), summary")].filter(one => {
  const box = one.getBoundingClientRect();
  const text = one.closest("p:not(.byline, .back, .onward, .jump), .skip");
  return box.height && box.height < 24 && !text;
}).map(one => one.outerHTML)
"""


def test_targets_are_large_enough_for_a_finger(browser, site):
    with looking(browser, width=360) as page:
        for address in PAGES:
            page.goto(site + address)
            assert page.evaluate(SMALL) == [], address


def test_the_first_view_is_small_and_asks_nobody_else(page, site):
    page.goto(f"{site}/search?q=ferry")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert len(names) <= 4
    assert all(name.startswith(site) for name in names)


def test_tab_reaches_the_skip_link_first_and_focus_is_seen(page, site):
    page.goto(f"{site}/search?q=ferry")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("class") == "skip"
    assert focused.bounding_box()["y"] >= 0
    assert focused.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
