"""The built wheel holds every package, template and list that the folders hold, and no page of a publisher."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"index": "broadsheet_index", "search": "broadsheet_search", "web": "broadsheet_web"}
SHIPPED = {".py", ".html", ".css", ".svg", ".gz", ".txt", ".json", ".typed", ".js"}


def in_the_folders() -> set[str]:
    found = set()
    for folder, package in FOLDERS.items():
        for path in (ROOT / folder / package).rglob("*"):
            if path.is_file() and (path.suffix in SHIPPED or path.name == "py.typed"):
                found.add(path.relative_to(ROOT / folder).as_posix())
    return found


def test_every_package_is_listed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    there = {Path(name).parent.as_posix().replace("/", ".") for name in in_the_folders() if name.endswith("__init__.py")}
    assert listed == there


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl"))).namelist()


def test_the_wheel_holds_what_the_folders_hold(wheel: list[str]) -> None:
    assert in_the_folders() - set(wheel) == set()


def test_the_wheel_holds_no_seed(wheel: list[str]) -> None:
    seeds = {path.name for path in (ROOT / "seeds").iterdir()}
    assert not [name for name in wheel if Path(name).name in seeds]
