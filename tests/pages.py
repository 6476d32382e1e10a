"""Small pages of our own writing, for tests that need files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

STORY = (
    "The ferry to {place} was cancelled on Tuesday after the crew found water in the engine room, the harbour office said.\n\n"
    "Captain {who} told passengers that nobody had been in danger and that a second boat would sail in the evening.\n\n"
    "The company has run the line since 1951, and said that it would pay for every ticket that could not be used."
)


def story(place: str = "Gull Rock", who: str = "Ruth Amari") -> str:
    return STORY.format(place=place, who=who)


def text_page(title: str = "Ferry cancelled after leak", place: str = "Gull Rock") -> str:
    return f"Home\n\n{title}\n\n{story(place)}\n\nRelated articles\n\nTram fares to rise in autumn\n"


def html_page(title: str = "Ferry cancelled after leak", place: str = "Gull Rock", url: str | None = None) -> str:
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story(place).split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Echo</title>{canonical}'
        f'<meta property="og:site_name" content="The Echo"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article><footer>Copyright The Echo</footer></body></html>"
    )


def record(number: int, **more: object) -> str:
    return json.dumps(
        {"id": str(number), "title": f"Ferry number {number}", "body": story(f"Island{number}"), "date": "2024-03-01", **more}
    )


def folder(root: Path) -> Path:
    """Five pages in three formats, one of them packed."""
    (root / "deep").mkdir(parents=True)
    (root / "one.txt").write_text(text_page("Ferry cancelled after leak"), encoding="utf-8")
    (root / "two.html").write_text(html_page("Tram strike ends", "Eastvale"), encoding="utf-8")
    (root / "deep" / "three.html.gz").write_bytes(gzip.compress(html_page("Library reopens", "Millbrook").encode()))
    (root / "deep" / "records.jsonl").write_text(record(1) + "\n" + record(2) + "\n", encoding="utf-8")
    return root
