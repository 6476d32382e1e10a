"""RSS and Atom files give a page an item, with what the item itself states; no file makes them ask for anything or grow."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import pytest

from broadsheet_index import build
from broadsheet_index.article import Given
from broadsheet_index.read import Found, reader_for
from broadsheet_search import Request, open_engine

from .crawls import mutated
from .pages import story

FULL = "".join(f"<p>{paragraph}</p>" for paragraph in story().split("\n\n"))
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Echo</title><language>en-gb</language><link>https://echo.example/</link>
<item><title>Ferry cancelled &amp;amp; towed</title><link>https://echo.example/ferry</link><guid isPermaLink="false">echo-1</guid>
<pubDate>Wed, 01 May 2024 23:30:00 +0200</pubDate><dc:creator>Ines Calder</dc:creator><dc:creator>Owen Hale</dc:creator>
<media:title>A ferry, photographed</media:title><description>A teaser.</description><content:encoded><![CDATA[{FULL}]]></content:encoded></item>
<item><title>Tram strike ends</title><guid>https://echo.example/tram</guid><author>desk@echo.example (Ruth Amari)</author>
<description>Trams in Eastvale run again from Monday, the drivers&#8217; union said after a night of talks.</description></item>
<item><title>Nothing</title><link>https://echo.example/nothing</link></item>
</channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://echo.example/news/">
<title>The Echo</title><updated>2024-06-01T00:00:00Z</updated><author><name>Feed Owner</name></author>
<entry><id>tag:echo.example,2024:7</id><title type="html">&lt;i&gt;Bell&lt;/i&gt; found</title><link rel="self" href="x"/><link href="bell"/>
<published>2024-05-02T08:00:00Z</published><updated>2024-05-03T08:00:00Z</updated><author><name>Ines Calder</name></author>
<source><title>Gull Rock Gazette</title></source><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content></entry></feed>
"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://echo.example/"><title>The Echo</title></channel>
<item rdf:about="https://echo.example/pier"><title>Pier painted</title><link>https://echo.example/pier</link><dc:date>2024-05</dc:date>
<description>{story().replace("ferry", "pier")}</description></item></rdf:RDF>
"""


def read(tmp_path: Path, content: str | bytes, name: str = "feed.xml") -> list[Found]:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    reader = reader_for(file)
    assert reader
    return list(reader(file, name, Given()))


def test_an_item_is_a_page_with_the_facts_it_states(tmp_path: Path) -> None:
    full, teaser, empty = read(tmp_path, RSS)
    assert full.page and teaser.page
    assert full.page.path == "feed.xml#echo-1"
    assert full.page.given == Given(
        url="https://echo.example/ferry",
        title="Ferry cancelled & towed",
        date="2024-05-01T23:30:00+02:00",
        authors=("Ines Calder", "Owen Hale"),
    )
    assert FULL in str(full.page.content)
    assert teaser.page.given == Given(url="https://echo.example/tram", title="Tram strike ends", authors=("Ruth Amari",))
    assert "<p>Trams in Eastvale run again from Monday, the drivers’ union said" in str(teaser.page.content)
    assert (empty.page, empty.reason) == (None, "an item without text")


def test_an_entry_of_atom_is_a_page(tmp_path: Path) -> None:
    [found] = read(tmp_path, ATOM, "feed.atom")
    assert found.page
    assert found.page.path == "feed.atom#tag:echo.example,2024:7"
    assert found.page.given == Given(
        url="https://echo.example/news/bell",
        title="Bell found",
        date="2024-05-02T08:00:00Z",
        authors=("Ines Calder",),
        source="Gull Rock Gazette",
    )


def test_an_item_of_rdf_is_a_page_and_its_paragraphs_are_kept_apart(tmp_path: Path) -> None:
    [found] = read(tmp_path, gzip.compress(RDF.encode()), "feed.rss.gz")
    assert found.page
    assert found.page.given == Given(url="https://echo.example/pier", title="Pier painted", date="2024-05")
    assert str(found.page.content).count("<p>") == 3


