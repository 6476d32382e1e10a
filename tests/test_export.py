"""Taken away: five formats, each read back by a library of its own; citations; exports without an end."""

from __future__ import annotations

import csv
import io
import json
import random
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from broadsheet_index.article import Article, Person, Published, Source
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import cite
from broadsheet_search.engine import Hit, Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.whoosh import WhooshEngine
from broadsheet_search.export import COLUMNS, FORMATS, harmless
from broadsheet_web.app import create_app
from broadsheet_web.crowd import Crowd, Overloaded, TakenAway

from .generated import articles
from .newsroom import ARTICLES, FERRY

LATEX = replace(FERRY, title=r"50% of {AT&T} pays $5_000 #1 ~ \o/ ^", authors=("Ursula von der Leyen", "Reuters", "張 偉"), path="latex.txt")
CORPUS = ARTICLES | {"latex": LATEX}


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(CORPUS)).test_client()


@pytest.fixture(scope="module")
def many():
    return create_app(MemoryEngine(articles(300))).test_client()


# -- the formats


def test_jsonl_has_a_line_a_hit_with_its_text_and_a_last_line_that_counts_them(many):
    answer = many.get("/api/export?q=ferry&format=jsonl")
    *hits, end = map(json.loads, answer.data.decode().splitlines())
    total = many.get("/api/search?q=ferry").json["total"]
    assert end == {"end": True, "count": total} and len(hits) == total > 100
    assert {"id", "title", "body", "people", "published", "path"} <= set(hits[0])
    assert answer.headers["X-Total-Count"] == str(total)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="broadsheet-ferry.jsonl"'


def test_an_export_has_the_hits_of_the_pages_in_their_order(many):
    exported = [json.loads(line)["id"] for line in many.get("/api/export?q=ferry&sort=oldest&fields=id").data.splitlines()[:-1]]
    paged, address = [], "/api/search?q=ferry&sort=oldest&page_size=100&fields=id"
    while address:
        answer = many.get(address).json
        paged += [result["id"] for result in answer["results"]]
        address = answer["next"]
    assert exported == paged


def test_nothing_found_is_an_empty_export_of_each_format(client):
    wanted = {"jsonl": '{"end": true, "count": 0}\n', "csv": ",".join(COLUMNS) + "\r\n", "csl": "[]\n", "ris": "", "bibtex": ""}
    for name in FORMATS:
        assert client.get(f"/api/export?q=nothinglikeit&format={name}").text == wanted[name]


def test_csv_has_the_columns_of_the_documentation_and_cells_that_say_what_is_known(client):
    answer = client.get("/api/export?q=title:ferry+winter+-AT%26T&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    header, row = csv.reader(io.StringIO(answer.text, newline=""))
    assert ",".join(header) == "id,title,published,precision,source,authors,people,url,path,section,lang,flags"
    assert row[0] == "ferry"
    assert dict(zip(header, row, strict=True)) | {"title": ""} == {
        "id": "ferry", "title": "", "published": "2023-12-20", "precision": "day", "source": "Harbour Courier",
        "authors": "Nils Achterberg; Ida Vuori", "people": "Mara Lindqvist; Olle Berg", "url": FERRY.url, "path": "ferry.txt",
        "section": "Islands", "lang": "en", "flags": "",
    }  # fmt: skip


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\0=1", "＝1", "=HYPERLINK(\"http://evil.example\")"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula_in_any_column(text):
    hostile = replace(FERRY, title=text, source=Source(text), authors=(text,), people=(Person(text, 1, ()),), url=text, path=text,
                      section=text, lang=text, published=Published(None))  # fmt: skip
    data = create_app(MemoryEngine({text: hostile})).test_client().get("/api/export?format=csv").data.decode()
    [_, row] = csv.reader(io.StringIO(data, newline=""))
    assert len(row) == len(COLUMNS)
    assert all(not cell or not cell.lstrip(" \0").startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)


@pytest.mark.parametrize("text", ["Anna-Lena", "a=b", "1-2", "", "'quoted"])
def test_a_cell_without_danger_stays_as_it_is(text):
    assert harmless(text) == text


def test_ris_is_read_back_by_its_library(client):
    records = {record["id"]: record for record in rispy.loads(client.get("/api/export?format=ris").text)}
    assert set(records) == set(CORPUS)
    ferry = records["ferry"]
    assert (ferry["type_of_reference"], ferry["title"], ferry["year"]) == ("NEWS", FERRY.title, "2023")
    assert ferry["authors"] == ["Achterberg, Nils", "Vuori, Ida"]
    assert ferry["date"] == "2023/12/20/"
    assert ferry["urls"] == [FERRY.url]
    assert records["latex"]["authors"] == ["von der Leyen, Ursula", "Reuters", "偉, 張"]
    assert "year" not in records["storm"]
    assert records["bridge"]["date"] == "2024/06//"


def test_bibtex_is_read_back_by_its_library_with_signs_that_latex_prints(client):
    library = bibtexparser.parse_string(client.get("/api/export?format=bibtex").text)
    assert not library.failed_blocks
    entries = {entry.key.rpartition("-")[2]: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert set(entries) == set(CORPUS)
    assert entries["ferry"]["author"] == "Achterberg, Nils and Vuori, Ida"
    assert (entries["ferry"]["year"], entries["ferry"]["month"], entries["ferry"]["day"]) == ("2023", "12", "20")
    assert entries["ferry"]["url"] == FERRY.url
    assert r"50\% of \{AT\&T\} pays \$5\_000 \#1" in entries["latex"]["title"]
    assert "year" not in entries["storm"]


def test_csl_json_is_cited_by_a_citation_processor(client):
    items = client.get("/api/export?format=csl").get_json(force=True)
    assert {item["id"] for item in items} == set(CORPUS)
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("ferry"), CitationItem("bridge")]))
    text = " ".join(map(str, bibliography.bibliography()))
    assert "Achterberg" in text and "2023" in text and "Harbour Courier" in text
    bridge = next(item for item in items if item["id"] == "bridge")
    assert bridge["issued"] == {"date-parts": [[2024, 6]]}
    assert "issued" not in next(item for item in items if item["id"] == "storm")


