"""Every command in docs/ is run, in its order, over a few pages of our own making; links lead somewhere, files that are named are there."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from .pages import folder

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PATHS = os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")
INSTALLS = ("-m pip wheel", "-m venv", "my-broadsheet/bin", "pip install")  # they ask a package registry: tried by hand, as install.md says

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the commands of docs/ are for a POSIX shell")


@pytest.fixture
def place(tmp_path):
    """A folder with pages/, and a `broadsheet` that is this tree's."""
    folder(tmp_path / "pages")
    program = tmp_path / "bin" / "broadsheet"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m broadsheet_web.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def lines(block):
    """The commands of a block; what is continued, or a text between <<'END' and END, is one command."""
    return re.findall(r".*<<'END'\n(?:.*\n)*?END$|(?:.*\\\n)*.+", block, re.MULTILINE)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.stem)
def test_every_command_runs_in_its_order(doc, place):
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": PATHS, "NO_COLOR": "1", "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("BROADSHEET_INDEX", None)
    served = []
    try:
        for kind, block in FENCED.findall(doc.read_text(encoding="utf-8")):
            for line in lines(block) if kind == "sh" else []:
                if any(install in line for install in INSTALLS):
                    continue
                command = line.replace("/tmp/", f"{place}/").replace("127.0.0.1:8000", f"127.0.0.1:{port}")
                if name := re.fullmatch(r"export (\w+)=(\S+)", command):
                    environment[name[1]] = name[2]
                elif command.startswith("broadsheet serve"):
                    served.append(subprocess.Popen([*command.split(), "--port", port], cwd=place, env=environment, stdout=subprocess.PIPE, text=True))
                    assert served[-1].stdout.readline().strip() == f"http://127.0.0.1:{port}"
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
                        assert answer.status == 200
                else:
                    ran = subprocess.run(["bash", "-ec", command], cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)
                    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
            if kind == "python":
                ran = subprocess.run([sys.executable, "-c", block], cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)
                assert ran.returncode == 0, ran.stderr
                assert ran.stdout
    finally:
        for server in served:
            server.terminate()
            began = time.monotonic()
            assert server.wait(timeout=10) == 0
            assert time.monotonic() - began < 6
            server.stdout.close()


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.stem)
def test_links_lead_somewhere(doc):
    for target in LINK.findall(doc.read_text(encoding="utf-8")):
        assert "://" in target or (doc.parent / target).exists(), target


def test_commands_are_taken_apart_as_a_shell_would():
    assert lines("a b\nc \\\n  d\ncat > x <<'END'\n1,2\nEND\ne\n") == ["a b", "c \\\n  d", "cat > x <<'END'\n1,2\nEND", "e"]
