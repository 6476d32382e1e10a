"""`sites.toml`: what the user keeps and drops of a site's pages outranks every rule, and is told as his."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet_index import build, extract
from broadsheet_index.article import Article, Given, Page
from broadsheet_index.errors import BadInput
from broadsheet_index.extraction import explained
from broadsheet_index.extraction import extract as extracted
from broadsheet_index.read.sites import Sites, read_sites
from broadsheet_search import Request, open_engine

from .pages import story, text_page

PARAGRAPHS = story().split("\n\n")
RELATED = "Tram fares to rise in autumn"


def html(*parts: str, url: str = "https://news.gazette.example/leak") -> str:
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    title = "Ferry cancelled after leak"
    return f'<html lang="en"><head><title>{title}</title><link rel="canonical" href="{url}"></head><body><h1>{title}</h1>{body}</body></html>'


def sites(tmp_path: Path, text: str) -> Sites:
    (tmp_path / "sites.toml").write_text(text, encoding="utf-8")
    return read_sites(tmp_path / "sites.toml")


def article(content: str, told: Sites, form: str = "html", given: Given | None = None) -> Article:
    return extracted(Page("page", content, form, "0" * 64, given=given or Given()), told)  # type: ignore[arg-type]


def by_rule(found: Article, rule: str = "yours") -> list[str]:
    return [one.text for one in found.removed if one.rule == rule]


PROMO = '<aside class="promo"><p>The harbour office sells a calendar of the ferries, which was printed last week in Eastvale.</p></aside>'
RECIPE = '<div class="share"><p>Share this soup</p></div>'
# what the file says; parts of the page; what has to be in the body; what has to be removed as "yours"
CASES = [
    ('drop = ["p.odd"]', ['<p class="odd">The second boat sailed at nine, said the office.</p>'], [], ["The second boat sailed at nine, said the office."]),
    ('drop = ["p.even"]', ['<p class="odd">The second boat sailed at nine, said the office.</p>'], ["The second boat sailed at nine, said the office."], []),
    ('keep = [".share"]', [RECIPE], ["Share this soup"], []),
    ('keep = [".shares"]', [RECIPE], [], []),
    ('drop-phrases = ["sailed at NINE"]', ["The second boat sailed at nine, said the office."], [], ["The second boat sailed at nine, said the office."]),
    ('keep-phrases = ["share this soup"]', [RECIPE], ["Share this soup"], []),
    # a phrase outranks a selector, an element what stands around it, and of both for one element it is kept
    ('drop = [".share"]\nkeep-phrases = ["Share this"]', [RECIPE], ["Share this soup"], []),
    ('drop = [".share"]\nkeep = [".share p"]', [RECIPE], ["Share this soup"], []),
    ('keep = [".share"]\ndrop = [".share p"]', [RECIPE], [], ["Share this soup"]),
    ('keep = [".share"]\ndrop = [".share"]', [RECIPE], ["Share this soup"], []),
    # inside a paragraph only what is named goes
    ('drop = ["span.ad"]', ['<p>The boat sailed <span class="ad">Buy a ticket</span>at nine, said the office.</p>'],
     ["The boat sailed at nine, said the office."], ["Buy a ticket"]),
    ('keep = ["b.x"]', ['<div class="share"><p>Share <b class="x">soup</b></p></div>'], ["Share soup"], []),
]  # fmt: skip


@pytest.mark.parametrize(("told", "parts", "kept", "dropped"), CASES)
def test_what_the_user_names_is_kept_or_dropped(tmp_path: Path, told: str, parts: list[str], kept: list[str], dropped: list[str]) -> None:
    found = article(html(*PARAGRAPHS, *parts), sites(tmp_path, f'["gazette.example"]\n{told}\n'))
    assert found.body == (*PARAGRAPHS, *kept)
    assert by_rule(found) == dropped
    assert found.title == "Ferry cancelled after leak"


def test_a_domain_covers_its_subdomains_and_no_other(tmp_path: Path) -> None:
    told = sites(tmp_path, '["gazette.example"]\ndrop-phrases = ["since 1951"]\n["*"]\ndrop-phrases = ["second boat"]\n')
    for url, left in [
        ("https://gazette.example/a", 1),
        ("https://www.gazette.example/a", 1),
        ("https://news.Gazette.example/a", 1),
        ("https://thegazette.example/a", 2),
        ("https://gazette.example.org/a", 2),
    ]:
        assert len(article(html(*PARAGRAPHS, url=url), told).body) == left, url


def test_a_page_that_nothing_is_told_of_is_as_it_was(tmp_path: Path) -> None:
    told = sites(tmp_path, '["echo.example"]\ndrop = ["p"]\n["*"]\ndrop = ["p.nothing"]\ndrop-phrases = ["no such words"]\n')
    assert article(html(*PARAGRAPHS, PROMO), told) == article(html(*PARAGRAPHS, PROMO), Sites())


def test_phrases_reach_dumps_and_clean_records_by_the_source_that_was_given(tmp_path: Path) -> None:
    told = sites(tmp_path, '["gazette.example"]\ndrop-phrases = ["since 1951"]\nkeep-phrases = ["Tram fares"]\n')
    for given in (Given(source="gazette.example"), Given(url="https://gazette.example/1")):
        dump = article(text_page(), told, "text", given)
        assert dump.body == (*PARAGRAPHS[:2], RELATED)
        clean = article(story(), told, "clean", given)
        assert (clean.body, by_rule(clean)) == (tuple(PARAGRAPHS[:2]), PARAGRAPHS[2:])
    assert article(text_page(), told, "text").body == tuple(PARAGRAPHS)


def test_what_is_dropped_tells_no_facts(tmp_path: Path) -> None:
    page = html('<div class="who">By Mara Ellison</div>', *PARAGRAPHS)
    assert article(page, Sites()).authors == ("Mara Ellison",)
    assert article(page, sites(tmp_path, '["gazette.example"]\ndrop = [".who"]\n')).authors == ()


def test_the_explanation_says_what_is_yours(tmp_path: Path) -> None:
    told = sites(tmp_path, '["gazette.example"]\ndrop-phrases = ["since 1951"]\nkeep = [".share"]\n')
    found = explained(Page("page", html(*PARAGRAPHS, RECIPE), "html", ""), told)
    assert [one.verdict for one in found] == ["headline", "kept", "kept", "yours", "kept, yours"]


FAULTS = [
    ("[gazette.example]\ndrop = ['p']", "quotes"),
    ('["gazette.example"]\ndrop = "p"', "drop: not a list"),
    ('["gazette.example"]\ndrop = []', "drop: not a list"),
    ('["gazette.example"]\ndorp = ["p"]', "no key 'dorp'; there are keep, drop, keep-phrases, drop-phrases"),
    ('["gazette.example"]\ndrop = ["p..x"]', '"p..x" is no CSS selector'),
    ('["https://gazette.example/"]\ndrop = ["p"]', "is no domain"),
    ('drop = ["p"]', "stands outside of a site"),
    ('["gazette.example"]\ndrop = [p]', "line 2"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_file_that_cannot_be_used_says_where_and_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as error:
        sites(tmp_path, text)
    assert said in str(error.value)
    assert "sites.toml" in str(error.value)
    with pytest.raises(BadInput, match=r"no-such\.toml"):
        read_sites(tmp_path / "no-such.toml")


def test_the_example_of_the_readme_works(tmp_path: Path) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    example = readme.partition("```toml\n")[2].partition("```")[0]
    assert "drop-phrases" in example
    told = sites(tmp_path, example)
    page = html(*PARAGRAPHS, '<aside class="promo">Our calendar</aside>', '<div class="recipe">Share this soup</div>', "Read our privacy promise.")
    found = article(page, told)
    assert found.body == (*PARAGRAPHS, "Share this soup")
    assert by_rule(found) == ["Our calendar", "Read our privacy promise."]


def found(index: Path, q: str) -> list[str]:
    with open_engine(index) as engine:
        return sorted(hit.article.path for hit in engine.answer(Request(q, page_size=100)).hits)


def test_a_change_reads_the_pages_of_its_site_again_and_no_other(tmp_path: Path) -> None:
    pages, index, file = tmp_path / "pages", tmp_path / "index", tmp_path / "sites.toml"
    pages.mkdir()
    for name in ("gazette", "echo", "post"):
        (pages / f"{name}.html").write_text(html(*PARAGRAPHS, url=f"https://{name}.example/leak"), encoding="utf-8")
    (pages / "list.html").write_text(html(), encoding="utf-8")
    build([pages], index)

    def told(text: str | None) -> tuple[int, int]:
        if text is not None:
            file.write_text(text, encoding="utf-8")
        report = build([pages], index, sites=file if text is not None else None)
        assert len(report.skipped) == 1
        return report.indexed, report.unchanged

    assert told('["gazette.example"]\ndrop-phrases = ["since 1951"]\n') == (1, 2)
    assert found(index, "in:removed 1951") == ["gazette.html"]
    assert told('["gazette.example"]\ndrop-phrases = ["since 1951"]\n') == (0, 3)
    assert told('["gazette.example"]\ndrop-phrases = ["since 1951"]\n["echo.example"]\ndrop = ["p:last-child"]\n') == (1, 2)
    assert found(index, "in:removed 1951") == ["echo.html", "gazette.html"]
    assert told('["echo.example"]\ndrop = ["p:last-child"]\n') == (1, 2)
    assert told(None) == (1, 2)
    assert found(index, "1951") == ["echo.html", "gazette.html", "post.html"]


def test_python_and_the_command_line_take_the_file(tmp_path: Path) -> None:
    file, page = tmp_path / "sites.toml", tmp_path / "page.html"
    file.write_text('["gazette.example"]\ndrop-phrases = ["since 1951"]\n', encoding="utf-8")
    page.write_text(html(*PARAGRAPHS), encoding="utf-8")
    assert len(extract(page, sites=file).body) == 2
    assert build([page], tmp_path / "index", sites=os.fspath(file)).indexed == 1
    assert found(tmp_path / "index", "in:removed 1951") == ["page.html"]
