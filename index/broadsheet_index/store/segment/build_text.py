"""The words of a TEXT field to runs and dictionaries: texts are read many together, and each form of the words is sorted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .build_texts import TextsBuilder
from .contents import FieldContents, Terms
from .file import Array
from .runs import MOST_POSITIONS, RUN, Ints, joined, offsets, placed, runs_of
from .texts import ENCODING, PARTED
from .words import Pieces, WordTable


class TextField:
    """Gathers the words of one field: of each occurrence the word's number, and article and position as one number (`placed`)."""

    def __init__(self, gap: int) -> None:
        """gap: positions left free between two values."""
        self._gap = gap
        self._ids: list[Array] = []
        self._places: list[Array] = []
        self.texts = TextsBuilder()

    @property
    def is_empty(self) -> bool:
        return not self._ids

    def add(self, articles: Sequence[int], values: Sequence[tuple[str, ...]], langs: Sequence[str | None], words: WordTable) -> Pieces:
        """articles (n,) ascending, with the values of each, at least one; returns the pieces of their texts."""
        texts = [one[0] if len(one) == 1 else PARTED.join(one) for one in values]
        pieces = words.pieces(texts, langs)
        ids, begins, counts = words.words(pieces)
        many = np.fromiter(map(len, values), np.int64, len(values))
        chars = _value_chars(values, many)
        owner = np.arange(len(values)).repeat(many)
        firsts, first_words = offsets(many)[:-1], offsets(counts)[:-1]
        before = begins.searchsorted(pieces.begins[owner] + chars) - first_words[owner]  # words of the text before each value
        # A gap stands before each value that has words before it.
        gaps = np.cumsum(before > 0)
        positions = before + self._gap * (gaps - gaps[firsts][owner])
        sizes = np.diff(before + first_words[owner], append=len(ids))
        shift = (positions - before - first_words[owner]).repeat(sizes)
        shift += np.arange(len(ids))
        docs = np.array(articles, np.int64).repeat(counts)
        self._ids.append(ids)
        self._places.append(placed(docs, np.minimum(shift, MOST_POSITIONS - 1)))
        self.texts.add(articles, texts, many, (chars, before, positions), begins - pieces.begins.repeat(counts), counts)
        return pieces

    def contents(self, words: WordTable) -> FieldContents:
        return text_contents(self._ids, self._places, words)


