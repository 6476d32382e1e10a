"""The contract of every engine: the same answer as the reference engine, which reads every article for every question."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet_index.analysis import fold, stem
from broadsheet_index.article import Article
from broadsheet_index.extraction import extract_file
from broadsheet_index.fields import FACETS
from broadsheet_index.identity import article_id
from broadsheet_index.sink import Sink
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import BadParameter, BadQuery, Engine, NoSuchArticle, Request
from broadsheet_search.answers import INTERVALS, Interval
from broadsheet_search.engine import Sort
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.opensearch import OpenSearchEngine
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.whoosh import WhooshEngine

from .generated import PEOPLE, WORDS, articles
from .opensearch.cluster import needs_opensearch
from .queries import QUERIES

SEEDS = Path(__file__).parent.parent / "seeds"
TODAY = dt.date(2024, 6, 20)


def filled(corpus: dict[str, Article], sink: Sink, batches: int, told: Mapping[str, object] | None = None) -> None:
    """An index of several segments, with articles replaced and removed on the way."""
    with contextlib.closing(sink) as writer:
        for overlay, said in (told or {}).items():
            writer.tell(overlay, said)
        ids = sorted(corpus)
        for start in range(batches):
            for id in ids[start::batches]:
                writer.put(f"/pages/{id}", id, corpus[id])
            writer.put("/pages/gone", "gone", next(iter(corpus.values())))
            writer.commit()
        writer.remove("/pages/gone")
        writer.put(f"/pages/{ids[0]}", ids[0], corpus[ids[0]])
        writer.commit()


CORPORA = ("generated", "seeds")
ON_OPENSEARCH = [pytest.param(("opensearch", name), id=f"opensearch-{name}", marks=needs_opensearch) for name in CORPORA]


@pytest.fixture(scope="session", params=[*(pytest.param(("whoosh", name), id=name) for name in CORPORA), *ON_OPENSEARCH])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MemoryEngine, Engine]]:
    kind, name = request.param
    found = articles() if name == "generated" else [extract_file(path) for path in sorted(SEEDS.glob("*.txt"))]
    corpus = {article_id(article): article for article in found}
    if kind == "opensearch":
        address = request.getfixturevalue("cluster").address(name)
        filled(corpus, OpenSearchSink(address), batches=3)
        with MemoryEngine(corpus, today=TODAY) as memory, OpenSearchEngine(address, today=TODAY, deadline=None) as opensearch:
            yield memory, opensearch
        return
    folder = tmp_path_factory.mktemp("engines") / "index"
    filled(corpus, ArchiveWriter(folder), batches=3)
    with MemoryEngine(corpus, today=TODAY) as memory, WhooshEngine(folder, today=TODAY, deadline=None) as whoosh:
        yield memory, whoosh


def counted_once(q: str) -> bool:
    """Whether it has words near each other of which OpenSearch does not count how often they stand so: five, or one twice."""
    near = [[stem(word, "en") for word in text.split()] for text in re.findall(r'"([^"]+)"~[1-9]', q)]
    return any(len(words) > 4 or len(set(words)) < len(words) for words in near)


def same(pair: tuple[MemoryEngine, Engine], request: Request) -> None:
    """Both answer alike: hits, totals, facets, snippets, order up to equal scores; or both refuse alike."""
    memory, other = pair
    try:
        wanted = memory.answer(request)
    except BadQuery as refused:
        with pytest.raises(type(refused)) as error:
            other.answer(request)
        assert str(error.value) == str(refused)
        return
    got = other.answer(request)
    assert got.total == wanted.total
    assert got.facets == wanted.facets
    assert got.variants == wanted.variants
    assert got.undated_excluded == wanted.undated_excluded
    assert (got.explained, got.no_hits, got.suggestion) == (wanted.explained, wanted.no_hits, wanted.suggestion)
    assert (got.canonical, got.read_back, got.warnings, got.sort) == (
        wanted.canonical,
        wanted.read_back,
        wanted.warnings,
        wanted.sort,
    )
    ours = not isinstance(other, OpenSearchEngine)
    close = 1e-9 if ours else 1e-5  # OpenSearch scores in 32 bits
    if not ours and counted_once(request.q):
        assert got.total > request.page_size or {hit.id for hit in got.hits} == {hit.id for hit in wanted.hits}
        return
    assert [hit.score for hit in got.hits] == pytest.approx([hit.score for hit in wanted.hits], rel=close)
    if wanted.sort != "relevance":
        assert [hit.id for hit in got.hits] == [hit.id for hit in wanted.hits]
    else:
        # Sums in another order differ in the last bits, so equal scores may change places; none else may.
        assert {hit.id: pytest.approx(hit.score, rel=close) for hit in got.hits} == {hit.id: hit.score for hit in wanted.hits} or (
            got.total > request.page_size
        )
    by_id = {hit.id: hit for hit in wanted.hits}
    for hit in got.hits:
        if hit.id in by_id:
            assert (hit.article, hit.snippets, hit.title_marks) == (
                by_id[hit.id].article,
                by_id[hit.id].snippets,
                by_id[hit.id].title_marks,
            )


@pytest.mark.parametrize("q", QUERIES)
def test_answers_are_those_of_the_reference(pair: tuple[MemoryEngine, Engine], q: str) -> None:
    same(pair, Request(q, facets=FACETS, facet_size=100, page_size=100, explain=True))


@pytest.mark.parametrize(
    "request_",
    [
        Request("ferry", page=2, page_size=7),
        Request("ferry", sort="newest", page_size=100),
        Request("ferry", sort="oldest", page_size=100),
        Request("ferry tram strike", match="any", page_size=100),
        Request("ferr* (tram strike) -bridge", match="any", page_size=100),
        Request("ferry", since="2024-06", page_size=100),
        Request("ferry", until="2023", undated="include", page_size=100),
        Request("ferry", undated="exclude", page_size=100),
        Request("ferry", undated="only", page_size=100),
        Request("*", since="2024-06-30", until="2024-01", facets=FACETS, page_size=100),
        Request("*", person=("Joe Biden", "Trump"), facets=("person", "source"), page_size=100),
        Request("*", person=("-Joe Biden",), source=("tass.com",), facets=("person", "source"), page_size=100),
        Request("date:2024", flag=("-short",), lang=("en", "de"), facets=("lang", "flag"), page_size=100),
        Request("ferry", snippets=0),
        Request("fery", respell=False),
        Request("ferry", snippets=5, snippet_length=30),
    ],
)
def test_parameters_do_what_they_do_in_the_reference(pair: tuple[MemoryEngine, Engine], request_: Request) -> None:
    same(pair, request_)


WORD = st.sampled_from(
    [*WORDS["en"], *WORDS["de"], *WORDS["fr"], *WORDS["el"], *WORDS["ja"], "nothing", "FERRY", "Ferr*", "caf*", "co?ncil"]
)
PHRASE = st.lists(st.sampled_from(WORDS["en"]), min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"')
ATOM = st.one_of(
    WORD,
    PHRASE,
    st.tuples(PHRASE, st.integers(0, 8)).map(lambda pair: f"{pair[0]}~{pair[1]}"),
    WORD.filter(lambda word: word[-1] not in "*+" and "?" not in word).map(lambda word: f'="{word}"'),
    st.tuples(st.sampled_from(["title", "body", "subtitle", "caption", "correction"]), WORD).map(":".join),
    st.sampled_from(PEOPLE).map(lambda name: f'person:"{name}"'),
    st.sampled_from(PEOPLE).map(lambda name: f"person:{name.split()[-1]}"),
    st.sampled_from(
        ["date:2024", "date:2024-06", "date:>=2024-06-15", "date:none", "before:2024", "source:tass.com", "has:date", "lang:fr"]
    ),
)
CLAUSE = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        inner.map(lambda text: f"-({text})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OR ".join(parts) + ")"),
    ),
    max_leaves=5,
)
QUERY = st.lists(CLAUSE, min_size=1, max_size=4).map(" ".join)


@given(q=QUERY, removed=st.booleans(), match=st.sampled_from(["all", "any"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_generated_questions_are_answered_alike(pair: tuple[MemoryEngine, Engine], q: str, removed: bool, match: str) -> None:
    q = "in:removed " + q if removed else q
    same(pair, Request(q, match="any" if match == "any" else "all", facets=("person", "year"), page_size=100))


@pytest.mark.parametrize("sort", [None, "newest", "oldest", "relevance"])
@pytest.mark.parametrize("q", ["ferry", "*", "ferry OR tram -date:2024", "nothinglikeit", "in:removed ferry"])
def test_a_walk_gives_every_hit_in_the_order_of_the_pages(pair: tuple[MemoryEngine, Engine], q: str, sort: Sort | None) -> None:
    for engine in pair:
        pages = [hit for number in (1, 2, 3) for hit in engine.answer(Request(q, sort=sort, page=number, page_size=100)).hits]
        answer = engine.answer(Request(q, sort=sort))
        with engine.walk(Request(q, sort=sort, page=7)) as walked:
            hits = list(walked.hits)
        assert [(hit.id, hit.score, hit.article) for hit in hits] == [(hit.id, hit.score, hit.article) for hit in pages]
        assert (walked.total, walked.canonical, walked.sort) == (answer.total, answer.canonical, answer.sort)


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("q", ["ferry", "*", "tram OR ferry"])
def test_cursors_go_through_all_hits_in_the_order_of_the_pages(pair: tuple[MemoryEngine, Engine], q: str, sort: Sort) -> None:
    for engine in pair:
        with engine.walk(Request(q, sort=sort)) as walked:
            wanted = [hit.id for hit in walked.hits]
        there: list[list[str]] = []
        cursor: str | None = "*"
        while cursor:
            answer = engine.answer(Request(q, sort=sort, cursor=cursor, page_size=40))
            assert answer.total == len(wanted)
            there.append([hit.id for hit in answer.hits])
            cursor = answer.cursor
        assert [id for page in there for id in page] == wanted
        back = [there[-1]]
        while answer.cursor_back:
            answer = engine.answer(Request(q, sort=sort, cursor=answer.cursor_back, page_size=40))
            assert answer.total == len(wanted)
            back.append([hit.id for hit in answer.hits])
        assert back[::-1] == there and bool(answer.cursor) == (len(there) > 1)
        if answer.cursor:
            again = engine.answer(Request(q, sort=sort, cursor=answer.cursor, page_size=40))
            assert [hit.id for hit in again.hits] == there[1]


def test_a_cursor_of_another_question_or_of_nobody_is_refused(pair: tuple[MemoryEngine, Engine]) -> None:
    for engine in pair:
        cursor = engine.answer(Request("*", page_size=1)).cursor
        assert cursor and engine.answer(Request("*", cursor=cursor, page_size=3, facets=("year",))).hits
        for request in (Request("ferry", cursor=cursor), Request("*", cursor=cursor, sort="oldest"), Request("*", cursor="abc"),
                        Request("*", cursor=""), Request("*", cursor="W10"), Request("*", cursor="é" * 9), Request(cursor="*", page=2)):  # fmt: skip
            with pytest.raises(BadParameter) as error:
                engine.answer(request)
            assert error.value.param == "cursor"


INTERVALS_AND_QUERIES = [(interval, Request(q, since=since, undated=undated)) for interval in INTERVALS
                         for q, since, undated in (("ferry", None, None), ("*", "2024-02", None), ("date:2024-06", None, "include"),
                                                   ("tram -ferry", None, "only"), ("nothinglikeit", None, None))]  # fmt: skip


@pytest.mark.parametrize(("interval", "request_"), INTERVALS_AND_QUERIES)
def test_timelines_are_those_of_the_reference_and_add_up(
    pair: tuple[MemoryEngine, Engine], interval: Interval, request_: Request
) -> None:
    memory, other = pair
    wanted, got = memory.timeline(request_, interval), other.timeline(request_, interval)
    assert replace(got, generation=wanted.generation) == wanted
    left_out = memory.answer(request_).undated_excluded
    assert sum(bucket.count for bucket in wanted.buckets) + wanted.imprecise + wanted.undated == wanted.total + left_out


def test_a_timeline_is_that_of_its_question_whatever_was_asked_before_it(pair: tuple[MemoryEngine, Engine]) -> None:
    memory, other = pair
    questions = [Request('"harbour ferry"'), Request("harbour ferry"), Request("ferry", source=("-gazette",)), Request("ferry"),
                 Request("ferry", since="2024"), Request("ferry", since="2024", undated="include")]  # fmt: skip
    for before, request_ in zip(questions, questions[1:] + questions[:1], strict=True):
        other.answer(before)
        got, wanted = other.timeline(request_, "month"), memory.timeline(request_, "month")
        assert replace(got, generation=wanted.generation) == wanted
        other.answer(request_)
        assert other.timeline(request_, "month") == got


@pytest.mark.parametrize("interval", INTERVALS)
def test_a_bucket_counts_what_its_period_finds(pair: tuple[MemoryEngine, Engine], interval: Interval) -> None:
    days = {"day": 0, "week": 6}
    for engine in pair:
        for bucket in engine.timeline(Request("ferry"), interval).buckets:
            since = {"year": bucket.start[:4], "month": bucket.start[:7]}.get(interval, bucket.start)
            last = dt.date.fromisoformat(bucket.start) + dt.timedelta(days=days.get(interval, 0))
            until = since if interval in ("year", "month") else last.isoformat()
            assert engine.answer(Request("ferry", since=since, until=until)).total == bucket.count


def test_similar_articles_are_those_of_the_reference_without_the_article_itself(pair: tuple[MemoryEngine, Engine]) -> None:
    memory, other = pair
    for hit in memory.answer(Request("*", page_size=4)).hits:
        wanted, got = memory.similar(hit.id, 5), other.similar(hit.id, 5)
        assert got.words == wanted.words
        assert [one.score for one in got.hits] == pytest.approx([one.score for one in wanted.hits], rel=1e-6)
        assert hit.id not in {one.id for one in (*wanted.hits, *got.hits)}
    for engine in pair:
        with pytest.raises(NoSuchArticle):
            engine.similar("nobody")


@pytest.mark.parametrize("text", ["fer", "Cou", "ferry cou", "nar", "sergei nar", "person:bid", "xx", "f", "", "ferry ", "in:removed fer",
                                  "caf", "東", '"open fer', "Κ", "γέφ", "kie", "title:fer"])  # fmt: skip
def test_suggestions_are_those_of_the_reference_and_have_hits(pair: tuple[MemoryEngine, Engine], text: str) -> None:
    memory, other = pair
    wanted = memory.suggest(text)
    if isinstance(other, OpenSearchEngine):  # it completes folded words: "cafe" and "café" are one
        assert {fold(one.q) for one in other.suggest(text)} <= {fold(one.q) for one in memory.suggest(text, 100)}
    else:
        assert other.suggest(text) == wanted
    assert all(one.total == memory.answer(Request(one.q, lenient=True)).total > 0 for one in wanted)


def test_the_captures_of_an_article_are_kept_and_told_newest_first_by_time(tmp_path: Path) -> None:
    from .newsroom import FERRY

    # 10:00 in Berlin is an hour before 10:00 in London, whatever their texts say; the one without a time is the oldest.
    times = ["2024-01-02T10:00:00+01:00", "2024-01-02T10:00:00Z", None, "2023-06-01"]
    captures = [replace(FERRY, path=f"{number}.html", digest=f"{number:064x}", fetched=time) for number, time in enumerate(times)]
    with ArchiveWriter(tmp_path / "index") as writer:
        for article in captures:
            writer.put(article.path, "ferry", article)
            writer.commit()
    wanted = tuple(captures[at] for at in (1, 0, 3, 2))
    with WhooshEngine(tmp_path / "index") as whoosh, MemoryEngine({"ferry": wanted[0]}, older={"ferry": wanted[1:]}) as memory:
        for engine in (whoosh, memory):
            assert engine.versions("ferry") == wanted
            assert engine.article("ferry") == wanted[0]
            with pytest.raises(NoSuchArticle):
                engine.versions("nobody")


@pytest.mark.parametrize("sort", ["newest", "relevance"])
def test_a_cursor_goes_on_in_a_newer_generation_behind_the_same_article(tmp_path: Path, sort: Sort) -> None:
    filled({article_id(article): article for article in articles(60)}, ArchiveWriter(tmp_path / "index"), batches=1)
    with WhooshEngine(tmp_path / "index", today=TODAY) as engine:
        first = engine.answer(Request("ferry OR tram", sort=sort, cursor="*", page_size=5))
        with engine.walk(Request("ferry OR tram", sort=sort)) as walked:
            with ArchiveWriter(tmp_path / "index") as writer:
                for article in articles(90)[60:]:
                    writer.put(article.path, article_id(article), article)
                writer.commit()
            engine.refresh()
            assert len(list(walked.hits)) == walked.total  # of the generation that it began in
        second = engine.answer(Request("ferry OR tram", sort=sort, cursor=first.cursor, page_size=100))
        with engine.walk(Request("ferry OR tram", sort=sort)) as walked:
            now = [hit.id for hit in walked.hits]
        assert [hit.id for hit in second.hits] == now[now.index(first.hits[-1].id) + 1 :]
        assert [warned.code for warned in second.warnings] == (["index_changed"] if sort == "relevance" else [])


def test_eight_threads_are_answered_as_one_is(pair: tuple[MemoryEngine, Engine]) -> None:
    _, engine = pair
    requests = [Request(q, facets=FACETS, page_size=10) for q in QUERIES if "?" not in q] * 3

    def told(request: Request) -> tuple[object, ...]:
        answer = engine.answer(request)
        return answer.total, answer.hits, answer.facets

    alone = [told(request) for request in requests]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(told, requests)) == alone


def test_a_text_that_stands_twice_in_an_article_is_shown_once(tmp_path: Path) -> None:
    said = "The harbour closed on Monday after a storm tore the roof off the ferry hall."
    twice = replace(articles(1)[0], title="Storm", subtitle=said, body=(f"{said} Nobody was hurt.", "The roof will be mended by the summer."), corrections=())
    corpus = {"twice": twice}
    filled(corpus, ArchiveWriter(tmp_path / "index"), batches=1)
    with MemoryEngine(corpus) as reference, WhooshEngine(tmp_path / "index") as engine:
        for asked in (reference, engine):
            assert [piece.text for piece in asked.answer(Request("storm")).hits[0].snippets] == [f"{said} Nobody was hurt."]
            assert len(asked.answer(Request("roof")).hits[0].snippets) == 2  # another text that holds the word too: the near miss
