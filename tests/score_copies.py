"""Precision and recall of `copies`: real articles beside copies made of them, and beside honest near misses.

    python -m tests.score_copies                     # ../shared/data/corpus, where it lies beside the project
    python -m tests.score_copies --articles 3000

Copies are made as papers make them: the end or the beginning is cut, a headline and a lead are written anew, times and figures are
changed, notes are appended, a standing paragraph of the site is put in. Near misses are what an archive is full of: two reports of
one event in other words (the most alike of other documents), a daily weather page, a market report, a list of results, short
notices, and two stories that share a long standing text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from broadsheet_index.article import Article
from broadsheet_index.copies import are_alike, fingerprint

CORPUS = Path(__file__).parent.parent.parent / "shared" / "data" / "corpus" / "news-10k.jsonl.gz"
SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z\"“])|\n+")
FIGURE = re.compile(r"\d+")
NOTE = "This story was first published by {} and has been updated to add the company's comment and a link to the ruling."
STANDING = (
    "Sign up here to get our newsletter every morning with the stories that matter and the ones that make you smile. You can "
    "unsubscribe at any time. By signing up you agree to our terms and to the use of your data as our notice explains."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def article(title: str, sentences: list[str]) -> Article:
    paragraphs = tuple(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
    return Article(path="page", digest="0" * 64, title=title, body=paragraphs)


# -- copies


def end_cut(s: list[str], chance: random.Random) -> list[str]:
    return s[: max(3, int(len(s) * chance.uniform(0.45, 0.85)))]


def beginning_cut(s: list[str], chance: random.Random) -> list[str]:
    return s[int(len(s) * chance.uniform(0.1, 0.4)) :]


def cut_short(s: list[str], chance: random.Random) -> list[str]:
    return s[: max(3, int(len(s) * chance.uniform(0.3, 0.45)))]


def middle_cut(s: list[str], chance: random.Random) -> list[str]:
    return [one for one in s if chance.random() > 0.25]


def lead_rewritten(s: list[str], chance: random.Random) -> list[str]:
    words = s[0].split()
    chance.shuffle(words)
    return [" ".join(words), *s[1:]]


def figures_changed(s: list[str], chance: random.Random) -> list[str]:
    return [FIGURE.sub(lambda found: str(int(found[0][:9]) + 1) if chance.random() < 0.3 else found[0], one) for one in s]


def note_appended(s: list[str], chance: random.Random) -> list[str]:
    return [*s, NOTE.format(chance.choice(("the Tribune", "NTA", "our partner paper"))), f"Updated at {chance.randint(1, 12)}:15 p.m."]


def standing_text_put_in(s: list[str], chance: random.Random) -> list[str]:
    at = chance.randint(1, len(s))
    return [*s[:at], *STANDING.split(". "), *s[at:]]


def house_style(s: list[str], chance: random.Random) -> list[str]:
    """Another paper's spelling: per cent, no middle initials, other quotation marks, dashes."""
    return [one.replace("percent", "per cent").replace('"', "“").replace(" - ", " — ").replace("U.S.", "US") for one in s]


def words_edited(s: list[str], chance: random.Random) -> list[str]:
    """A word dropped in every third sentence."""
    out = []
    for one in s:
        words = one.split()
        if len(words) > 4 and chance.random() < 0.33:
            del words[chance.randrange(len(words))]
        out.append(" ".join(words))
    return out


def all_at_once(s: list[str], chance: random.Random) -> list[str]:
    return note_appended(words_edited(end_cut(lead_rewritten(s, chance), chance), chance), chance)


COPIES: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    end_cut, beginning_cut, cut_short, middle_cut, lead_rewritten, figures_changed, note_appended, standing_text_put_in, house_style,
    words_edited, all_at_once,
)  # fmt: skip


# -- near misses


def weather(chance: random.Random) -> list[str]:
    day = [chance.randint(-5, 32) for _ in range(8)]
    sky = [chance.choice(("sunny", "cloudy", "wet", "bright with showers", "foggy", "dry")) for _ in range(5)]
    first = chance.randrange(7)
    out = [f"Today will be {sky[0]} across most of the county, with a high of {day[0]} and a low of {day[0] - 7} degrees."]
    for number in range(1, 5):
        out.append(
            f"{DAYS[(first + number) % 7]}: {sky[number].capitalize()}, with highs near {day[number]}, and winds of "
            f"{chance.randint(2, 40)} miles an hour from the {chance.choice(('west', 'south', 'north-east'))}."
        )
    out.append(f"Sunrise is at {chance.randint(4, 8)}:{chance.randint(10, 59)} and sunset at {chance.randint(16, 21)}:{chance.randint(10, 59)}.")
    out.append("The forecast is updated every morning at six by the county's weather office.")
    out.append("Drivers are asked to keep their distance and to check the state of the roads before they set out.")
    return out


def market(chance: random.Random) -> list[str]:
    def figure() -> str:
        return f"{chance.uniform(0.1, 3):.1f}"

    def level() -> str:
        return f"{chance.randint(1000, 40000):,}"

    way = chance.choice(("rose", "fell", "gained", "slipped"))
    return [
        f"Shares {way} on {chance.choice(DAYS[:5])} as investors weighed {chance.choice(('rate hopes', 'weak earnings', 'oil prices'))}.",
        f"The blue-chip index closed {figure()} percent {chance.choice(('higher', 'lower'))} at {level()} points.",
        f"The broader index {chance.choice(('added', 'lost'))} {figure()} percent to {level()}, and small companies {figure()} percent.",
        f"Banks {chance.choice(('led', 'trailed'))} the market, {chance.choice(('up', 'down'))} {figure()} percent on average.",
        f"The dollar bought {figure()} marks, after {figure()} the day before, and gold traded at {level()} an ounce.",
        f"About {level()} million shares changed hands, against a daily average of {level()} million over the past twenty sessions.",
        "Trading resumes at nine in the morning.",
    ]


