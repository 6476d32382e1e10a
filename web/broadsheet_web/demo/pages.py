"""The pages: stories in the dress of five papers, with navigation, share bars, related stories, tickers and forms around them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from .stories import MONTHS, PEOPLE, Story, drafts, told

FIRST = dt.date(2021, 3, 1)
LAST = dt.date(2024, 10, 31)
STORIES = 150
GERMAN = 12  # of them
REPRINTED = 0.45  # of the agency's stories
AUTHORS = ("Nils Achterberg", "Ida Sandgren", "Per Sandin", "Rosalind Quill", "Mateo Brink", "Hanna Lorenz")
SEED = 1823


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    domain: str
    agency: bool = False


COURIER = Paper("The Harbour Courier", "courier.example")
TIDEWATER = Paper("Tidewater Post", "tidewater.example")
GAZETTE = Paper("Valley Gazette", "valley-gazette.example")
WIRE = Paper("Northern Wire", "wire.example", agency=True)
KURIER = Paper("Kurier vom Sund", "kurier.example")
PAPERS = (COURIER, TIDEWATER, GAZETTE, WIRE, WIRE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A story as one paper printed it."""

    story: Story
    paper: Paper
    author: str
    number: int

    @property
    def url(self) -> str:
        when = "" if self.is_undated else f"{self.story.day:%Y/%m}/"
        slug = re.sub(r"[^a-z0-9]+", "-", self.story.title.lower()).strip("-")[:60]
        return f"https://{self.paper.domain}/{when}{slug}-{self.number}"

    @property
    def is_undated(self) -> bool:
        """One page in twenty-three gives its day without the year, and no year anywhere else."""
        return self.number % 23 == 0

    @property
    def file(self) -> str:
        return f"{self.paper.domain.partition('.')[0]}/{self.number:03}.html"


def write(folder: Path) -> Path:
    """Write the pages into `folder` and return the file that says when each was fetched (for `--meta`)."""
    printed = list(_printed())
    titles = [one.story.title for one in printed]
    fetched = folder / "fetched.csv"
    folder.mkdir(parents=True, exist_ok=True)
    with fetched.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("path", "fetched"))
        for one in printed:
            path = folder / "pages" / one.file
            path.parent.mkdir(parents=True, exist_ok=True)
            chance = random.Random(SEED + one.number)
            path.write_text(_page(one, chance.sample(titles, 3), chance), encoding="utf-8")
            day = dt.datetime.combine(one.story.day, dt.time(chance.randint(6, 21), chance.randint(0, 59)), dt.UTC)
            rows.writerow((one.file, (day + dt.timedelta(days=2)).isoformat()))
    for name, text in _odd_pages(printed):
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    return fetched


