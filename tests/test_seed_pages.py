"""The whole way once: `broadsheet serve seeds`, and a reader in Chromium without script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .chromium import follow, needs_chromium, press, see

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
    reader.get(site)
    see(reader, "input[type=search]")[0].send_keys('Naryshkin "special military operation"')
    press(reader, see(reader, "form[role=search] button")[0])
    assert see(reader, "h1")[0].text.startswith("1 article for")
    assert 'All of: Naryshkin; the phrase "special military operation".' in see(reader, "main")[0].text
    assert {mark.text for mark in see(reader, ".rows mark")} == {"Naryshkin", "special military operation"}
    assert [title.text for title in see(reader, "#filters h3")] == ["Person", "Source", "Year"]

    follow(reader, "Dmitry Peskov")
    assert "Person: Dmitry Peskov" in see(reader, ".chips")[0].text

    follow(reader, "The head of Russia")
    assert "Advertisement" not in see(reader, "article")[0].text
    follow(reader, "Show what was removed")
    stripped = [block.text for block in see(reader, ".removed")]
    assert stripped[0].startswith("Removed: photo caption\nIn this pool photograph")
    assert stripped[1] == "Removed: advertisement\nAdvertisement"
    assert stripped[-1].startswith("Removed: reader service\nTo suggest a correction")
