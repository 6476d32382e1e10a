"""The whole way once: `broadsheet serve seeds`, and a reader in Chromium without script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .chromium import needs_chromium

pytestmark = needs_chromium
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    paths = os.pathsep.join(str(ROOT / name) for name in ("index", "search", "web"))
    index = tmp_path_factory.mktemp("seeds") / "index"
    command = [sys.executable, "-m", "broadsheet_web.cli", "serve", str(ROOT / "seeds"), "--index", str(index), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}) as served:
        assert served.stdout
        yield served.stdout.readline().strip()
        served.terminate()


def test_from_a_query_to_what_was_removed(reader, site):
    reader.goto(site)
    reader.get_by_role("searchbox").fill('Naryshkin "special military operation"')
    reader.get_by_role("button", name="Search").click()
    assert reader.locator("h1").inner_text().startswith("1 article for")
    assert 'All of: Naryshkin; the phrase "special military operation".' in reader.locator("main").inner_text()
    assert set(reader.locator(".rows mark").all_inner_texts()) == {"Naryshkin", "special military operation"}

    reader.get_by_role("link", name="Dmitry Peskov").click()
    assert "Person: Dmitry Peskov" in reader.locator(".chips").inner_text()

    reader.get_by_role("link", name="The head of Russia").click()
    assert "Advertisement" not in reader.locator("article").inner_text()
    reader.get_by_role("link", name="Show what was removed").click()
    stripped = reader.locator(".removed").all_inner_texts()
    assert "Removed: photo caption" in stripped[0] and "In this pool photograph" in stripped[0]
    assert "Removed: advertisement" in stripped[1]
    assert "Removed: reader service" in stripped[-1]
