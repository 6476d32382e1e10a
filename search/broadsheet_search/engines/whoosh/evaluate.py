"""One question over one generation: which articles hold it, and what each is worth."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from broadsheet_index.address import address_key
from broadsheet_index.fields import BY_NAME, Kind
from broadsheet_index.people.register import Register
from broadsheet_index.store import Postings, Snapshot

from ... import ranking
from ...compiled import (
    ARTICLE,
    STRIPPED,
    Form,
    Scope,
    address_words,
    check_terms,
    headline_of,
    is_text,
    looks_like_domain,
    scope_of,
    silences,
    silent_in,
    words_of,
)
from ...errors import TooSlow
from ...query.tree import Address, And, Copies, CopiesOf, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words
from ...variants import taken_for
from .occurrences import (
    Occurrences,
    TextWords,
    Variant,
    name_occurrences,
    pattern_postings,
    pattern_terms,
    standing,
    text_occurrences,
    variants_of,
)
from .sets import Array, Numbers, any_of, both, places, without
from .weighed import Weighed, weighed

EVERYTHING = Everything()
HAS_REMOVED = Words("removed", "has")
Scores = npt.NDArray[np.float64]
Fields = tuple[tuple[str, float], ...]  # with their weights


class Evaluation:
    """What was found once is not looked for again. Sets of articles: see sets.py."""

    def __init__(self, snapshot: Snapshot, deadline: float | None) -> None:
        self.snapshot = snapshot
        self._size = snapshot.columns.articles
        self._seconds = deadline
        self._ends = time.monotonic() + deadline if deadline is not None else None
        self._occurrences: dict[tuple[str, int, str, Form], Occurrences] = {}
        # By identity: hashing a tree costs more than what is looked up. The nodes are kept, so no other gets their id.
        self._weighed: dict[tuple[int, Form, bool], tuple[Node, Weighed]] = {}
        self._variants: dict[tuple[str, Form], list[Variant]] = {}
        self._of_patterns: dict[int, tuple[Node, dict[str, Postings]]] = {}
        self._searched: dict[str | Scope, Fields] = {}
        self._silences = False  # stop words, in the ranking of the tree that is asked for
        self._sets: dict[tuple[int, Scope | None], tuple[Node, Numbers]] = {}

    def holding(self, node: Node, scope: Scope = ARTICLE) -> Numbers:
        """The articles that hold the node."""
        key = (id(node), None if scope is ARTICLE else scope)
        held = self._sets.get(key)
        if held is None:
            self.in_time()
            held = self._sets[key] = (node, self._find(node, scope))
        return held[1]

    def in_time(self) -> None:
        """Raises TooSlow past the deadline."""
        if self._ends is not None and time.monotonic() > self._ends:
            raise TooSlow(self._seconds or 0.0)

    def _find(self, node: Node, scope: Scope) -> Numbers:
        match node:
            case Everything():
                return np.arange(self._size, dtype=np.int32)
            case And(parts):
                return self._all_of(parts, scope)
            case Or(parts):
                return any_of([self.holding(part, scope) for part in parts], self._size)
            case CopiesOf(id):
                number = self.snapshot.number_of(id)
                return np.zeros(0, np.int32) if number is None else self.snapshot.stories.of(number)
            case Not() | Dates() | Undated() | Copies():
                return self._kept(node, self.holding(EVERYTHING), scope)
            case Removed(part):
                return both(self.holding(HAS_REMOVED), self.holding(part, STRIPPED), self._size)
            case Words() | Pattern():
                return self._words(node, scope)
            case Named(text, field, spelled):
                return self._named(text, field, spelled, scope)
            case Address():
                return self._address(node, scope)

    def _all_of(self, parts: Sequence[Node], scope: Scope) -> Numbers:
        """The rarest first; what only narrows (a date, an exclusion) looks at what is left."""
        narrowing = [part for part in parts if isinstance(part, Not | Dates | Undated | Copies)]
        sets = sorted((self.holding(part, scope) for part in parts if part not in narrowing), key=len)
        found = sets[0] if sets else self.holding(EVERYTHING)
        for other in sets[1:]:
            found = both(found, other, self._size)
        for part in narrowing:
            found = self._kept(part, found, scope)
        return found

    def _kept(self, node: Not | Dates | Undated | Copies, numbers: Numbers, scope: Scope) -> Numbers:
        """Those of some articles that hold a node which narrows."""
        columns = self.snapshot.columns
        match node:
            case Not(part):
                return without(numbers, self.holding(part, scope), self._size)
            case Copies(least, most):
                copies = self.snapshot.stories.copies[numbers]
                within = copies >= (least or 0)
                if most is not None:
                    within &= copies <= most
                return numbers[within]
            case Undated():
                dateless: Numbers = numbers[columns.first[numbers] == 0]
                return dateless
            case Dates(first, last):
                begins = columns.first[numbers]
                inside = begins >= (first.toordinal() if first is not None else 1)
                if last is not None:
                    inside &= columns.last[numbers] <= last.toordinal()
                    inside &= begins > 0
                return numbers[inside]

    def _words(self, leaf: Words | Pattern, scope: Scope) -> Numbers:
        if is_text(leaf):
            form: Form = "written" if isinstance(leaf, Words) and leaf.exact else "stem"
            return self.weighed(leaf, form, scope).docs
        assert leaf.field
        field, snapshot = leaf.field, self.snapshot
        kind = BY_NAME[field].kind
        if isinstance(leaf, Pattern):
            terms = pattern_terms(snapshot, leaf, field, text=False)
            check_terms(leaf, set(terms))
            return pattern_postings(snapshot, terms, field).summed()[0]
        if kind is Kind.VALUE:
            return snapshot.postings(field, "term", leaf.text.lower()).docs
        if leaf.exact:
            return snapshot.postings(field, "term", f"={leaf.text}").docs
        found = name_occurrences(snapshot, leaf.text, field, leaf.slop).docs
        if kind is Kind.DOMAIN and looks_like_domain(leaf.text):
            found = any_of([found, snapshot.postings(field, "term", f"@{address_key(leaf.text)}").docs], self._size)
        others = [snapshot.postings(field, "term", f"={name}").docs for name in taken_for(leaf, self.register)]
        return any_of([found, *others], self._size) if others else found

    def register(self, field: str) -> Register | None:
        """The people, or authors, of the archive."""
        people = self.snapshot.people(field)
        return people.register if people else None

    def _named(self, text: str, field: str, spelled: bool, scope: Scope) -> Numbers:
        people = self.snapshot.people(field)
        person = people.register.number(text) if people else None
        if people is None or person is None or not (spelled or text in people.register.known(person).spellings):
            return self._words(Words(text, field, quoted=True, spelled=spelled), scope)
        return people.naming(person) if spelled else people.spelling(text)

    def _address(self, leaf: Address, scope: Scope) -> Numbers:
        own = self._own_address(leaf)
        return self.holding(address_words(leaf.text), scope) if leaf.field is None and not len(own) else own

    def _own_address(self, leaf: Address, *, exact: bool = False) -> Numbers:
        field = leaf.field or "url"
        key = address_key(leaf.text) if field == "url" else leaf.text
        if exact or leaf.exact:
            return self.snapshot.postings(field, "term", key).docs
        return self.snapshot.any_of(field, self.snapshot.starting_with(field, "term", key)).summed()[0]

    def _fields(self, leaf: Words | Pattern, scope: Scope) -> Fields:
        """The fields a leaf is looked for in, of those that the archive has anything in, and their weights."""
        key = leaf.field or ("" if scope is ARTICLE else scope)
        found = self._searched.get(key)
        if found is None:
            weights = scope_of(leaf, scope).weights
            found = self._searched[key] = tuple((name, weight) for name, weight in weights.items() if self.snapshot.has(name))
        return found

    def weighed(self, leaf: Words | Pattern, form: Form, scope: Scope = ARTICLE) -> Weighed:
        """Where a leaf stands in any of its fields. An exact form that stands at just the places of the stem is its very object."""
        key = (id(leaf), form, scope is ARTICLE)
        held = self._weighed.get(key)
        if held is None:
            self.in_time()
            held = self._weighed[key] = (leaf, self._weigh(leaf, form, scope))
        return held[1]

    def _weigh(self, leaf: Words | Pattern, form: Form, scope: Scope) -> Weighed:
        fields = self._fields(leaf, scope)
        if isinstance(leaf, Pattern):
            patterns = self._patterns(leaf, scope)
            return self._of_fields(fields, [Occurrences(*patterns[name].summed()) for name, _ in fields])
        same = self.weighed(leaf, "stem", scope) if form == "exact" else None
        if len(words_of(leaf.text)) > 1:
            return self._of_fields(fields, [self.occurrences(leaf, name, form) for name, _ in fields], same)
        key = (leaf.text, form, fields)
        found = self.snapshot.kept.get(key)
        if found is None:
            found = self._of_fields(fields, [self.occurrences(leaf, name, form) for name, _ in fields], same)
            self.snapshot.kept.put(key, found, len(found.docs))
        return found

    def _of_fields(self, fields: Fields, found: Sequence[Occurrences], same: Weighed | None = None) -> Weighed:
        """same: what another form gave: given back as it is where this form stands at just the same places."""
        runs = tuple([one.runs for one in found])
        if same is not None and same.runs == runs and None not in runs:
            return same
        return weighed([(one, weight, self._shares(name)) for one, (name, weight) in zip(found, fields, strict=True)], runs, self._size)

    def occurrences(self, leaf: Words, field: str, form: Form) -> Occurrences:
        """Where the words of a leaf stand in one TEXT field."""
        key = (leaf.text, leaf.slop, field, form)
        found = self._occurrences.get(key)
        if found is None:
            self.in_time()
            stem = self.occurrences(leaf, field, "stem") if form == "exact" else None
            found = self._occurrences[key] = text_occurrences(self.snapshot, self.text_words(leaf, field, form), leaf.slop, stem)
        return found

    def met(self, leaf: Words, field: str, form: Form) -> Occurrences | None:
        """`occurrences` where they were looked for already."""
        return self._occurrences.get((leaf.text, leaf.slop, field, form))

    def text_words(self, leaf: Words, field: str, form: Form) -> TextWords:
        """The words of a leaf in each group of languages, and where each of them stands in a field."""
        key = (leaf.text, form)
        variants = self._variants.get(key)
        if variants is None:
            variants = self._variants[key] = variants_of(leaf.text, form, self.snapshot.columns.lang_names)
        return variants, [[standing(self.snapshot, field, word, form) for word in words] for words, _ in variants]

    def _patterns(self, leaf: Pattern, scope: Scope) -> dict[str, Postings]:
        """Where the words that a pattern stands for are, by field; those of a scope are looked for together."""
        held = self._of_patterns.get(id(leaf), (leaf, {}))[1]
        fields = [name for name, _ in self._fields(leaf, scope)]
        if not all(name in held for name in fields):
            terms = {name: pattern_terms(self.snapshot, leaf, name, text=True) for name in fields}
            check_terms(leaf, {folded for several in terms.values() for folded in several})
            held = held | {name: pattern_postings(self.snapshot, several, name) for name, several in terms.items()}
            self._of_patterns[id(leaf)] = (leaf, held)
        return held

    def pattern(self, leaf: Pattern, field: str) -> Postings:
        """The same in one field, also in one where it was not looked for: a person's name is shown in the story too."""
        _, found = self._of_patterns.get(id(leaf), (leaf, {}))
        if field not in found:
            return pattern_postings(self.snapshot, pattern_terms(self.snapshot, leaf, field, text=True), field)
        return found[field]

    # -- ranking

    def ranked(self, tree: Node, hits: Numbers) -> Scores:
        """(k,) what a whole query is worth in each of its k hits."""
        self._silences = silences(tree)
        scores = self.worth(tree, hits)
        headline = headline_of(tree)
        return scores + self._form_worth(headline, "stem", hits, ARTICLE) if headline else scores

    def worth(self, node: Node, numbers: Numbers, scope: Scope = ARTICLE) -> Scores:
        """(k,) what a node is worth in each of k articles; 0 where it does not hold."""
        match node:
            case And(parts) | Or(parts):
                here = both(numbers, self.holding(node, scope), self._size)
                scores = np.zeros(len(here))
                for part in parts:
                    if not isinstance(part, Not):
                        scores += self.worth(part, here, scope)
                return _spread(scores, here, numbers)
            case Removed(part):
                return self.worth(part, numbers, STRIPPED)
            case Words() | Pattern() if is_text(node):
                return self._word_worth(node, numbers, scope)
            case Address(text, None):
                scores = self.worth(address_words(text), numbers, scope)
                scores[places(numbers, self._own_address(node, exact=True))[1]] += ranking.ADDRESS_SCORE
                return scores
        return np.zeros(len(numbers))

    def _word_worth(self, leaf: Words | Pattern, numbers: Numbers, scope: Scope) -> Scores:
        silent = silent_in(leaf) if self._silences else ()
        if not silent:
            return self._loud_worth(leaf, numbers, scope)
        columns = self.snapshot.columns
        loud = ~np.isin(columns.langs[numbers], [number for number, lang in enumerate(columns.lang_names) if lang in silent])
        scores = np.zeros(len(numbers))
        scores[loud] = self._loud_worth(leaf, numbers[loud], scope)
        return scores

    def _loud_worth(self, leaf: Words | Pattern, numbers: Numbers, scope: Scope) -> Scores:
        if not isinstance(leaf, Words) or leaf.exact:
            return self._form_worth(leaf, "written" if isinstance(leaf, Words) else "stem", numbers, scope)
        scores = self._form_worth(leaf, "stem", numbers, scope)
        if self.weighed(leaf, "exact", scope) is self.weighed(leaf, "stem", scope):
            return scores * (1 + ranking.EXACT_SHARE)
        return scores + ranking.EXACT_SHARE * self._form_worth(leaf, "exact", numbers, scope)

    def _form_worth(self, leaf: Words | Pattern, form: Form, numbers: Numbers, scope: Scope) -> Scores:
        found = self.weighed(leaf, form, scope)
        if not len(found.docs):
            return np.zeros(len(numbers))
        return ranking.saturated(found.among(numbers, self._size), ranking.idf(self._size, len(found.docs)))

    def _shares(self, field: str) -> Array:
        """(n,) of every article of the archive; made once a generation."""
        found = self.snapshot.derived.get(field)
        if found is None:
            columns = self.snapshot.columns
            lengths = columns.lengths(field).astype(np.float64)
            found = self.snapshot.derived[field] = ranking.length_share(lengths, columns.mean_length(field))
        return found


def _spread(scores: Scores, here: Numbers, numbers: Numbers) -> Scores:
    """(k,) scores of some of k articles, 0 for the others."""
    if len(here) == len(numbers):
        return scores
    out = np.zeros(len(numbers))
    out[places(here, numbers)[0]] = scores
    return out
