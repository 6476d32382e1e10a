"""A page to an article: what is kept and removed, the flags, and pages that give no article. All pages are of our own writing."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet_index.article import FLAGS, Article, Given, Page
from broadsheet_index.errors import BadInput, Unreadable
from broadsheet_index.extraction import explained, extract, extract_file
from broadsheet_index.metadata.flags import is_stub

from .pages import html_page, story, text_page

PARAGRAPHS = story().split("\n\n")


def page(content: str | bytes, form: str = "html", told: Given | None = None) -> Page:
    return Page("page", content, form, "0" * 64, given=told or Given())  # type: ignore[arg-type]


def article(content: str | bytes, form: str = "html", told: Given | None = None) -> Article:
    return extract(page(content, form, told))


def html(*paragraphs: str, head: str = "", below: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    title = "Ferry cancelled after leak"
    return f'<html lang="en"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>{below}</body></html>'


def test_a_page_becomes_an_article() -> None:
    found = article(html_page(url="https://echo.example/ferry?utm_source=x"))
    assert found.title == "Ferry cancelled after leak"
    assert found.body == tuple(PARAGRAPHS)
    assert (found.source.name, found.source.domain) == ("The Echo", "echo.example")
    assert found.url == "https://echo.example/ferry?utm_source=x"
    assert found.lang == "en"
    assert [person.name for person in found.people] == ["Ruth Amari"]
    assert found.flags == ("no-date",)


def test_bytes_and_text_give_the_same_article() -> None:
    content = html_page()
    assert article(content.encode()) == article(content) == article(content.encode("utf-16"))


def test_every_removed_block_is_told_with_its_reason_and_its_place() -> None:
    content = f"Home\n\n{story().replace(chr(10) * 2, chr(10) * 2 + 'Advertisement' + chr(10) * 2, 1)}\n\nRelated articles\n\nTram fares to rise in autumn\n"
    found = article(content, "text")
    assert found.body == tuple(PARAGRAPHS)
    assert [(one.text, one.position) for one in found.removed] == [
        ("Home", 0), ("Advertisement", 1), ("Related articles", 3), ("Tram fares to rise in autumn", 3),
    ]  # fmt: skip
    assert {one.rule for one in found.removed} >= {"advertisement", "related links"}


def test_notes_and_captions_are_facts_and_stand_among_the_removed() -> None:
    note = "Correction: An earlier version of this story gave the wrong name of the captain."
    caption = "The ferry in the harbour on Tuesday. (Photo: Owen Hale/Northwire)"
    found = article("\n\n".join(("Ferry cancelled after leak", note, PARAGRAPHS[0], caption, *PARAGRAPHS[1:])), "text")
    assert found.corrections == (note,)
    assert found.captions == (caption,)
    assert [(one.rule, one.position) for one in found.removed if one.text in (note, caption)] == [("editor's note", 0), ("photo caption", 1)]


def test_a_standfirst_that_is_no_paragraph_is_the_subtitle() -> None:
    standfirst = "Nobody was in danger, says the captain, while passengers wait for the second boat"
    found = article("\n\n".join(("Ferry cancelled after leak", standfirst, *PARAGRAPHS)), "text")
    assert found.subtitle == standfirst
    assert standfirst not in found.body
    assert article("\n\n".join(("Ferry cancelled after leak", *PARAGRAPHS)), "text").subtitle is None


def test_a_clean_record_is_taken_as_it_is() -> None:
    told = Given(title="Bell found", date="2024-03-01", authors=("Lena Okoro",), source="The Echo", url="https://echo.example/bell#top")
    found = article(f"By Mara Ellison\n\n{story()}\n\nRelated articles", "clean", told)
    assert found.body == ("By Mara Ellison", *PARAGRAPHS, "Related articles")
    assert found.removed == ()
    assert (found.title, found.title_origin, found.authors) == ("Bell found", "given", ("Lena Okoro",))
    assert (found.published.value, found.published.origin) == ("2024-03-01", "given")
    assert (found.source.name, found.source.domain) == ("The Echo", "echo.example")
    bare = article(story(), "clean")
    assert bare.title == PARAGRAPHS[0]
    assert (bare.authors, bare.published.value) == ((), None)
    assert set(bare.flags) == {"no-title", "no-date"}


def test_what_the_user_knows_outranks_the_page() -> None:
    told = Given(title="Another title", date="2023-05", authors=("Lena Okoro",), source="Harbour Courier", lang="en-GB", url="https://c.example/1")
    found = article(html(*PARAGRAPHS, head='<meta name="author" content="Owen Hale"><meta property="og:site_name" content="The Echo">'), told=told)
    assert (found.title, found.title_origin, found.authors) == ("Another title", "given", ("Lena Okoro",))
    assert (found.source.name, found.source.domain, found.url, found.lang) == ("Harbour Courier", "c.example", "https://c.example/1", "en")
    assert (found.published.value, found.published.origin) == ("2023-05", "given")


LIST = "".join(
    f'<li><h3><a href="/{number}">{title}</a></h3><p>{text}</p><time>{number} May 2024</time></li>'
    for number, (title, text) in enumerate(
        [("Tram fares to rise", "What a ticket will cost."), ("Library extends hours", "Open until nine."), ("Bakery wins prize", "A rye loaf."),
         ("School roof mended", "Pupils moved back.")], 1)
)  # fmt: skip
LINKS = "".join(f'<li><a href="/{number}">Council votes on harbour plan number {number}</a></li>' for number in range(4))
CONSENT = (
    "We and our 812 partners store cookies on your device. You can manage your consent at any time in the privacy centre, reject all, or "
    "accept all cookies and go on reading."
)
LD = '<script type="application/ld+json">{}</script>'
FLAGGED = [
    (html("A leak was found."), "short", True),
    (html(*PARAGRAPHS), "short", False),
    (f"<html><head><title>City | The Echo</title></head><body><h1>City</h1><ul>{LIST}</ul></body></html>", "list-page", True),
    (html(*PARAGRAPHS, below=f"<h2>More stories</h2><ul>{LIST}</ul>"), "list-page", False),
    (html(*PARAGRAPHS, head=LD.format('{"@type": "LiveBlogPosting", "headline": "Ferry cancelled after leak"}')), "live-blog", True),
    (html(*PARAGRAPHS, "They live on Gull Rock, and saw it as it happened there."), "live-blog", False),
    (html(PARAGRAPHS[0], below="<div><h3>Keep reading with a subscription</h3><p>Already a subscriber? Sign in.</p></div>"), "paywall", True),
    (html(*PARAGRAPHS, "Every subscriber to the timetable was told."), "paywall", False),
    (html("A leak was found by the crew of the ferry.") + f"<p>{CONSENT}</p>", "consent-wall", True),
    (html(*PARAGRAPHS) + f"<p>{CONSENT}</p>", "consent-wall", False),
    (html(*PARAGRAPHS, "The kiosk sells cookies, and asks for no consent."), "consent-wall", False),
    (html(*PARAGRAPHS, "This article was republished from the Harbour Courier."), "republished", True),
    (html(*PARAGRAPHS, "The original timetable will be restored from Friday."), "republished", False),
    (html("Loading", head=LD.format('{"@type": "NewsArticle", "articleBody": "' + " ".join(PARAGRAPHS) + '"}')), "script-only", True),
    (html(*PARAGRAPHS, head=LD.format('{"@type": "NewsArticle", "articleBody": "' + PARAGRAPHS[0] + '"}')), "script-only", False),
    (html(*PARAGRAPHS, *PARAGRAPHS[:1]).replace("Ferry cancelled after leak", "Quarterly botanical examination scores"), "title-mismatch", True),
    (html(*PARAGRAPHS), "title-mismatch", False),
]  # fmt: skip


@pytest.mark.parametrize(("content", "flag", "is_set"), FLAGGED)
def test_a_flag_is_set_for_what_it_says_and_for_nothing_like_it(content: str, flag: str, is_set: bool) -> None:
    assert (flag in article(content).flags) is is_set


def test_a_dump_that_stops_in_a_sentence_is_truncated() -> None:
    whole = text_page().split("Related articles")[0].strip()
    assert "truncated" not in article(whole, "text").flags
    assert "truncated" in article(whole.removesuffix(" could not be used.") + " many of the passengers of that day", "text").flags


def test_flags_come_in_the_order_of_the_list() -> None:
    found = article("A leak was found by the crew of the ferry to Gull Rock.", "text")
    assert found.flags == tuple(flag for flag in FLAGS if flag in found.flags)


def test_a_list_page_has_no_date_no_authors_and_no_people() -> None:
    found = article(FLAGGED[2][0])
    assert (found.published.value, found.authors, found.people) == (None, (), ())


def test_people_are_not_looked_for_in_a_language_that_cannot_be_read() -> None:
    text = "ההפלגה לאי בוטלה ביום שלישי לאחר שהצוות מצא מים בחדר המכונות, כך מסר משרד הנמל לכתבים. " * 3
    found = article("\n\n".join(("ההפלגה לאי בוטלה ביום שלישי", text, text)), "text")
    assert (found.lang, found.people) == ("he", ())
    assert "people-not-read" in found.flags


UNREADABLE = [
    ("", "html", "empty file"),
    (" \n\n ", "text", "empty file"),
    ("<html><head><title>Ferry</title></head><body></body></html>", "html", "no text"),
    ("\n\u200b\n", "clean", "no text"),
    ("word " * 500_000, "clean", "more than 2 MB of text"),
]  # fmt: skip


NO_STORY = [
    ("<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script>var a = 1</script></body></html>",
     "script-only", "page that needs its script"),
    ("<html><body><div>Please enable JavaScript to view this page.</div><script>var a = 1</script></body></html>",
     "script-only", "page that needs its script"),
    (html(CONSENT), "consent-wall", "consent wall"),
    (html("A leak was found by the crew of the ferry.") + f"<p>{CONSENT}</p>", "consent-wall", "consent wall"),
    (f"<html><head><title>City | The Echo</title></head><body><h1>City</h1><ul>{LIST}</ul></body></html>", "list-page", "list page"),
    (f"<html><head><title>The Echo</title></head><body><h1>The Echo</h1><ul>{LINKS}</ul></body></html>", "list-page", "list page"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "flag", "reason"), NO_STORY)
def test_a_page_that_tells_no_story_is_flagged_and_says_why_it_is_not_indexed(content: str, flag: str, reason: str) -> None:
    found = article(content)
    assert flag in found.flags
    assert found.is_no_article == reason
    assert "enable JavaScript" not in " ".join(found.body)


NEWS = '<meta property="og:type" content="article">'
STORIES = [
    html(*PARAGRAPHS),
    html("Hugo Lind lit the lamp for the last time on Thursday.", "A machine will mind the lamp from now on.") + f"<p>{CONSENT}</p>",
    html("A leak was found by the crew of the ferry.", head=NEWS) + f"<p>{CONSENT}</p>",  # a short item under a long dialog
    html("Loading", head=LD.format('{"@type": "NewsArticle", "articleBody": "' + " ".join(PARAGRAPHS) + '"}')),
    html(*PARAGRAPHS, head=LD.format('{"@type": "LiveBlogPosting", "headline": "Ferry cancelled after leak"}')),
    html(PARAGRAPHS[0], below="<div><h3>Keep reading with a subscription</h3><p>Already a subscriber? Sign in.</p></div>"),
]


@pytest.mark.parametrize("content", STORIES)
def test_a_short_a_live_a_paid_a_scripted_story_is_one(content: str) -> None:
    assert article(content).is_no_article is None


@pytest.mark.parametrize(("content", "form", "reason"), UNREADABLE)
def test_a_page_without_text_says_why(content: str, form: str, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        article(content, form)
    assert error.value.reason == reason
    assert error.value.path == "page"


HOSTILE = [
    "<script " * 20_000,
    "<!-- " * 20_000,
    "<meta name=author content=" + "A and " * 50_000 + ">",
    "<title>" + "a | " * 50_000,
    LD.format("[" * 50_000),
    LD.format('{"@type":"NewsArticle","headline":' + '["' * 20_000),
    '<time datetime="' + "1." * 50_000 + '">x</time>',
    "<p>" + "A, " * 30_000,
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: content[:12])
def test_hostile_pages_cost_no_more_than_others(content: str) -> None:
    with_text = content + html(*PARAGRAPHS)
    try:
        extract(page(with_text))
    except Unreadable as error:
        assert error.reason


def test_a_file_is_read_whatever_it_is_packed_in(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html_page(), encoding="utf-8")
    (tmp_path / "b.html").write_bytes(gzip.compress(html_page().encode()))
    (tmp_path / "c.txt").write_text(text_page(), encoding="utf-8")
    (tmp_path / "d.txt").write_text("", encoding="utf-8")
    one, other = extract_file(tmp_path / "a.html"), extract_file(tmp_path / "b.html")
    assert replace(one, path="") == replace(other, path="")
    assert extract_file(tmp_path / "c.txt").title == "Ferry cancelled after leak"
    with pytest.raises(Unreadable):
        extract_file(tmp_path / "d.txt")
    with pytest.raises(BadInput):
        extract_file(tmp_path / "nothing.html")


def test_each_block_is_explained_by_its_evidence() -> None:
    blocks = explained(page(text_page(), "text"))
    assert [block.text for block in blocks if block.verdict == "kept"] == PARAGRAPHS
    assert all(block.total == sum(weight for _, weight in block.evidence) for block in blocks)


STUBS = [
    "Already a subscriber? Sign in.", "Keep reading with a trial", "Subscribe now to continue", "To continue reading, sign up", "This story is for our members",
    "This article is exclusive to our subscribers", "Unlock this article", "For subscribers only", "Subscriber-only", "Log in to read", "Register to continue",
    "Jetzt weiterlesen", "Mit SZ Plus weiterlesen", "Nur Abonnenten vorbehalten", "Article réservé aux abonnés", "La suite est réservée",
    "Contenido exclusivo para suscriptores", "Riservato agli abbonati",
]  # fmt: skip


@pytest.mark.parametrize("text", STUBS)
def test_the_signs_of_a_paywall_are_in_all_that_says_one(text: str) -> None:
    assert is_stub(text)
    assert is_stub(text.upper().replace("SS", "ss"))


@pytest.mark.parametrize("text", ["Members of the council were already reading it.", "She subscribed to the view.", "To read is to live."])
def test_a_story_of_readers_is_no_paywall(text: str) -> None:
    assert not is_stub(text)