def results(chance: random.Random) -> list[str]:
    towns = ["Eastvale", "Gull Rock", "Millbrook", "Norrhamn", "Harrow", "Tidewater", "Westmere", "Oakden", "Lynby", "Stoke"]
    chance.shuffle(towns)
    games = [f"{a} {chance.randint(0, 5)}, {b} {chance.randint(0, 5)}." for a, b in zip(towns[::2], towns[1::2], strict=True)]
    return [
        f"Results of the county league, round {chance.randint(1, 30)}.",
        *games,
        f"{towns[0]} leads the table with {chance.randint(20, 60)} points before {towns[3]} with {chance.randint(10, 20)}.",
        "The next round will be played on Saturday at three in the afternoon.",
    ]


def notice(chance: random.Random) -> list[str]:
    street = chance.choice(("Mill Lane", "Harbour Road", "Station Street", "Church Hill", "Dock Street"))
    return [
        f"Police are looking for witnesses after a {chance.choice(('cyclist', 'driver', 'walker'))} was hurt in {street} on "
        f"{chance.choice(DAYS)}. Anyone who saw the accident is asked to call {chance.randint(100, 999)} {chance.randint(1000, 9999)}."
    ]


def pages_of(kind: Callable[[random.Random], list[str]], number: int) -> list[Article]:
    return [article(f"{kind.__name__} {at}", kind(random.Random(f"{kind.__name__}{at}"))) for at in range(number)]


def near_misses(texts: list[tuple[str, list[str]]], chance: random.Random) -> Iterator[tuple[str, Article, Article]]:
    for kind in (weather, market, results, notice):
        pages = pages_of(kind, 40)
        pairs = [(a, b) for at, a in enumerate(pages) for b in pages[at + 1 :] if a.body != b.body]
        for a, b in chance.sample(pairs, 300):
            yield kind.__name__, a, b
    for title, sentences in texts[:300]:
        other_title, other = chance.choice(texts)
        if other_title != title:
            yield "one standing text", article(title, [*sentences[:8], *STANDING.split(". ")]), article(
                other_title, [*other[:8], *STANDING.split(". ")]
            )
    for (title, sentences), (other_title, other) in most_alike(texts):
        yield "one event", article(title, sentences), article(other_title, other)


Text = tuple[str, list[str]]


def most_alike(texts: list[Text]) -> Iterator[tuple[Text, Text]]:
    """Each text with the one that shares most rare names and words with it: mostly another report of the same affair."""
    words = [frozenset(word for one in sentences for word in re.findall(r"[A-Za-z]{4,}", one)) for _, sentences in texts]
    spread = Counter(word for one in words for word in one)
    having: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(words):
        for word in one:
            if spread[word] <= len(texts) / 60:
                having[word].append(at)
    for at, one in enumerate(words):
        shared: Counter[int] = Counter()
        for word in one:
            for other in having.get(word, ()):
                if other > at:
                    shared[other] += 1
        for other, count in shared.most_common(1):
            if count >= 10:
                yield texts[at], texts[other]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--show", help="print the pairs of one kind that are judged wrongly")
    asked = options.parse_args()
    chance = random.Random(7)
    texts: list[Text] = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            sentences = [one for one in SENTENCE.split(record["body"]) if one.strip()]
            # Later parts of a long article are no articles, and galleries are one sentence after the other of other pages.
            if len(sentences) >= 8 and not record["body"].startswith(record["title"]):
                texts.append((record["title"], sentences))
            if len(texts) == asked.articles:
                break
    found: dict[str, list[bool]] = defaultdict(list)
    for title, sentences in texts:
        original = fingerprint(article(title, sentences))
        for change in COPIES:
            copy = article(" ".join(sorted(title.split())), change(sentences, chance))
            found[change.__name__].append(are_alike(original, fingerprint(copy)))
    wrong: dict[str, list[bool]] = defaultdict(list)
    for kind, one, other in near_misses(texts, chance):
        alike = are_alike(fingerprint(one), fingerprint(other))
        wrong[kind].append(alike)
        if alike and kind == asked.show:
            print(one.title, "|", other.title, "\n   ", one.body[0][:300], "\n   ", other.body[0][:300])
    print(f"{'copies':24}{'pairs':>8}{'found':>10}")
    for kind, hits in found.items():
        print(f"{kind.replace('_', ' '):24}{len(hits):>8,}{sum(hits) / len(hits):>10.3f}")
    print(f"{'near misses':24}{'pairs':>8}{'taken':>10}")
    for kind, hits in wrong.items():
        print(f"{kind:24}{len(hits):>8,}{sum(hits):>10}")
    right, taken = sum(map(sum, found.values())), sum(map(sum, wrong.values()))
    print(f"recall {right / sum(map(len, found.values())):.4f}   precision {right / (right + taken):.4f}   "
          f"near misses taken {taken} of {sum(map(len, wrong.values())):,}")  # fmt: skip


if __name__ == "__main__":
    main()
