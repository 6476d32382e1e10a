"""Forty payloads in every field and every box, in Chromium with scripts on: no dialog, no report of the policy, no other host."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest

from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.serving import Server

from .chromium import looking, needs_chromium
from .test_escaping import PAYLOADS, filled

pytestmark = needs_chromium
SENDABLE = [payload.encode("utf-8", "replace").decode() for payload in PAYLOADS]
BOXES = {
    "/search": ("q", "from", "person", "source", "sort"),
    "/advanced": ("all", "phrase", "any", "none", "headline", "person", "source", "lang", "from"),
    "/facet/person": ("find", "q"),
}
EVERYWHERE = ["/", "/search?q=ferry&page_size=100", "/search?q=ferry&page_size=100&collapse=none", "/about", "/help", "/advanced"]
EVERYWHERE += ["/api/docs", "/article/a3/similar", "/article/a3/diff/a4", "/search?q=cluster:a3&collapse=none", "/search?q=in:removed+script"]
EVERYWHERE += [f"/facet/{name}" for name in ("person", "author", "source", "section", "lang", "flag")]
OTHER_FORMS = ["/feed.atom?q=ferry", "/api/search?q=ferry&page_size=100", "/article/a0/text", "/api/cite?q=ferry&format=plain"]


@pytest.fixture(scope="module")
def site():
    server = Server(create_app(MemoryEngine({f"a{at}": filled(payload) for at, payload in enumerate(PAYLOADS)})), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.url
    server.stop()
    thread.join()


@contextmanager
def watched(browser, site):
    """A page, and what must stay empty: dialogs, reports of the policy, errors of a script, requests to elsewhere."""
    wrong = []
    with looking(browser) as page:
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda asked: None if asked.url.startswith(site) else wrong.append(asked.url))
        yield page, wrong


def test_no_payload_in_an_article_does_anything(browser, site):
    with watched(browser, site) as (page, wrong):
        for address in EVERYWHERE:
            page.goto(site + address)
            assert wrong == [], address
        for at in range(len(PAYLOADS)):
            page.goto(f"{site}/article/a{at}?q=ferry&removed=1&quote=1")
            assert wrong == [], PAYLOADS[at]


def test_no_payload_as_a_name_does_anything(browser, site):
    with watched(browser, site) as (page, wrong):
        for payload in SENDABLE:
            for kind in ("person", "source"):
                page.goto(f"{site}/{kind}/{quote(payload[:200], safe='')}")
                assert wrong == [], payload


@pytest.mark.parametrize("path", BOXES)
def test_no_payload_in_a_box_does_anything(browser, site, path):
    with watched(browser, site) as (page, wrong):
        first, *others = BOXES[path]
        for payload in SENDABLE:
            for names in ([first], others):
                page.goto(f"{site}{path}?{urlencode(dict.fromkeys(names, payload))}")
                assert wrong == [], (names, payload)


def test_other_forms_of_an_answer_are_no_pages(browser, site):
    with watched(browser, site) as (page, wrong):
        for address in OTHER_FORMS:
            page.goto(site + address)
            assert page.locator("img, iframe, form, base").count() == 0
            assert wrong == [], address
