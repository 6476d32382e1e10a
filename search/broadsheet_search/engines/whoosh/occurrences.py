"""Where the words of one leaf stand in one field, as arrays.

A position in the archive is one 64-bit key, `document << 32 | position`, so that a phrase is an intersection of sorted keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import exact, fold
from broadsheet_index.store import Postings, Snapshot
from broadsheet_index.store.schema import exact_field

from ...compiled import Form, formed, literal_prefix, pattern_regex, words_of
from ...query.tree import Pattern, Words

Keys = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
SHIFT = 32


@dataclass(frozen=True, slots=True)
class Occurrences:
    """docs (n,) document numbers, ascending; counts (n,) how often the words stand there, at least 1."""

    docs: Ints
    counts: Ints


def keys_of(postings: Postings) -> Keys:
    """(m,) ascending."""
    docs = np.repeat(postings.docs.astype(np.int64), np.diff(postings.starts))
    return (docs << SHIFT) | postings.positions


def counted(keys: Keys) -> Occurrences:
    docs, counts = np.unique(keys >> SHIFT, return_counts=True)
    return Occurrences(docs.astype(np.int32), counts.astype(np.int32))


def text_occurrences(snapshot: Snapshot, leaf: Words, field: str, form: Form) -> Occurrences:
    """Of words in a TEXT field. Stems are those of each article's own language."""
    if form != "stem":
        keys = [_exact_keys(snapshot, field, word, form) for word in words_of(leaf.text)]
        return counted(_joined(keys, [formed(word, form, None) for word in words_of(leaf.text)], leaf.slop))
    names = snapshot.columns.lang_names
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, lang in enumerate(names):
        stems = tuple(formed(word, "stem", lang or None) for word in words_of(leaf.text))
        groups.setdefault(stems, []).append(number)
    parts = []
    for stems, langs in groups.items():
        keys_ = _joined([keys_of(snapshot.postings(field, word)) for word in stems], list(stems), leaf.slop)
        if len(langs) < len(names):
            keys_ = keys_[np.isin(snapshot.columns.langs[keys_ >> SHIFT], langs)]
        parts.append(keys_)
    return counted(np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64))


def _exact_keys(snapshot: Snapshot, field: str, word: str, form: Form) -> Keys:
    lower, name = exact(word), exact_field(field)
    if form == "exact":
        return keys_of(snapshot.postings(name, lower))
    if word != lower:
        return keys_of(snapshot.postings(name, f"{lower}={word}"))
    everywhere = keys_of(snapshot.postings(name, lower))
    capitals = [keys_of(snapshot.postings(name, term)) for term in starting_with(snapshot, name, f"{lower}=")]
    return np.setdiff1d(everywhere, np.concatenate(capitals), assume_unique=True) if capitals else everywhere


def name_occurrences(snapshot: Snapshot, text: str, field: str) -> Occurrences:
    """Of folded words that follow each other in one value of a NAMES field."""
    words = [fold(word) for word in words_of(text)]
    return counted(_joined([keys_of(snapshot.postings(field, word)) for word in words], words, 0))


def pattern_terms(snapshot: Snapshot, leaf: Pattern, field: str, *, text: bool) -> dict[str, str]:
    """The terms that a prefix or wildcard stands for, each with its folded form."""
    name = exact_field(field) if text else field
    regex = pattern_regex(leaf.text)
    prefix = literal_prefix(leaf.text)
    folded = _folded_lexicon(snapshot, name)
    at = bisect_left(folded, (prefix, ""))
    found: dict[str, str] = {}
    while at < len(folded) and folded[at][0].startswith(prefix):
        if regex.fullmatch(folded[at][0]):
            found[folded[at][1]] = folded[at][0]
        at += 1
    return found


def pattern_occurrences(snapshot: Snapshot, terms: dict[str, str], field: str, *, text: bool) -> Occurrences:
    name = exact_field(field) if text else field
    keys = [keys_of(snapshot.postings(name, term)) for term in terms]
    return counted(np.unique(np.concatenate(keys))) if keys else counted(np.zeros(0, np.int64))


def _folded_lexicon(snapshot: Snapshot, name: str) -> list[tuple[str, str]]:
    cache: dict[str, list[tuple[str, str]]] = snapshot.folded
    if name not in cache:
        # Terms with a sign of the schema ("=", "@") are no words.
        cache[name] = sorted((fold(term), term) for term in snapshot.lexicon(name) if not ("=" in term or term.startswith("@")))
    return cache[name]


def starting_with(snapshot: Snapshot, name: str, prefix: str) -> list[str]:
    """The terms of a Whoosh field that begin with a text."""
    lexicon = snapshot.lexicon(name)
    at = bisect_left(lexicon, prefix)
    found = []
    while at < len(lexicon) and lexicon[at].startswith(prefix):
        found.append(lexicon[at])
        at += 1
    return found


def _joined(keys: list[Keys], words: list[str], slop: int) -> Keys:
    """Keys of the first word of each place where the words follow each other, or stand near each other."""
    if len(keys) == 1:
        return keys[0]
    if slop:
        return _near(keys, words, len(words) - 1 + slop)
    order = sorted(range(len(keys)), key=lambda at: len(keys[at]))
    found = keys[order[0]] - order[0]
    for at in order[1:]:
        if not len(found):
            break
        found = found[np.isin(found, keys[at] - at, assume_unique=True)]
    return found


def _near(keys: list[Keys], words: list[str], reach: int) -> Keys:
    """Places of wanted words from which a window of `reach` positions more holds all of them, each as often as wanted."""
    distinct = dict(zip(words, keys, strict=True))
    starts = np.unique(np.concatenate(list(distinct.values())))
    holds = np.ones(len(starts), bool)
    for word, times in Counter(words).items():
        places = distinct[word]
        at = np.searchsorted(places, starts) + times - 1
        inside = at < len(places)
        last = np.where(inside, places[np.minimum(at, len(places) - 1)] if len(places) else 0, 0)
        holds &= inside & (last <= starts + reach)
    return starts[holds]
