"""The pages: what they say and link to, and that nothing in an article becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import EngineDown
from broadsheet_web import headers
from broadsheet_web.app import create_app
from broadsheet_web.paging import pages

from .newsroom import ARTICLES, FERRY

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer, Request


class Seen(HTMLParser):
    """A page as a list of tags with attributes, its text, and its links by their words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.links: dict[str, str] = {}
        self._link: tuple[str, int] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.text))

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "a" and self._link:
            href, start = self._link
            self.links[" ".join(self.text[start:].split())] = href
            self._link = None

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def words(self):
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(ARTICLES)).test_client()


@pytest.fixture(scope="module")
def see(client):
    def look(address: str, status: int = 200) -> Seen:
        answer = client.get(address)
        assert answer.status_code == status, answer.text
        return Seen(answer.text)

    return look


EVERY_PAGE = [
    *("/advanced", "/advanced?all=ferry&none=storm&from=20x4", "/about", "/facet/person?q=ferry&order=name", "/facet/nothing"),
    *("/person/Mara%20Lindqvist", "/person/Nobody", "/source/harbour-courier", "/source/nobody", "/article/ferry?quote=2"),
    *("/", "/search", "/search?q=ferry", "/search?q=zzzz", "/search?q=colour:red", "/search?page=x", "/help"),
    "/nothing",
    *("/article/ferry?q=ferry", "/article/hostile?q=attack&removed=1", "/article/nobody", "/search?q=attack"),
]
EVERY_ADDRESS = [
    *EVERY_PAGE,
    *("/api/search?q=ferry", "/api/search?page=0", "/api/articles/ferry", "/api/nothing", "/healthz"),
    *("/static/broadsheet.css", "/static/icon.svg", "/static/nothing", "/static/../app.py", "/" + "x" * 20_000),
]


