"""A closed archive, and the log of a server: what they let out."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from broadsheet_index.extraction import extract_file
from broadsheet_search.engines.memory import MemoryEngine
from broadsheet_web.app import create_app
from broadsheet_web.journal import JsonLines

SEEDS = Path(__file__).parent.parent / "seeds"
TOKEN = "bread-and-butter"


def client(token: str | None = TOKEN) -> FlaskClient:
    engine = MemoryEngine([extract_file(path) for path in sorted(SEEDS.glob("*.txt"))])
    return create_app(engine, trusted_hosts=("localhost",), token=token).test_client()


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("path", ["/", "/search?q=putin", "/api/search?q=putin", "/help", "/static/style.css", "/nothing", "/metrics"])
@pytest.mark.parametrize(
    "sent", [None, "", "Bearer", "Bearer wrong", "Basic !!!", basic("desk:wrong"), basic(TOKEN), "Bearer bread-and-butterx", "Bearer ä"]
)
def test_nothing_is_answered_without_the_token(path: str, sent: str | None) -> None:
    answer = client().get(path, headers={} if sent is None else {"Authorization": sent.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "Content-Security-Policy" in answer.headers
    assert b"articles" not in answer.data
    if path.startswith("/api"):
        assert answer.get_json()["code"] == "unauthorized"


@pytest.mark.parametrize("sent", [f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(f"anybody:{TOKEN}"), basic(f":{TOKEN}")])
@pytest.mark.parametrize("path", ["/", "/api/search?q=putin"])
def test_with_the_token_all_is_answered(path: str, sent: str) -> None:
    assert client().get(path, headers={"Authorization": sent}).status_code == 200


def test_whether_the_server_is_well_is_told_to_everybody() -> None:
    assert client().get("/healthz").status_code == 200


def test_an_open_archive_asks_for_nothing() -> None:
    assert client(None).get("/").status_code == 200


def test_a_line_of_the_log_tells_the_request_and_not_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    asked = client(None)
    with caplog.at_level(logging.INFO, "broadsheet.access"):
        asked.get("/search?q=secretword")
        asked.get("/article/secretword")
        asked.get("/secretword")
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "broadsheet.access"]
    told = [json.loads(line) for line in lines]
    assert [(line["route"], line["status"]) for line in told] == [("/search", 200), ("/article/<id>", 404), (None, 404)]
    assert all(line["method"] == "GET" and line["ms"] >= 0 for line in told)
    assert told[1]["request_id"]
    assert "secretword" not in "".join(lines)
