"""Where the words of a question stand in one field of the hits of a page, and the windows of it that are worth showing.

All hits are looked at together: what costs is the number of steps, not how many numbers each step takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import end_of, fold
from broadsheet_index.store import Snapshot
from broadsheet_index.store.segment.runs import spans
from broadsheet_index.store.segment.texts import Placed

from ... import snippet
from ...compiled import words_of
from ...query.tree import Node, Pattern, Words
from ...snippet import Found
from .evaluate import Evaluation
from .occurrences import SHIFT, Keys, Word, keys_at_once, parted
from .sets import Numbers, places

Ints = npt.NDArray[np.int64]
TEXT_BITS, VALUE_BITS = 32, 24  # of a place: row, value, character


@dataclass(frozen=True, slots=True, eq=False)
class Finds:
    """(m,) each, in the order of hit and text; see `snippet.Found`.

    rows, values    which hit, and which value of its field
    words           which of the words of `text` it begins with
    starts, lasts   characters of the value where the first and the last word begin
    leaves          which of the leaves that are marked in the field
    sizes           words of each leaf, by leaf
    phrases         which leaves are phrases, by leaf
    """

    text: Placed
    rows: Ints
    values: Ints
    words: Ints
    starts: Ints
    lasts: Ints
    leaves: Ints
    sizes: Ints
    phrases: list[bool]

    def ended(self, which: slice | Ints) -> list[tuple[int, int, int, int]]:
        """(start, last, where the word after it begins, leaf) of some."""
        rows, leaves = self.rows[which], self.leaves[which]
        after = self.text.characters(rows, self.values[which], self.words[which] + self.sizes[leaves])
        return list(zip(self.starts[which].tolist(), self.lasts[which].tolist(), after.tolist(), leaves.tolist(), strict=True))

    def found(self, text: str, some: Sequence[tuple[int, int, int, int]]) -> list[Found]:
        """`ended` of finds in one text, with their ends."""
        size, phrases = len(text), self.phrases
        return [
            Found(start, end_of(text, last, min(after, size)), leaf, phrases[leaf], last) for start, last, after, leaf in some
        ]

    def _places(self) -> tuple[Ints, Ints]:
        """(m,) the text of each find, and its place: text << 32 | character."""
        texts: Ints = (self.rows << VALUE_BITS) | self.values
        return texts, (texts << TEXT_BITS) | self.starts

    def windows(self, length: int) -> Iterator[tuple[int, int, int, int]]:
        """Row, value, worth and first find of the best window of each text, in order; as `snippet` finds it."""
        texts, place = self._places()
        begins = np.empty(len(texts), bool)
        begins[0] = True
        np.not_equal(texts[1:], texts[:-1], out=begins[1:])
        firsts = begins.nonzero()[0]
        leaves = set(self.leaves.tolist())
        if len(leaves) == 1:  # no window is worth more than the first
            worth = [snippet.PHRASE if self.phrases[leaves.pop()] else 1] * len(firsts)
        else:
            worths = np.zeros(len(place), np.int64)
            lasts, room = (texts << TEXT_BITS) | self.lasts, snippet.room_from(place, length)
            for leaf in leaves:
                mine = self.leaves == leaf
                own = mine.nonzero()[0]
                after = place[own].searchsorted(place)
                inside = (lasts[own].take(after, mode="clip") < room) & (after < len(own))
                worths += (inside | mine) * (snippet.PHRASE if self.phrases[leaf] else 1)
            best = np.maximum.reduceat(worths, firsts)
            number = begins.cumsum() - 1
            equal = (worths == best[number]).nonzero()[0]
            of_text = number[equal]
            firsts = equal[of_text.searchsorted(np.arange(len(best)))]
            worth = best.tolist()
        return zip(self.rows[firsts].tolist(), self.values[firsts].tolist(), worth, firsts.tolist(), strict=True)

    def around(self, firsts: Sequence[int], length: int) -> list[tuple[int, list[tuple[int, int, int, int]]]]:
        """Of some windows: where each begins, and `ended` of all finds that a fragment of it may show."""
        _, place = self._places()
        here = place[firsts]
        begin = place.searchsorted(here - length)
        counts = place.searchsorted(here + length) - begin
        each = iter(self.ended(spans(begin, counts)))
        return [(start, list(islice(each, count))) for start, count in zip(self.starts[firsts].tolist(), counts.tolist(), strict=True)]


def finds(evaluation: Evaluation, numbers: Numbers, tree: Node, field: str) -> Finds | None:
    """numbers (k,) hits, ascending, of a tree that was evaluated. None where nothing of it stands in the field."""
    wanted = [one for number, leaf in enumerate(snippet.wanted_in(tree, field)) for one in _wanted(evaluation, leaf, field, number)]
    keys, which = keys_at_once([word for one in wanted for word in one.words], numbers)
    if not len(keys):
        return None
    text = evaluation.snapshot.placed(numbers, field)
    if any(one.is_joined for one in wanted):
        keys, leaves = _joined(evaluation.snapshot, numbers, text, wanted, keys, which)
        if not len(keys):
            return None
    else:
        leaves = which if wanted[-1].number == len(wanted) - 1 else np.array([one.number for one in wanted])[which]
    if which[-1] != which[0]:
        order = keys.argsort(kind="stable")
        keys, leaves = keys[order], leaves[order]
    rows: Ints = keys >> SHIFT
    values, words = text.words_at(keys)
    starts = text.characters(rows, values, words)
    sizes = np.ones(wanted[-1].number + 1, np.int64)
    phrases = [False] * len(sizes)
    for one in wanted:
        sizes[one.number] = one.size
        phrases[one.number] = one.size > 1 or one.slop > 0
    lasts = text.characters(rows, values, words + (sizes[leaves] - 1)) if sizes.max() > 1 else starts
    return Finds(text, rows, values, words, starts, lasts, leaves, sizes, phrases)


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A leaf to look for, in some languages (None: all): its words in the form that counts, and where each stands."""

    number: int
    names: Sequence[str]
    words: Sequence[Word]
    slop: int = 0
    langs: list[int] | None = None

    @property
    def is_joined(self) -> bool:
        """Whether more than the place of one word counts."""
        return len(self.words) > 1 or self.slop > 0 or self.langs is not None

    @property
    def size(self) -> int:
        """Words in a row; words that only have to stand near each other are shown one by one."""
        return 1 if self.slop else len(self.words)