@pytest.mark.parametrize("address", EVERY_ADDRESS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_has_the_security_headers_and_no_cookie(client, address, method):
    answer = client.open(address, method=method)
    for name, value in headers.SECURITY:
        assert answer.headers.getlist(name) == [value]
    assert "Set-Cookie" not in answer.headers
    assert answer.status_code < 500


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_is_whole_without_script_or_style_of_its_own(client, address):
    page = Seen(client.get(address).text)
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    assert page.tags.index(("a", {"class": "skip", "href": "#main"})) < page.tags.index(("h1", page.all("h1")[0]))
    [script] = page.all("script")  # a convenience: nothing is missing without it
    assert (script.keys(), script["src"].partition("?")[0]) == ({"src", "defer"}, "/static/broadsheet.js")
    assert not page.all("style") + page.all("img") + page.all("iframe")
    for _, attributes in page.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for label in page.all("label"):
        assert label["for"] in ids


WITH_HOSTILE = ["/", "/search?q=attack", "/article/hostile", "/article/hostile?q=attack&removed=1"]


@pytest.mark.parametrize("address", WITH_HOSTILE)
def test_nothing_in_an_article_becomes_markup(client, address):
    text = client.get(address).text
    assert text.count("<script") == 1  # ours
    assert "<img" not in text
    assert "&lt;script&gt;" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_what_was_typed_stays_text(see, client):
    address = "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    assert client.get(address).text.count("<script") == 1  # ours
    [box] = [field for field in see(address).all("input") if field["name"] == "q" and field.get("type") == "search"]
    assert box["value"] == '"><script>alert(1)</script>'


ADDRESSES = [
    ("https://harbour.example/x", True),
    ("HTTP://harbour.example/x", True),
    ("javascript:alert(1)", False),
    ("java\nscript:alert(1)", False),
    (" javascript:alert(1)", False),
    ("data:text/html,<script>alert(1)</script>", False),
    ("https:alert(1)", False),
    ("http://[", False),
    ("//harbour.example/x", False),
    ("ftp://harbour.example/x", False),
]


@pytest.mark.parametrize(("url", "linked"), ADDRESSES)
def test_only_a_web_address_becomes_a_link_to_the_original(url, linked):
    app = create_app(MemoryEngine({"one": replace(FERRY, url=url)}))
    page = Seen(app.test_client().get("/article/one").text)
    links = [link for link in page.all("a") if link.get("href") == url]
    assert bool(links) == linked
    assert all(link["rel"] == "noopener noreferrer nofollow" for link in links)
    assert " ".join(url.split()) in page.words


# -- results


def test_results_say_how_many_what_was_read_and_mark_the_hits(see):
    page = see("/search?q=ferry")
    assert "3 articles for “ferry”" in page.words
    assert "Read as: Ferry." in page.words
    assert page.all("mark")
    assert {"name": "robots", "content": "noindex,follow"} in page.all("meta")
    assert page.all("ol")[0]["start"] == "1"
    assert "1 article for “bridge”" in see("/search?q=bridge").words


def test_a_date_says_how_much_of_it_is_known(see):
    words = see("/search?q=ferry").words
    assert "20 December 2023" in words
    assert "June 2024" in words
    assert "date unknown (June 20, no year)" in words


def test_a_title_carries_the_query_to_the_article_and_the_article_leads_back(see):
    title = "Mara Lindqvist wants a bridge, not another ferry"
    assert see("/search?q=ferry").links[title] == "/article/bridge?q=ferry"
    article = see("/article/bridge?q=ferry")
    assert article.links["← Results for “ferry”"] == "/search?q=ferry"
    assert article.all("mark")


def test_every_link_has_its_parameters_in_one_order(see):
    page = see("/search?sort=newest&source=Harbour+Courier&utm_source=x&to=2024&from=2020&person=Olle+Berg&q=ferry")
    order = ["q", "from", "to", "undated", "person", "source", "lang", "section", "sort", "format"]
    for href in page.links.values():
        names = [name for name, _ in parse_qsl(urlsplit(href).query)]
        if href.startswith("/search") and len(names) > 1:
            assert names == sorted(names, key=order.index), href


def test_each_filter_is_a_chip_that_takes_itself_off(see):
    page = see("/search?q=ferry&from=2023&to=2023&person=Olle+Berg&source=-TASS&match=any")
    links = {name.removeprefix("Remove filter: "): href for name, href in page.links.items()}
    assert links["2023 ✕"] == "/search?q=ferry&match=any&person=Olle+Berg&source=-TASS"
    assert links["Any of the words ✕"] == "/search?q=ferry&from=2023&to=2023&person=Olle+Berg&source=-TASS"
    assert links["Not source: TASS ✕"] == "/search?q=ferry&from=2023&to=2023&match=any&person=Olle+Berg"
    assert links["Clear all"] == "/search?q=ferry"


def test_a_new_query_keeps_the_filters_and_dates_keep_the_query(see):
    page = see("/search?q=ferry&person=Olle+Berg&page=1&sort=oldest&from=2020")
    fields = [(field["name"], field["value"]) for field in page.all("input")]
    assert fields[:4] == [("q", "ferry"), ("from", "2020"), ("person", "Olle Berg"), ("sort", "oldest")]
    assert fields[4:] == [("q", "ferry"), ("from", "2020"), ("to", ""), ("person", "Olle Berg"), ("sort", "oldest")]


def test_a_facet_value_adds_itself_and_a_chosen_one_takes_itself_off(see):
    page = see("/search?q=ferry&person=Olle+Berg")
    assert page.links["Mara Lindqvist"] == "/search?q=ferry&person=Olle+Berg&person=Mara+Lindqvist"
    assert page.links["Remove filter: Olle Berg ✕"] == "/search?q=ferry"
    facet = [link for link in page.all("a") if "person=Mara" in (link.get("href") or "")]
    assert facet[0]["rel"] == "nofollow"


def test_a_chosen_value_is_shown_even_where_it_finds_nothing(see):
    page = see("/search?q=ferry&person=Nobody")
    assert re.search(r"Nobody ✕ 0", page.words)
    assert "/search?q=ferry" in page.links.values()


def test_undated_articles_that_are_left_out_are_counted(see):
    for query in ("q=ferry&from=2020", "q=ferry+date:%3E%3D2020"):
        page = see(f"/search?{query}")
        assert "1 article has no date and is left out when dates are set." in page.words
        assert page.links["See it"] == "/search?q=ferry&undated=only"
    assert "1 article for “ferry”" in see("/search?q=ferry&undated=only").words


def test_sorting_offers_best_match_only_where_there_is_something_to_match(see):
    assert see("/search?q=ferry").links["Newest"] == "/search?q=ferry&sort=newest"
    browsing = see("/search")
    assert "Best match" not in browsing.words
    assert browsing.links["Oldest"] == "/search?sort=oldest"


def test_pages_are_linked_and_the_list_goes_on_counting(see):
    page = see("/search?page_size=2&page=2")
    assert page.all("ol")[0]["start"] == "3"
    assert page.links["← Previous"] == "/search?page_size=2"
    assert page.links["Next →"] == "/search?page=3&page_size=2"
    here = [link["href"] for link in page.all("a") if link.get("aria-current") == "page"]
    assert here == ["/search?page=2&page_size=2"]
    beyond = see("/search?page_size=2&page=7")
    assert "There is no page 7: 3 pages in all." in beyond.words


def test_pages_stop_where_they_cannot_be_asked_for():
    with create_app(MemoryEngine({})).test_request_context("/search"):
        row = pages(50, 20, 5000, ())
    assert [step.number for step in row.steps] == [1, None, 48, 49, 50]
    assert row.next is None
    assert row.cut


def test_no_hits_is_an_answer_with_advice(see):
    page = see("/search?q=ferry+zeppelin&person=Olle+Berg")
    assert page.links["With any of the words, not all of them"] == "/search?q=ferry+zeppelin&match=any&person=Olle+Berg"
    assert page.links["Everything, newest first"] == "/search"
    assert "Without the filter Person: Olle Berg" not in page.links  # it would find nothing either
    page = see("/search?q=bridge&person=Olle+Berg&from=2020")
    assert page.links["Without the filter Person: Olle Berg"] == "/search?q=bridge&from=2020"
    assert page.links["Without any filter"] == "/search?q=bridge"


def test_a_name_with_slips_leads_to_the_person(see):
    page = see("/search?q=Mara+Lindkvist+")
    assert page.links["The person Mara Lindqvist"] == "/search?q=person%3A%22Mara+Lindqvist%22"
    assert not [words for words in see("/search?q=zeppelin+balloon").links if words.startswith("The person")]
    assert not [words for words in see("/search?q=%22Mara+Lindkvist%22").links if words.startswith("The person")]


def test_a_search_for_a_person_leads_to_the_page_of_that_person(see):
    for q in ("mara+lindqvist", "%22Mara+Lindqvist%22", "person:%22Mara+Lindqvist%22"):
        assert see(f"/search?q={q}").links["Mara Lindqvist: with whom, when, where"] == "/person/Mara%20Lindqvist"
    assert not [words for words in see("/search?q=lindqvist+ferry").links if words.endswith("with whom, when, where")]


def test_a_mistake_in_the_query_is_shown_where_it_was_made(see):
    page = see("/search?q=ferry+colour:red&person=Olle+Berg", 400)
    [box] = [field for field in page.all("input") if field.get("type") == "search"]
    assert (box["value"], box["aria-invalid"], box["aria-describedby"]) == ("ferry colour:red", "true", "mistake")
    assert {"id": "mistake", "class": "mistake"} in page.all("div")
    assert page.all("mark") == [{"class": "wrong"}]
    assert {"type": "hidden", "name": "person", "value": "Olle Berg"} in page.all("input")


def test_a_date_that_is_none_stays_in_its_box_with_the_message(see):
    page = see("/search?q=ferry&from=2020&to=20x4&person=Olle+Berg", 400)
    [box] = [field for field in page.all("input") if field.get("id") == "to"]
    assert (box["value"], box["aria-invalid"], box["aria-describedby"]) == ("20x4", "true", "mistake dates-hint")
    assert {"type": "hidden", "name": "from", "value": "2020"} in page.all("input")


MISTAKES = ["page=0", "page=51", "from=2024-13", "sort=best", "q=a&q=b", "page=34&page_size=30", "undated=x", "flag=odd"]


@pytest.mark.parametrize("query", MISTAKES)
def test_a_bad_parameter_is_a_page_that_says_so(see, query):
    page = see(f"/search?q=ferry&{query}" if not query.startswith("q=") else f"/search?{query}", 400)
    assert query.partition("=")[0] in page.words
    assert "Nothing was searched." in page.words


def test_the_page_forgives_what_the_api_refuses(see):
    assert "1 article" in see("/search?q=%22carbon+tax+alone&utm_source=feed&fields=zzz").words
    assert "5 articles" in see("/search?q=&from=&to=").words
    assert "5 articles" in see("/search?q=*").words


# -- one article


def test_an_article_says_what_is_known_and_how(see):
    page = see("/article/ferry")
    for words in ("By Nils Achterberg and Ida Vuori", "20 December 2023 – from the byline", "Norrhamn", "98 words"):
        assert words in page.words
    assert page.links["Mara Lindqvist"] == "/person/Mara%20Lindqvist"
    assert page.links["Nils Achterberg"] == "/search?author=Nils+Achterberg"
    assert page.links["Harbour Courier"] == "/source/harbour-courier"
    assert "Editor's note: An earlier version" in page.words
    storm = see("/article/storm").words
    assert "date unknown (June 20, no year) – from the dateline, year not given" in storm
    assert "No headline was found" in storm


def test_what_was_removed_is_shown_in_its_place_with_its_rule(see):
    closed = see("/article/ferry?q=ferry")
    assert "Lighthouse for sale" not in closed.words
    assert "5 blocks (179 characters) were removed from this page." in closed.words
    href = closed.links["Show what was removed"]
    assert href == "/article/ferry?q=ferry&removed=1#removed"
    words = see(href.partition("#")[0]).words
    places = ["Removed: navigation", "Removed: share bar", "The island ferry will", "Nobody should", "Removed: related"]
    places += ["Gunnar Falk", "Lighthouse for sale", "Olle Berg of the operator", "Removed: newsletter form"]
    found = [words.rindex(place) for place in places]
    assert found == sorted(found)
    assert "related links ×2" in words


def test_a_hit_in_what_was_removed_leads_to_where_it_is_seen(see):
    page = see("/search?q=in:removed+lighthouse")
    assert "Removed from the page:" in page.words
    href = next(href for href in page.links.values() if href.startswith("/article/ferry"))
    assert href.endswith("&removed=1")
    assert "Lighthouse" in see(href).words


def test_the_box_of_an_article_page_forgives_a_query_that_cannot_be_read(see):
    assert not see("/article/ferry?q=colour:red").all("mark")


# -- home


def test_home_says_what_is_here_and_shows_the_newest(see):
    page = see("/")
    assert "5 articles from 4 sources, 2023–2024; 2 have no date." in page.words
    assert page.links["Mara Lindqvist"] == "/person/Mara%20Lindqvist"
    assert "Island ferry to run through the winter after “long talks”" in page.links


def test_an_empty_archive_says_how_to_fill_it():
    client = create_app(MemoryEngine({})).test_client()
    assert "broadsheet index FOLDER" in client.get("/").text
    assert "broadsheet index FOLDER" in client.get("/search?q=ferry").text


def test_an_index_that_is_gone_is_a_503_in_the_usual_frame():
    class Gone(MemoryEngine):
        def answer(self, request: Request) -> Answer:
            raise EngineDown("gone")

        def generation(self):
            raise EngineDown("gone")

    for path in ("/", "/search?q=ferry"):
        answer = create_app(Gone({})).test_client().get(path)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert "The index cannot be read just now" in answer.text