def test_hostile_articles_break_no_format(client):
    hostile = Article(path="h", digest="0", title="a\r\nTY  - JOUR\r\nER  - \nb } @misc{x,", body=("x",), authors=("A\nER  - ", "}"), url="http://x/{}\\")
    client = create_app(MemoryEngine({"h": hostile, "i": replace(hostile, title="\ud83d half")})).test_client()
    assert len(rispy.loads(client.get("/api/export?format=ris").text)) == 2
    library = bibtexparser.parse_string(client.get("/api/export?format=bibtex").text)
    assert len(library.entries) == 2 and not library.failed_blocks
    assert len(client.get("/api/export?format=csl").get_json(force=True)) == 2


# -- citations


@pytest.mark.parametrize(("form", "media"), [("plain", "text/plain"), ("ris", "application/x-research-info-systems"),
                                             ("bibtex", "application/x-bibtex"), ("csl", "application/vnd.citationstyles.csl+json")])  # fmt: skip
def test_an_article_is_cited_in_each_format(client, form, media):
    answer = client.get(f"/api/articles/ferry/cite?format={form}")
    assert answer.mimetype == media
    assert "Island ferry to run" in answer.text
    assert client.get("/api/articles/ferry/cite").mimetype == "text/plain"


def test_a_plain_citation_says_who_what_where_when_and_which_bytes(client):
    assert client.get("/api/articles/ferry/cite").text == (
        f"Nils Achterberg, Ida Vuori, “{FERRY.title}”, Harbour Courier, 20 December 2023, {FERRY.url}. Archived copy: "
        f"http://localhost/article/ferry; fetched 2024-01-02T09:30:00Z; SHA-256 of the page {'a' * 64}.\n"
    )
    assert "June 2024" in client.get("/api/articles/bridge/cite").text
    assert "no date" in client.get("/api/articles/storm/cite").text


def test_a_search_is_cited_with_its_counts_its_generation_and_a_digest_of_its_hits(client):
    told = client.get("/api/cite?q=ferry&from=2023").json
    assert told["total"] == client.get("/api/search?q=ferry&from=2023").json["total"]
    assert told["url"] == "http://localhost/search?q=ferry&from=2023"
    for part in (told["digest"], told["asked"], "index generation 1", "of 6", "1 without a date left out", told["url"]):
        assert part in told["text"]
    assert client.get("/api/cite?q=ferry&format=plain").mimetype == "text/plain"


def test_the_digest_of_hits_changes_with_any_hit_and_not_with_their_order():
    hits = [(hit, article.digest) for hit, article in CORPUS.items()]
    assert cite.digest(hits) == cite.digest(reversed(hits))
    assert len({cite.digest(hits), cite.digest(hits[1:]), cite.digest([("ferry", "b" * 64), *hits[1:]])}) == 3
    by_sort = {create_app(MemoryEngine(CORPUS)).test_client().get(f"/api/cite?q=ferry&match={match}").json["digest"] for match in ("any", "all")}
    assert len(by_sort) == 1


NAMES = [("Nate Ostiller", ("Ostiller", "Nate")), ("Ursula von der Leyen", ("von der Leyen", "Ursula")), ("Reuters", ("Reuters", None)),
         ("The Associated Press", ("The Associated Press", None)), ("Leo van den Berg", ("van den Berg", "Leo")),
         ("Smith, John", ("Smith, John", None)), ("Van Morrison", ("Morrison", "Van")), ("  A \n B ", ("B", "A"))]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), NAMES)
