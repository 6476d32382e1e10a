"""What is shown of the hits of a page, found by the positions that the index keeps: no text is analysed again.

The same marks and fragments as `snippet` finds in the texts themselves; test_engines.py compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

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
from .evaluate import Evaluation
from .occurrences import SHIFT, Keys, Word, keys_together, text_words
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


def shown(evaluation: Evaluation, hits: Numbers, articles: Sequence[Article], tree: Node, request: Request) -> list[Shown]:
    """hits (k,) and the k articles in the order of the page, of a tree that was evaluated."""
    snapshot = evaluation.snapshot
    rows = hits.argsort()
    numbers = hits[rows]
    fields = [field for field in snippet.searched_in(tree) if snapshot.has(field)] if request.snippets else []
    found = {field: _places(evaluation, numbers, tree, field, request.snippet_length) for field in fields}
    titles = _places(evaluation, numbers, tree, "title", 0)
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


def _places(evaluation: Evaluation, numbers: Numbers, tree: Node, field: str, length: int) -> list[dict[Value, list[Begun]]]:
    """For each hit the values of a field in which leaves stand, and where, in characters of the value.

    numbers     (k,) hits, ascending
    length      of a fragment, where only one is cut from each value: a leaf alone is shown where it first stands
    """
    out: list[dict[Value, list[Begun]]] = [{} for _ in numbers]
    wanted = [one for number, leaf in enumerate(snippet.wanted_in(tree, field)) for one in _wanted(evaluation, leaf, field, number)]
    each = iter(keys_together([word for one in wanted for word in one.words], numbers))
    leaves = [_leaf(evaluation.snapshot, numbers, one, list(islice(each, len(one.words)))) for one in wanted]
    leaves = [leaf for leaf in leaves if len(leaf.keys)]
    if not leaves:
        return out
    text = evaluation.snapshot.placed(numbers, field)
    for leaf in leaves:
        value, word = text.words_at(leaf.keys)
        keys = leaf.keys
        if leaf.near:
            keys, value, word = _near(leaf, keys, value, word)
        phrase = leaf.size > 1 or leaf.near is not None
        rows: Ints = keys >> SHIFT
        lasts = text.characters(rows, value, word + (leaf.size - 1))
        starts = lasts if leaf.size == 1 else text.characters(rows, value, word)
        columns = (rows, value, starts, lasts, text.characters(rows, value, word + leaf.size))
        for row, which, start, last, next_word in zip(*[column.tolist() for column in columns], strict=True):
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
    in_text = ((keys >> SHIFT) << SHIFT) | value
    for which in np.unique(in_text).tolist():
        inside = np.flatnonzero(in_text == which)
        named = [(at, names[key]) for at, key in zip(word[inside].tolist(), keys[inside].tolist(), strict=True)]
        near = set(snippet.near(wanted, named, leaf.slop))
        kept += [at for at, (where, _) in zip(inside.tolist(), named, strict=True) if where in near]
    return keys[kept], value[kept], word[kept]


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A leaf to look for, in some languages (None: all): its words in the form that counts, and where each stands."""

    number: int
    names: Sequence[str]
    words: Sequence[Word]
    slop: int = 0
    langs: list[int] | None = None


def _wanted(evaluation: Evaluation, leaf: Words | Pattern, field: str, number: int) -> list[_Wanted]:
    if isinstance(leaf, Pattern):
        return [_Wanted(number, [leaf.text], [Word(evaluation.pattern(leaf, field))])]
    snapshot = evaluation.snapshot
    if leaf.field == "person":  # by name: folded, never stemmed
        folded = [fold(word) for word in words_of(leaf.text)]
        return [_Wanted(number, folded, [_folded(snapshot, field, word) for word in folded], leaf.slop)]
    variants, words = text_words(snapshot, leaf, field, "written" if leaf.exact else "stem")
    return [_Wanted(number, names, some, leaf.slop, langs) for (names, langs), some in zip(variants, words, strict=True)]


def _leaf(snapshot: Snapshot, numbers: Numbers, wanted: _Wanted, keys: Sequence[Keys]) -> _Leaf:
    """keys: of each of its words."""
    near = None
    if wanted.slop:
        at = {key: name for name, of_word in dict(zip(wanted.names, keys, strict=True)).items() for key in of_word.tolist()}
        found, near = np.array(sorted(at), np.int64), (wanted.names, at)
    else:
        found = keys[0]
        for offset, of_word in enumerate(keys[1:], 1):
            found = found[places(found, of_word - offset)[1]]
    if wanted.langs is not None:
        found = found[np.isin(snapshot.columns.langs[numbers[found >> SHIFT]], wanted.langs)]
    return _Leaf(wanted.number, found, 1 if wanted.slop else len(wanted.words), near, wanted.slop)


def _folded(snapshot: Snapshot, field: str, word: str) -> Word:
    others = snapshot.starting_with(field, "folded", f"{word}=")  # café for cafe
    if not others:
        return Word(snapshot.postings(field, "exact", word))
    return Word(snapshot.any_of(field, snapshot.just(field, "exact", word) + others))
