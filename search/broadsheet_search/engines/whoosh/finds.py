"""Where the words of a question stand in the hits of a page, and the windows of their texts that are worth showing.

All hits and all fields are looked at together: what costs is the number of steps, not how many numbers each step takes. A row
is the text of a hit in a field; with k hits the rows of the first field are 0 to k - 1, those of the second k to 2k - 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import fold
from broadsheet_index.store import Snapshot
from broadsheet_index.store.segment.placed import Placed
from broadsheet_index.store.segment.runs import spans

from ... import snippet
from ...compiled import Form, words_of
from ...query.tree import Node, Pattern, Words
from .evaluate import Evaluation
from .occurrences import SHIFT, Keys, Occurrences, Word, in_languages, keys_at_once, parted
from .sets import Numbers, places

Ints = npt.NDArray[np.int64]
TEXT_BITS = 32  # of a place: value, character
Find = tuple[int, int, int]  # characters of a text where the first word, the last one, and the word after it begin


@dataclass(frozen=True, slots=True, eq=False)
class Finds:
    """(m,) each, in the order of row and text; see `snippet.Found`.

    rows, values    which text, and which value of all texts
    starts, lasts   characters of the text where the first and the last word begin
    afters          and the word after it
    leaves          which of the leaves that are marked
    phrases         which leaves are phrases, by leaf
    """

    texts: Placed
    rows: Ints
    values: Ints
    starts: Ints
    lasts: Ints
    afters: Ints
    leaves: Ints
    phrases: list[bool]

    def some(self, which: slice | Ints) -> list[Find]:
        return list(
            zip(self.starts[which].tolist(), self.lasts[which].tolist(), self.afters[which].tolist(), strict=True)
        )

    def windows(self, since: int, length: int) -> Iterator[tuple[int, int, int, int]]:
        """Worth, row, value and first find of the best window of each value, in order, of the finds from `since`; see `snippet`."""
        values, rows = self.values[since:], self.rows[since:]
        begins = np.empty(len(values), bool)
        begins[:1] = True
        np.not_equal(values[1:], values[:-1], out=begins[1:])
        firsts = begins.nonzero()[0]
        leaves = self.leaves[since:]
        kinds = set(leaves.tolist())
        if len(kinds) == 1:  # no window is worth more than the first
            worth = [snippet.PHRASE if self.phrases[kinds.pop()] else 1] * len(firsts)
        elif kinds:
            worths = self._worths(values, since, kinds, length)
            best = np.maximum.reduceat(worths, firsts)
            number = begins.cumsum() - 1
            equal = (worths == best[number]).nonzero()[0]
            firsts = equal[number[equal].searchsorted(np.arange(len(best)))]
            worth = best.tolist()
        else:
            worth = []
        return zip(worth, rows[firsts].tolist(), values[firsts].tolist(), (firsts + since).tolist(), strict=True)

    def _worths(self, values: Ints, since: int, kinds: set[int], length: int) -> Ints:
        """(m,) what the window that begins with each find is worth."""
        raised = values << TEXT_BITS
        place, leaves = raised | self.starts[since:], self.leaves[since:]
        last = raised | self.lasts[since:]
        room = snippet.room_from(place, length)
        words = [leaf for leaf in kinds if not self.phrases[leaf]]
        worths = np.zeros(len(place), np.int64)
        if words:  # one character each: what begins before the room ends is inside
            met = np.zeros((len(place) + 1, len(words)), np.int64)
            np.cumsum(leaves[:, None] == words, axis=0, out=met[1:])
            worths += (met[np.maximum(place.searchsorted(room), np.arange(1, len(place) + 1))] > met[:-1]).sum(axis=1)
        for leaf in kinds.difference(words):
            mine = leaves == leaf
            own = mine.nonzero()[0]
            after = place[own].searchsorted(place)
            inside = (last[own].take(after, mode="clip") < room) & (after < len(own))
            worths += (inside | mine) * snippet.PHRASE
        return worths

    def around(self, firsts: Sequence[int], length: int) -> Iterator[tuple[int, list[Find]]]:
        """Of some windows: where each begins, and all finds that a fragment of it may show."""
        place = (self.values << TEXT_BITS) | self.starts
        here = place[firsts]
        begin = place.searchsorted(here - length)
        counts = place.searchsorted(here + length) - begin
        each = iter(self.some(spans(begin, counts)))
        for start, count in zip(self.starts[firsts].tolist(), counts.tolist(), strict=True):
            yield start, list(islice(each, count))


def finds(evaluation: Evaluation, numbers: Numbers, tree: Node, fields: Sequence[str]) -> Finds | None:
    """numbers (k,) hits, ascending, of a tree that was evaluated. None where nothing of it stands in the fields."""
    wanted: list[_Wanted] = []
    leaves = 0
    for at, field in enumerate(fields):
        own = snippet.wanted_in(tree, field)
        for number, leaf in enumerate(own, leaves):
            wanted += _wanted(evaluation, leaf, field, number, at * len(numbers))
        leaves += len(own)
    keys, which = keys_at_once(
        [word for one in wanted for word in one.words], numbers, [one.base for one in wanted for _ in one.words]
    )
    joined = any(one.is_joined for one in wanted)
    if not len(keys) and not joined:
        return None
    texts = evaluation.snapshot.placed(numbers, fields)
    if joined:
        keys, which = _joined(evaluation.snapshot, numbers, texts, wanted, keys, which)
        if not len(keys):
            return None
    of_leaf = np.array([one.number for one in wanted])[which]
    if len(wanted) > 1:
        order = keys.argsort(kind="stable")
        keys, of_leaf = keys[order], of_leaf[order]
    rows, values, words = texts.words_at(keys)
    sizes = np.ones(leaves, np.int64)
    phrases = [False] * leaves
    for one in wanted:
        sizes[one.number] = one.size
        phrases[one.number] = one.size > 1 or one.slop > 0
    size = sizes[of_leaf]
    starts = texts.characters(rows, words)
    lasts = texts.characters(rows, words + (size - 1)) if any(phrases) else starts
    return Finds(texts, rows, values, starts, lasts, texts.characters(rows, words + size), of_leaf, phrases)


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A leaf to look for in one field, in some languages (None: all): its words in the form that counts, and where each stands.

    base    the first row of the field
    phrase  where all of its words stand, where that is known already: then there is no need to look for `words`
    """

    number: int
    base: int
    names: Sequence[str]
    words: Sequence[Word]
    slop: int = 0
    langs: list[int] | None = None
    phrase: Occurrences | None = None

    @property
    def is_joined(self) -> bool:
        """Whether more than the place of one word counts."""
        return len(self.names) > 1 or self.slop > 0 or self.langs is not None or self.phrase is not None

    @property
    def size(self) -> int:
        """Words in a row; words that only have to stand near each other are shown one by one."""
        return 1 if self.slop else len(self.names)


