"""S3, S4 and the indexing half of S8 (RELIABILITY.md): what is refused, that nothing calls out, that a run told to stop stops whole."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from broadsheet_index import build
from broadsheet_index.store.upkeep import damage
from broadsheet_search import open_engine
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web import headers
from broadsheet_web.app import create_app

from .newsroom import ARTICLES
from .pages import folder, html_page

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, pipes and signals of POSIX")

# -- S3: hosts, redirects, ways out of the folders: 30 cases

HOSTS = [
    *("evil.example", "127.0.0.1.evil.example", "evil.example:8000", "localhost@evil.example", "127.0.0.1:8000@evil.example"),
    *("127.0.0.1, evil.example", "127.0.0.1/evil.example", "evil.example#127.0.0.1", "0.0.0.0", "127.1", "2130706433", ""),
]
FORWARDED = [{"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}, {"X-Original-URL": "/metrics"}]
PATHS = [
    *("//evil.example/", "/\\evil.example", "/search//", "/%2f%2fevil.example", "/article/", "/static/../app.py", "/static/%2e%2e/app.py"),
    *("/static/..%2fapp.py", "/static/....//app.py", "/static//etc/passwd", "/static/%00", "/static/broadsheet.css%00.py", "/article/../static"),
]


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(ARTICLES)).test_client()


def is_one_of_ours(answer) -> bool:
    return all(answer.headers.getlist(name) == [value] for name, value in headers.SECURITY)


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_answered_by_a_refusal_only(client, host):
    answer = client.get("/search?q=ferry", headers={"Host": host})
    assert answer.status_code == 400
    assert is_one_of_ours(answer)
    assert "Island ferry" not in answer.text


@pytest.mark.parametrize("forged", FORWARDED, ids=lambda forged: next(iter(forged)))
def test_a_header_that_a_proxy_might_send_moves_no_link_and_no_route(client, forged):
    answer = client.get("/feed.atom?q=ferry", headers=forged)
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
    assert "broadsheet_index_up" not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_no_path_redirects_or_leads_out_of_the_site(client, path):
    # As a server hands it on: a client of tests would take "//evil.example" for a host.
    answer = client.get("/", environ_overrides={"PATH_INFO": unquote(path), "REQUEST_URI": path})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert is_one_of_ours(answer)
    assert "import annotations" not in answer.text


def link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


INPUTS: list[tuple[str, Callable[[Path], None]]] = [
    ("outside.html", link("../secret.html")),
    ("inside.html", link("two.html")),
    ("around.html", link("around.html")),
    ("device.html", link("/dev/zero")),
    ("pipe.html", os.mkfifo),
    ("socket.html", listening),
    ("folder", link("../private")),
    ("up", link("..")),
]


@pytest.mark.parametrize(("name", "make"), INPUTS, ids=[name for name, _ in INPUTS])
def test_links_pipes_sockets_and_devices_are_no_pages(tmp_path, monkeypatch, name, make):
    pages = folder(tmp_path / "pages")
    (tmp_path / "private").mkdir()
    for hidden in (tmp_path / "secret.html", tmp_path / "private" / "letter.html"):
        hidden.write_text(html_page("Nobody should read this", "Zanzibar"), encoding="utf-8")
    monkeypatch.chdir(pages)  # the path of a socket is short
    make(Path(name))
    report = build([pages], tmp_path / "index")
    assert report.indexed == 5
    with open_engine(tmp_path / "index") as engine:
        assert not [hit for hit in engine.answer(_everything()).hits if "Zanzibar" in " ".join(hit.article.body)]


def _everything():
    from broadsheet_search import Request

    return Request("*", page_size=100)


def test_there_are_thirty_cases_and_more():
    assert len(HOSTS) + len(FORWARDED) + len(PATHS) + len(INPUTS) >= 30


# -- S4: nothing calls out

CALLS_NOBODY = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        sys.stderr.write(f"{event} {arguments}\\n")
        os._exit(99)

sys.addaudithook(watch)
from pathlib import Path
from broadsheet_index import build
from broadsheet_search import open_engine
from broadsheet_web.app import create_app

assert build([Path("pages")], "index").indexed >= 5
with open_engine("index") as engine:
    client = create_app(engine).test_client()
    ids = [one["id"] for one in client.get("/api/search?page_size=100").json["results"]]
    ways = ["/", "/help", "/about", "/advanced", "/api/docs", "/search?q=ferry", "/search?q=ferri", "/feed.atom?q=ferry", "/openapi.json",
            "/api/export?format=csv", "/api/cite?q=ferry", "/person/Ruth%20Amari", "/facet/person", "/metrics", "/readyz", "/nowhere"]
    ways += [f"/article/{id}{more}" for id in ids for more in ("", "?removed=1", "?quote=1", "/text", "/similar")]
    asked = 0
    while asked < 200:
        for way in ways:
            assert client.get(way).status_code < 500, way
            asked += 1
if "try" in sys.argv:
    import socket
    socket.create_connection(("127.0.0.1", 9), timeout=1)
"""
PATH = os.pathsep.join(sys.path)


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["try"], 99)], ids=["as it is", "the watch would see it"])
def test_neither_indexing_nor_two_hundred_requests_call_anybody(tmp_path, arguments, code):
    pages = folder(tmp_path / "pages")
    outward = '<link rel="stylesheet" href="http://outside.example/x.css"><script src="http://outside.example/x.js"></script></head>'
    page = html_page("Links lead away", url="http://outside.example/story").replace("</head>", outward)
    (pages / "away.html").write_text(page.replace("<p>", '<p><img src="http://outside.example/x.png">'), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": PATH}
    command = [sys.executable, "-c", CALLS_NOBODY, *arguments]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == code, ran.stderr


# -- S8: an index run that is told to stop


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_an_index_run_told_to_stop_is_over_within_ten_seconds_and_the_next_goes_on(tmp_path, sign):
    pages = tmp_path / "pages"
    pages.mkdir()
    for at in range(150):
        (pages / f"{at}.html").write_text(html_page(f"Ferry number {at} cancelled", f"Island{at}"), encoding="utf-8")
    index = tmp_path / "index"
    command = [sys.executable, "-m", "broadsheet_web.cli", "index", str(pages), "--into", str(index)]
    environment = {**os.environ, "PYTHONPATH": PATH}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        while not index.exists() and run.poll() is None:
            time.sleep(0.02)
        time.sleep(0.3)
        began = time.monotonic()
        run.send_signal(sign)
        run.wait(timeout=10)
        assert time.monotonic() - began < 10
    assert damage(index) == []
    assert _is_gone(run.pid)
    report = build([pages], index)
    assert report.indexed + report.unchanged == 150


def _is_gone(group: int) -> bool:
    """True when no process of the run is left, its workers neither; they are given a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
