"""Whatever stands in an article or an address, a page has the same tags: only its text differs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article, Person, Published, Removed, Source
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.asked import KNOWN

from .newsroom import ARTICLES

APP = create_app(MemoryEngine(ARTICLES))
PAYLOADS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '" autofocus onfocus=alert(1) x="',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "https://evil.example/\"onclick=alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><input type=submit>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>*{display:none}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<!--<script>alert(1)//-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "{{ 7 * 7 }}{% for x in () %}${7*7}#{7*7}",
    "<mark>hit</mark>",
    "</main></body></html><h1>mine",
    "\x00<script\x00>alert(1)</script>",
    "\u202e<script>alert(1)</script>\u2066",
    "<ſcript>alert(1)</ſcript>",
    "＜script＞alert(1)＜/script＞",
    "x" * 3000 + "<script>",
    "\ud83d<script>alert(1)</script>",
]


OURS = 1  # the one script of the pages, by its address


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def filled(text: str) -> Article:
    """An article that has `text` wherever it can."""
    return Article(
        path=text,
        digest=text,
        title=f"ferry {text}",
        title_origin="heading",
        subtitle=text,
        body=(f"ferry {text}", text),
        url=text,
        fetched=text,
        source=Source(text, text),
        authors=(text,),
        agency=text,
        place=text,
        published=Published(None, "none", "text", text),
        modified=text,
        people=(Person(text, 1, (text,)),),
        corrections=(text,),
        captions=(text,),
        section=text,
        lang=text,
        removed=(Removed(text, text, 1),),
        flags=(text,),
        extra=((text, text),),
    )


def tags(text: str, address: str) -> Tags:
    client = create_app(MemoryEngine({"one": filled(text)})).test_client()
    answer = client.get(address, query_string={"q": "ferry", "removed": "1"})
    assert answer.status_code == 200
    return Tags(answer.text)


@pytest.mark.parametrize("address", ["/", "/search", "/article/one", "/facet/person", "/facet/source", "/about", "/help", "/advanced"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_in_an_article_changes_the_tags_of_a_page(payload, address):
    plain, hostile = tags("plain words", address), tags(payload, address)
    # A payload that is a web address is linked as the original; that link alone may be more.
    original = [("a", "href", "rel")] * (address == "/article/one" and payload.startswith("https://"))
    if address in ("/search", "/article/one"):
        assert sorted(hostile.found) == sorted(plain.found + original)
    else:  # how many examples and values these show depends on the words
        assert set(hostile.found) <= set(plain.found)
    assert all(link.startswith(("/", "#", "https://")) and not link.startswith("//") for link in hostile.links)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_in_an_address_becomes_a_tag(payload):
    client = APP.test_client()
    payload = payload.encode("utf-8", "replace").decode()
    for path in ("/search", "/article/ferry", "/nothing", "/advanced", "/facet/person"):
        for name in ("q", "person", "from", "sort", "utm_source", "all", "any", "headline", "find", "order"):
            answer = client.get(path, query_string={name: payload})
            assert answer.status_code < 500
            assert answer.text.count("<script") == OURS
            found = Tags(answer.text).found
            assert not [tag for tag in found if tag[0] in ("img", "iframe", "base", "style")]
            assert [tag[1] for tag in found if tag[0] == "svg"] in ([], ["class"])  # the timeline


VALUES = st.one_of(
    st.sampled_from(["", "1", "0", "-1", "ferry", "*", '"', "-", "2024", "2024-02-30", "any", "newest", "year", "id,body"]),
    st.text(max_size=30),
    st.text(alphabet='":*()-~.=<>[]TOORNDA 0123456789', max_size=40),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from((*KNOWN, "other")), VALUES), max_size=6))
def test_no_address_makes_the_server_fail(asked):
    client = APP.test_client()
    pairs = [(name, value.encode("utf-8", "replace").decode()) for name, value in asked]
    for path in ("/search", "/api/search", "/api/articles/ferry", "/article/ferry"):
        answer = client.get(path, query_string=pairs)
        assert answer.status_code in (200, 400), answer.text
        assert answer.is_json == path.startswith("/api/")
