"""The pages in Chromium, over the real server: without script, by keyboard, wide and on a phone, and as axe sees them."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from typing import NoReturn

import flask
import pytest
from werkzeug.exceptions import TooManyRequests

from broadsheet_index.article import Person, Removed, Source
from broadsheet_search.engine import Answer, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import EngineDown, TooSlow
from broadsheet_web.app import create_app
from broadsheet_web.serving import Server

from .chromium import MODES, audited, looking, needs_chromium
from .newsroom import ARTICLES, STORM

pytestmark = needs_chromium

NARROW = (320, 360)
PAGES = [
    *("/", "/search?q=ferry", "/search?q=ferry&person=Olle+Berg&from=2020", "/search?q=zeppelin+ferry", "/help"),
    *("/search?q=colour:red", "/article/ferry?q=ferry&removed=1", "/article/hostile?removed=1", "/nothing"),
    *("/advanced?all=ferry&none=storm&from=20x4", "/about", "/facet/person?q=ferry&find=m", "/person/Mara%20Lindqvist"),
    *("/source/harbour-courier", "/article/ferry?quote=2", "/search?q=ferry&from=2023&to=2023", "/search?from=2024-13"),
    *("/search?page_size=1&page=3", "/article/endless?removed=1", "/search?flag=no-year", "/search?person=" + "w" * 150),
    *("/article/ferry/similar", "/article/ferry/diff/bridge", "/article/endless/diff/storm", "/api/docs", "/person/Nobody", "/facet/source?find=zzz"),
    *("/search?page_size=2&page=9", "/search?q=turbin", "/busy", "/broken", "/search?q=slow", "/gone", "/search?q=" + "x" * 17_000),
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


STATUSES = {429: "/busy", 500: "/broken", 503: "/search?q=slow", 431: "/search?q=" + "x" * 17_000, 404: "/nothing", 400: "/search?q=colour:red"}


class Slow(MemoryEngine):
    """Takes too long for one query, and is gone for another."""

    def answer(self, request: Request) -> Answer:
        if request.q == "slow":
            raise TooSlow(2.0)
        return super().answer(request)


def failing() -> flask.Flask:
    """The application, with routes that fail as the others may one day."""
    app = create_app(Slow(ARCHIVE))

    def fails(error: Exception) -> Callable[[], NoReturn]:
        def view() -> NoReturn:
            raise error

        return view

    for path, error in (("/busy", TooManyRequests()), ("/broken", KeyError("x")), ("/gone", EngineDown("gone"))):
        app.add_url_rule(path, path, fails(error))
    return app


@pytest.fixture(scope="module")
def site():
    server = Server(failing(), "127.0.0.1", 0)
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


def test_the_timeline_zooms_by_a_click_and_out_again(reader, site):
    reader.goto(f"{site}/search?q=ferry")
    bars = reader.locator(".bars a")
    assert bars.count() == 7  # December 2023 to June 2024
    assert bars.first.locator("title").text_content() == "December 2023: 1 article"
    # A whole month is a target, however low its bar is.
    bars.last.locator(".hit").click(position={"x": 2, "y": 2})
    assert reader.url == f"{site}/search?q=ferry&from=2024-06&to=2024-06"
    assert reader.locator(".bar.hollow").count() == 1
    reader.get_by_role("link", name="Zoom out").click()
    assert reader.url == f"{site}/search?q=ferry&from=2024&to=2024"


def test_the_table_is_the_timeline_for_keys_and_screen_readers(reader, site):
    reader.goto(f"{site}/search?q=ferry")
    assert reader.locator(".bars").get_attribute("aria-hidden") == "true"
    drawn = [bar.get_attribute("href") for bar in reader.locator(".bars a:has(.bar)").all()]
    reader.get_by_text("As a table").click()
    assert [link.get_attribute("href") for link in reader.locator(".as-table a").all()] == drawn
    assert reader.get_by_role("row").count() == len(drawn) + 1


def test_on_a_phone_the_timeline_is_closed_and_opens(browser, site):
    with looking(browser, width=360, script=False) as page:
        page.goto(f"{site}/search?q=ferry")
        assert not page.locator(".bars").is_visible()
        page.get_by_text("Over time", exact=True).click()
        assert page.locator(".bars").is_visible()
        assert page.get_by_label("From").is_visible()


BY_KEYS = [
    *("/", "/search?q=ferry", "/article/ferry?q=ferry", "/advanced", "/person/Mara%20Lindqvist", "/source/harbour-courier", "/facet/person"),
    *("/search?q=colour:red", "/search?q=zeppelin+ferry", "/article/ferry/diff/bridge", "/article/ferry?quote=2&removed=1", "/about", "/busy"),
]


def test_every_page_is_reached_by_tab_and_no_focus_is_hidden(page, site):
    for address in BY_KEYS:
        page.goto(site + address)
        wanted = page.evaluate(FOCUSABLE)
        seen = set()
        for _ in range(len(wanted) + 1):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUSED)
            if here:
                assert here["outline"] == "3px" and here["shown"], here["html"]
                seen.add(here["at"])
        assert len(seen) == len(wanted), address


FOCUSABLE = """
[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter(one => one.checkVisibility() && one.tabIndex >= 0).map(one => one.outerHTML)
"""
FOCUSED = """
(() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const all = [...document.querySelectorAll("a[href], button, input, select, summary")];
  return {at: all.indexOf(one), html: one.outerHTML, outline: getComputedStyle(one).outlineWidth,
          shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
})()
"""


def test_ctrl_and_k_go_to_the_box_and_plain_k_is_a_letter(page, site):
    page.goto(f"{site}/search?q=ferry")
    page.keyboard.press("k")
    assert page.locator("#q:focus").count() == 0
    page.keyboard.press("Control+k")
    assert page.locator("#q:focus").count() == 1
    page.goto(site)
    page.keyboard.press("Meta+K")
    assert page.locator("#q:focus").count() == 1


def test_a_link_and_a_quote_can_be_copied_and_it_is_said(browser, site):
    with looking(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        page.goto(f"{site}/search?q=ferry")
        page.get_by_role("button", name="Copy link").click()
        page.get_by_text("Copied", exact=True).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{site}/search?q=ferry"
        page.goto(f"{site}/article/ferry?quote=2")
        page.get_by_role("button", name="Copy quote").click()
        page.get_by_text("Copied", exact=True).wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "Nobody should have to choose" in copied and "SHA-256 of the page aaaa" in copied


def test_without_script_no_button_needs_one(reader, site):
    for address in PAGES:
        reader.goto(site + address)
        for button in reader.locator("button[type=button]").all():
            assert not button.is_visible(), address


def test_print_has_title_query_results_and_addresses_and_nothing_else(browser, site):
    with looking(browser, printed=True) as page:
        page.goto(f"{site}/search?q=ferry")
        text = page.locator("body").inner_text()
        assert "3 articles for “ferry”" in text and "https://harbour.example/news/2023/12/ferry-winter" in text
        for hidden in ("Advanced", "Filter results", "Sort:", "Apply dates", "Next", "Search help"):
            assert hidden not in text


SHIFT = """
new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})
"""


def test_the_first_view_is_small_asks_nobody_else_and_does_not_move(browser, site):
    for address in PAGES:
        with looking(browser) as page:
            asked = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(site + address)
            assert page.evaluate(SHIFT) == 0, address
            assert len(asked) <= 5
            assert all(url.startswith(site) for url in asked)
            sent = sum(len(gzip.compress(page.context.request.get(url).body())) for url in asked)
            assert sent <= 30_000, (address, sent)


def test_the_script_is_at_most_three_kilobytes():
    script = resources.files("broadsheet_web") / "static" / "broadsheet.js"
    assert len(script.read_bytes()) <= 3_000


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


POST = """size => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: "/search", enctype: "text/plain"});
  form.append(Object.assign(document.createElement("textarea"), {name: "q", value: "x".repeat(size)}));
  document.body.append(form);
  form.submit();
}"""


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_what_is_refused_or_fails(browser, site, mode):
    closed = Server(create_app(MemoryEngine(ARCHIVE), token="open sesame"), "127.0.0.1", 0)
    thread = threading.Thread(target=closed.run)
    thread.start()
    try:
        with looking(browser, **MODES[mode]) as page:
            for status, address in STATUSES.items():
                assert page.goto(site + address).status == status
                assert audited(page) == [], address
            for status, size in ((405, 10), (413, 70_000)):
                page.goto(site)
                with page.expect_navigation() as there:
                    page.evaluate(POST, size)
                assert there.value.status == status
                assert page.locator(".top, .bottom").count() == 2  # the usual frame
                assert audited(page) == [], status
            answer = page.context.request.get(closed.url)
            assert answer.status == 401
            page.goto("about:blank")
            page.set_content(answer.text())  # Chromium without a window shows no page that asks for a password
            assert "This archive is closed" in page.locator("h1").inner_text()
            assert audited(page) == []
    finally:
        closed.stop()
        thread.join()


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


def test_tab_reaches_the_skip_link_first_and_focus_is_seen(page, site):
    page.goto(f"{site}/search?q=ferry")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("class") == "skip"
    assert focused.bounding_box()["y"] >= 0
    assert focused.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