def test_a_feed_is_indexed_full_texts_and_teasers(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS, encoding="utf-8")
    report = build([tmp_path / "feed.rss"], tmp_path / "index")
    assert (report.indexed, [skip.path for skip in report.skipped]) == (2, ["feed.rss#https://echo.example/nothing"])
    with open_engine(tmp_path / "index") as engine:
        [full] = engine.answer(Request("date:2024-05-01 author:Calder")).hits
        assert full.article.body == tuple(story().split("\n\n"))
        assert (full.article.title, full.article.source.domain, full.article.lang) == (
            "Ferry cancelled & towed",
            "echo.example",
            "en",
        )
        assert full.article.published.origin == "given"
        [teaser] = engine.answer(Request("Eastvale")).hits
        assert "short" in teaser.article.flags


def test_two_items_of_one_id_and_html_entities_and_other_encodings(tmp_path: Path) -> None:
    item = "<item><guid>7</guid><title>Caf&eacute; {}</title><description>Caf&eacute;s on the quay: na\xefve, they said.</description></item>"
    text = f'<?xml version="1.0" encoding="windows-1252"?><rss><channel>{item.format("one")}{item.format("two")}</channel></rss>'
    one, two = read(tmp_path, text.encode("cp1252"))
    assert (one.name, two.name) == ("7", "2")
    assert one.page
    assert one.page.given.title == "Café one"
    assert "Cafés on the quay: naïve" in str(one.page.content)


def test_a_feed_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    found = read(tmp_path, RSS[: RSS.index("Trams in Eastvale") + 30])
    assert [one.page is not None for one in found] == [True, False]
    assert "cut off (line" in (found[1].reason or "")


def test_other_xml_is_named(tmp_path: Path) -> None:
    for text, reason in (
        ("<urlset><url/></urlset>", "no feed: its root is urlset"),
        ("", "empty file"),
        ("no xml", "no feed: not XML"),
        ("<rss><channel/></rss>", "a feed without items"),
    ):
        assert [one.reason for one in read(tmp_path, text)] == [reason]


LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9))
    + "]>"
)
BOMBS = {
    "billion laughs": LAUGHS + "<rss><channel><item><title>&j;</title><description>&j;</description></item></channel></rss>",
    "hidden from a look at the beginning": "<!-- <a -->"
    + LAUGHS
    + "<rss><item><title a='&j;'>&j;</title><description>&j;</description></item></rss>",
    "a file": "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><item><description>&x;</description></item></rss>",
    "a file, hidden": "<!-- <a --><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><item><description>&x;</description></item></rss>",
    "a DTD": "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'><rss><item><description>A word or two.</description></item></rss>",
    "nested": "<rss><channel>" + "<item>" * 100_000,
    "a million attributes": "<rss " + " ".join(f"a{n}='1'" for n in range(200_000)) + "><item/></rss>",
    "open tags in text": "<rss><item><description>" + "&lt;p " * 200_000 + "</description></item></rss>",
    "brackets": "<!DOCTYPE rss [" + "<!--" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_over_soon_and_asks_for_nothing(tmp_path: Path, name: str) -> None:
    began = time.process_time()
    found = read(tmp_path, BOMBS[name])
    assert time.process_time() - began < 5  # under 1 s on an idle machine
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").is_file() else "no such"
    for one in found:
        assert one.page is None or len(one.page.content) < 2_000_000
        assert one.page is None or host not in str(one.page.content)


def test_whatever_happens_to_a_feed_it_is_read_or_named(tmp_path: Path) -> None:
    rng = random.Random(7)
    for number in range(400):
        for one in read(tmp_path, mutated((RSS, ATOM, RDF)[number % 3].encode(), rng)):
            assert one.page or one.reason