def _value_chars(values: Sequence[tuple[str, ...]], many: Ints) -> Ints:
    """(v,) the character of its text that each value begins with."""
    lengths = np.fromiter((len(value) + 1 for one in values for value in one), np.int64, int(many.sum()))
    before = offsets(lengths)[:-1]
    begins: Ints = before - before[offsets(many)[:-1]].repeat(many)
    return begins


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of the distinct words: terms in order, and (w,) which of them each word has."""

    terms: list[str]
    ranks: Array


def _form(strings: list[str]) -> _Form:
    distinct = sorted(set(strings))  # by code point, which is the order of UTF-8 too
    place = {term: at for at, term in enumerate(distinct)}
    return _Form(distinct, np.fromiter(map(place.__getitem__, strings), np.int64, len(strings)))


def text_contents(ids: Sequence[Array], places: Sequence[Array], words: WordTable) -> FieldContents:
    """ids, places: arrays of equal length, the word of each occurrence and where it is `placed`."""
    times = np.zeros(len(words.written), np.int64)
    for some in ids:
        times += np.bincount(some, minlength=len(times))
    used = np.flatnonzero(times)
    local = np.zeros(len(times), np.int32)
    local[used] = np.arange(len(used))
    times = times[used]
    numbers = used.tolist()
    exact = [words.exact[at] for at in numbers]
    stem = _form([words.stems[at] for at in numbers])
    lower = _form(exact)
    written = [words.written[at] for at in numbers]
    is_capital = np.fromiter((low != form for low, form in zip(exact, written, strict=True)), bool, len(written))
    capitals = is_capital.nonzero()[0]
    capital = _form([f"{exact[at]}={written[at]}" for at in capitals.tolist()])
    # Which run each exact term, and each term with capitals, stands in: its stem's, if it stands wherever the stem does.
    stems = len(stem.terms)
    lower_runs, lowers = _shared(lower, times, stem.ranks, _occurrences(stem, times), np.arange(stems), stems)
    capital_runs, every = _shared(capital, times[capitals], lower.ranks[capitals], _occurrences(lower, times), lower_runs, lowers)
    by_lower, by_capital = lower_runs[lower.ranks], np.zeros(len(used), np.int64)
    by_capital[capitals] = capital_runs[capital.ranks]
    ids = [local[some] for some in ids]
    sets = [
        (range(stems), stem.ranks, np.ones(len(used), bool)),
        (range(stems, lowers), by_lower, by_lower >= stems),
        (range(lowers, every), by_capital, is_capital & (by_capital >= lowers)),
    ]
    runs = joined([runs_of(_keys(which, owns, times, ids, places), numbers) for numbers, which, owns in sets])
    exact_runs = dict(zip(lower.terms, lower_runs.tolist(), strict=True)) | dict(zip(capital.terms, capital_runs.tolist(), strict=True))
    folded = {f"{fold}={low}": low for low, fold in zip(exact, (words.folded[at] for at in numbers), strict=True) if fold != low}
    return FieldContents(
        runs,
        {
            "stem": Terms(_encoded(stem.terms), np.arange(stems)),
            "exact": _sorted_terms(exact_runs),
            "folded": _sorted_terms({term: exact_runs[low] for term, low in folded.items()}),
        },
    )


def _keys(runs: Array, owns: Array, times: Ints, ids: Sequence[Array], places: Sequence[Array]) -> Array:
    """Keys to sort, of the occurrences of the words that have a run of their own in this form.

    runs, owns, times   (w,) of each word: its run, whether that is its form's own, how often it stands anywhere
    """
    raised = runs.astype(np.uint64) << RUN
    keys = np.empty(int(times[owns].sum()), np.uint64)
    at = 0
    for some, where in zip(ids, places, strict=True):
        if len(keys) < len(owns) or not owns.all():
            chosen = owns[some].nonzero()[0]
            some, where = some[chosen], where[chosen]
        np.bitwise_or(raised[some], where, out=keys[at : at + len(some)])
        at += len(some)
    return keys


def _encoded(terms: Sequence[str]) -> list[bytes]:
    return [term.encode(*ENCODING) for term in terms]


def _occurrences(form: _Form, times: Ints) -> Ints:
    """(terms,) how often the words of each term stand anywhere; times (w,) of each word."""
    out = np.zeros(len(form.terms), np.int64)
    np.add.at(out, form.ranks, times)
    return out


def _sorted_terms(runs: dict[str, int]) -> Terms:
    terms = sorted(runs)
    return Terms(_encoded(terms), np.fromiter(map(runs.__getitem__, terms), np.int64, len(terms)))


def _shared(form: _Form, times: Ints, wider: Array, wider_times: Ints, wider_runs: Array, taken: int) -> tuple[Array, int]:
    """The run of each term of a form: that of the wider term which stands at just the same places, or a new one.

    times         (w,) occurrences of each of the form's words
    wider         (w,) the wider term (its stem, say) of each of them
    wider_times   (v,) occurrences of each wider term; wider_runs (v,) its run
    taken         runs there are already

    Returns (terms,) runs, and how many runs there are now.
    """
    some_wider = np.zeros(len(form.terms), np.int64)
    some_wider[form.ranks] = wider
    same = _occurrences(form, times) == wider_times[some_wider]
    same[form.ranks[wider != some_wider[form.ranks]]] = False  # a word of this term has another wider one
    runs = np.where(same, wider_runs[some_wider], -1)
    more = int((~same).sum())
    runs[~same] = taken + np.arange(more)
    return runs, taken + more
