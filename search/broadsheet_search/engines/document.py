"""An article as the reference engine reads it: its words with their places, and what stands where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from broadsheet_index.address import address_key
from broadsheet_index.analysis import Placed, fold, gap_of, placed, tokens
from broadsheet_index.article import Article
from broadsheet_index.fields import BY_NAME

from ..compiled import Form, formed, matches, words_of
from ..query.days import period_of
from ..query.tree import Address, Pattern, Words


class Document:
    """An article with its words placed, made once."""

    def __init__(self, id: str, article: Article) -> None:
        self.id = id
        self.article = article
        self._placed: dict[str, list[Placed]] = {}

    def placed(self, field: str) -> list[Placed]:
        if field not in self._placed:
            self._placed[field] = placed(BY_NAME[field].values(self.article), gap_of(field))
        return self._placed[field]

    @cached_property
    def period(self) -> tuple[dt.date, dt.date] | None:
        value = self.article.published.value
        return period_of(value, dt.date.min) if value else None

    def occurrences(self, leaf: Words | Pattern, field: str, form: Form) -> int:
        """How often a leaf's words stand in a text field."""
        here = self.placed(field)
        lang = self.article.lang
        if isinstance(leaf, Pattern):
            return sum(matches(leaf, fold(word)) for _, word in here)
        wanted = [formed(word, form, lang) for word in words_of(leaf.text)]
        at = {position: formed(word, form, lang) for position, word in here}
        if leaf.slop:
            return windows(at, wanted, len(wanted) - 1 + leaf.slop)
        return sum(all(at.get(first + offset) == word for offset, word in enumerate(wanted)) for first in at)


def windows(at: Mapping[int, str], wanted: list[str], reach: int) -> int:
    """Positions of wanted words from which a window of `reach` positions more holds all of them, each as often as wanted."""
    need = Counter(wanted)
    found = 0
    for first, word in at.items():
        if word in need:
            inside = Counter(at[position] for position in range(first, first + reach + 1) if position in at)
            found += all(inside[one] >= times for one, times in need.items())
    return found


def in_a_row(text: str, value: str) -> bool:
    """Whether the folded words of `text` follow each other in one value."""
    wanted = [fold(word) for word in words_of(text)]
    here = [fold(token.written) for token in tokens(value)]
    return any(here[at : at + len(wanted)] == wanted for at in range(len(here) - len(wanted) + 1))


def folded_at(value: str) -> dict[int, str]:
    """The folded words of a value by their places."""
    return {at: fold(token.written) for at, token in enumerate(tokens(value))}


def at_address(leaf: Address, article: Article) -> bool:
    """Whether an article has an address, or one that begins so."""
    here = article.path if leaf.field == "path" else article.url and address_key(article.url)
    wanted = leaf.text if leaf.field == "path" else address_key(leaf.text)
    return here is not None and (here == wanted if leaf.exact else here.startswith(wanted))
