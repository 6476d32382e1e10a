"""The examples in deploy/: each is read by the program it is for, where that is on this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "deploy"


def test_the_compose_file_is_what_its_specification_allows() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    right = subprocess.run([*check, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)
    assert right.returncode == 0, right.stdout


def test_a_wrong_compose_file_would_be_seen(tmp_path: Path) -> None:
    wrong = (DEPLOY / "compose.yaml").read_text(encoding="utf-8").replace("read_only: true", "read_only: [often]")
    (tmp_path / "compose.yaml").write_text(wrong, encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", tmp_path / "compose.yaml"]
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx on this machine: its example was not read")
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