def _wanted(evaluation: Evaluation, leaf: Words | Pattern, field: str, number: int, base: int) -> list[_Wanted]:
    if isinstance(leaf, Pattern):
        return [_Wanted(number, base, [leaf.text], [Word(evaluation.pattern(leaf, field))])]
    snapshot = evaluation.snapshot
    if leaf.field == "person":  # by name: folded, never stemmed
        folded = [fold(word) for word in words_of(leaf.text)]
        return [_Wanted(number, base, folded, [_folded(snapshot, field, word) for word in folded], leaf.slop)]
    form: Form = "written" if leaf.exact else "stem"
    phrase = evaluation.met(leaf, field, form)
    if phrase is not None and phrase.keys is not None:
        return [_Wanted(number, base, words_of(leaf.text), (), phrase=phrase)]
    variants, words = evaluation.text_words(leaf, field, form)
    return [_Wanted(number, base, names, some, leaf.slop, langs) for (names, langs), some in zip(variants, words, strict=True)]


def _folded(snapshot: Snapshot, field: str, word: str) -> Word:
    others = snapshot.starting_with(field, "folded", f"{word}=")  # café for cafe
    if not others:
        return Word(snapshot.postings(field, "exact", word))
    return Word(snapshot.any_of(field, snapshot.just(field, "exact", word) + others))


def _near(texts: Placed, wanted: _Wanted, keys: Keys, of_words: Sequence[Keys]) -> Keys:
    """Those of some words that stand near the others in one value."""
    names = {key: name for name, some in zip(wanted.names, of_words, strict=True) for key in some.tolist()}
    _, value, word = texts.words_at(keys)
    kept: list[int] = []
    for which in np.unique(value).tolist():
        inside = np.flatnonzero(value == which)
        named = [(at, names[key]) for at, key in zip(word[inside].tolist(), keys[inside].tolist(), strict=True)]
        near = set(snippet.near(wanted.names, named, wanted.slop))
        kept += [at for at, (where, _) in zip(inside.tolist(), named, strict=True) if where in near]
    return keys[kept]


def _joined(
    snapshot: Snapshot, numbers: Numbers, texts: Placed, wanted: Sequence[_Wanted], keys: Keys, which: Ints
) -> tuple[Keys, Ints]:
    """Of words that have to stand together the places where they do: (m,) row << 32 | position of the first, and which is wanted."""
    each = iter(parted(keys, which, sum(len(one.words) for one in wanted)))
    found = []
    for one in wanted:
        of_words = list(islice(each, len(one.words)))
        if one.phrase is not None:
            found.append(one.phrase.among(numbers) + (one.base << SHIFT))
            continue
        if one.slop:
            here = np.unique(np.concatenate(of_words))
        else:
            here = of_words[0]
            for offset, of_word in enumerate(of_words[1:], 1):
                here = here[places(here, of_word - offset)[1]]
        if one.langs is not None:
            here = here[in_languages(snapshot, numbers[(here >> SHIFT) - one.base], one.langs)]
        found.append(_near(texts, one, here, of_words) if one.slop else here)
    return np.concatenate(found), np.arange(len(wanted)).repeat(list(map(len, found)))
