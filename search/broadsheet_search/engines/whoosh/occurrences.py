"""Where the words of one leaf stand in one field: the articles, and how often.

Words that follow each other are looked for in the articles that have all of them, and nowhere else: there a place is one key,
`row << 32 | position`, and a phrase is an intersection of sorted keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import exact, fold
from broadsheet_index.store import Postings, Snapshot
from broadsheet_index.store.segment.runs import StoredRuns, spans
from broadsheet_index.store.snapshot import Terms

from ...compiled import Form, beginnings, formed, stands_for, words_of
from ...query.limits import MOST_TERMS
from ...query.tree import Pattern
from .sets import Array, Numbers, both, common, met, places

Keys = npt.NDArray[np.int64]
SHIFT = 32
MANY = 2_000  # articles from which on a phrase is worth looking for word by word
Runs = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """docs (n,) articles, ascending; counts (n,) how often the words stand there, at least 1.

    runs    which runs they come from, where that says all: two forms with the same runs stand at the same places
    keys    (sum of counts,) of words that follow each other, where the first stands: something << 32 | position, article by article
    """

    docs: Numbers
    counts: Array
    runs: Runs | None = None
    keys: Keys | None = None

    def among(self, numbers: Numbers) -> Keys:
        """`keys` in some articles, ascending, as row << 32 | position."""
        assert self.keys is not None
        at, there = places(numbers, self.docs)
        rows = there.nonzero()[0]
        at = at[rows]
        counts = self.counts[at]
        found = self.keys[spans(self.counts.cumsum()[at] - counts, counts)]
        return (rows.repeat(counts) << SHIFT) | (found & ((1 << SHIFT) - 1))


NO_KEYS = np.zeros(0, np.int64)
NONE = Occurrences(np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word to look for: where `stands` says, but not where one of `but` does."""

    stands: Postings
    but: tuple[Postings, ...] = ()

    def keys(self, rows: Numbers) -> Keys:
        """(m,) ascending: row << 32 | position of each place in some articles, all of which have the word."""
        found = _keys(self.stands, rows)
        for other in self.but:
            found = np.setdiff1d(found, _keys(other, rows), assume_unique=True)
        return found


def keys_at_once(words: Sequence[Word], numbers: Numbers, rows_from: Sequence[int] | None = None) -> tuple[Keys, Array]:
    """`keys` of several words in some articles, ascending, one word after the other, and (m,) which of them each is of.

    rows_from   of each word, what its rows begin with where that is not 0

    Positions of all words that a field has in a segment are read together.
    """
    found: list[tuple[Keys, Array]] = []
    together: dict[int, _Together] = {}
    for at, word in enumerate(words):
        base = rows_from[at] if rows_from else 0
        stands = word.stands
        if not len(stands.docs):
            continue
        if word.but or stands.several:
            keys = word.keys(numbers)
            found.append((keys + (base << SHIFT), np.full(len(keys), at)))
            continue
        place = stands.docs.searchsorted(numbers)
        there = (stands.docs.take(place, mode="clip") == numbers).nonzero()[0]
        if not len(there):
            continue
        for runs, postings, some in stands.stored(place[there]):
            one = together.get(id(runs))
            if one is None:
                one = together[id(runs)] = _Together(runs)
            one.postings.append(postings)
            one.rows.append(there[some] + base if base else there[some])
            one.words.append(at)
    found += [one.keys() for one in together.values()]
    if not found:
        return NO_KEYS, NO_KEYS
    if len(found) == 1:
        return found[0]
    keys, which = (np.concatenate(several) for several in zip(*found, strict=True))
    if (which[1:] < which[:-1]).any():
        order = which.argsort(kind="stable")
        keys, which = keys[order], which[order]
    return keys, which


class _Together:
    """Postings of several words in the same runs, and the row and the word of each."""

    def __init__(self, runs: StoredRuns) -> None:
        self._runs = runs
        self.postings: list[Array] = []
        self.rows: list[Array] = []
        self.words: list[int] = []

    def keys(self) -> tuple[Keys, Array]:
        if len(self.words) == 1:
            positions, counts = self._runs.positions_of(self.postings[0])
            return (self.rows[0].repeat(counts) << SHIFT) | positions, np.full(len(positions), self.words[0])
        positions, counts = self._runs.positions_of(np.concatenate(self.postings))
        of = np.array(self.words).repeat(list(map(len, self.rows)))
        return (np.concatenate(self.rows).repeat(counts) << SHIFT) | positions, of.repeat(counts)


