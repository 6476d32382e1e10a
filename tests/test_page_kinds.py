"""What kind of page it is: lists, live blogs, walls, stubs and shells, and the articles that look like them.

A page that is wrongly called a list or a wall is not indexed, so each kind stands beside its near misses.
"""

from __future__ import annotations

import pytest

from broadsheet_index.article import Page
from broadsheet_index.extraction import extract

from .test_strip import HEADLINE, STORY

NEWS = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}"}}</script>'


def flags(body: str, head: str = "", title: str = HEADLINE) -> set[str]:
    html = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    return set(extract(Page("page.html", html, "html", "0" * 64)).flags)


def cards(count: int) -> str:
    return "".join(
        f'<article class="card"><h3><a href="/{n}">Harbour story number {n} tells of the ferry</a></h3>'
        f"<p>Summary {n} of a story about boats, harbours and the towns around them.</p><time>{n} March 2024</time></article>"
        for n in range(1, count + 1)
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


POSTS = "".join(
    f'<article class="post"><time>1{n}:30</time><h3><a href="#p{n}">Council vote number {n} is counted</a></h3>'
    f"<p>The harbour master said that vote number {n} was counted at the pier by nine people.</p></article>"
    for n in range(9)
)
FERRIES = "".join(
    f'<div class="item"><h2><a href="/f{n}">The night ferry to island {n}</a></h2>'
    f"<p>It sails at nine, has {n} cabins, and its captain tells stories until the last lamp is out.</p></div>"
    for n in range(10)
)
SPACES = f"<section>{cards(4)}</section><section>{cards(3)}</section><section>{cards(5)}</section>"

LISTS = [
    (f"<h1>Harbourton Gazette</h1><main>{cards(12)}</main>", "Harbourton Gazette"),
    (f"<h1>Politics</h1><main>{cards(12)}</main>", "Politics | Gazette"),
    (f"<h1>Search results for ferry</h1><main>{cards(12)}</main>", "Search results for ferry"),
    (f"<h1>Ferries</h1><p>All that we have told about the ferries of Harbourton.</p><main>{cards(12)}</main>", "Ferries"),
    ("<h1>Gazette</h1>" + SPACES, "Gazette"),
]
ARTICLES = [
    (f"<article><h1>{HEADLINE}</h1>{paragraphs(*STORY[:2])}</article><aside>{cards(12)}</aside>", HEADLINE, ""),
    (f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY[0])}</article><section>{cards(12)}</section>", HEADLINE, ""),
    (f"<article><h1>{HEADLINE}</h1><p>The ferry sank on Tuesday.</p></article><section>{cards(8)}</section>", HEADLINE, ""),
    (f"<article><h1>{HEADLINE}</h1><p>The ferry sank on Tuesday.</p></article><section>{cards(8)}</section>", HEADLINE, NEWS),
    (f"<div><h1>{HEADLINE}</h1>{paragraphs(STORY[0])}</div><div>{cards(12)}</div>", HEADLINE, ""),
    ("<h1>Ten ferries to take</h1><p>Here are ten ferries that are worth a night.</p>" + FERRIES, "Ten ferries to take", ""),
    (f"<h1>{HEADLINE}: live updates</h1>{POSTS}", f"{HEADLINE}: live updates", ""),
    (
        f'<h1>Ferries</h1>{paragraphs(STORY[0])}<main>{cards(12)}</main>', "Ferries",
        '<meta property="og:type" content="article">',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "title"), LISTS)
def test_a_page_of_stories_without_one_of_its_own_is_a_list(body: str, title: str) -> None:
    assert "list-page" in flags(body, title=title)


@pytest.mark.parametrize(("body", "title", "head"), ARTICLES)
def test_an_article_is_no_list_however_many_cards_stand_around_it(body: str, title: str, head: str) -> None:
    assert "list-page" not in flags(body, head, title)


def test_a_live_blog_of_cards_is_a_live_blog() -> None:
    assert "live-blog" in flags(f"<h1>{HEADLINE}: live updates</h1>{POSTS}", title=f"{HEADLINE}: live updates")


def test_cards_around_a_short_article_are_no_part_of_it() -> None:
    html = f"<html><body><article><h1>{HEADLINE}</h1>{paragraphs(*STORY[:2])}</article><aside>{cards(12)}</aside></body></html>"
    assert extract(Page("page.html", html, "html", "0" * 64)).body == STORY[:2]


WALLS = [
    "<h1>Before you continue</h1><p>We and our 812 partners use cookies and need your consent to store personal data.</p>",
    "<h1>Willkommen</h1><p>Wir und unsere Partner verwenden Cookies. Ihre Einwilligung können Sie im Datenschutz widerrufen.</p>",
]
LAW = "The council voted on a law on cookies and consent, and on the privacy of those who take the ferry at night."


@pytest.mark.parametrize("body", WALLS)
def test_a_page_that_only_asks_for_consent_is_a_wall(body: str) -> None:
    assert "consent-wall" in flags(body, title="Gazette")


def test_a_story_about_consent_is_no_wall() -> None:
    assert "consent-wall" not in flags(f"<article><h1>Cookie law comes to the harbour</h1>{paragraphs(LAW, STORY[1])}</article>")
    assert "consent-wall" not in flags(f"<article><h1>Cookie law comes to the harbour</h1>{paragraphs(LAW)}</article>")


def test_a_stub_is_paid_for_and_a_story_that_quotes_one_is_not() -> None:
    wall = '<div class="paywall">Already a subscriber? Sign in to keep reading.</div>'
    assert "paywall" in flags(f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY[0])}{wall}</article>")
    quoting = "The poster on the pier said that the last page was for subscribers only, and so nobody read it."
    assert "paywall" not in flags(f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY[0], quoting, *STORY[1:])}</article>")


def test_a_shell_needs_its_script_and_a_story_about_scripts_does_not() -> None:
    shell = '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="a.js"></script>'
    assert "script-only" in flags(shell) or not flags(shell)
    told = paragraphs("The ferry site requires JavaScript, and the harbour master has none.", *STORY)
    assert "script-only" not in flags(f"<article><h1>JavaScript at sea</h1>{told}</article>")
