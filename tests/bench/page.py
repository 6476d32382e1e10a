"""Time the results page over many articles: HTTP and template included, by one client, by eight, and beside an index run.

    python -m tests.bench.page [--articles 100000] [--index FOLDER]

The server is a process of its own, as `broadsheet serve` starts it; the clients are threads here, each with one connection.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

from broadsheet_index.article import Article, Person, Published, Source
from broadsheet_index.store import ArchiveWriter
from broadsheet_search import open_engine
from broadsheet_web.app import create_app

VOCABULARY = 30_000
WORDS = 220  # of a body
QUERIES = (
    *("w40", "w7", "w900 w12", "w150 OR w300 OR w800", '"w3 w5"', "w60 date:2021-03", "person:Name17", "person:Name4 w20"),
    *("title:w30", "w25 -w6", "w2999*", "", "source:paper3.example w70"),
)


def articles(number: int) -> Iterator[Article]:
    """Words by Zipf's law, 400 people, 20 sources, eleven years; the same each time."""
    chance = random.Random(7)
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    words = [f"w{rank}" for rank in range(VOCABULARY)]
    people = [f"First{at} Name{at}" for at in range(400)]
    for at in range(number):
        text = chance.choices(words, weights, k=WORDS + 8)
        paper = chance.randrange(20)
        named = chance.choices(people, k=3)
        day = f"{2014 + chance.randrange(11)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield Article(
            path=f"{at}.html",
            digest=f"{at:064x}",
            url=f"https://paper{paper}.example/{at}",
            title=" ".join(text[:8]),
            title_origin="heading",
            body=tuple(" ".join(text[first : first + 44]) for first in range(8, len(text), 44)),
            source=Source(f"Paper {paper}", f"paper{paper}.example"),
            published=Published(day, "day", "meta", day),
            people=tuple(Person(name, 1, (name,)) for name in dict.fromkeys(named)),
            section=chance.choice(("World", "Sport", None)),
            lang="en",
        )


def fill(index: Path, number: int) -> None:
    began = time.perf_counter()
    with ArchiveWriter(index) as writer:
        for at, article in enumerate(articles(number)):
            writer.put(f"/{at}", f"{at:08}", article)
            if at % 5000 == 4999:
                writer.commit()
        writer.commit()
    print(f"{number:,} articles indexed in {time.perf_counter() - began:.0f} s")


@contextmanager
def served(index: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "broadsheet_web.cli", "serve", "--index", str(index), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield int(server.stdout.readline().rpartition(":")[2])
        server.terminate()


def ask(port: int, seconds: float, spent: list[float], wrong: list[int]) -> None:
    """Ask for results pages, one after the other, and note the seconds of each."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    until = time.perf_counter() + seconds
    chance = random.Random()
    while time.perf_counter() < until:
        q = chance.choice(QUERIES)
        began = time.perf_counter()
        line.request("GET", f"/search?q={quote_plus(q)}")
        answer = line.getresponse()
        answer.read()
        spent.append(time.perf_counter() - began)
        if answer.status != 200:
            wrong.append(answer.status)


def clients(port: int, number: int, seconds: float) -> str:
    spent: list[float] = []
    wrong: list[int] = []
    threads = [threading.Thread(target=ask, args=(port, seconds, spent, wrong)) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent.sort()
    told = f"{len(spent) / seconds:6.0f} pages/s   median {statistics.median(spent) * 1000:6.1f} ms   95 % {spent[int(len(spent) * 0.95)] * 1000:6.1f} ms"
    return told + (f"   {len(wrong)} not 200" if wrong else "")


def of_the_processor(index: Path, times: int = 15) -> None:
    """What a page costs the processor, the server's work without its sockets: a figure that other work on the machine moves less."""
    with open_engine(index) as engine:
        client = create_app(engine).test_client()
        every = []
        for q in QUERIES:
            client.get("/search", query_string={"q": q})
            spent = []
            for _ in range(times):
                began = time.process_time()
                answer = client.get("/search", query_string={"q": q})
                spent.append((time.process_time() - began) * 1000)
            every += spent
            found = answer.text.partition("<h1>")[2].partition("<")[0].partition(" for ")[0]
            print(f"  {statistics.median(spent):6.1f} ms  {q or '(everything)':<28} {found}")
        every.sort()
        print(f"of the processor    median {statistics.median(every):6.1f} ms   95 % {every[int(len(every) * 0.95)]:6.1f} ms")


def beside_an_index_run(index: Path, port: int, seconds: float) -> str:
    """Eight clients while another process commits changed articles."""
    code = f"from tests.bench.page import change; from pathlib import Path; change(Path({str(index)!r}), {seconds})"
    with subprocess.Popen([sys.executable, "-c", code]) as writer:
        told = clients(port, 8, seconds)
        writer.wait()
    return told


def change(index: Path, seconds: float) -> None:
    until = time.perf_counter() + seconds
    with ArchiveWriter(index) as writer:
        for at, article in enumerate(articles(100_000)):
            writer.put(f"/{at}", f"{at:08}", replace(article, title=article.title + " changed"))
            if at % 500 == 499:
                writer.commit()
                if time.perf_counter() > until:
                    return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--index", type=Path, help="an index made by an earlier run; made there if it is not")
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = asked.index or Path(folder) / "index"
        if not index.exists():
            fill(index, asked.articles)
        of_the_processor(index)
        with served(index) as port:
            clients(port, 1, 3)  # the first pages read what the later ones find in memory
            print("one client       ", clients(port, 1, asked.seconds))
            print("eight clients    ", clients(port, 8, asked.seconds))
            print("… beside indexing", beside_an_index_run(index, port, asked.seconds))


if __name__ == "__main__":
    main()
