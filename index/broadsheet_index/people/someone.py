"""A mention as it is written and as it is shown, and the person in the making that gathers mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from broadsheet_index.people.lists import fold
from broadsheet_index.people.runs import ARTICLES, PARTICLES

_BRACKETS = re.compile(r"[\[\]\"“”]")
GIVEN_TOO = frozenset({"al", "ben", "van"})
SHORT = 3  # letters; JFK and MBS are left in upper case


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: as written, and mended for display (no brackets, no shouting)."""

    start: int
    written: str
    mended: str
    words: tuple[str, ...]  # folded, without particles and the Arabic article
    all_words: tuple[str, ...]  # with particles

    @property
    def is_full(self) -> bool:
        return len(self.words) > 1


@dataclass(slots=True)
class Someone:
    """A person in the making."""

    mentions: list[Mention] = field(default_factory=list)
    completed: str = ""  # "Yuliia Skripal", where the article says "Skripal's daughter Yuliia"

    def forms(self) -> list[str]:
        """The full forms, each once."""
        return list(dict.fromkeys([m.mended for m in self.mentions if m.is_full] + ([self.completed] if self.completed else [])))

    def name(self) -> str:
        """The most frequent full form, the longest of equals, the first of those; else the most frequent word."""
        full = Counter(m.mended for m in self.mentions if m.is_full)
        if not full and self.completed:
            return self.completed
        counted = full or Counter(m.mended for m in self.mentions)
        return max(counted, key=lambda form: (counted[form], len(form)))

    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.written for m in self.mentions))


def mended(written: str) -> str:
    """
    >>> mended("Gavriil GRIGOROV"), mended("Vladimir [Putin]"), mended("JEAN-LUC PICARD"), mended("J.D. Vance")
    ('Gavriil Grigorov', 'Vladimir Putin', 'Jean-Luc Picard', 'J.D. Vance')
    """
    if "[" in written:
        written = _BRACKETS.sub("", written)
    words = written.split()
    shouted = written.isupper() and any(len(word) > SHORT for word in words)

    def small(word: str) -> str:
        if word.isupper() and "." not in word and (len(word) > SHORT or (shouted and len(word) > 1)):
            return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
        return word

    return " ".join(map(small, words))


def bare(word: str) -> str:
    """A folded word without the Arabic article: al-assad -> assad."""
    head, _, tail = word.partition("-")
    return tail if tail and head in ARTICLES else word


def mention_at(text: str, start: int, end: int) -> Mention:
    """The mention that a finder saw at text[start:end]."""
    written = re.sub(r"\s+", " ", text[start:end])
    mend = mended(written)
    folded = tuple(stripped for word in mend.split() if (stripped := bare(fold(word)).strip(".,'\"“”")))
    last = len(folded) - 1
    plain = tuple(word for k, word in enumerate(folded) if word not in PARTICLES or k == last or (k == 0 and len(word) > 3))
    return Mention(start, written, mend, plain, folded)


def may_be_given(mention: Mention) -> bool:
    """Whether a name begins with a particle that is a given name too, as it does not inside other names."""
    first = mention.all_words[0]
    return mention.words[0] != first and first in GIVEN_TOO and mention.written[0].isupper()


def with_given(mention: Mention) -> Mention:
    """The mention of a name whose first word looks like a particle and is a given name here: Al Gore, Ben Carson."""
    return replace(mention, words=(mention.all_words[0], *mention.words))
