"""A few hundred articles of our own making, the same each time: small vocabulary, so that queries hit and miss."""

from __future__ import annotations

import random

from broadsheet_index.article import Article, Person, Published, Removed, Source

WORDS = {
    "en": [
        "harbour",
        "ferry",
        "ferries",
        "council",
        "councils",
        "council's",
        "strike",
        "striking",
        "tram",
        "fares",
        "well-known",
        "Kiev",
        "kiev",
        "Kyiv",
        "U.S.",
        "AT&T",
        "C++",
        "café",
        "Cafe",
        "running",
        "the",
        "of",
        "to",
        "not",
        "or",
        "tide",
        "Time",
        "bridge",
        "2,500",
        "said",
    ],
    "de": [
        "Hafen",
        "Fähre",
        "Fähren",
        "Stadtrat",
        "Streik",
        "streiken",
        "Brücke",
        "die",
        "der",
        "und",
        "nicht",
        "Zeit",
        "Kiew",
        "café",
        "running",
    ],
    "fr": [
        "port",
        "ferry",
        "conseil",
        "conseils",
        "grève",
        "l'homme",
        "d'été",
        "et",
        "le",
        "la",
        "non",
        "pont",
        "café",
        "cafe",
        "crème",
        "brûlée",
    ],
    "el": ["γέφυρα", "Γέφυρες", "λιμάνι", "λιμάνια", "και", "του", "ο", "Παπαδόπουλος"],
    "ja": ["東京都知事", "橋", "港", "新聞", "東京"],
}
PEOPLE = ("Sergei Naryshkin", "Sergey Naryshkin", "Joe Biden", "Hunter Biden", "Zoë Marsh", "Trump", "Ursula von der Leyen")
SOURCES = (
    ("TASS", "tass.com"),
    ("Kyiv Independent", "www.kyivindependent.com"),
    (None, "news.tass.com"),
    ("The Echo", None),
    (None, None),
)
DATES = ("2024-06-15", "2024-06-20", "2024-06", "2024", "2023-12-31", "2024-01-01", "2023-02", None, None)
PRECISIONS = {None: "none", 4: "year", 7: "month", 10: "day"}
SECTIONS = ("World", "World News", "Sport", None)
FLAGS = ("no-date", "short", "paywall")


def _text(chance: random.Random, lang: str, words: int) -> str:
    return " ".join(chance.choice(WORDS[lang]) for _ in range(words))


def _article(number: int) -> Article:
    chance = random.Random(number)
    lang = chance.choice(("en", "en", "en", "de", "fr", "el", "ja"))
    known_lang = None if chance.random() < 0.1 else lang
    date = chance.choice(DATES)
    name, domain = chance.choice(SOURCES)
    people = chance.sample(PEOPLE, chance.randint(0, 3))
    titled = chance.random() < 0.8
    return Article(
        path=f"page{number:03}.html",
        digest=f"{number:064x}",
        url=f"https://{domain or 'nowhere.example'}/{chance.choice(('world', 'sport'))}/{number}"
        if chance.random() < 0.7
        else None,
        source=Source(name, domain),
        title=_text(chance, lang, chance.randint(3, 8)),
        title_origin="heading" if titled else "first_sentence",
        subtitle=_text(chance, lang, 6) if chance.random() < 0.3 else None,
        authors=tuple(chance.sample(("Nate Ostiller", "Anna-Lena Bergfeld", "L. Todd Wood"), chance.randint(0, 2))),
        agency=chance.choice(("TASS", "Reuters", None)),
        place=chance.choice(("Moscow", "New York", None)),
        published=Published(date, PRECISIONS[len(date) if date else None], "meta" if date else None, date),  # type: ignore[arg-type]
        people=tuple(Person(who, 2, (who, who.split()[-1])) for who in people),
        corrections=(_text(chance, lang, 7),) if chance.random() < 0.2 else (),
        captions=(_text(chance, lang, 5), _text(chance, lang, 4)) if chance.random() < 0.3 else (),
        section=chance.choice(SECTIONS),
        lang=known_lang,
        body=tuple(_text(chance, lang, chance.randint(2, 14)) for _ in range(chance.randint(0, 4))),
        removed=tuple(Removed(_text(chance, lang, 4), "related links", 0) for _ in range(chance.randint(0, 2))),
        flags=tuple(chance.sample(FLAGS, chance.randint(0, 2))),
    )


def articles(number: int = 300) -> list[Article]:
    return [_article(at) for at in range(number)]
