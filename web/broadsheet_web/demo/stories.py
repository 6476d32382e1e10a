"""The stories' texts, read from stories.txt, geschichten.txt and asides.txt, and told: one of them with its names, town and day."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from importlib import resources

PEOPLE = (
    ("Mara Lindqvist", "mayor of {town}"),
    ("Olle Berg", "director of the harbour office"),
    ("Ida Vuori", "professor of geography at the coastal university"),
    ("Gunnar Falk", "harbour master of {town}"),
    ("Teodora Ilves", "minister for transport"),
    ("Henrik Aasland", "minister for energy"),
    ("Sanna Kortelainen", "chair of the drivers’ union"),
    ("Jonas Weidmann", "member of the council"),
    ("Katarina Holub", "public prosecutor"),
    ("Emeka Adeyinka", "head teacher in {town}"),
    ("Priya Raman", "director of the coastal institute"),
    ("Luis Ferreira", "chair of the fishermen’s association"),
    ("Annelie Brandt", "librarian of {town}"),
    ("Tomasz Wilk", "spokesman of the river board"),
    ("Ruth Amari", "captain of the ferry Maja"),
    ("Yusuf Demirel", "member of the regional parliament"),
    ("Greta Solheim", "head of the night clinic"),
    ("Pavel Hrubesh", "engineer at the water works"),
    ("Noor van Dalen", "leader of the opposition"),
    ("Siobhán Keane", "deputy mayor"),
    ("Aleksander Rooste", "minister for finance"),
    ("Wanjiru Maina", "chair of the shop stewards"),
)
TOWNS = ("Norrhamn", "Gull Rock", "Eastvale", "Millbrook", "Sandwick", "Tallbay", "Greyport", "Oldness")
FIRMS = ("North Sound Lines", "Hallmark Timber", "Skerry Energy", "Tidewater Group", "Sound Ferries", "Baltic Crane")
PHOTOGRAPHERS = ("Eva Holm", "Nils Juhl", "Rosa Trent")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
MONATE = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TAGE = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
ASIDES = 3  # paragraphs of asides.txt in an English story
CORRECTED = 0.25  # of the stories that have a correction, so many print it


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it was told once; `caption` and `correction` where it has one."""

    section: str
    title: str
    subtitle: str
    body: tuple[str, ...]
    town: str
    day: dt.date
    lang: str
    caption: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    section: str
    title: str
    subtitle: str
    parts: tuple[str, ...]
    lang: str


@cache
def drafts(lang: str) -> tuple[_Draft, ...]:
    name = {"en": "stories.txt", "de": "geschichten.txt"}[lang]
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    found = []
    for chunk in text.split("\n== ")[1:]:
        section, title, subtitle, rest = chunk.split("\n", 3)
        found.append(_Draft(section, title, subtitle.removeprefix("> "), tuple(filter(None, rest.splitlines())), lang))
    return tuple(found)


@cache
def asides() -> tuple[str, ...]:
    text = (resources.files(__package__) / "asides.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def told(draft: _Draft, day: dt.date, chance: random.Random) -> Story:
    """A draft with its blanks filled, the same for the same chance."""
    german = draft.lang == "de"
    town, other = chance.sample(TOWNS, 2)
    blanks = {
        "town": town,
        "other": other,
        "firm": chance.choice(FIRMS),
        "number": str(chance.choice((11, 18, 24, 40, 64, 120, 150, 230, 400))),
        "money": f"{chance.randint(2, 90)}0,000 euros" if not german else f"{chance.randint(2, 90)}0.000 Euro",
        "percent": str(chance.randint(3, 94)),
        "weekday": (TAGE if german else DAYS)[(day - dt.timedelta(days=1)).weekday()],
        "month": (MONATE if german else MONTHS)[(day + dt.timedelta(days=60)).month - 1],
        "P": chance.choice(PHOTOGRAPHERS),
    }
    for letter, (name, office) in zip("ABC", chance.sample(PEOPLE, 3), strict=True):
        office = office.format(town=town, other=other)
        blanks |= {letter: name, letter.lower(): name.split(" ", 1)[1], letter + "!": office}

    def fill(text: str) -> str:
        for blank, value in blanks.items():
            text = text.replace("{" + blank + "}", value)
        return text

    parts = [fill(part) for part in _mixed(draft, chance)]
    captions = [part[2:] for part in parts if part.startswith("^ ")]
    corrections = [part[2:] for part in parts if part.startswith("! ")]
    return Story(
        section=draft.section,
        title=fill(draft.title),
        subtitle=fill(draft.subtitle),
        body=tuple(part for part in parts if part[:2] not in ("^ ", "! ")),
        town=town,
        day=day,
        lang=draft.lang,
        caption=captions[0] if captions else None,
        correction=corrections[0] if corrections and chance.random() < CORRECTED else None,
    )


def _mixed(draft: _Draft, chance: random.Random) -> list[str]:
    """The draft's own paragraphs, one of the later ones left out, with asides between them: no two tellings are copies."""
    own = [part for part in draft.parts if part[:2] not in ("^ ", "! ")]
    rest = [part for part in draft.parts if part[:2] in ("^ ", "! ")]
    if draft.lang != "en":
        return [*own, *rest]
    if len(own) > 3:
        own.pop(chance.randrange(2, len(own)))
    for aside in chance.sample(asides(), ASIDES):
        own.insert(chance.randint(2, len(own)), aside)
    return [*own, *rest]
