"""What an archive on OpenSearch does when a node is lost, a document is bad or a run breaks off."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opensearchpy.exceptions import TransportError

from broadsheet_index import build
from broadsheet_index.article import Article
from broadsheet_index.errors import BadInput, IndexMissing, StorageFailed
from broadsheet_index.identity import article_id
from broadsheet_search import Request
from broadsheet_search.engines import open_engine, sink_of
from broadsheet_search.engines.opensearch import OpenSearchEngine, document, upkeep
from broadsheet_search.engines.opensearch.address import Address, address_of, client
from broadsheet_search.engines.opensearch.patience import WAITS
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.opensearch.upkeep import rebuild
from broadsheet_search.errors import EngineDown, TooSlow

from ..generated import articles
from .cluster import Cluster, needs_opensearch

CORPUS = {article_id(article): article for article in articles(200)}


def fill(sink: OpenSearchSink, corpus: dict[str, Article]) -> None:
    with contextlib.closing(sink):
        for id, article in corpus.items():
            sink.put(f"/pages/{id}", id, article)
        sink.commit()


def page(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    record = {"id": "1", "title": f"Ferry news of {name}", "date": "2024-06-15", "body": f"The ferry to {words} was late again. " * 12}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def total(address: str, q: str) -> int:
    with open_engine(address) as engine:
        return engine.answer(Request(q)).total


@needs_opensearch[0]
@needs_opensearch[1]
class TestACluster:
    def test_new_changed_and_vanished_pages_are_what_they_are_in_a_folder(self, cluster: Cluster, tmp_path: Path) -> None:
        address = cluster.address("incremental")
        page(tmp_path, "one.jsonl", "Oban")
        page(tmp_path, "two.jsonl", "Mallaig")
        first = build([tmp_path], sink_of(address))
        assert (first.indexed, first.unchanged) == (2, 0)
        again = build([tmp_path], sink_of(address))
        assert (again.indexed, again.unchanged, again.vanished) == (0, 2, 0)
        page(tmp_path, "one.jsonl", "Ullapool")
        (tmp_path / "two.jsonl").unlink()
        changed = build([tmp_path], sink_of(address))
        assert (changed.indexed, changed.vanished) == (1, 1)
        assert (total(address, "ullapool"), total(address, "oban"), total(address, "mallaig")) == (1, 0, 0)

    def test_of_two_captures_the_newest_is_searched_and_the_other_takes_its_place(self, cluster: Cluster) -> None:
        address = cluster.address("captures")
        older, newer = (
            dataclasses.replace(CORPUS[min(CORPUS)], title=title, title_origin="heading", fetched=day)
            for title, day in (("Lighthouse opens", "2024-01-01T00:00:00Z"), ("Lighthouse closes", "2024-02-01T00:00:00Z"))
        )
        with OpenSearchSink(address) as sink:
            sink.put("/crawl/2", "same", newer)
            sink.commit()
            sink.put("/crawl/1", "same", older)
            sink.commit()
        assert (total(address, "lighthouse closes"), total(address, "lighthouse opens"), total(address, "*")) == (1, 0, 1)
        with OpenSearchSink(address) as sink:
            sink.remove("/crawl/2")
            sink.commit()
        assert (total(address, "lighthouse closes"), total(address, "lighthouse opens"), total(address, "*")) == (0, 1, 1)

    def test_nothing_is_seen_before_it_is_committed(self, cluster: Cluster) -> None:
        address = cluster.address("uncommitted")
        with OpenSearchSink(address) as sink:
            sink.put("/pages/1", "one", CORPUS[min(CORPUS)])
            sink._flush()
            assert total(address, "*") == 0
            sink.commit()
            assert total(address, "*") == 1

    def test_a_bad_document_is_listed_and_the_rest_goes_in(
        self, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = cluster.address("bad")
        for name in ("good.jsonl", "bad.jsonl", "fine.jsonl"):
            page(tmp_path, name, name)
        plainly = document.document

        def spoilt(key: str, *how: Any) -> dict[str, object]:
            made = plainly(key, *how)
            return made | {"first": "no number"} if "bad.jsonl" in key else made

        monkeypatch.setattr("broadsheet_search.engines.opensearch.sink.document", spoilt)
        report = build([tmp_path], sink_of(address), jobs=1)
        assert report.indexed == 2
        assert [skip.path for skip in report.skipped] == ["bad.jsonl#1"]
        assert "not taken by OpenSearch" in report.skipped[0].reason
        monkeypatch.undo()
        assert build([tmp_path], sink_of(address), jobs=1).indexed == 1  # it is tried again
        assert total(address, "*") == 3

    def test_two_machines_fill_one_archive_at_once(self, cluster: Cluster) -> None:
        address = cluster.address("shared")
        halves = [dict(list(CORPUS.items())[at::2]) for at in (0, 1)]
        threads = [threading.Thread(target=lambda half=half: fill(OpenSearchSink(address), half)) for half in halves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert total(address, "*") == len(CORPUS)
        with OpenSearchEngine(address) as engine:
            assert engine.generation().number >= 2  # a commit each, and one where copies or lines were found in the end

    def test_a_rebuild_answers_as_before_and_takes_its_place_at_once(self, cluster: Cluster) -> None:
        address = cluster.address("rebuilt")
        fill(OpenSearchSink(address), CORPUS)
        with OpenSearchSink(address) as sink:
            sink.remove(f"/pages/{min(CORPUS)}")
            sink.commit()
        asked = [Request(q, facets=("person",)) for q in ("*", "ferry", "cou*", "person:naryshkin")]
        with OpenSearchEngine(address) as engine:
            before = [engine.answer(request) for request in asked]
            assert rebuild(address) == len(CORPUS) - 1
            after = [engine.answer(request) for request in asked]
        assert [(a.total, a.facets, [h.id for h in a.hits]) for a in after] == [
            (b.total, b.facets, [h.id for h in b.hits]) for b in before
        ]
        assert build([], sink_of(address)).indexed == 0  # what is remembered of files stayed

    def test_a_forgotten_article_is_gone_and_does_not_come_back(self, cluster: Cluster, tmp_path: Path) -> None:
        address = cluster.address("forgetful")
        page(tmp_path, "one.jsonl", "Oban")
        page(tmp_path, "two.jsonl", "Mallaig")  # other words: the same text is not let in under another name either
        build([tmp_path], sink_of(address), jobs=1)
        with open_engine(address) as engine:
            (id,) = (hit.id for hit in engine.answer(Request("title:one")).hits)
        assert upkeep.forget(address, id, "asked for by the family") == ("one.jsonl#1",)
        report = build([tmp_path], sink_of(address), full=True, jobs=1)
        assert (report.indexed, [skip.reason for skip in report.skipped]) == (1, ["forgotten: asked for by the family"])
        assert total(address, "*") == 1
        with pytest.raises(BadInput, match="no such article"):
            upkeep.forget(address, id, "again")

    def test_a_rebuild_gives_way_to_somebody_who_writes(self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
        address = cluster.address("disturbed")
        fill(OpenSearchSink(address), CORPUS)
        plainly = upkeep._anew

        def disturbed(*how: Any) -> Iterator[dict[str, Any]]:
            yield from plainly(*how)
            with OpenSearchSink(address) as sink:
                sink.put("/pages/late", "late", CORPUS[min(CORPUS)])
                sink.commit()

        monkeypatch.setattr(upkeep, "_anew", disturbed)
        with pytest.raises(upkeep.Changed, match="Run it again"):
            rebuild(address)
        assert total(address, "*") == len(CORPUS) + 1

    def test_an_archive_that_is_not_there_is_named(self, cluster: Cluster) -> None:
        with pytest.raises(IndexMissing, match="nowhere"):
            open_engine(cluster.address("nowhere"))
        with pytest.raises(IndexMissing, match="nowhere"):
            rebuild(cluster.address("nowhere"))

    def test_a_question_past_its_deadline_is_stopped(self, cluster: Cluster) -> None:
        address = cluster.address("slow")
        fill(OpenSearchSink(address), CORPUS)
        with pytest.raises(TooSlow):
            OpenSearchEngine(address, deadline=0.000_1)

    def test_a_node_lost_in_the_middle_of_indexing_loses_nothing(self, cluster: Cluster) -> None:
        address = cluster.address("lost-node", shards=2, replicas=1)
        with OpenSearchSink(address) as sink:
            ids = sorted(CORPUS)
            for id in ids[:100]:
                sink.put(f"/pages/{id}", id, CORPUS[id])
            sink.commit()
            cluster.second.kill()
            try:
                for id in ids[100:]:
                    sink.put(f"/pages/{id}", id, CORPUS[id])
                try:
                    sink.commit()
                except StorageFailed as error:  # says to run it again; so it is
                    assert "run the same command again" in str(error).lower()
                    fill(OpenSearchSink(address), {id: CORPUS[id] for id in ids[100:]})
                assert total(address, "*") == len(CORPUS)
            finally:
                cluster.second.start()
                cluster.settle(2)

    def test_a_node_lost_in_the_middle_of_a_thousand_searches_gives_no_wrong_answer(self, cluster: Cluster) -> None:
        address = cluster.address("searched", shards=2, replicas=1)
        fill(OpenSearchSink(address), CORPUS)
        cluster.settle(2)
        questions = ["ferry", "council -tram", '"the council"', "lang:de", "person:naryshkin"]
        failed = 0
        with OpenSearchEngine(address, deadline=10) as engine:
            right = {q: engine.answer(Request(q)).total for q in questions}
            try:
                for number in range(1000):
                    if number == 300:
                        cluster.second.kill()
                    q = questions[number % len(questions)]
                    try:
                        assert engine.answer(Request(q, snippets=0, page_size=1)).total == right[q]
                    except (EngineDown, TooSlow):  # 503 with Retry-After on the page
                        failed += 1
            finally:
                cluster.second.start()
                cluster.settle(2)
        assert failed < 200

    def test_while_a_node_hangs_no_answer_is_wrong(self, cluster: Cluster) -> None:
        address = cluster.address("hanging")
        fill(OpenSearchSink(address), CORPUS)
        with OpenSearchEngine(address, deadline=None) as calm:
            right = calm.answer(Request("ferry")).total
        assert cluster.second.process
        with OpenSearchEngine(address) as engine:
            cluster.second.process.send_signal(signal.SIGSTOP)
            try:
                for _ in range(3):
                    with contextlib.suppress(EngineDown, TooSlow):  # 503 with Retry-After on the page
                        assert engine.answer(Request("ferry", facets=("person",))).total == right
            finally:
                cluster.second.process.send_signal(signal.SIGCONT)
                cluster.settle(2)


@pytest.mark.parametrize(
    "text",
    ["https://", "https://host:9200", "https://host:9200/News", "https://host/a/b", "ftp://host/news", "https://host/news?shards=0",
     "https://host/news?speed=1", "https://host/news?shards=many"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(BadInput, match="https://HOST:9200/NAME"):
        address_of(text)


def test_an_address_names_its_nodes_and_keeps_its_secret() -> None:
    address = address_of("https://desk:s%40cret@one:9200,two:9200/news?shards=6&replicas=1")
    assert (address.hosts, address.name, address.user) == (("https://one:9200", "https://two:9200"), "news", ("desk", "s@cret"))
    assert (address.shards, address.replicas) == (6, "1-1")
    assert "cret" not in repr(address) + str(address)


def test_a_cluster_that_cannot_be_reached_is_said_to_be_down() -> None:
    with pytest.raises(EngineDown, match="cannot be reached"):
        open_engine("http://127.0.0.1:9/news")
    with pytest.raises(StorageFailed, match="cannot be written to"):
        sink_of("http://127.0.0.1:9/news")


class Busy(BaseHTTPRequestHandler):
    """Full for the first requests: `full` of them are left."""

    full = 0

    def do_GET(self) -> None:
        busy = Busy.full > 0
        Busy.full -= 1
        body = b'{"error": {"type": "circuit_breaking_exception"}}' if busy else b'{"count": 7}'
        self.send_response(429 if busy else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def busy() -> Iterator[Address]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address_of(f"http://127.0.0.1:{server.server_port}/news")
    server.shutdown()
    server.server_close()


def test_a_run_waits_while_a_cluster_is_full_and_a_question_does_not(busy: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    Busy.full = 2
    assert client(busy, 5, patient=True).count(index="news") == {"count": 7}
    assert waited == list(WAITS[:2])
    Busy.full = len(WAITS) + 1
    with pytest.raises(TransportError) as error:
        client(busy, 5, patient=True).count(index="news")
    assert (error.value.status_code, len(waited)) == (429, 2 + len(WAITS))
    Busy.full = 1
    with pytest.raises(TransportError):
        client(busy, 5).count(index="news")
