"""The people an article mentions, each once: full name, number of mentions, every spelling.

    >>> [person.name for person in people_in(["President Vladimir Putin spoke.", "Putin's guest was silent."])]
    ['Vladimir Putin']

`people_in` finds and resolves; `mentions` only finds; `can_read` says for which languages; `finder_named` gives another finder.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from broadsheet_index.article import Person
from broadsheet_index.people.find import Finder, mentions
from broadsheet_index.people.finders import Ours, finder_named
from broadsheet_index.people.languages import CAN_READ, can_read
from broadsheet_index.people.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CAN_READ", "OURS", "Finder", "can_read", "finder_named", "mentions", "people_in"]

OURS = Ours()


def people_in(paragraphs: Sequence[str], lang: str | None = None, finder: Finder = OURS) -> tuple[Person, ...]:
    """Return the people of one article, by the place of their first mention.

    paragraphs   the body (with the headline first, if it should count)
    lang         the language of the article as a two-letter code; nobody is looked for in one that cannot be read

    The same paragraphs always give the same people in the same order.
    """
    if not finder.can_read(lang):
        return ()
    text = "\n".join(paragraphs)
    spans = finder(text)
    ends = dict(spans)
    begins = list(accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0))

    def place(start: int) -> tuple[int, int, int]:
        paragraph = bisect_right(begins, start) - 1
        return paragraph, start - begins[paragraph], ends[start] - begins[paragraph]

    return tuple(
        Person(who.name(), len(who.mentions), who.spellings(), tuple(place(mention.start) for mention in who.mentions))
        for who in resolve(text, spans)
    )
