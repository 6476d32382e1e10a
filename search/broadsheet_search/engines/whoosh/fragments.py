"""What is shown of the hits of a page, found by the positions that the index keeps: no text is analysed again.

The same marks and fragments as `snippet` finds in the texts themselves; test_engines.py compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import end_of, fold
from broadsheet_index.article import Article
from broadsheet_index.store import Snapshot

from ... import snippet
from ...answering import Shown
from ...compiled import words_of
from ...engine import Request
from ...query.tree import Node, Pattern, Words
from ...snippet import Found
from .occurrences import SHIFT, Keys, Word, pattern_terms, text_words
from .sets import Numbers, places

Ints = npt.NDArray[np.int64]
Value = int


@dataclass(frozen=True, slots=True, eq=False)
class _Leaf:
    """Where a leaf stands in one field of the hits, or of those in some languages.

    number   which of the leaves that are marked in the field
    keys     (m,) ascending: row << 32 | position of its first word
    size     of its words, one after the other
    near     its words and the word at each key, where they only have to stand near each other; keys are then all of them
    slop     how near
    """

    number: int
    keys: Keys
    size: int = 1
    near: tuple[Sequence[str], dict[int, str]] | None = None
    slop: int = 0

    def split(self, rows: int) -> list[Keys]:
        """Its keys, row by row."""
        return np.split(self.keys, np.searchsorted(self.keys, np.arange(1, rows) << SHIFT)) if len(self.keys) else []


def shown(snapshot: Snapshot, hits: Numbers, articles: Sequence[Article], tree: Node, request: Request) -> list[Shown]:
    """hits (k,) and the k articles in the order of the page."""
    rows = np.argsort(hits)
    numbers = hits[rows]
    order = np.empty(len(rows), np.int64)
    order[rows] = np.arange(len(rows))
    fields = snippet.searched_in(tree) if request.snippets else ()
    found = {field: _found(snapshot, numbers, tree, field) for field in {*fields, "title"}}
    out = []
    for article, number, row in zip(articles, hits.tolist(), order.tolist(), strict=True):
        texts = []
        for field in fields:
            texts += _texts(snapshot, number, field, found[field][row])
        pieces = snippet.chosen(texts, article.body, request.snippets, request.snippet_length) if request.snippets else ()
        if article.title_origin == "first_sentence":  # it is no headline, so its words are not in the field
            marks = snippet.marks(tree, "title", article.title, article.lang)
        else:
            headline = _texts(snapshot, number, "title", found["title"][row])
            marks = snippet.merged(headline[0][2]) if headline else ()
        out.append(Shown(pieces, marks))
    return out


def _texts(snapshot: Snapshot, number: int, field: str, here: Sequence[tuple[_Leaf, Keys]]) -> list[tuple[str, str, list[Found]]]:
    """The values of a field of one hit in which anything was found."""
    placed = snapshot.placed(number, field) if here else None
    if placed is None:
        return []
    values: dict[Value, tuple[str, list[Found]]] = {}
    firsts, begins, chars = placed.firsts(), np.asarray(placed.positions), placed.chars
    ends = [*chars[1:], len(placed.text)]
    words = np.append(placed.words, len(placed.text))
    for leaf, keys in here:
        positions = keys & ((1 << SHIFT) - 1)
        value = np.searchsorted(begins, positions, "right") - 1
        word = firsts[value] + positions - begins[value]
        if leaf.near:
            value, word = _near(leaf, keys, value, word)
        last = word + leaf.size - 1
        phrase = leaf.size > 1 or leaf.near is not None
        for which, start, final, after in zip(
            value.tolist(), words[word].tolist(), words[last].tolist(), words[last + 1].tolist(), strict=True
        ):
            base = chars[which]
            if which not in values:
                values[which] = (placed.text[base : ends[which]], [])
            text, found = values[which]
            end = end_of(text, final - base, min(after - base, len(text)))
            found.append(Found(start - base, end, leaf.number, phrase))
    return [(field, *values[which]) for which in sorted(values)]


def _near(leaf: _Leaf, keys: Keys, value: Ints, word: Ints) -> tuple[Ints, Ints]:
    """Of words, each in a value, those near each other in one; all (m,)."""
    assert leaf.near
    wanted, names = leaf.near
    out = []
    for which in np.unique(value).tolist():
        inside = value == which
        named = [(at, names[key]) for at, key in zip(word[inside].tolist(), keys[inside].tolist(), strict=True)]
        out += [(which, at) for at in snippet.near(wanted, named, leaf.slop)]
    kept = np.array(out, np.int64).reshape(-1, 2)
    return kept[:, 0], kept[:, 1]


def _found(snapshot: Snapshot, numbers: Numbers, tree: Node, field: str) -> list[list[tuple[_Leaf, Keys]]]:
    """For each hit the leaves that stand in the field, with their keys."""
    out: list[list[tuple[_Leaf, Keys]]] = [[] for _ in numbers]
    for number, wanted in enumerate(snippet.wanted_in(tree, field)):
        for leaf in _leaf(snapshot, numbers, wanted, field, number):
            for row, keys in enumerate(leaf.split(len(numbers))):
                if len(keys):
                    out[row].append((leaf, keys))
    return out


def _leaf(snapshot: Snapshot, numbers: Numbers, leaf: Words | Pattern, field: str, number: int) -> list[_Leaf]:
    if isinstance(leaf, Pattern):
        terms = [one for several in pattern_terms(snapshot, leaf, field, text=True).values() for one in several]
        return [_Leaf(number, Word(snapshot.any_of(field, terms)).keys(numbers))]
    if leaf.field == "person":  # by name: folded, never stemmed
        folded = [fold(word) for word in words_of(leaf.text)]
        return [_placed([_folded(snapshot, field, word) for word in folded], folded, numbers, number, leaf.slop)]
    out = []
    for (names, langs), words in zip(*text_words(snapshot, leaf, field, "written" if leaf.exact else "stem"), strict=True):
        found = _placed(words, names, numbers, number, leaf.slop)
        if langs is not None:
            kept = np.isin(snapshot.columns.langs[numbers[found.keys >> SHIFT]], langs)
            found = replace(found, keys=found.keys[kept])
        out.append(found)
    return out


def _placed(words: Sequence[Word], names: Sequence[str], numbers: Numbers, number: int, slop: int) -> _Leaf:
    if slop:
        at = {key: name for name, word in dict(zip(names, words, strict=True)).items() for key in word.keys(numbers).tolist()}
        return _Leaf(number, np.array(sorted(at), np.int64), near=(names, at), slop=slop)
    found = words[0].keys(numbers)
    for offset, word in enumerate(words[1:], 1):
        found = found[places(found, word.keys(numbers) - offset)[1]]
    return _Leaf(number, found, len(words))


def _folded(snapshot: Snapshot, field: str, word: str) -> Word:
    terms = [pair for pair in snapshot.starting_with(field, "exact", word) if pair[0] == word and fold(word) == word]
    return Word(snapshot.any_of(field, terms + snapshot.starting_with(field, "folded", f"{word}=")))
