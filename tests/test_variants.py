"""Asking for a person finds every spelling, says which, and can be told not to; both engines alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet_index import build
from broadsheet_index.article import Article, Person
from broadsheet_index.extraction import extract_file
from broadsheet_index.identity import article_id
from broadsheet_index.people.told import Told
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import Answer, BadParameter, Engine, Request, Someone, Variant
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.opensearch import OpenSearchEngine
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.whoosh import WhooshEngine
from broadsheet_web.app import create_app

from .generated import WORDS
from .opensearch.cluster import needs_opensearch
from .test_engines import filled, same
from .test_spellings import NAMES, TOLD

SEEDS = Path(__file__).parent.parent / "seeds"
Pair = tuple[MemoryEngine, Engine]


def articles() -> dict[str, Article]:
    chance = random.Random(8)
    found = {}
    for number in range(60):
        names = chance.sample(NAMES, chance.randint(0, 5))
        people = tuple(Person(name, 2, (name, name.split()[-1])) for name in names)
        own = f"{WORDS['en'][number % 29]} {WORDS['en'][number // 29]}"  # no line is another's: that would be the site's
        left = names[0].split()[-1] if names else "nobody"
        body = (f"{' met '.join(names) or 'Nobody'} in the harbour, {own}.", f"Then {left} left, {own}.")
        authors = tuple(chance.sample(("Serhii Plokhy", "Sergei Plokhy", "Anna Harbour"), chance.randint(0, 2)))
        found[f"{number:03}"] = Article(
            path=f"{number}.txt", digest=str(number), title=f"Harbour {number}", title_origin="heading", body=body, people=people,
            authors=authors, lang="en",
        )  # fmt: skip
    return found


ENGINES = [pytest.param((kind, told), id=f"{kind}-{told}", marks=needs_opensearch if kind == "opensearch" else ())
           for kind in ("whoosh", "opensearch") for told in ("plain", "told")]  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    kind, name = request.param
    corpus = articles()
    told = TOLD if name == "told" else Told()
    with MemoryEngine(corpus, told={"person": told}) as memory:
        said = {"person": told.as_json()}
        if kind == "opensearch":
            address = request.getfixturevalue("cluster").address(f"names-{name}")
            filled(corpus, OpenSearchSink(address), batches=3, told=said)
            with OpenSearchEngine(address, deadline=None) as opensearch:
                yield memory, opensearch
        else:
            folder = tmp_path_factory.mktemp("variants") / "index"
            filled(corpus, ArchiveWriter(folder), batches=3, told=said)
            with WhooshEngine(folder, deadline=None) as whoosh:
                yield memory, whoosh


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    found = {article_id(one): one for one in (extract_file(path) for path in sorted(SEEDS.glob("*.txt")))}
    folder = tmp_path_factory.mktemp("seeds") / "index"
    filled(found, ArchiveWriter(folder), batches=2)
    with WhooshEngine(folder, deadline=None) as engine:
        yield engine


QUERIES = (
    "person:Naryshkin",
    'person:"Sergei Naryshkin"',
    'person:="Sergei Naryshkin"',
    "person:Naryškin harbour",
    'person:"Serhij Naryshkin"',
    "person:Zelenskyj OR person:Lee",
    "-person:Zelensky",
    "person:(Biden OR Trump)",
    'person:"George Bush"',
    "person:Uncle",
    "person:MBS",
    "person:ser*",
    "author:Plokhy -author:Harbour",
    'author:"Sergey Plokhy"',
)
FACETS = ("person", "author")


@pytest.mark.parametrize("variants", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("q", QUERIES)
def test_names_are_found_as_the_reference_finds_them(pair: Pair, q: str, variants: bool) -> None:
    same(pair, Request(q, facets=FACETS, facet_size=100, page_size=100, explain=True, variants=variants))


@given(
    st.lists(st.sampled_from([*NAMES, "-Joe Biden", "-Trump", "Uncle", "naryshkin", "=Trump", "Nobody Known"]), max_size=3),
    st.sampled_from(["*", "person:Biden", "harbour -person:Naryshkin"]),
    st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_filters_of_names_are_those_of_the_reference(pair: Pair, people: list[str], q: str, variants: bool) -> None:
    same(pair, Request(q, person=tuple(people), facets=FACETS, facet_size=100, page_size=100, variants=variants))


@pytest.mark.parametrize("variants", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("facet", FACETS)
def test_a_filter_by_a_value_of_a_facet_finds_what_the_facet_counted(pair: Pair, facet: str, variants: bool) -> None:
    for engine in pair:
        counts = engine.answer(Request(facets=FACETS, facet_size=100, variants=variants)).facets[facet]
        assert len(counts) > 1
        for count in counts:
            chosen = Request(variants=variants, **{facet: (count.value,)})  # type: ignore[arg-type]
            assert engine.answer(chosen).total == count.count, count


@given(st.sampled_from([*NAMES, "", "nary", "naryskin", "sergej naryskin", "bidne", "volod zel", "harbour", "x", "Uncle"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_people_are_listed_as_by_the_reference(pair: Pair, q: str) -> None:
    memory, whoosh = pair
    for field in FACETS:
        assert whoosh.people(q, 100, field=field) == memory.people(q, 100, field=field)
    assert whoosh.people(q, 3) == memory.people(q, 3)


def told_of(answer: Answer) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.field, one.asked, one.taken) for one in answer.variants]


BOTH = ("Sergei Naryshkin", "Sergey Naryshkin")


@pytest.mark.parametrize(
    ("q", "total", "taken"),
    [
        ("person:Naryshkin", 2, [("person", "Naryshkin", BOTH)]),
        ('person:"Sergei Naryshkin"', 2, [("person", "Sergei Naryshkin", BOTH)]),
        ("person:Naryškin", 2, [("person", "Naryškin", BOTH)]),
        ('person:="Sergei Naryshkin"', 1, []),
        ('person:="Sergey Naryshkin"', 1, []),
        ('person:"Dmytro Kuleba"', 1, []),
        ("person:Trump", 2, [("person", "Trump", ("Donald Trump", "Trump"))]),
        ("Naryshkin", 2, []),
    ],
)
def test_the_seeds_say_which_spellings_were_taken(seeds: WhooshEngine, q: str, total: int, taken: list[object]) -> None:
    answer = seeds.answer(Request(q))
    assert (answer.total, told_of(answer)) == (total, taken)
    for _, asked, names in taken:  # type: ignore[misc]
        assert f"Taken for {asked}: {', '.join(names)}." in answer.read_back


def test_variants_off_takes_no_other_spelling(seeds: WhooshEngine) -> None:
    answer = seeds.answer(Request('person:"Sergei Naryshkin"', variants=False, facets=("person",)))
    assert (answer.total, answer.variants) == (1, ())
    assert answer.read_back == "Person Sergei Naryshkin, spelled so."
    assert {count.value: count.spellings for count in answer.facets["person"]}["Sergei Naryshkin"] == ()
    assert answer.canonical == 'person:"Sergei Naryshkin"'


def test_a_facet_has_one_entry_a_person_with_its_spellings(seeds: WhooshEngine) -> None:
    counts = {count.value: count for count in seeds.answer(Request(facets=("person",), facet_size=100)).facets["person"]}
    assert counts["Sergei Naryshkin"].count == 2 and counts["Sergei Naryshkin"].spellings == BOTH
    assert "Sergey Naryshkin" not in counts
    answer = seeds.answer(Request(person=("Sergey Naryshkin",)))
    assert answer.total == 2 and answer.variants == (Variant("person", "Sergey Naryshkin", BOTH),)


def test_other_spellings_are_marked_in_the_story(seeds: WhooshEngine) -> None:
    answer = seeds.answer(Request("person:Naryškin", snippets=10))
    for hit in answer.hits:
        marked = [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks]
        assert marked and all("Naryshkin" in text for text in marked)


@pytest.mark.parametrize("q", ["naryskin", "nary", "Sergey Naryshkin", "naryshkn", "Naryškin"])
def test_near_misses_find_whom_they_mean(seeds: WhooshEngine, q: str) -> None:
    assert seeds.people(q)[0] == Someone("Sergei Naryshkin", BOTH, 2)


def test_people_are_listed_by_the_interface(seeds: WhooshEngine) -> None:
    client = create_app(seeds).test_client()
    assert client.get("/api/people?q=naryskin").json == {
        "people": [{"name": "Sergei Naryshkin", "spellings": list(BOTH), "articles": 2}]
    }
    everybody = client.get("/api/people?limit=3").json["people"]
    assert len(everybody) == 3 and everybody[0]["name"] == "Vladimir Putin"
    assert client.get("/api/people?q=zzzzzz").json == {"people": []}
    assert [one["name"] for one in client.get("/api/people?field=author").json["people"]] == ["Nate Ostiller"]
    for address in ("/api/people?limit=0", "/api/people?limit=101", "/api/people?who=x", "/api/people?field=body", "/api/people?q=" + "a" * 201):
        answer = client.get(address)
        assert answer.status_code == 400 and answer.json["code"] == "invalid_parameter"


def test_an_answer_tells_its_variants_in_json(seeds: WhooshEngine) -> None:
    client = create_app(seeds).test_client()
    told = client.get("/api/search?q=person:Naryshkin&facet=person").json
    assert told["query"]["variants"] == [{"field": "person", "asked": "Naryshkin", "taken": list(BOTH)}]
    assert {"value": "Sergei Naryshkin", "count": 2, "spellings": list(BOTH)} in told["facets"]["person"]
    off = client.get("/api/search?q=person:%22Sergey Naryshkin%22&variants=off&facet=person").json
    assert (off["total"], off["query"]["variants"]) == (1, [])


@pytest.mark.parametrize(("limit", "field"), [(0, "person"), (101, "person"), (5, "title")])
def test_what_cannot_be_listed_is_refused(pair: Pair, limit: int, field: str) -> None:
    for engine in pair:
        with pytest.raises(BadParameter):
            engine.people("", limit, field=field)


def test_what_people_toml_says_holds_until_something_else_is_told(tmp_path: Path) -> None:
    def told(text: str | None) -> dict[str, tuple[str, ...]]:
        (tmp_path / "people.toml").write_text(text or "", encoding="utf-8")
        build([SEEDS], into=tmp_path / "index", people_file=tmp_path / "people.toml" if text is not None else None)
        with WhooshEngine(tmp_path / "index") as engine:
            return {one.name: one.spellings for one in engine.people(limit=100)}

    assert told(None)["Sergei Naryshkin"] == BOTH
    apart = told('different = [["Sergei Naryshkin", "Sergey Naryshkin"]]\nsame = [["Trump", "Donald Trump"]]')
    assert apart["Sergey Naryshkin"] == ("Sergey Naryshkin",) and apart["Donald Trump"] == ("Donald Trump", "Trump")
    assert told(None) == apart
    shown = told('[name]\n"sergey naryshkin" = "S. E. Naryshkin"')
    assert shown["S. E. Naryshkin"] == BOTH and shown["Trump"] == ("Trump",)
    assert told("")["Sergei Naryshkin"] == BOTH


def test_a_mention_is_marked_where_it_stands(tmp_path: Path) -> None:
    article = next(one for one in (extract_file(path) for path in sorted(SEEDS.glob("001*"))))
    for who in article.people:
        assert len(who.places) == who.mentions
        assert {" ".join(article.body[at][start:end].split()) for at, start, end in who.places} == set(who.spellings)
    build([SEEDS], into=tmp_path / "index")
    with WhooshEngine(tmp_path / "index") as engine:
        hit = engine.answer(Request('person:="Sergei Naryshkin"')).hits[0]
        assert [who.places for who in hit.article.people] == [who.places for who in article.people]
        page = create_app(engine).test_client().get(f"/article/{hit.id}?q=Naryshkin").get_data(as_text=True)
    assert page.count('<a class="who" href="/person/Sergei%20Naryshkin">') == next(iter(article.people)).mentions
    assert '<a class="who" href="/person/Vladimir%20Putin">Putin</a>' in page
