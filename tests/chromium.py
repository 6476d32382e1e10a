"""Chromium, driven by tests: found on the machine, brought by CI, never downloaded."""

from __future__ import annotations

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
REQUIRED = os.environ.get("BROADSHEET_BROWSER") == "required"  # CI: a missing browser fails, it is not skipped

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not (REQUIRED or (CHROMIUM and DRIVER)), reason="Chromium or chromedriver is not installed"),
]


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(DRIVER)) as driver:
        yield driver


@pytest.fixture
def reader(browser):
    """The browser at desk width, scripts of pages off."""
    shown(browser, 1280)
    scripts(browser, on=False)
    yield browser
    scripts(browser, on=True)


def shown(browser, width, dark=False):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def scripts(browser, on):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})


def see(browser, selector):
    from selenium.webdriver.common.by import By

    return browser.find_elements(By.CSS_SELECTOR, selector)


def press(browser, element):
    """Click, and wait for the page that comes of it."""
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.wait import WebDriverWait

    [before] = see(browser, "html")
    element.click()
    WebDriverWait(browser, 10).until(staleness_of(before))


def follow(browser, words):
    from selenium.webdriver.common.by import By

    press(browser, browser.find_element(By.PARTIAL_LINK_TEXT, words))
