"""What stands before the pages: limits, host names, and the server that is asked over real sockets."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_search.errors import TooSlow
from broadsheet_web import headers, hosts, limits
from broadsheet_web.app import create_app
from broadsheet_web.serving import Server

from .newsroom import ARTICLES

if TYPE_CHECKING:
    from broadsheet_search.engine import Answer, Request


@pytest.fixture(scope="module")
def client():
    return create_app(MemoryEngine(ARTICLES)).test_client()


@contextmanager
def serving(engine):
    """The port of a server in a thread."""
    server = Server(create_app(engine), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.port
    finally:
        server.stop()
        thread.join()


def ask(port: int, path: str, **more):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, **more)
    answer = connection.getresponse()
    return answer, answer.read()


def request_of(size: int) -> dict[str, object]:
    """Arguments of a request whose line and headers have exactly `size` bytes."""
    fixed = limits.head_size(create_app(MemoryEngine({})).test_client().get("/search").request.environ)
    return {"headers": {"X": "a" * (size - fixed - len("X: \r\n"))}}


@pytest.mark.parametrize(("path", "kind"), [("/search", "text/html"), ("/api/search", "application/json")])
def test_a_head_or_a_body_past_its_limit_is_refused_in_the_right_form(client, path, kind):
    size = limits.LARGEST_HEAD - (len(path) - len("/search"))
    assert client.get(path, **request_of(size)).status_code == 200
    head = client.get(path, **request_of(size + 1))
    assert (head.status_code, head.mimetype) == (431, kind)
    assert client.get(path, data=b"x" * limits.LARGEST_BODY).status_code == 200
    body = client.get(path, data=b"x" * (limits.LARGEST_BODY + 1))
    assert (body.status_code, body.mimetype) == (413, kind)


HOSTS = [
    (("127.0.0.1",), "127.0.0.1:8000", True),
    (("127.0.0.1",), "localhost", True),
    (("127.0.0.1",), "LOCALHOST.:8000", True),
    (("::1",), "[::1]:8000", True),
    (("127.0.0.1",), "evil.example", False),
    (("127.0.0.1",), "localhost.evil.example", False),
    (("127.0.0.1",), "localhost@evil.example", False),
    (("127.0.0.1",), "192.168.1.5", False),
    (("127.0.0.1",), "", False),
    (("127.0.0.1", "https://news.example:8443/x"), "news.example", True),
    (("0.0.0.0",), "192.168.1.5:8000", True),
    (("::",), "[fe80::1]:8000", True),
    (("0.0.0.0",), "evil.example", False),
]


def test_a_bare_ipv6_address_is_a_name_too():
    assert hosts.is_trusted("[::1]:8000", ("::1",))
    assert hosts.is_trusted("[fe80::1]", ("::",))
    assert not hosts.is_trusted("", ("::1", ""))


@pytest.mark.parametrize(("bound", "host", "trusted"), HOSTS)
def test_only_names_of_this_server_are_answered(bound, host, trusted):
    client = create_app(MemoryEngine({}), trusted_hosts=hosts.hosts_for(*bound)).test_client()
    assert client.get("/search", headers={"Host": host}).status_code == (200 if trusted else 400)
    answer = client.get("/api/search", headers={"Host": host})
    assert answer.is_json
    assert (answer.status_code == 200) == trusted


ASTRAY = ["/search//", "/search/", "/Search", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/%00", "/%2e%2e/"]


@pytest.mark.parametrize("path", ASTRAY)
def test_nothing_is_redirected_and_nothing_outside_is_served(client, path):
    assert client.get(path).status_code == 404


# -- the server


def test_the_server_answers_on_the_port_it_tells():
    with serving(MemoryEngine(ARTICLES)) as port:
        answer, body = ask(port, "/api/search?q=ferry")
        assert (answer.status, json.loads(body)["total"]) == (200, 3)
        assert answer.getheader("Server") is None
        assert json.loads(body)["results"]


LARGE = [
    ("/search", {"headers": {"X": "a" * 20_000}}, 431, "text/html; charset=utf-8"),
    ("/api/search", {"headers": {"X": "a" * 20_000}}, 431, "application/json"),
    ("/api/" + "a" * 20_000, {}, 431, "application/json"),
    ("/api/search", {"body": b"a" * 70_000}, 413, "application/json"),
    ("/api/search", {"body": b"a" * 9_000_000}, 413, "application/json"),  # past what waitress itself takes
]


@pytest.mark.parametrize(("path", "more", "status", "kind"), LARGE)
def test_what_is_too_large_is_refused_in_the_right_form(path, more, status, kind):
    with serving(MemoryEngine({})) as port:
        try:
            answer, _ = ask(port, path, **more)
        except (BrokenPipeError, ConnectionResetError):  # hung up on in the middle of nine megabytes
            assert len(more["body"]) > 8_000_000
            return
        assert (answer.status, answer.getheader("Content-Type")) == (status, kind)
        assert dict(headers.SECURITY).items() <= dict(answer.getheaders()).items()


BROKEN = [b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"GET /api/x HTTP/1.1\r\nContent-Length: x\r\n\r\n"]


@pytest.mark.parametrize("sent", BROKEN)
def test_broken_http_is_refused_with_the_same_headers(sent):
    with serving(MemoryEngine({})) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(sent)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 400
        assert dict(headers.SECURITY).items() <= dict(answer.getheaders()).items()


def test_two_hundred_stalled_clients_do_not_hold_up_a_living_one():
    with serving(MemoryEngine(ARTICLES)) as port, ExitStack() as lines:
        for _ in range(200):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            line.sendall(b"GET /search HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        began = time.monotonic()
        assert ask(port, "/healthz")[0].status == 200
        assert time.monotonic() - began < 1


class Slow(MemoryEngine):
    """Takes its two seconds for a bomb and then gives up, as an engine does past its deadline."""

    def answer(self, request: Request) -> Answer:
        if request.q == "bomb":
            time.sleep(2)
            raise TooSlow(2.0)
        return super().answer(request)


def test_thirty_two_bombs_at_once_hold_up_a_query_three_seconds_at_most():
    with serving(Slow(ARTICLES)) as port:
        bombs = [threading.Thread(target=ask, args=(port, "/api/search?q=bomb")) for _ in range(32)]
        for bomb in bombs:
            bomb.start()
        time.sleep(0.2)
        began = time.monotonic()
        health, _ = ask(port, "/healthz")
        assert time.monotonic() - began < 1
        answer, _ = ask(port, "/api/search?q=ferry")
        assert time.monotonic() - began < 3
        assert (health.status, answer.status in (200, 503)) == (200, True)
        for bomb in bombs:
            bomb.join()


SERVE = """
import time
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.serving import serve

class Slow(MemoryEngine):
    def answer(self, request):
        time.sleep(1.0)
        return super().answer(request)

serve(create_app(Slow({})), "127.0.0.1", 0, lambda url: print(url, flush=True))
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_answers_what_was_asked_and_takes_no_more(sign):
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = int(process.stdout.readline().rpartition(":")[2])
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(ask(port, "/api/search")[0].status))
        asking.start()
        time.sleep(0.4)
        process.send_signal(sign)
        time.sleep(0.2)
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1)
        assert process.wait(timeout=5) == 0
        asking.join()
        assert answers == [200]
