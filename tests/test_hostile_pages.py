"""Pages that cost their reader dearly are read or named, and the pages around them are read as ever.

Small in every run, at full size by `make soak`; `python -m tests.hostile_pages` prints what each costs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet_index import build
from broadsheet_index.article import Article, Page
from broadsheet_index.workers import Extraction

from .hostile_pages import FORMS
from .pages import html_page

SCALE = 2_000
FULL = 100_000  # up to 9 MB


def test_there_are_as_many_forms_as_the_house_promises() -> None:
    assert len(FORMS) >= 24


@pytest.mark.parametrize("scale", [SCALE, pytest.param(FULL, marks=pytest.mark.soak)])
def test_every_form_is_read_or_named_and_the_run_goes_on(scale: int) -> None:
    ordinary = Page("ordinary.html", html_page(), "html", "0" * 64)
    items = [item for name, form in FORMS.items() for item in ((name, Page(name, form(scale), "html", "0" * 64)), ("", ordinary))]
    results = list(Extraction[str](2).run(items))
    assert len(results) == 2 * len(FORMS)
    for name, _, result in results:
        if name:
            assert isinstance(result, Article) or not result.startswith(("a fault", "its reader died")), (name, result)  # type: ignore[union-attr]
        else:
            assert isinstance(result, Article)
            assert len(result.body) == 3


def test_what_is_hostile_does_not_hide_the_story_before_it() -> None:
    kept = ("deep nesting", "giant comment", "script", "JSON-LD, deep", "huge attribute", "line breaks", "links", "list items")
    for _, _, result in Extraction[str](1).run((name, Page(name, FORMS[name](SCALE), "html", "0" * 64)) for name in kept):
        assert isinstance(result, Article)
        assert result.body[0].startswith("The ferry to Gull Rock was cancelled")


def test_a_folder_with_a_page_of_20_mb_and_one_past_it_is_indexed(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    page = html_page().encode()
    (pages / "limit.html").write_bytes(page + b"<!--" + b"x" * (20_000_000 - len(page) - 7) + b"-->")
    (pages / "past.html").write_bytes(page + b"<!--" + b"x" * (20_000_001 - len(page) - 7) + b"-->")
    (pages / "zeros.html").write_bytes(bytes(1_000_000))
    (pages / "ordinary.html").write_bytes(page)
    report = build([pages], tmp_path / "index")
    assert report.indexed == 2
    assert {skip.path: skip.reason for skip in report.skipped} == {"past.html": "larger than 20 MB", "zeros.html": "no text"}
