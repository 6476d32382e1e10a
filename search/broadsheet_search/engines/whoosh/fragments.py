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
from broadsheet_index.fields import BY_NAME
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


def shown(snapshot: Snapshot, hits: Numbers, articles: Sequence[Article], tree: Node, request: Request) -> list[Shown]:
    """hits (k,) and the k articles in the order of the page."""
    rows = hits.argsort()
    numbers = hits[rows]
    fields = [field for field in snippet.searched_in(tree) if snapshot.has(field)] if request.snippets else []
    found = {field: _places(snapshot, numbers, tree, field, request.snippet_length) for field in fields}
    titles = _places(snapshot, numbers, tree, "title", 0)
    out = []
    for article, row in zip(articles, rows.argsort().tolist(), strict=True):
        texts = []
        for field in fields:
            if here := found[field][row]:
                values = BY_NAME[field].values(article)
                texts += [(field, values[value], _ended(values[value], here[value])) for value in sorted(here)]
        pieces = snippet.chosen(texts, article.body, request.snippets, request.snippet_length) if request.snippets else ()
        marks: tuple[snippet.Mark, ...] = ()
        if article.title_origin == "first_sentence":  # it is no headline, so its words are not in the field
            marks = snippet.marks(tree, "title", article.title, article.lang)
        elif titles[row]:
            marks = snippet.merged(_ended(article.title, titles[row][0]))
        out.append(Shown(pieces, marks))
    return out


# A place without its end: where it begins, where its last word does, where the next word does, the leaf, whether it is a phrase.
Begun = tuple[int, int, int, int, bool]


def _ended(text: str, places: Sequence[Begun]) -> list[Found]:
    size = len(text)
    return [Found(start, end_of(text, last, min(after, size)), leaf, phrase) for start, last, after, leaf, phrase in places]


def _places(snapshot: Snapshot, numbers: Numbers, tree: Node, field: str, length: int) -> list[dict[Value, list[Begun]]]:
    """For each hit the values of a field in which leaves stand, and where, in characters of the value.

    numbers     (k,) hits, ascending
    length      of a fragment, where only one is cut from each value: a leaf alone is shown where it first stands
    """
    out: list[dict[Value, list[Begun]]] = [{} for _ in numbers]
    leaves = [
        leaf
        for number, wanted in enumerate(snippet.wanted_in(tree, field))
        for leaf in _leaf(snapshot, numbers, wanted, field, number)
        if len(leaf.keys)
    ]
    if not leaves:
        return out
    text = snapshot.placed(numbers, field)
    for leaf in leaves:
        value, word = text.words_at(leaf.keys)
        keys = leaf.keys
        if leaf.near:
            keys, value, word = _near(leaf, keys, value, word)
        phrase = leaf.size > 1 or leaf.near is not None
        base = text.value_chars[value]
        starts, lasts = text.starts[word] - base, text.starts[word + leaf.size - 1] - base
        after = text.following(word + leaf.size - 1) - base
        columns = (keys >> SHIFT, text.value_of(value), starts, lasts, after)
        for row, which, start, last, next_word in zip(*(column.tolist() for column in columns), strict=True):
            here = out[row].get(which)
            if here is None:
                here = out[row][which] = []
            elif length and len(leaves) == 1 and start >= here[0][0] + length:
                continue
            here.append((start, last, next_word, leaf.number, phrase))
    return out


def _near(leaf: _Leaf, keys: Keys, value: Ints, word: Ints) -> tuple[Keys, Ints, Ints]:
    """Of words, each in a value, those near each other in one; all (m,)."""
    assert leaf.near
    wanted, names = leaf.near
    kept: list[int] = []
    for which in np.unique(value).tolist():
        inside = np.flatnonzero(value == which)
        named = [(at, names[key]) for at, key in zip(word[inside].tolist(), keys[inside].tolist(), strict=True)]
        near = set(snippet.near(wanted, named, leaf.slop))
        kept += [at for at, (where, _) in zip(inside.tolist(), named, strict=True) if where in near]
    return keys[kept], value[kept], word[kept]


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