def parted(keys: Keys, which: Array, words: int) -> list[Keys]:
    """The keys of each word, of `keys_at_once`."""
    return [keys[first:last] for first, last in pairwise(which.searchsorted(np.arange(words + 1)).tolist())]


def _keys(postings: Postings, articles: Numbers) -> Keys:
    if postings.several:
        first, last = (np.searchsorted(postings.docs, articles, side) for side in ("left", "right"))
        positions, counts = postings.positions(spans(first, last - first))
        rows = np.repeat(np.arange(len(articles)), last - first)
        return np.sort((np.repeat(rows, counts) << SHIFT) | positions)
    rows, at = met(articles, postings.docs)
    positions, counts = postings.positions(at)
    return (rows.repeat(counts) << SHIFT) | positions


Variant = tuple[Sequence[str], list[int] | None]
TextWords = tuple[list[Variant], list[list[Word]]]


def variants_of(text: str, form: Form, lang_names: Sequence[str]) -> list[Variant]:
    """The words of a leaf's text in a form, once for each group of languages in which they are the same; with the numbers of
    these languages (None: all)."""
    wanted = words_of(text)
    if form != "stem":
        return [([formed(word, form, None) for word in wanted], None)]
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, lang in enumerate(lang_names):
        groups.setdefault(tuple([formed(word, "stem", lang or None) for word in wanted]), []).append(number)
    return [(stems, langs if len(groups) > 1 else None) for stems, langs in groups.items()]


def standing(snapshot: Snapshot, field: str, word: str, form: Form) -> Word:
    """Where a word in some form stands in a TEXT field."""
    return Word(snapshot.postings(field, "stem", word)) if form == "stem" else _exact_word(snapshot, field, word, form)


def text_occurrences(snapshot: Snapshot, resolved: TextWords, slop: int, same: Occurrences | None = None) -> Occurrences:
    """Of words in a TEXT field. Stems are those of each article's own language.

    same    what another form gave: given back as it is where this form stands at just the same places
    """
    parts = []
    for (names, langs), words in zip(*resolved, strict=True):
        if same is not None and same.runs is not None and same.runs == tuple(word.stands.runs for word in words):
            return same
        found = _joined(snapshot, words, names, slop)
        if langs is None:
            return found
        if len(found.docs):
            kept = in_languages(snapshot, found.docs, langs)
            parts.append((found.docs[kept], found.counts[kept]))
    if not parts:
        return NONE
    docs = np.concatenate([docs for docs, _ in parts])
    order = np.argsort(docs, kind="stable")
    return Occurrences(docs[order], np.concatenate([counts for _, counts in parts])[order])


def in_languages(snapshot: Snapshot, numbers: Numbers, langs: Sequence[int]) -> npt.NDArray[np.bool_]:
    """(k,) which of some articles are in one of some languages."""
    wanted = np.zeros(len(snapshot.columns.lang_names), bool)
    wanted[langs] = True
    here: npt.NDArray[np.bool_] = wanted[snapshot.columns.langs[numbers]]
    return here


def _exact_word(snapshot: Snapshot, field: str, word: str, form: Form) -> Word:
    lower = exact(word)
    if form == "exact":
        return Word(snapshot.postings(field, "exact", lower))
    if word != lower:
        return Word(snapshot.postings(field, "exact", f"{lower}={word}"))
    capitals = snapshot.starting_with(field, "exact", f"{lower}=")
    but = (snapshot.any_of(field, capitals),) if capitals else ()
    return Word(snapshot.postings(field, "exact", lower), tuple(one for one in but if len(one.docs)))


def name_occurrences(snapshot: Snapshot, text: str, field: str, slop: int = 0) -> Occurrences:
    """Of folded words that follow each other, or stand near each other, in one value of a NAMES field."""
    folded = [fold(word) for word in words_of(text)]
    return _joined(snapshot, [Word(snapshot.postings(field, "term", word)) for word in folded], folded, slop)


