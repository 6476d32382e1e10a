"""Other versions of an article with marked people, for training: fewer titles, other names, lines in capitals.

Without them a model learns that people are called Mr., that a name is on a list, and nothing about headlines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from broadsheet_index.people.lists import kinds, read_text

Span = tuple[int, int]
Edit = tuple[int, int, str]

# How often: a title of courtesy or another one is dropped, all names of an article are changed, a word of a name is invented.
NO_MISTER, NO_TITLE, OTHER_NAMES, INVENTED = 0.8, 0.35, 0.3, 0.15
TITLE_CASE, UPPER_CASE = 0.06, 0.02  # of the sentences, if they are short enough to be a headline
LONGEST_TITLE_CASE, LONGEST_UPPER_CASE = 120, 200  # characters

COURTESY = r"(?:Mr|Mrs|Ms|Dr)\. "
TITLE = re.compile(
    rf"(?:{COURTESY}|(?:[Pp]resident|Prime Minister|Senator|General|Secretary|Minister|Chancellor|Governor|spokesman|spokeswoman|"
    r"Colonel|Judge) )$"
)
LONGEST_TITLE = 18  # characters
PART = re.compile(r"[^\W\d_]{2,}")  # of a name; initials stay
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*|.", re.DOTALL)
WORD = re.compile(r"[A-Za-z][\w'’-]*")
SMALL = frozenset(("a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as", "is"))


def _listed(*names: str) -> list[str]:
    return sorted({word for name in names for word in read_text(name).split() if word.isalpha()})


GIVEN = _listed("given_male.txt.gz", "given_female.txt.gz", "given_either.txt.gz")
SURNAMES = _listed("surnames.txt.gz")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, its people, and the places whose marks are doubtful."""

    text: str
    persons: tuple[Span, ...]
    doubtful: tuple[Span, ...] = ()


def edited(article: Marked, edits: Sequence[Edit]) -> Marked:
    """The article with some places replaced, none overlapping another, and its marks moved along.

    >>> edited(Marked("Mr. Roe met Ann Lee.", ((4, 7), (12, 19))), [(0, 4, ""), (12, 15, "Barbara")])
    Marked(text='Roe met Barbara Lee.', persons=((0, 3), (8, 19)), doubtful=())
    """
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [article.text[at:start], new]
        at = end
    pieces.append(article.text[at:])

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - start) for start, end, new in edits if end <= place)

    def all_moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((moved(start), moved(end)) for start, end in spans)

    return Marked("".join(pieces), all_moved(article.persons), all_moved(article.doubtful))


def without_titles(article: Marked, rng: random.Random) -> Marked:
    edits: list[Edit] = []
    for start, _ in article.persons:
        title = TITLE.search(article.text, max(0, start - LONGEST_TITLE), start)
        if title and rng.random() < (NO_MISTER if re.fullmatch(COURTESY, title[0]) else NO_TITLE):
            edits.append((title.start(), start, ""))
    return edited(article, edits)


def invented(names: Sequence[str], rng: random.Random) -> str:
    """The first half of one name and the last of another; on no list, as the names of tomorrow's news."""
    while True:
        first, last = rng.choice(names), rng.choice(names)
        name = first[: (len(first) + 1) // 2] + last[len(last) // 2 :]
        if 3 < len(name) < 12 and not kinds(name):
            return name


def with_other_names(article: Marked, rng: random.Random) -> Marked:
    """Each word of a name becomes another one, the same wherever the article has it."""
    all_of_them = rng.random() < OTHER_NAMES
    given: dict[str, str] = {}
    surnames: dict[str, str] = {}
    edits: list[Edit] = []
    for start, end in article.persons:
        parts = list(PART.finditer(article.text, start, end))
        for n, part in enumerate(parts):
            word, several = part[0], len(parts) > 1
            table, names = (given, GIVEN) if several and n == 0 else (surnames, SURNAMES)
            if word not in table:
                outer = n in (0, len(parts) - 1)
                invent = rng.random() < INVENTED
                table[word] = invented(names, rng) if invent else rng.choice(names) if all_of_them and outer else ""
            new = table[word] or ("" if several else given.get(word, ""))
            if new and word[0].isupper():
                edits.append((part.start(), part.end(), new.upper() if word.isupper() else new.capitalize()))
    return edited(article, edits)


def with_headlines(article: Marked, rng: random.Random) -> Marked:
    """Some sentences in Title Case, some in upper case."""

    def cased(sentence: str) -> str:
        chance = rng.random()
        if chance < UPPER_CASE and len(sentence) < LONGEST_UPPER_CASE:
            new = sentence.upper()
        elif chance < UPPER_CASE + TITLE_CASE and len(sentence) < LONGEST_TITLE_CASE:
            new = WORD.sub(lambda word: word[0] if word[0] in SMALL or not word[0].islower() else word[0].capitalize(), sentence)
        else:
            return sentence
        return new if len(new) == len(sentence) else sentence  # the upper case of ß is two letters

    return replace(article, text="".join(cased(sentence[0]) for sentence in SENTENCE.finditer(article.text)))


STEPS: tuple[Callable[[Marked, random.Random], Marked], ...] = (without_titles, with_other_names, with_headlines)


def augmented(article: Marked, rng: random.Random) -> Marked:
    for step in STEPS:
        article = step(article, rng)
    return article