def _wanted(evaluation: Evaluation, leaf: Words | Pattern, field: str, number: int) -> list[_Wanted]:
    if isinstance(leaf, Pattern):
        return [_Wanted(number, [leaf.text], [Word(evaluation.pattern(leaf, field))])]
    snapshot = evaluation.snapshot
    if leaf.field == "person":  # by name: folded, never stemmed
        folded = [fold(word) for word in words_of(leaf.text)]
        return [_Wanted(number, folded, [_folded(snapshot, field, word) for word in folded], leaf.slop)]
    variants, words = evaluation.text_words(leaf, field, "written" if leaf.exact else "stem")
    return [_Wanted(number, names, some, leaf.slop, langs) for (names, langs), some in zip(variants, words, strict=True)]


def _folded(snapshot: Snapshot, field: str, word: str) -> Word:
    others = snapshot.starting_with(field, "folded", f"{word}=")  # café for cafe
    if not others:
        return Word(snapshot.postings(field, "exact", word))
    return Word(snapshot.any_of(field, snapshot.just(field, "exact", word) + others))


def _near(text: Placed, wanted: _Wanted, keys: Keys, of_words: Sequence[Keys]) -> Keys:
    """Those of some words that stand near the others in one value."""
    names = {key: name for name, some in zip(wanted.names, of_words, strict=True) for key in some.tolist()}
    value, word = text.words_at(keys)
    in_text = ((keys >> SHIFT) << SHIFT) | value
    kept: list[int] = []
    for which in np.unique(in_text).tolist():
        inside = np.flatnonzero(in_text == which)
        named = [(at, names[key]) for at, key in zip(word[inside].tolist(), keys[inside].tolist(), strict=True)]
        near = set(snippet.near(wanted.names, named, wanted.slop))
        kept += [at for at, (where, _) in zip(inside.tolist(), named, strict=True) if where in near]
    return keys[kept]


def _joined(
    snapshot: Snapshot, numbers: Numbers, text: Placed, wanted: Sequence[_Wanted], keys: Keys, which: Ints
) -> tuple[Keys, Ints]:
    """Of words that have to stand together the places where they do: (m,) row << 32 | position of the first, and the leaf."""
    each = iter(parted(keys, which, sum(len(one.words) for one in wanted)))
    found = []
    for one in wanted:
        of_words = list(islice(each, len(one.words)))
        if one.slop:
            here = np.unique(np.concatenate(of_words))
        else:
            here = of_words[0]
            for offset, of_word in enumerate(of_words[1:], 1):
                here = here[places(here, of_word - offset)[1]]
        if one.langs is not None:
            here = here[np.isin(snapshot.columns.langs[numbers[here >> SHIFT]], one.langs)]
        found.append(_near(text, one, here, of_words) if one.slop else here)
    return np.concatenate(found), np.array([one.number for one in wanted]).repeat(list(map(len, found)))
