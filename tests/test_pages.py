"""The pages beside results and articles: people, sources, all values, the advanced form, help, about, what can be copied."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from broadsheet_index.article import Person
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.query import read
from broadsheet_web import quoting
from broadsheet_web.advanced import Form
from broadsheet_web.app import create_app

from .newsroom import ARTICLES, FERRY
from .test_web import Seen


@pytest.fixture(scope="module")
def see():
    client = create_app(MemoryEngine(ARTICLES)).test_client()

    def look(address: str, status: int = 200) -> Seen:
        answer = client.get(address)
        assert answer.status_code == status, answer.text
        return Seen(answer.text)

    return look


# -- home and help


def test_the_home_page_offers_six_searches_that_find_something(see):
    home = see("/")
    tries = [href for name, href in home.links.items() if href.startswith("/search?q=") and "undated" not in href]
    assert len(tries) == 6
    assert '/search?q=person%3A%22Mara+Lindqvist%22' in tries
    for href in tries:
        assert "No article" not in see(href).words


def test_every_example_of_the_help_page_finds_what_it_says(see):
    text = create_app(MemoryEngine(ARTICLES)).test_client().get("/help").text
    rows = re.findall(r'<tr><td><a href="([^"]+)"[^>]*><code[^>]*>.*?</code></a></td>\s*<td>([^<]+)</td><td class="figure">([^<]+)</td>', text)
    assert len(rows) >= 20
    found = [(href, number) for href, _, number in rows if number != "–"]
    assert len(found) >= 18
    for href, number in found:
        assert f"{number} article" in see(href.replace("&amp;", "&")).words, href


def test_help_of_an_empty_archive_still_shows_what_can_be_typed():
    page = Seen(create_app(MemoryEngine({})).test_client().get("/help").text)
    assert 'person:="Sergei Naryshkin"' in page.words


# -- one person, one source


def test_a_person_has_a_page_of_articles_company_and_sources(see):
    page = see("/person/Mara%20Lindqvist")
    assert "Mentioned in 2 articles" in page.words
    assert "Names are found automatically and can be wrong." in page.words
    assert page.links["Olle Berg"] == "/person/Olle%20Berg"
    assert "Mara Lindqvist" not in [name for name, href in page.links.items() if href.startswith("/person/")]
    assert page.links["Harbour Courier"] == "/search?q=person%3A%22Mara+Lindqvist%22&source=Harbour+Courier"
    assert {"type": "hidden", "name": "person", "value": "Mara Lindqvist"} in page.all("input")
    assert page.all("svg")


def test_the_spellings_of_a_person_are_told_and_can_be_switched_off():
    one = replace(FERRY, people=(Person("Sergei Naryshkin", 1, ("Sergei Naryshkin",)),), body=("Sergei Naryshkin spoke.",))
    other = replace(FERRY, path="b.txt", people=(Person("Sergey Naryshkin", 1, ("Sergey Naryshkin",)),), body=("No, Sergey Naryshkin wrote.",))
    client = create_app(MemoryEngine({"one": one, "other": other})).test_client()
    page = Seen(client.get("/person/Sergey%20Naryshkin").text)
    assert "Mentioned in 2 articles" in page.words
    assert "Also written Sergei Naryshkin." in page.words
    found = Seen(client.get("/search?q=person:%22Sergey+Naryshkin%22").text)
    assert found.links["Only as spelled"] == "/search?q=person%3A%22Sergey+Naryshkin%22&variants=off"
    assert "1 article for" in Seen(client.get(found.links["Only as spelled"]).text).words


def test_any_spelling_of_a_name_has_its_page(see):
    page = see("/person/Lindqvist")
    assert "Mentioned in 2 articles" in page.words and "Also written Mara Lindqvist." in page.words
    assert "/person/Mara%20Lindqvist" not in page.links.values()
    assert "No article here mentions this name." in see("/person/Nobody", 404).words


@pytest.mark.parametrize("name", ["%20", "...", "x" * 201])
def test_what_is_no_name_is_refused(see, name):
    assert "That is no name." in see(f"/person/{name}", 400).words


SLUGS = [("harbour-courier", 200, "1 article"), ("harbour.example", 200, "1 article"), ("tidewater.example", 200, "1 article"), ("nobody", 404, "")]


@pytest.mark.parametrize(("slug", "status", "words"), SLUGS)
def test_a_source_is_found_by_its_name_and_by_its_domain(see, slug, status, words):
    assert words in see(f"/source/{slug}", status).words


def test_every_source_and_person_that_is_linked_has_its_page(see):
    for address in ("/", "/article/hostile", "/article/ferry"):
        for href in see(address).links.values():
            if href.startswith(("/source/", "/person/")):
                assert "1 article" in see(href).words or "2 articles" in see(href).words


# -- all values of a facet


def test_all_values_stand_by_count_or_from_a_to_z(see):
    page = see("/facet/person")
    people = [name for name, href in page.links.items() if href.startswith("/search?person=")]
    assert people[0] == "Mara Lindqvist"
    assert page.links["A to Z"] == "/facet/person?order=name"
    people = [name for name, href in see("/facet/person?order=name").links.items() if href.startswith("/search?person=")]
    assert people == sorted(people, key=str.lower)


def test_a_list_of_values_can_be_narrowed_case_and_accents_aside(see):
    page = see("/facet/person?q=ferry&find=LÍND")
    assert "1 of 2 values" in page.words
    assert page.links["Mara Lindqvist"] == "/search?q=ferry&person=Mara+Lindqvist"
    assert "None that holds “zzz”." in see("/facet/person?find=zzz").words


def test_a_person_in_the_list_is_told_with_other_spellings_and_found_by_them():
    written = ("Serhii Koval", "Sergey Koval", "Sergey Koval", "Ann Roe")
    articles = {str(n): replace(FERRY, path=str(n), people=(Person(name, 1, (name,)),)) for n, name in enumerate(written)}
    client = create_app(MemoryEngine(articles)).test_client()
    page = Seen(client.get("/facet/person").text)
    assert "Sergey Koval 3 also Serhii Koval" in page.words
    assert "Ann Roe 1 also" not in page.words
    assert "1 of 2 values" in Seen(client.get("/facet/person?find=serhii").text).words


def test_a_name_that_an_article_leaves_open_is_shown_with_whose_it_may_be():
    people = tuple(Person(name, 1, (name,)) for name in ("Joe Hale", "Ann Hale", "Hale", "Tom Barrow"))
    client = create_app(MemoryEngine({"one": replace(FERRY, people=people)})).test_client()
    words = Seen(client.get("/article/one").text).words
    assert "Hale 1 mention Joe Hale or Ann Hale?" in words and words.count("?") == 1


def test_more_values_than_a_page_holds_have_pages():
    chance = random.Random(1)
    names = ["".join(chance.choices("bcdfghklmnprst", k=12)).title() for _ in range(450)]
    people = tuple(Person(name, 1, (name,)) for name in names)
    client = create_app(MemoryEngine({"many": replace(FERRY, people=people)})).test_client()
    page = Seen(client.get("/facet/person?order=name").text)
    assert "450 values, 1 to 200 shown" in page.words
    assert page.links["Next →"] == "/facet/person?page=2&order=name"
    assert "401 to 450 shown" in Seen(client.get("/facet/person?order=name&page=3").text).words


@pytest.mark.parametrize("query", ["order=up", "page=0", "page=x", "q=colour:red", "from=20x4"])
def test_a_bad_parameter_of_a_list_is_refused(see, query):
    see(f"/facet/person?{query}", 400)


def test_a_year_and_a_month_lead_to_their_dates(see):
    assert see("/facet/year").links["2023"] == "/search?from=2023&to=2023"
    assert see("/facet/lang").links["Hebrew"] == "/search?lang=he"


# -- the advanced form

WRITTEN = [
    ({"all": "ferry winter"}, "ferry winter"),
    ({"phrase": "long talks"}, '"long talks"'),
    ({"phrase": 'long "talks'}, '"long  talks"'),
    ({"any": "ferry tram"}, "(ferry OR tram)"),
    ({"any": 'ferry "night boat"'}, '(ferry OR "night boat")'),
    ({"any": "ferry"}, "ferry"),
    ({"none": 'storm "night boat" OR'}, '-storm -"night boat" -"OR"'),
    ({"headline": "winter"}, "title:winter"),
    ({"headline": "after long"}, 'title:"after long"'),
    ({"person": "Mara Lindqvist"}, 'person:"Mara Lindqvist"'),
    ({"person": "=Lindqvist"}, 'person:="Lindqvist"'),
    ({"source": "harbour.example"}, "source:harbour.example"),
    ({"lang": "en"}, "lang:en"),
    ({"from": "2023", "to": "2024-06"}, "date:2023..2024-06"),
    ({"from": "2023", "to": "2023"}, "date:2023"),
    ({"to": "2024"}, "date:..2024"),
    ({"from": "20x4"}, ""),
    ({"person": '"'}, ""),
    ({"all": "ferry", "none": "storm", "lang": "en"}, "ferry -storm lang:en"),
]


@pytest.mark.parametrize(("boxes", "q"), WRITTEN)
def test_the_advanced_form_writes_one_query(boxes, q):
    assert Form.from_args(boxes).q == q


@pytest.mark.parametrize(("boxes", "q"), [row for row in WRITTEN if row[1]])
def test_a_query_goes_back_into_the_boxes_and_means_the_same(boxes, q):
    assert read(Form.of_query(q).q, lenient=True).canonical == read(q, lenient=True).canonical


WHOLE = ["ferry (tram OR bus) -(a b)", "in:removed subscribe", 'a "b c" "d e"', "title:x title:y", "date:none", "person:a OR b", "*", "ferr* ~", '"open']


@pytest.mark.parametrize("q", WHOLE)
def test_what_has_no_box_is_kept_as_it_is_written(q):
    form = Form.of_query(q)
    if q != "*":
        assert sorted(read(form.q, lenient=True).canonical.split()) == sorted(read(q, lenient=True).canonical.split())


def test_the_query_stands_above_the_form_with_what_it_finds(see):
    page = see("/advanced?all=ferry&none=storm&from=2020")
    assert "ferry -storm date:2020.." in page.words
    assert page.links["Show 2 articles"] == "/search?q=ferry+-storm+date%3A2020.."
    assert page.words.index("ferry -storm") < page.words.index("All of these words")
    assert "Finds nothing" in see("/advanced?all=zeppelin").words
    wrong = see("/advanced?all=ferry&to=20x4", 400)
    [box] = [field for field in wrong.all("input") if field.get("name") == "to"]
    assert (box["value"], box["aria-invalid"]) == ("20x4", "true")
    assert "“20x4” is not a date." in wrong.words
    assert "There is no field" in see("/advanced?all=colour:red", 400).words


def test_results_lead_to_the_form_with_their_query_in_it(see):
    assert see('/search?q=ferry+"long+talks"').links["Advanced"] == "/advanced?q=ferry+%22long+talks%22"
    boxes = {field["name"]: field.get("value") for field in see('/advanced?q=ferry+"long+talks"').all("input") if "name" in field}
    assert (boxes["all"], boxes["phrase"]) == ("ferry", "long talks")


# -- what can be taken along


def test_a_paragraph_is_quoted_with_its_citation_and_the_digest_of_the_page(see):
    words = see("/article/ferry?q=ferry&quote=2").words
    assert "“Nobody should have to choose" in words
    assert f"SHA-256 of the page {FERRY.digest}" in words
    assert "Nils Achterberg, Ida Vuori, “Island ferry to run through the winter" in words
    assert "Paragraph 2." in words
    assert quoting.quote(FERRY, 4, "") is None
    see("/article/ferry?quote=9")
    see("/article/ferry?quote=x", 400)


def test_the_plain_text_holds_everything_that_is_stored():
    answer = create_app(MemoryEngine(ARTICLES)).test_client().get("/article/ferry/text")
    assert answer.content_type == "text/plain; charset=utf-8"
    for text in (*FERRY.body, *FERRY.corrections, *FERRY.captions, *(f"[removed: {block.rule}] {block.text}" for block in FERRY.removed)):
        assert answer.text.count(text) == 1
    places = [answer.text.index(text) for text in (FERRY.removed[0].text, FERRY.body[0], FERRY.removed[2].text, FERRY.body[2], FERRY.removed[4].text)]
    assert places == sorted(places)


def test_plain_text_of_a_hostile_page_stays_text():
    answer = create_app(MemoryEngine(ARTICLES)).test_client().get("/article/hostile/text")
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_articles_like_one_have_a_page(see):
    page = see("/article/ferry/similar")
    assert page.links["Mara Lindqvist wants a bridge, not another ferry"] == "/article/bridge"
    assert page.links["← The article"] == "/article/ferry"


def test_what_was_fetched_before_is_listed_and_can_be_read():
    older = replace(FERRY, digest="f" * 64, fetched="2023-12-21T08:00:00Z", body=("The island ferry may run.",))
    client = create_app(MemoryEngine({"ferry": FERRY}, older={"ferry": (older,)})).test_client()
    page = Seen(client.get("/article/ferry").text)
    assert "21 December 2023, 08:00 UTC" in page.words
    assert "The island ferry may run." in client.get(page.links["text"]).text
    assert client.get("/article/ferry/text?version=3").status_code == 404


TAKEN = [("Feed", "application/atom+xml"), ("CSV", "text/csv"), ("Citations", "application/x-research-info-systems"), ("Cite this search", "text/plain")]


@pytest.mark.parametrize("query", ["q=ferry", "q=%22long+talks&person=Mara+Lindqvist&from=2023&sort=oldest&page_size=1", ""])
@pytest.mark.parametrize(("words", "media"), TAKEN)
def test_results_can_be_taken_along_in_other_forms(see, query, words, media):
    answer = create_app(MemoryEngine(ARTICLES)).test_client().get(see(f"/search?{query}").links[words])
    assert (answer.status_code, answer.mimetype) == (200, media)


# -- about


def test_about_says_what_is_here_and_what_is_odd(see):
    page = see("/about")
    assert page.links["No headline was found; the first sentence stands in for it."] == "/search?flag=no-title"
    assert page.links["Hebrew"] == "/search?lang=he"
    assert "from the dateline" in page.words


def test_about_lists_what_was_skipped_with_its_reason():
    class Skipping(MemoryEngine):
        def skipped(self):
            return [("empty.html", "empty file"), ("x<b>.html", "no text"), ("gone.html", "no text")]

    page = Seen(create_app(Skipping(ARTICLES)).test_client().get("/about").text)
    assert "3 pages gave no article." in page.words
    assert "no text ×2" in page.words
    assert "x<b>.html" in page.words


def test_a_name_with_a_slash_or_a_question_mark_has_its_page():
    odd = "AC/DC? & Co #1"
    client = create_app(MemoryEngine({"one": replace(FERRY, people=(Person(odd, 1, (odd,)),))})).test_client()
    assert "Mentioned in 1 article" in Seen(client.get("/person/" + quote(odd, safe="")).text).words
