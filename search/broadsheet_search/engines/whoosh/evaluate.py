"""One question over one generation: which articles hold it, and what each is worth."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt

from broadsheet_index.analysis import address_key
from broadsheet_index.fields import BY_NAME, Kind
from broadsheet_index.store import Snapshot

from ... import ranking
from ...compiled import ARTICLE, STRIPPED, Form, Scope, check_terms, headline_of, is_text, looks_like_domain, scope_of
from ...errors import TooSlow
from ...query.tree import Address, And, Dates, Everything, Node, Not, Or, Pattern, Removed, Undated, Words
from .occurrences import (
    Occurrences,
    name_occurrences,
    pattern_occurrences,
    pattern_terms,
    starting_with,
    text_occurrences,
)

Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


class Evaluation:
    """Masks are (n,), one entry an article of the generation; what was found once is not looked for again."""

    def __init__(self, snapshot: Snapshot, deadline: float | None) -> None:
        self._snapshot = snapshot
        self._size = snapshot.columns.articles
        self._seconds = deadline
        self._ends = time.monotonic() + deadline if deadline is not None else None
        self._occurrences: dict[tuple[Words | Pattern, str, Form], Occurrences] = {}
        self._masks: dict[tuple[Node, Scope], Mask] = {}

    def mask(self, node: Node, scope: Scope = ARTICLE) -> Mask:
        """Which articles hold the node."""
        key = (node, scope)
        if key not in self._masks:
            self._in_time()
            self._masks[key] = self._holding(node, scope)
        return self._masks[key]

    def _in_time(self) -> None:
        if self._ends is not None and time.monotonic() > self._ends:
            raise TooSlow(self._seconds or 0.0)

    def _holding(self, node: Node, scope: Scope) -> Mask:
        columns = self._snapshot.columns
        match node:
            case Everything():
                return np.ones(self._size, bool)
            case And(parts):
                return _joined(np.logical_and, [self.mask(part, scope) for part in parts])
            case Or(parts):
                return _joined(np.logical_or, [self.mask(part, scope) for part in parts])
            case Not(part):
                return ~self.mask(part, scope)
            case Removed(part):
                return self.mask(Words("removed", "has")) & self.mask(part, STRIPPED)
            case Words() | Pattern():
                return self._words(node, scope)
            case Address(text, field):
                return self._address(text, field, scope)
            case Undated():
                return np.equal(columns.first, 0)
            case Dates(first, last):
                inside = columns.first > 0
                if first is not None:
                    inside &= columns.first >= first.toordinal()
                if last is not None:
                    inside &= columns.last <= last.toordinal()
                return inside

    def _words(self, leaf: Words | Pattern, scope: Scope) -> Mask:
        out = np.zeros(self._size, bool)
        if is_text(leaf):
            form: Form = "written" if isinstance(leaf, Words) and leaf.exact else "stem"
            for field in scope_of(leaf, scope).fields:
                out[self.occurrences(leaf, field.name, form, scope).docs] = True
            return out
        assert leaf.field
        kind = BY_NAME[leaf.field].kind
        if isinstance(leaf, Pattern):
            terms = pattern_terms(self._snapshot, leaf, leaf.field, text=False)
            check_terms(leaf, set(terms.values()))
            out[pattern_occurrences(self._snapshot, terms, leaf.field, text=False).docs] = True
        elif kind is Kind.VALUE:
            out[self._snapshot.postings(leaf.field, leaf.text.lower()).docs] = True
        elif leaf.exact:
            out[self._snapshot.postings(leaf.field, f"={leaf.text}").docs] = True
        else:
            out[name_occurrences(self._snapshot, leaf.text, leaf.field).docs] = True
            if kind is Kind.DOMAIN and looks_like_domain(leaf.text):
                out[self._snapshot.postings(leaf.field, f"@{address_key(leaf.text)}").docs] = True
        return out

    def _address(self, text: str, field: str | None, scope: Scope) -> Mask:
        out = self._own_address(text, field or "url")
        return out | self.mask(Words(text), scope) if field is None else out

    def _own_address(self, text: str, field: str) -> Mask:
        out = np.zeros(self._size, bool)
        for term in starting_with(self._snapshot, field, address_key(text) if field == "url" else text):
            out[self._snapshot.postings(field, term).docs] = True
        return out

    def occurrences(self, leaf: Words | Pattern, field: str, form: Form, scope: Scope) -> Occurrences:
        key = (leaf, field, form)
        if key not in self._occurrences:
            self._in_time()
            if isinstance(leaf, Words):
                self._occurrences[key] = text_occurrences(self._snapshot, leaf, field, form)
            else:
                names = [one.name for one in scope_of(leaf, scope).fields]
                terms = {name: pattern_terms(self._snapshot, leaf, name, text=True) for name in names}
                check_terms(leaf, {folded for found in terms.values() for folded in found.values()})
                self._occurrences[key] = pattern_occurrences(self._snapshot, terms[field], field, text=True)
        return self._occurrences[key]

    # -- ranking

    def ranked(self, tree: Node) -> Scores:
        """(n,) What a whole query is worth."""
        scores = self.scores(tree)
        headline = headline_of(tree)
        return scores + self._form_scores(headline, "stem", ARTICLE) if headline else scores

    def scores(self, node: Node, scope: Scope = ARTICLE) -> Scores:
        """(n,) What the node is worth; 0 where it does not hold."""
        out = np.zeros(self._size)
        match node:
            case And(parts) | Or(parts):
                for part in parts:
                    if not isinstance(part, Not):
                        out += self.scores(part, scope)
                out[~self.mask(node, scope)] = 0.0
            case Removed(part):
                out += self.scores(part, STRIPPED)
            case Words() | Pattern() if is_text(node):
                out += self._word_scores(node, scope)
            case Address(text, None):
                out += self._word_scores(Words(text), scope)
                out[self._own_address(text, "url")] += ranking.ADDRESS_SCORE
        return out

    def _word_scores(self, leaf: Words | Pattern, scope: Scope) -> Scores:
        if isinstance(leaf, Words) and not leaf.exact:
            return self._form_scores(leaf, "stem", scope) + ranking.EXACT_SHARE * self._form_scores(leaf, "exact", scope)
        return self._form_scores(leaf, "written" if isinstance(leaf, Words) else "stem", scope)

    def _form_scores(self, leaf: Words | Pattern, form: Form, scope: Scope) -> Scores:
        columns = self._snapshot.columns
        frequency = np.zeros(self._size)
        for field, weight in scope_of(leaf, scope).weights.items():
            found = self.occurrences(leaf, field, form, scope)
            lengths = columns.lengths[field]
            frequency[found.docs] += ranking.normalised(
                found.counts.astype(np.float64),
                lengths[found.docs].astype(np.float64),
                mean_length=columns.mean_lengths[field],
                weight=weight,
            )
        rarity = ranking.idf(self._size, int(np.count_nonzero(frequency)))
        return ranking.saturated(frequency, rarity)


def _joined(operation: np.ufunc, masks: list[Mask]) -> Mask:
    out: Mask = operation.reduce(masks)
    return out
