"""What the READMEs say can be typed is typed here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .pages import folder

ROOT = Path(__file__).parent.parent
READMES = [*sorted(ROOT.glob("*/README.md")), ROOT / "README.md"]
PATHS = os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")


def blocks(language: str) -> list[tuple[str, str]]:
    return [(path.name if path.parent == ROOT else path.parent.name, code) for path in READMES
            for kind, code in FENCED.findall(path.read_text(encoding="utf-8")) if kind == language]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with pages/, page.html, and an index of them under the names that the READMEs use."""
    folder(tmp_path / "pages")
    (tmp_path / "page.html").write_bytes((tmp_path / "pages" / "two.html").read_bytes())
    return tmp_path


def run(code: str, place: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": PATHS, "NO_COLOR": "1"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize(("where", "code"), blocks("python"))
def test_python_in_the_readmes_runs(where: str, code: str, place: Path) -> None:
    if "build(" not in code:
        run("from broadsheet_index import build; build(['pages'], into='my-index')", place)
    run(code, place)


def commands() -> list[str]:
    lines = [line.partition("  #")[0].strip() for _, code in blocks("sh") for line in code.splitlines()]
    return [line.removeprefix(".venv/bin/") for line in lines if "broadsheet " in line and " serve" not in line]


def test_commands_in_the_readmes_run_in_their_order(place: Path) -> None:
    assert len(commands()) >= 4
    for command in commands():
        program, *arguments = subprocess.run(
            ["bash", "-c", f'printf "%s\\n" {command}'], capture_output=True, text=True, check=True, cwd=place
        ).stdout.splitlines()
        assert program == "broadsheet"
        run(f"import sys; from broadsheet_web.cli import commands; commands.main({arguments!r}, standalone_mode=False)", place)


@pytest.mark.parametrize("path", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_the_readmes_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_readme_names_are_there(path: Path) -> None:
    for cell in re.findall(r"^\| (`[^|]+) \|", path.read_text(encoding="utf-8"), re.MULTILINE):
        for name in re.findall(r"`(?!/)([\w./]+(?:\.py|/|\.tsv|\.json))`", cell):  # `/openapi.json` is a route
            around = [path.parent, *path.parent.glob("broadsheet_*")]
            assert any((folder / name).exists() for folder in around), name
