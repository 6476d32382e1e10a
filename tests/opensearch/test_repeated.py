"""Lines that a site repeats are taken out of an archive on OpenSearch as out of a folder, and come back the same way."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping

from broadsheet_index.article import Article
from broadsheet_index.repeated import read_together
from broadsheet_search import Request
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.engines.opensearch import OpenSearchEngine
from broadsheet_search.engines.opensearch.sink import OpenSearchSink
from broadsheet_search.engines.opensearch.upkeep import forget, rebuild

from ..test_repeated import POOL, SIGN_UP, page
from .cluster import Cluster, needs_opensearch

pytestmark = needs_opensearch
CORPUS = {f"{number:04}": article for number, article in enumerate(POOL)}


def run(address: str, changes: Mapping[str, Article | None], commits: int = 1) -> None:
    """One index run."""
    with OpenSearchSink(address) as sink:
        for number, (id, article) in enumerate(changes.items()):
            if article is None:
                sink.remove(f"/{id}")
            else:
                sink.put(f"/{id}", id, article)
            if number % max(1, len(changes) // commits) == 0:
                sink.commit()
        sink.commit()


def shown(address: str) -> dict[str, Article]:
    with OpenSearchEngine(address, deadline=None) as engine, engine.walk(Request("*")) as walked:
        return {hit.id: hit.article for hit in walked.hits}


def test_an_archive_on_a_cluster_is_read_together_whatever_came_in_which_order(cluster: Cluster) -> None:
    address = cluster.address("lines", shards=3)
    order = sorted(CORPUS)
    random.Random(2).shuffle(order)
    parts = [{id: CORPUS[id] for id in order[at::3]} for at in range(3)]
    run(address, parts[0], commits=4)
    assert shown(address) == read_together(parts[0])
    runs = [threading.Thread(target=run, args=(address, part)) for part in parts[1:]]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert shown(address) == read_together(CORPUS)
    rebuild(address)
    assert shown(address) == read_together(CORPUS)
    gone = order[::2]
    run(address, dict.fromkeys(gone))
    assert shown(address) == read_together({id: CORPUS[id] for id in order if id not in gone})


def test_what_went_is_found_in_the_removed_text_alone(cluster: Cluster) -> None:
    address = cluster.address("removed-lines")
    run(address, CORPUS)
    with OpenSearchEngine(address) as there, MemoryEngine(CORPUS) as memory:
        for q in ('"sign up here"', 'in:removed "sign up here"', "in:removed courier", "person:*"):
            wanted, got = (engine.answer(Request(q, page_size=100, facets=("person", "year"))) for engine in (memory, there))
            assert (got.total, got.facets, {hit.id: hit.article for hit in got.hits}) == (
                wanted.total, wanted.facets, {hit.id: hit.article for hit in wanted.hits},
            )  # fmt: skip


def test_a_line_comes_back_where_too_few_pages_are_left_that_say_it(cluster: Cluster) -> None:
    address = cluster.address("lines-back")
    pages = {f"{number}": page(number, SIGN_UP) for number in range(3)}
    run(address, pages)
    assert SIGN_UP not in shown(address)["0"].body
    run(address, {"2": page(2)})
    assert shown(address) == pages | {"2": page(2)}
    run(address, pages)
    assert SIGN_UP not in shown(address)["0"].body
    forget(address, "1", "asked for")
    assert shown(address) == {"0": pages["0"], "2": pages["2"]}


def test_a_run_that_broke_off_is_settled_by_the_next(cluster: Cluster) -> None:
    address = cluster.address("broken-off")
    broken = OpenSearchSink(address)
    for number in range(4):
        broken.put(f"/{number}", f"{number}", page(number, SIGN_UP))
    broken.commit()  # and its process is killed
    assert SIGN_UP in shown(address)["0"].body
    run(address, {})
    assert SIGN_UP not in shown(address)["0"].body
