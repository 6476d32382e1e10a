"""The page as a reader without scripts has it: in Chromium, over the real server, wide and on a phone."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from broadsheet_index.article import Person, Removed, Source
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.serving import Server

from .chromium import follow, needs_chromium, press, see, shown
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
    reader.get(site)
    [box] = see(reader, "input[type=search]")
    box.send_keys("ferry")
    press(reader, see(reader, "form[role=search] button")[0])
    assert see(reader, "h1")[0].text == "3 articles for “ferry”"
    assert {mark.text.lower() for mark in see(reader, "mark")} == {"ferry"}

    follow(reader, "Olle Berg")
    assert len(see(reader, ".rows > li")) == 2
    assert "Person: Olle Berg" in see(reader, ".chips a")[0].text

    follow(reader, "Island ferry to run")
    assert "20 December 2023" in see(reader, "article")[0].text
    assert not see(reader, ".removed")

    follow(reader, "Show what was removed")
    assert "Removed: related links" in see(reader, ".body")[0].text
    assert len(see(reader, ".removed")) == 4
    follow(reader, "Hide what was removed")
    assert not see(reader, ".removed")

    follow(reader, "Results for")
    assert see(reader, "h1")[0].text == "3 articles for “ferry”"


def test_dates_narrow_the_results_and_a_chip_takes_them_off(reader, site):
    reader.get(f"{site}/search?q=ferry")
    see(reader, "#from")[0].send_keys("2023")
    see(reader, "#to")[0].send_keys("2023")
    press(reader, see(reader, ".dates button")[0])
    assert reader.current_url == f"{site}/search?q=ferry&from=2023&to=2023"
    assert see(reader, "h1")[0].text == "1 article for “ferry”"
    press(reader, see(reader, ".chips a")[0])
    assert reader.current_url == f"{site}/search?q=ferry"


def test_a_new_query_keeps_the_filters(reader, site):
    reader.get(f"{site}/search?q=ferry&person=Olle+Berg")
    [box] = see(reader, "input[type=search]")
    box.clear()
    box.send_keys("storm")
    press(reader, see(reader, "form[role=search] button")[0])
    assert reader.current_url == f"{site}/search?q=storm&person=Olle+Berg"


@pytest.mark.parametrize("width", NARROW)
@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wider_than_a_phone(browser, site, address, width):
    shown(browser, width)
    browser.get(site + address)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_first_result_starts_within_600_pixels(browser, site):
    shown(browser, 360)
    browser.get(f"{site}/search?q=ferry&person=Olle+Berg")
    assert browser.execute_script("return document.querySelector('.rows').getBoundingClientRect().top") < 600


SMALL = """
return [...document.querySelectorAll("a, button, input:not([type=hidden]), summary")].filter(one => {
  const box = one.getBoundingClientRect();
  const text = one.closest("p:not(.byline, .back, .onward, .jump), .skip");
  return box.height && box.height < 24 && !text;
}).map(one => one.outerHTML);
"""
CONTRAST = """
const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
  .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
  .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
const paper = one => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (!/, 0\\)$|transparent/.test(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
return [...document.querySelectorAll("body *")]
  .filter(one => [...one.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
  .filter(one => {
    const a = light(getComputedStyle(one).color), b = light(paper(one));
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5;
  }).map(one => one.outerHTML);
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_targets_are_large_enough_and_text_has_contrast(browser, site, address, dark):
    shown(browser, 360, dark)
    browser.get(site + address)
    assert browser.execute_script(SMALL) == []
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.parametrize("address", ["/", "/search?q=attack", "/article/hostile?q=attack&removed=1"])
def test_no_payload_runs_and_no_policy_is_broken(browser, site, address):
    from selenium.common.exceptions import NoAlertPresentException

    browser.get_log("browser")
    browser.get(site + address)
    with pytest.raises(NoAlertPresentException):
        _ = browser.switch_to.alert.text
    assert browser.get_log("browser") == []


def test_the_first_view_is_small_and_asks_nobody_else(browser, site):
    browser.get(f"{site}/search?q=ferry")
    names = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert len(names) <= 4
    assert all(name.startswith(site) for name in names)


def test_tab_reaches_the_skip_link_first_and_focus_is_seen(browser, site):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    shown(browser, 1280)
    browser.get(f"{site}/search?q=ferry")
    ActionChains(browser).send_keys(Keys.TAB).perform()
    focused = browser.switch_to.active_element
    assert focused.get_attribute("class") == "skip"
    assert focused.rect["y"] >= 0
    assert focused.value_of_css_property("outline-width") == "3px"
