"""Chromium, driven by tests: found on the machine, brought by CI, never downloaded."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("BROADSHEET_BROWSER") == "required"  # CI: a missing browser fails, it is not skipped
THERE = bool(CHROMIUM and find_spec("playwright"))

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not (REQUIRED or THERE), reason="no Chromium on this machine: the pages were not looked at"),
]

# What UI.md asks axe to be silent in. Forced colours and print are looked at as Chromium emulates them.
MODES = {
    "desk": {},
    "phone": {"width": 320},
    "dark": {"dark": True},
    "forced colours": {"forced": True},
    "print": {"printed": True},
}


@contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser():
    with chromium() as driven:
        yield driven


@contextmanager
def looking(browser, *, width=1280, height=800, dark=False, forced=False, printed=False, script=True):
    """A page of its own: no cache, no history, no cookie of another."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        forced_colors="active" if forced else "none",
        java_script_enabled=script,
        has_touch=width < 600,
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    if printed:
        page.emulate_media(media="print")
    yield page
    context.close()


@pytest.fixture
def reader(browser):
    """A page at desk width, script off."""
    with looking(browser, script=False) as page:
        yield page


@pytest.fixture
def page(browser):
    """A page at desk width."""
    with looking(browser) as page:
        yield page


def audited(page):
    """What axe finds wrong: (rule, element) pairs."""
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [(wrong["id"], node["html"]) for wrong in found["violations"] for node in wrong["nodes"]]
