"""What an article is worth, said in OpenSearch's query language: the same BM25F as ranking.py, not OpenSearch's own.

2.19 has no scoring over several fields at once (`combined_fields`), and its lengths are rounded. So a clause's score is how
often its words stand in a field, a script divides by the field's length, the fields are summed, and a second script
saturates the sum. How rare a word is comes from the whole archive, counted before, so shards rank alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ... import ranking
from ...compiled import ARTICLE, STRIPPED, Form, Scope, address_words, headline_of, is_text, scope_of, silences, silent_in
from ...query.tree import Address, And, Node, Or, Pattern, Removed, Words
from . import mapping
from .holding import Clause, Holding, address, any_of

NORMALISED = "params.w * _score / (params.s + params.b * doc[params.f].value / params.m)"
SATURATED = "params.r * _score * (params.k + 1) / (_score + params.k)"


class Counted(NamedTuple):
    """A leaf in one form, whose rarity is asked for."""

    leaf: Words | Pattern
    form: Form
    scope: Scope


def counted(tree: Node) -> list[Counted]:
    """All whose rarity the score of a tree needs."""
    headline = headline_of(tree)
    found = dict.fromkeys(_counted(tree, ARTICLE))
    if headline:
        found[Counted(headline, "stem", ARTICLE)] = None
    return list(found)


def _counted(node: Node, scope: Scope) -> Iterator[Counted]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _counted(part, scope)
        case Removed(part):
            yield from _counted(part, STRIPPED)
        case Words() | Pattern() if is_text(node):
            yield from (Counted(node, form, scope) for form, _ in _forms(node))
        case Address(text, None):
            yield from _counted(address_words(text), scope)


def _forms(leaf: Words | Pattern) -> tuple[tuple[Form, float], ...]:
    """The forms that a leaf is ranked by, and the share of each."""
    if isinstance(leaf, Words) and not leaf.exact:
        return (("stem", 1.0), ("exact", ranking.EXACT_SHARE))
    return (("written", 1.0),)


def holding(one: Counted, filters: Holding) -> Clause:
    """The articles that hold it."""
    return any_of([filters.holds(one.leaf, field.name, one.form) for field in scope_of(one.leaf, one.scope).fields])


class Scoring:
    """Clauses whose scores add up to what a tree is worth.

    rarities      of each of `counted`
    mean_lengths  words of each TEXT field in an article that has it
    """

    def __init__(self, filters: Holding, rarities: Mapping[Counted, float], mean_lengths: Mapping[str, float]) -> None:
        self._filters = filters
        self._rarities = rarities
        self._means = mean_lengths
        self._silences = False  # stop words, in the ranking of the tree that is asked for

    def clauses(self, tree: Node) -> list[Clause]:
        """Of a tree that holds in each article asked about, so its first And or Or need not be said again."""
        headline = headline_of(tree)
        self._silences = silences(tree)
        parts = tree.parts if isinstance(tree, And | Or) else (tree,)
        found = [clause for part in parts for clause in self._worth(part, ARTICLE)]
        return found + ([self._form(headline, "stem", 1.0, ARTICLE)] if headline else [])

    def _worth(self, node: Node, scope: Scope) -> list[Clause]:
        match node:
            case And(parts) | Or(parts):
                inner = [clause for part in parts for clause in self._worth(part, scope)]
                # A part counts where the whole holds.
                return [{"bool": {"filter": [self._filters.filter(node, scope)], "should": inner}}] if inner else []
            case Removed(part):
                return self._worth(part, STRIPPED)
            case Words() | Pattern() if is_text(node):
                found = [self._form(node, form, share, scope) for form, share in _forms(node)]
                silent = sorted(silent_in(node)) if self._silences else []
                return [{"bool": {"must": [one], "must_not": [{"terms": {"lang": silent}}]}} for one in found] if silent else found
            case Address(text, None):
                own = {"constant_score": {"filter": address(replace(node, exact=True)), "boost": ranking.ADDRESS_SCORE}}
                return [*self._worth(address_words(text), scope), own]
        return []

    def _form(self, leaf: Words | Pattern, form: Form, share: float, scope: Scope) -> Clause:
        fields = [
            _scripted(
                self._filters.times(leaf, field, form),
                NORMALISED,
                {
                    "w": weight,
                    "s": 1 - ranking.B,
                    "b": ranking.B,
                    "f": mapping.words_in(field),
                    "m": max(self._means.get(field, 0.0), 1.0),
                },
            )
            for field, weight in scope_of(leaf, scope).weights.items()
        ]
        rarity = self._rarities[Counted(leaf, form, scope)] * share
        return _scripted(any_of(fields), SATURATED, {"r": rarity, "k": ranking.K1})


def _scripted(clause: Clause, source: str, params: dict[str, Any]) -> Clause:
    return {"script_score": {"query": clause, "script": {"source": source, "params": params}}}