def test_names_are_taken_apart_only_where_that_is_plain(text, parts):
    name = cite.name_of(text)
    assert (name.family, name.given) == parts


# -- without an end


class Endless(MemoryEngine):
    """Counts the articles that were read."""

    read = 0

    def walking(self, plan, request):
        return _counting(self, super().walking(plan, request))


class _counting:  # noqa: N801
    def __init__(self, engine, inner):
        self.engine, self.inner = engine, inner

    def __enter__(self):
        found = self.inner.__enter__()
        return replace(found, articles=self._each(found.articles))

    def _each(self, articles):
        for one in articles:
            self.engine.read += 1
            yield one

    def __exit__(self, *error):
        return self.inner.__exit__(*error)


def test_an_export_is_sent_while_it_is_read():
    engine = Endless(articles(300))
    app = create_app(engine)
    answer = app.test_client().get("/api/export?q=*", buffered=False)
    first = next(iter(answer.response))
    assert b"{" in first
    assert 0 < engine.read < 150
    answer.close()
    with app.test_client() as client:
        assert client.get("/api/export?fields=id").data.endswith(b'{"end": true, "count": 300}\n')


def test_exports_have_places_of_their_own_and_one_that_stands_still_loses_its_place():
    crowd = Crowd(MemoryEngine(ARTICLES), patience=0.01, exports=1, stalled=0.05)
    with crowd.walk(Request("*")) as walked:
        assert crowd.answer(Request("ferry")).total == 3
        hits = iter(walked.hits)
        next(hits)
        with pytest.raises(Overloaded), crowd.walk(Request("*")):
            pass
        time.sleep(0.06)
        with crowd.walk(Request("ferry")) as other:
            assert len(list(other.hits)) == 3
        with pytest.raises(TakenAway):
            next(hits)
    with crowd.walk(Request("*")) as again:
        assert len(list(again.hits)) == 5


def test_a_mistake_is_told_before_anything_is_sent_and_gives_its_place_back(client):
    for _ in range(10):
        assert client.get("/api/export?q=colour:red").status_code == 400
        assert client.head("/api/export").status_code == 200
    assert client.get("/api/export").status_code == 200


def _small(number: int) -> Article:
    """Words of its own: a hundred thousand copies of one story would be one story."""
    chance = random.Random(number)
    words = " ".join(f"w{chance.randrange(50_000)}" for _ in range(30))
    return Article(f"{number}.html", f"{number:064x}", f"Ferry {number}", (f"The ferry {words}.",) * 3,
                   published=Published(f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}", "day"), lang="en")  # fmt: skip


def _export(engine: WhooshEngine, form: str) -> Iterator[bytes]:
    answer = create_app(engine).test_client().get(f"/api/export?q=ferry&format={form}", buffered=False)
    yield from answer.response
    answer.close()


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMATS)
def test_a_hundred_thousand_articles_are_exported_in_flat_memory(tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    folder = _hundred_thousand(tmp_path_factory)
    with WhooshEngine(folder) as engine:
        total = engine.answer(Request("ferry", page_size=1)).total
        tracemalloc.start()
        marks, ends, sent = [], 0, 0
        for piece in _export(engine, form):
            sent += len(piece)
            ends += {"jsonl": piece.count(b'"path"'), "csv": piece.count(b"\r\n"), "ris": piece.count(b"\nER  -"),
                     "bibtex": piece.count(b"@misc{"), "csl": piece.count(b'"type"')}[form]  # fmt: skip
            if sent // 5_000_000 > len(marks):
                marks.append(tracemalloc.get_traced_memory()[0])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    print(f"{form}: {ends:,} of {total:,}, {sent / 1e6:.0f} MB, peak {peak / 1e6:.1f} MB, held {[round(mark / 1e6, 1) for mark in marks]}")
    assert ends == total + (form == "csv") == 100_000 + (form == "csv")
    assert peak < 30e6  # the hits' numbers, keys and scores, and one article
    assert not marks or max(marks) - min(marks) < 2e6


def _hundred_thousand(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "hundred-thousand"
    if not folder.exists():
        with ArchiveWriter(folder) as writer:
            for number in range(100_000):
                writer.put(f"{number}.html", f"{number:016x}", _small(number))
            writer.commit()
    return folder


def test_hits_of_an_export_have_no_snippets_and_keep_their_score() -> None:
    with MemoryEngine(ARTICLES).walk(Request("ferry")) as walked:
        hits = list(walked.hits)
    assert all(isinstance(hit, Hit) and hit.score > 0 and not hit.snippets for hit in hits)
