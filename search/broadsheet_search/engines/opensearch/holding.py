"""What holds, said in OpenSearch's query language: a node of the tree as a filter.

What is worth something (scoring.py) is asked for by how often a leaf's words stand in one text field: there a clause's score is that number
(mapping.py, `times`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from broadsheet_index.address import address_key
from broadsheet_index.analysis import fold
from broadsheet_index.fields import BY_NAME, Kind
from broadsheet_index.people.register import Register

from ...compiled import STRIPPED, Form, Scope, address_words, formed, is_text, looks_like_domain, scope_of, words_of
from ...query.tree import Address, And, Copies, CopiesOf, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words
from ...variants import taken_for
from . import mapping
from .document import form
from .people import People

Clause = dict[str, Any]
# Past these a pattern, or words near each other, are scored as if they stood once: OpenSearch ends at 1,024 clauses a query.
MOST_SCORED = 60  # words that a pattern stands for
MOST_NEAR = 4  # words of `"a b c"~n`, all different
SEARCHED: Clause = {"term": {"searched": True}}
NO_LANG = ""


def all_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"filter": list(clauses)}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses), "minimum_should_match": 1}}


class Holding:
    """Filters for the nodes of one question.

    langs     the languages of the archive's articles, `NO_LANG` among them: a word has a stem in each
    patterns  the words that each pattern of the question stands for, by field
    addresses whether any article has a pasted address
    people    by field, of those that the question names anybody in
    stories   of the articles whose copies are asked for
    """

    def __init__(
        self,
        langs: Sequence[str],
        patterns: Mapping[Pattern, Mapping[str, Sequence[str]]],
        addresses: Mapping[Address, bool],
        people: Mapping[str, People],
        stories: Mapping[str, str],
    ) -> None:
        self._people = people
        self._stories = stories
        self._langs = langs
        self._patterns = patterns
        self._addresses = addresses

    def filter(self, node: Node, scope: Scope) -> Clause:
        match node:
            case Everything():
                return {"match_all": {}}
            case And(parts):
                return all_of([self.filter(part, scope) for part in parts])
            case Or(parts):
                return any_of([self.filter(part, scope) for part in parts])
            case Not(part):
                return {"bool": {"must_not": [self.filter(part, scope)]}}
            case Removed(part):
                return all_of([{"term": {"has": "removed"}}, self.filter(part, STRIPPED)])
            case Words() | Pattern() if is_text(node):
                shape: Form = "written" if isinstance(node, Words) and node.exact else "stem"
                return any_of([self.holds(node, field.name, shape) for field in scope_of(node, scope).fields])
            case Words() | Pattern():
                return self._value(node)
            case Named(text, field, spelled):
                return self._named(text, field, spelled)
            case Address():
                if node.field is None and not self._addresses[node]:
                    return self.filter(address_words(node.text), scope)
                return address(node)
            case Copies(least, most):
                return {"range": {"copies": {"gte": least or 0} | ({"lte": most} if most is not None else {})}}
            case CopiesOf(id):
                return {"term": {"story": self._stories[id]}} if id in self._stories else {"match_none": {}}
            case Undated():
                return {"bool": {"must_not": [{"exists": {"field": "first"}}]}}
            case Dates(first, last):
                ends: list[Clause] = [{"exists": {"field": "first"}}]
                if first is not None:
                    ends.append({"range": {"first": {"gte": first.toordinal()}}})
                if last is not None:
                    ends.append({"range": {"last": {"lte": last.toordinal()}}})
                return all_of(ends)

    def holds(self, leaf: Words | Pattern, field: str, shape: Form) -> Clause:
        """Whether a leaf's words stand in a TEXT field, in as few clauses as will do."""
        if isinstance(leaf, Pattern):
            return {"terms": {mapping.formed_in(field, "folded"): list(self._patterns[leaf].get(field, ()))}}
        return self._each(leaf, field, shape, _in_a_row)

    def times(self, leaf: Words | Pattern, field: str, shape: Form) -> Clause:
        """The same; the clause's score is how often they stand there."""
        if isinstance(leaf, Words):
            return self._each(leaf, field, shape, _how_often)
        words = self._patterns[leaf].get(field, ())
        if not words or len(words) > MOST_SCORED:
            return {"constant_score": {"filter": self.holds(leaf, field, shape)}}
        return any_of([{"term": {mapping.formed_in(field, "folded"): word}} for word in words])

    def _each(self, leaf: Words, field: str, shape: Form, said: Callable[[str, Sequence[str], int], Clause]) -> Clause:
        """What is said of a leaf's words, in each language as they are formed there."""
        within, groups = mapping.formed_in(field, shape), self._groups(leaf, shape)
        if len(groups) == 1:
            return said(within, next(iter(groups)), leaf.slop)
        return any_of([{"bool": {"must": [said(within, words, leaf.slop)], "filter": [_spoken(langs)]}} for words, langs in groups.items()])

    def _groups(self, leaf: Words, shape: Form) -> dict[tuple[str, ...], list[str]]:
        """The words of a leaf in one form, with the languages in which they are so."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for lang in self._langs if shape == "stem" else [NO_LANG]:
            words = tuple(form(formed(word, shape, lang or None)) for word in words_of(leaf.text))
            groups.setdefault(words, []).append(lang)
        return groups

    def _value(self, leaf: Words | Pattern) -> Clause:
        assert leaf.field
        field = BY_NAME[leaf.field]
        if isinstance(leaf, Pattern):
            return {"terms": {field.name: list(self._patterns[leaf].get(field.name, ()))}}
        if field.kind is Kind.VALUE:
            return {"term": {field.name: leaf.text.lower()}}
        if leaf.exact:
            return {"term": {mapping.whole(field.name): leaf.text}}
        found = _in_a_row(field.name, tuple(form(fold(word)) for word in words_of(leaf.text)), leaf.slop)
        if field.kind is Kind.DOMAIN and looks_like_domain(leaf.text):
            return any_of([found, {"term": {mapping.domain(field.name): address_key(leaf.text)}}])
        others = list(taken_for(leaf, self.register))
        return any_of([found, {"terms": {mapping.whole(field.name): others}}]) if others else found

    def register(self, field: str) -> Register | None:
        return self._people[field].register if field in self._people else None

    def _named(self, text: str, field: str, spelled: bool) -> Clause:
        people = self._people[field]
        person = people.register.number(text)
        if person is None or not (spelled or text in people.register.known(person).spellings):
            return self._value(Words(text, field, quoted=True, spelled=spelled))
        return people.naming(person, None if spelled else text)


def address(leaf: Address) -> Clause:
    """The articles at an address, or at one that begins so."""
    field = leaf.field or "url"
    wanted = address_key(leaf.text) if field == "url" else leaf.text
    return {"term": {field: wanted}} if leaf.exact else {"prefix": {field: {"value": wanted}}}


def _in_a_row(field: str, words: Sequence[str], slop: int) -> Clause:
    """Words that follow each other, or stand in a window of `slop` positions more than they need, in any order."""
    if slop and len(words) > 1:
        each = [{"match": {"query": word, "analyzer": "spaces"}} for word in words]
        return {"intervals": {field: {"all_of": {"ordered": False, "max_gaps": slop, "intervals": each}}}}
    return _how_often(field, words, slop)


def _how_often(field: str, words: Sequence[str], slop: int) -> Clause:
    """The same; the clause's score is how often they stand so."""
    if len(words) == 1:
        return {"term": {field: words[0]}}
    if not slop:
        # A scripted similarity adds up what it says of each word of a phrase; said once, a phrase stands as often as it stands.
        return {"match_phrase": {field: {"query": " ".join(words), "boost": 1 / len(words)}}}
    if len(words) > MOST_NEAR or len(set(words)) < len(words):
        return {"constant_score": {"filter": _in_a_row(field, words, slop)}}
    return any_of([_from(field, word, words, slop) for word in words])


