"""Pictures of every page, in light, dark and on a phone: `python -m tests.pictures`, into pictures/ (ignored), to be looked at.

    python -m tests.pictures [--only article] [--readme]

--readme makes docs/results.png anew, the picture of the README.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet_search import Request, open_engine
from broadsheet_web.app import create_app
from broadsheet_web.commands.demo import make
from broadsheet_web.serving import Server

from .chromium import chromium, looking

ROOT = Path(__file__).parent.parent
LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"width": 360}}
PAGES = {
    "home": "/",
    "results": "/search?q=ferry",
    "filtered": "/search?q=ferry&from=2023&to=2023&person=Mara+Lindqvist",
    "month": "/search?q=council&from=2024-06&to=2024-06",
    "browse": "/search?page=3",
    "nothing": "/search?q=ferry+zeppelin&person=Olle+Berg",
    "misspelt": "/search?q=turbins",
    "mistake": "/search?q=ferry+colour:red",
    "bad-date": "/search?q=ferry&from=2024-13",
    "article": "/article/{id}?q=ferry",
    "removed": "/article/{id}?q=ferry&removed=1",
    "quote": "/article/{id}?q=ferry&quote=2#quote",
    "corrected": "/article/{corrected}",
    "person": "/person/Mara Lindqvist",
    "source": "/source/northern-wire",
    "people": "/facet/person?q=ferry&order=name",
    "advanced": "/advanced?all=ferry&none=storm&person=Olle+Berg&from=2022&to=2024-06",
    "help": "/help",
    "about": "/about",
    "api": "/api/docs",
    "missing": "/nowhere",
    "similar": "/article/{id}/similar",
    "copied": "/article/{copied}",
    "difference": "/article/{copied}/diff/{other}",
    "named": "/search?q=Mara+Lindqvist",
    "slips": "/search?q=Rut+Amary",
}


@contextmanager
def demonstration(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The demonstration archive, served: its address, and ids of articles that pages are shown with."""
    with open_engine(make(folder)) as engine:

        def id_of(q: str) -> str:
            return engine.answer(Request(q, page_size=1, snippets=0)).hits[0].id

        ids = {"id": id_of("title:ferry has:caption source:courier.example"), "corrected": id_of("has:correction"), "copied": id_of("copies:>2")}
        ids["other"] = next(hit.id for hit in engine.answer(Request(f"cluster:{ids['copied']}")).hits if hit.id != ids["copied"])
        server = Server(create_app(engine), "127.0.0.1", 0)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server.url, ids
        finally:
            server.stop()
            thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="one page by its name here")
    parser.add_argument("--readme", action="store_true", help="only the picture of the README")
    asked = parser.parse_args()
    pictures = ROOT / "pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as (site, ids), chromium() as browser:
        if asked.readme:
            with looking(browser, width=1100, height=760) as page:
                page.goto(f'{site}/search?q=ferry+"carbon+tax"')
                page.screenshot(path=ROOT / "docs" / "results.png")
            return
        for look, how in LOOKS.items():
            with looking(browser, **how) as page:
                for name, address in PAGES.items():
                    if asked.only in (None, name):
                        page.goto(site + address.format(**ids))
                        page.screenshot(path=pictures / f"{name}-{look}.png", full_page=True)
    print(pictures)


if __name__ == "__main__":
    main()
