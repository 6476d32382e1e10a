"""Imports point one way, web -> search -> index, and heavy libraries stay behind the doors that the plan gives them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {"broadsheet_index": "index", "broadsheet_search": "search", "broadsheet_web": "web"}
FORBIDDEN = {
    "broadsheet_index": {"broadsheet_search", "broadsheet_web", "flask", "waitress"},
    "broadsheet_search": {"broadsheet_web", "flask", "waitress", "bs4", "lxml"},
    "broadsheet_web": {"bs4", "lxml", "whoosh"},
}
WHOOSH_DOORS = ("index/broadsheet_index/store/", "search/broadsheet_search/engines/whoosh/")
HTTP_DOOR = "search/broadsheet_search/engines/opensearch/"
HTTP = {"requests", "httpx", "urllib3", "http.client", "urllib.request", "opensearchpy"}


def modules() -> list[Path]:
    return sorted(path for package, folder in ROOMS.items() for path in (ROOT / folder / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_downward_and_through_its_doors(path: Path) -> None:
    package = path.relative_to(ROOT).parts[1]
    here = path.relative_to(ROOT).as_posix()
    for name in imported(path):
        top = name.split(".")[0]
        assert top not in FORBIDDEN[package], f"{here} imports {name}"
        assert top != "whoosh" or here.startswith(WHOOSH_DOORS), f"{here} imports {name}"
        assert not {name, top} & HTTP or here.startswith(HTTP_DOOR), f"{here} speaks HTTP"


def test_an_upward_import_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("from broadsheet_web.app import create_app\n")
    assert set(imported(tmp_path / "wrong.py")) & {"broadsheet_web.app"}


def test_no_module_is_longer_than_400_lines() -> None:
    long = [path for path in (*modules(), *(ROOT / "tests").rglob("*.py")) if len(path.read_text().splitlines()) > 400]
    assert not long


def test_help_loads_neither_flask_nor_numpy() -> None:
    code = (
        "import sys; from broadsheet_web.cli import commands\n"
        "try: commands.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'flask', 'numpy', 'whoosh', 'lxml', 'bs4'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