def pattern_terms(snapshot: Snapshot, leaf: Pattern, field: str, *, text: bool) -> dict[str, Terms]:
    """The terms that a pattern stands for, by their folded form."""
    begun = {form: _begun(snapshot, leaf, field, form) for form in (("exact", "folded") if text else ("term",))}
    wanted = stands_for(leaf, {folded for terms in begun.values() for folded, _, _ in terms})
    found: dict[str, Terms] = {}
    for form, terms in begun.items():
        for folded, term, runs in terms:
            # Words that fold to another come by their folded form.
            if folded in wanted and not (form == "exact" and _is_folded(snapshot, field, term)):
                found.setdefault(folded, []).append((term, runs))
    if len(found) > MOST_TERMS:  # words of deleted articles do not count
        found = {folded: terms for folded, terms in found.items() if any(snapshot.stands(field, runs) for _, runs in terms)}
    return found


def _begun(snapshot: Snapshot, leaf: Pattern, field: str, form: str) -> list[tuple[str, str, list[int]]]:
    """(folded word, term, runs) of the words that begin like the pattern; terms with a sign of the index ("=", "@") are none."""
    terms = [one for beginning in beginnings(leaf) for one in snapshot.starting_with(field, form, beginning)]
    if form == "folded":
        return [(term.partition("=")[0], term, runs) for term, runs in terms]
    if form == "exact":
        return [(term, term, runs) for term, runs in terms if "=" not in term]
    return [(term, term, runs) for term, runs in terms if not term.startswith(("=", "@"))]


def _is_folded(snapshot: Snapshot, field: str, term: str) -> bool:
    """Whether the index knows a word by another, folded form."""
    if term.isascii() and "'" not in term:
        return False
    return any(run >= 0 for _, runs in snapshot.just(field, "folded", f"{fold(term)}={term}") for run in runs)


def pattern_postings(snapshot: Snapshot, terms: dict[str, Terms], field: str) -> Postings:
    return snapshot.any_of(field, [one for several in terms.values() for one in several])


def _joined(snapshot: Snapshot, words: Sequence[Word], names: Sequence[str], slop: int) -> Occurrences:
    """The places where the words follow each other, or stand near each other; names: the words in this form."""
    plain = not any(word.but for word in words)
    if len(words) == 1 and plain:
        one = words[0].stands
        return Occurrences(one.docs, one.freqs, (one.runs,))
    by_size = sorted(range(len(words)), key=lambda at: len(words[at].stands.docs))
    articles: Numbers = words[by_size[0]].stands.docs
    for at in by_size[1:]:
        articles = both(articles, words[at].stands.docs, snapshot.columns.articles)
    runs = tuple(word.stands.runs for word in words) if plain else None
    if not len(articles):
        return Occurrences(NONE.docs, NONE.counts, runs)
    if slop:
        keys = parted(*keys_at_once(words, articles), len(words))
        found = _near(keys, names, len(words) - 1 + slop)
    elif len(articles) > MANY:
        articles, found = _narrowing(words, by_size, articles)
    else:
        keys = parted(*keys_at_once(words, articles), len(words))
        found = keys[by_size[0]] - by_size[0]
        for at in by_size[1:]:
            found = common(found, keys[at] - at)
    counts = np.bincount(found >> SHIFT, minlength=len(articles))
    some = counts.nonzero()[0]
    return Occurrences(articles[some], counts[some], runs, None if slop else found)


def _narrowing(words: Sequence[Word], by_size: Sequence[int], articles: Numbers) -> tuple[Numbers, Keys]:
    """The places where words follow each other, and the articles that their rows are: each word is read only where the others stand."""
    found = words[by_size[0]].keys(articles) - by_size[0]
    for at in by_size[1:]:
        if at != by_size[1]:
            rows = found >> SHIFT
            first = np.ones(len(rows), bool)
            np.not_equal(rows[1:], rows[:-1], out=first[1:])
            articles = articles[rows[first]]
            found = ((first.cumsum() - 1) << SHIFT) | (found & ((1 << SHIFT) - 1))
        found = common(found, words[at].keys(articles) - at)
    return articles, found


def _near(keys: Sequence[Keys], words: Sequence[str], reach: int) -> Keys:
    """Places of wanted words from which a window of `reach` positions more holds all of them, each as often as wanted."""
    distinct = dict(zip(words, keys, strict=True))
    starts = np.unique(np.concatenate(list(distinct.values())))
    holds = np.ones(len(starts), bool)
    for word, times in Counter(words).items():
        there = distinct[word]
        at = np.searchsorted(there, starts) + times - 1
        inside = at < len(there)
        last = np.where(inside, there[np.minimum(at, len(there) - 1)] if len(there) else 0, 0)
        holds &= inside & (last <= starts + reach)
    return starts[holds]
