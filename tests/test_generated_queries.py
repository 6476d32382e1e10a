"""Questions that nobody would type, and many who would, asked of a running server: an answer or a mistake, never a failure.

500 in every run; 10,000 by `make soak`.
"""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from broadsheet_index.fields import FACETS
from broadsheet_index.identity import article_id
from broadsheet_index.store import ArchiveWriter
from broadsheet_search.engines.whoosh import WhooshEngine

from .generated import PEOPLE, WORDS, articles
from .queries import QUERIES
from .test_serving import serving

EVERY = [word for words in WORDS.values() for word in words]
SIGNS = ('"', "“", "”", "(", ")", "-", "*", "?", "~1", "~2", "~9", "=", "[", "]", "{", "|", "…", ":", "/", "£", "&", "+", "\u200b", "\ud83d", "\x00")
PIECES = (
    "OR", "AND", "NOT", "title:", "person:", "author:", "source:tass.com", "date:2024-06", "date:last:7d", "date:[2024 TO 2025}",
    "date:none", "date:2024-13-01", "after:2024", "last:3m", "in:removed ", "has:date", "flag:short", "lang:de", "copies:>1", "url:https://",
    "path:page", "caption:", "foo:bar", "Foo: bar", "fe*", "c*", "co?ncil", "counsil~1", '"the council"~5', '"ferry', "東", "https://a.example/b-c?utm_source=x",
    "18:40", "C++", "AT&T", "U.S.", "’90s", "a@b.org", "=ferry", '="Kiev"', "person:=\"Sergei Naryshkin\"", "x" * 60, "-", "--", "()", "((", "999999999999",
)  # fmt: skip


def queries(seed: int) -> Iterator[str]:
    """Of the contract, of grammar, of words, and of both thrown together."""
    chance = random.Random(seed)
    while True:
        match chance.randrange(5):
            case 0:
                yield chance.choice(QUERIES)
            case 1:
                yield " ".join(chance.choice(EVERY) for _ in range(chance.randint(1, 45)))
            case 2:
                yield "".join(chance.choice((*PIECES, *SIGNS, *EVERY, " ")) for _ in range(chance.randint(1, 25)))
            case 3:
                yield " ".join(chance.choice((*PIECES, *EVERY, *PEOPLE)) for _ in range(chance.randint(1, 12)))
            case _:
                text = list(chance.choice(QUERIES))
                for _ in range(chance.randint(1, 4)):
                    text.insert(chance.randint(0, len(text)), chance.choice((*SIGNS, *PIECES)))
                yield "".join(text)


def parameters(chance: random.Random) -> list[tuple[str, str]]:
    some = (
        ("lenient", "1"), ("match", "any"), ("explain", "1"), ("from", "2024"), ("to", "2024-06"), ("undated", "exclude"), ("sort", "newest"),
        ("sort", "oldest"), ("page", "2"), ("page_size", "3"), ("facet", chance.choice(FACETS)), ("snippets", "0"), ("person", "Joe Biden"),
        ("source", "-tass.com"), ("collapse", "story"), ("variants", "off"), ("from", "soon"),
    )  # fmt: skip
    return chance.sample(some, chance.randint(0, 4))


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("generated queries") / "index"
    with ArchiveWriter(folder) as writer:
        for article in articles():
            id = article_id(article)
            writer.put(f"/pages/{id}", id, article)
        writer.commit()
    with WhooshEngine(folder) as engine, serving(engine) as port:
        yield port


def ask_all(port: int, number: int, seed: int) -> tuple[Counter[int], list[float]]:
    """How often each status came, and the seconds of processor each question took."""
    chance = random.Random(seed)
    statuses: Counter[int] = Counter()
    seconds = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for asked, q in zip(range(number), queries(seed), strict=False):
        on_the_page = asked % 4 == 3
        pairs = [("q", q), *([] if on_the_page else parameters(chance))]
        address = ("/search?" if on_the_page else "/api/search?") + urlencode(pairs, errors="surrogatepass")
        began = time.process_time()
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        seconds.append(time.process_time() - began)
        statuses[answer.status] += 1
        late = answer.status == 503 and not on_the_page and json.loads(body)["code"] == "search_timeout"
        assert answer.status < 500 or late, (address, body[:500])
        if not on_the_page and answer.status == 200:
            told = json.loads(body)
            assert (told["no_hits"] is None) == bool(told["total"]), address
    return statuses, sorted(seconds)


def test_five_hundred_questions_are_answered_or_refused(port: int) -> None:
    statuses, _ = ask_all(port, 500, seed=1)
    assert statuses[200] > 200
    assert statuses[400] > 20


@pytest.mark.soak
def test_ten_thousand_questions_are_answered_or_refused_in_time(port: int) -> None:
    statuses, seconds = ask_all(port, 10_000, seed=2)
    print(statuses, "p50", seconds[5_000], "p99", seconds[9_900], "max", seconds[-1])
    assert statuses.keys() <= {200, 400, 503}
    assert seconds[9_900] < 0.5
    assert seconds[-1] < 2.5