def _printed() -> Iterator[Printed]:
    """Every story, and what other papers took over from the agency."""
    chance = random.Random(SEED)
    span = (LAST - FIRST).days
    number = 0
    for at in range(STORIES):
        german = at % (STORIES // GERMAN) == 5
        # More in later years, as archives are.
        day = FIRST + dt.timedelta(days=int(span * chance.random() ** 0.7))
        texts = drafts("de" if german else "en")
        story = told(texts[at % len(texts)], day, chance)
        paper = KURIER if german else chance.choice(PAPERS)
        number += 1
        yield Printed(story, paper, chance.choice(AUTHORS), number)
        if paper.agency:
            for other in (COURIER, TIDEWATER, GAZETTE):
                if chance.random() < REPRINTED:
                    number += 1
                    again = replace(story, day=day + dt.timedelta(days=chance.randint(0, 1)), correction=None)
                    yield Printed(again, other, "Northern Wire", number)


def _odd_pages(printed: list[Printed]) -> Iterator[tuple[str, str]]:
    """What every folder of scraped pages has too: a dump of text without a headline, a front page, an error page, an empty file."""
    story = printed[3].story
    yield "dump.txt", "Subscribe\n\nAdvertisement\n\n" + "\n\n".join(story.body) + "\n\nShare on X\nEmail\n\nMost read\n"
    links = "".join(f'<li><a href="{escape(one.url)}">{escape(one.story.title)}</a></li>' for one in printed[:40])
    yield "front.html", f"<!doctype html><title>{COURIER.name}</title><h1>{COURIER.name}</h1><ul>{links}</ul>"
    yield "gone.html", "<!doctype html><title>404</title><h1>Not found</h1>"
    yield "empty.html", ""


# -- the dress


def _page(one: Printed, related: list[str], chance: random.Random) -> str:
    story, paper = one.story, one.paper
    german = story.lang == "de"
    date = _date(one, chance)
    head = [f"<title>{escape(story.title)} | {escape(paper.name)}</title>", f'<link rel="canonical" href="{escape(one.url)}">']
    head += [f'<meta property="og:site_name" content="{escape(paper.name)}">', date.head]
    more = "".join(f'<li><a href="https://{paper.domain}/{at}">{escape(title)}</a></li>' for at, title in enumerate(related))
    picture = f'<figure><img src="/pictures/{one.number}.jpg" alt=""><figcaption>{escape(story.caption)}</figcaption></figure>' if story.caption else ""
    body = [f"<p>{escape(text)}</p>" for text in story.body]
    if paper.agency:
        body[0] = f"<p>{story.town.upper()}, {MONTHS[story.day.month - 1]} {story.day.day} (Northern Wire) – {escape(story.body[0])}</p>"
    if len(body) > 3:
        body.insert(2, f'<aside class="related"><h3>{"Mehr zum Thema" if german else "Related articles"}</h3><ul>{more}</ul></aside>')
    note = f'<div class="correction"><p>Correction: {escape(story.correction)}</p></div>' if story.correction else ""
    names = chance.sample([name for name, _ in PEOPLE], 2)
    return f"""<!doctype html>
<html lang="{story.lang}"><head><meta charset="utf-8">{"".join(head)}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/transport">Transport</a></li><li><a href="/weather">Weather</a></li>
<li><a href="/subscribe">Subscribe</a></li></ul></nav>
<main><article><p class="section"><a href="/{story.section.lower()}">{escape(story.section)}</a></p>
<h1>{escape(story.title)}</h1><h2 class="standfirst">{escape(story.subtitle)}</h2>
<p class="byline">{"Von" if german else "By"} {escape(one.author)}{date.byline}</p>
<div class="share"><a href="#">Share on X</a> <a href="#">Email</a> <a href="#">Print</a></div>
{picture}{"".join(body)}{note}
</article>
<form class="newsletter"><p>Get the tide tables every morning. Subscribe to our newsletter.</p><input type="email"><button>Subscribe</button></form>
<section class="most-read"><h2>Most read</h2><ol>{more}</ol><p>{escape(names[0])} and {escape(names[1])} to speak at the boat fair</p></section></main>
<footer><p>© {escape(paper.name)}. All rights reserved. Terms of use. Privacy.</p></footer>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class _Dated:
    """Where a page says its date: in the head, in the byline, or only half."""

    head: str = ""
    byline: str = ""


def _date(one: Printed, chance: random.Random) -> _Dated:
    day = one.story.day
    said = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    ways: dict[Paper, Callable[[], _Dated]] = {
        COURIER: lambda: _Dated(head=_json_ld(one)),
        TIDEWATER: lambda: _Dated(head=f'<meta property="article:published_time" content="{day}T08:00:00Z">'),
        GAZETTE: lambda: _Dated(byline=f" · {said}"),
        KURIER: lambda: _Dated(head=f'<meta property="article:published_time" content="{day}T08:00:00+01:00">'),
        WIRE: lambda: _Dated(head=_json_ld(one)),
    }
    if one.is_undated:
        return _Dated(byline=f" · {MONTHS[day.month - 1]} {day.day}")  # a day without a year: no date
    if chance.random() < 0.03:
        return _Dated(head=f'<meta property="article:published_time" content="{day:%Y-%m}">')
    return ways[one.paper]()


def _json_ld(one: Printed) -> str:
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.story.title,
        "datePublished": f"{one.story.day}T07:30:00Z",
        "articleSection": one.story.section,
        "author": {"@type": "Person", "name": one.author},
        "publisher": {"@type": "Organization", "name": one.paper.name},
    }
    return f'<script type="application/ld+json">{json.dumps(facts)}</script>'
