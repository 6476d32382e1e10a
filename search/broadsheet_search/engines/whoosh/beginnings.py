"""The words of an archive that begin with some letters, commonest first: counted exactly, without looking at all of them.

How many articles a word can stand in is known from its runs, field by field, without reading them. So words are taken in the
order of that bound, and counted, until no bound reaches what was counted.
"""

from __future__ import annotations

from collections import Counter

from broadsheet_index.analysis import fold
from broadsheet_index.store import Snapshot
from broadsheet_index.store.snapshot import Terms

from ...compiled import ARTICLE
from .sets import any_of


def words_beginning(snapshot: Snapshot, letters: str, number: int) -> list[str]:
    """As `Answering.words_beginning` says."""
    found: dict[str, list[tuple[str, Terms]]] = {}
    bounds: Counter[str] = Counter()
    for field in ARTICLE.weights:
        if not snapshot.has(field):
            continue
        terms = [(term, runs) for term, runs in snapshot.starting_with(field, "exact", letters) if "=" not in term]
        plain = {term for term, _ in terms}
        for term, _ in snapshot.starting_with(field, "folded", letters):
            word = term.partition("=")[2]
            if word not in plain:
                terms += snapshot.just(field, "exact", word)
        for word, runs in terms:
            if fold(word).startswith(letters):
                found.setdefault(word, []).append((field, [(word, runs)]))
                bounds[word] += snapshot.at_most(field, runs)
    best: list[tuple[int, str]] = []
    for word, bound in sorted(bounds.items(), key=lambda item: (-item[1], item[0])):
        if len(best) == number and bound < -best[-1][0]:
            break
        docs = any_of([snapshot.any_of(field, terms).docs for field, terms in found[word]], snapshot.columns.articles)
        if len(docs):
            best = sorted([*best, (-len(docs), word)])[:number]
    return [_written(snapshot, word, [field for field, _ in found[word]]) for _, word in best]


def _written(snapshot: Snapshot, word: str, fields: list[str]) -> str:
    """The form in which a word stands most often."""
    forms: Counter[str] = Counter()
    for field in fields:
        forms[word] += int(snapshot.postings(field, "exact", word).freqs.sum())
        for term, runs in snapshot.starting_with(field, "exact", f"{word}="):
            times = int(snapshot.any_of(field, [(term, runs)]).freqs.sum())
            forms[term.partition("=")[2]] += times
            forms[word] -= times
    return min(forms, key=lambda form: (-forms[form], form))