def _from(field: str, first: str, words: Sequence[str], slop: int) -> Clause:
    """The places of `first` from which a window holds all words.

    The window begins there for each other word, so each is asked for by itself: those places of `first` that lie in a span from one to
    the other. Such a span would count by its width; a single word has none.
    """
    found = _span(field, first)
    for other in words:
        if other != first:
            row = {"clauses": [_span(field, first), _span(field, other)], "in_order": True, "slop": len(words) + slop - 2}
            found = {"span_within": {"big": {"span_near": row}, "little": found}}
    found["span_within"]["boost"] = 1 / len(words)  # as of a phrase
    return found


def _span(field: str, word: str) -> Clause:
    return {"span_term": {field: word}}


def _spoken(langs: Sequence[str]) -> Clause:
    named: Clause = {"terms": {"lang": [lang for lang in langs if lang]}}
    return any_of([named, {"bool": {"must_not": [{"exists": {"field": "lang"}}]}}]) if NO_LANG in langs else named


def to_look_up(node: Node, scope: Scope) -> Iterator[tuple[Pattern | Address | CopiesOf, Scope]]:
    """What cannot be said without knowing the archive: patterns, pasted addresses, whose copies are asked for."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from to_look_up(part, scope)
        case Not(part):
            yield from to_look_up(part, scope)
        case Removed(part):
            yield from to_look_up(part, STRIPPED)
        case Pattern() | Address(_, None) | CopiesOf():
            yield node, scope
