"""The examples in deploy/: each is read by the program it is for, where that is on this machine."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "deploy"
NAME = "archive.example.org"
needs_nginx = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx on this machine: its example was not tried"
)


def test_the_compose_file_is_what_its_specification_allows() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    right = subprocess.run([*check, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)
    assert right.returncode == 0, right.stdout


def test_a_wrong_compose_file_would_be_seen(tmp_path: Path) -> None:
    wrong = (DEPLOY / "compose.yaml").read_text(encoding="utf-8").replace("read_only: true", "read_only: [often]")
    (tmp_path / "compose.yaml").write_text(wrong, encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", tmp_path / "compose.yaml"]
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0


@needs_nginx
def test_nginx_reads_its_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=archive.example.org"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/ssl/archive.example.org/", f"{tmp_path}/").replace("/var/log/nginx/", f"{tmp_path}/")
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    read = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.fixture
def behind_nginx(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Broadsheet on the seeds behind nginx with its example, without TLS: nginx's port and its folder."""
    from broadsheet_index import build
    from broadsheet_index.store import ArchiveWriter

    build([DEPLOY.parent / "seeds"], ArchiveWriter(tmp_path / "index"), jobs=1)
    command = [sys.executable, "-m", "broadsheet_web.cli", "serve", "--index", tmp_path / "index", "--port", "0", "--base-url", f"https://{NAME}"]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert served.stdout
    inner, outer = int(served.stdout.readline().rpartition(":")[2]), free_port()
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"(?m)^ *(listen|ssl_certificate(_key)?) .*$", "", site).replace("server_name", f"listen 127.0.0.1:{outer};\n    server_name")
    site = site.replace("127.0.0.1:8000", f"127.0.0.1:{inner}").replace("/var/log/nginx/", f"{tmp_path}/")
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    aside = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    whole = f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/errors.log; events {{}} http {{ {aside} include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    front = subprocess.Popen(["nginx", "-c", tmp_path / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        while True:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", outer), 30):
                break
            assert front.poll() is None, (tmp_path / "errors.log").read_text(encoding="utf-8")
        yield outer, tmp_path
    finally:
        for process in (front, served):
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def asked(port: int, path: str, host: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    with contextlib.closing(connection):
        return answer.status, answer.read().decode()


@needs_nginx
def test_behind_nginx_readers_are_answered_by_their_name_and_many_questions_at_once_are_429(behind_nginx: tuple[int, Path]) -> None:
    port, folder = behind_nginx
    status, page = asked(port, "/search?q=Naryshkin", NAME)
    assert (status, "Naryshkin" in page) == (200, True)
    assert asked(port, "/feed.atom?q=Naryshkin", NAME)[1].count(f"https://{NAME}/") > 1
    held = [socket.create_connection(("127.0.0.1", port), 60) for _ in range(100)]
    for one in held:
        one.sendall(f"GET /search?q=Naryshkin HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
    answers = Counter(one.makefile("rb").readline().split()[1].decode() for one in held)
    for one in held:
        one.close()
    assert answers["429"] > 0 and answers["200"] > 0 and set(answers) <= {"200", "429", "503"}
    log = (folder / "broadsheet.log").read_text(encoding="utf-8")
    assert "/search" not in log and "Naryshkin" not in log and " 429 " in log


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine: its example was not read")
def test_systemd_reads_its_example(tmp_path: Path) -> None:
    unit = (DEPLOY / "broadsheet.service").read_text(encoding="utf-8")
    (tmp_path / "broadsheet.service").write_text(unit.replace("/opt/broadsheet/bin/broadsheet", sys.executable), encoding="utf-8")
    read = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", tmp_path / "broadsheet.service"], capture_output=True, text=True, check=False
    )
    assert "broadsheet.service" not in read.stderr, read.stderr


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "broadsheet.service"])
def test_the_commands_of_the_examples_are_commands_of_broadsheet(name: str) -> None:
    from broadsheet_web.cli import commands

    text = (DEPLOY / name).read_text(encoding="utf-8")
    used = set(re.findall(r'\["(serve|index)"', text)) | set(re.findall(r"broadsheet (serve|index)\b", text))
    assert used
    for command in used:
        options = {option for parameter in commands.get_command(None, command).params for option in parameter.opts}  # type: ignore[union-attr, arg-type]
        if command == "serve":
            assert set(re.findall(r"(?<!-)--(?:host|public|log|base-url|port|token)\b", text)) <= options
