"""Where the words of a question stand in a text, and the fragments of an article that show it.

Works on the words of a text, not on markup: marks are offsets. A phrase is marked as a whole, its words elsewhere are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet_index.analysis import Token, fold, tokens
from broadsheet_index.article import Article
from broadsheet_index.fields import BARE_FIELDS, BY_NAME, Kind

from .compiled import Form, formed, pattern_regex, words_of
from .engine import Snippet
from .query.tree import Address, Node, Pattern, Removed, Words, leaves

Mark = tuple[int, int]
NO_HIT = 200  # characters of the body that stand for an article in which no word can be shown
BARE = frozenset(field.name for field in BARE_FIELDS)
SHOWN = ("body", "subtitle", "correction", "caption")  # where fragments are cut from, in this order; the headline marks its own


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    leaf: int  # which leaf of the tree it answers
    phrase: bool


def marks(tree: Node, field: str, text: str, lang: str | None) -> tuple[Mark, ...]:
    """Where the tree's words stand in a text of the field: (start, end) in characters, in order, not overlapping.

    People and authors are marked too, by name, wherever an article's own text says it.
    """
    return _merged(_find(_wanted(tree, field), text, lang))


def snippets(article: Article, tree: Node, number: int, length: int) -> tuple[Snippet, ...]:
    """At most `number` fragments of `length` characters, phrases and different words first, in the order of the text."""
    if number == 0:
        return ()
    searched = ("removed",) if isinstance(tree, Removed) else SHOWN
    best: list[tuple[tuple[int, int], int, Snippet]] = []
    at = 0
    for field in searched:
        wanted = _wanted(tree, field)
        if not wanted:
            continue
        for text in BY_NAME[field].values(article):
            at += 1
            found = _find(wanted, text, article.lang)
            if found:
                worth, fragment = _fragment(field, text, found, length)
                best.append((worth, at, fragment))
    if not best:
        return _opening(article)
    best.sort(key=lambda item: (-item[0][0], -item[0][1], item[1]))
    chosen = sorted(best[:number], key=lambda item: item[1])
    return tuple(fragment for _, _, fragment in chosen)


def _opening(article: Article) -> tuple[Snippet, ...]:
    text = article.body[0] if article.body else ""
    return (Snippet("body", _cut(text, 0, NO_HIT)[0]),) if text else ()


def _wanted(tree: Node, field: str) -> list[Words | Pattern]:
    """The leaves whose words are to be marked in a field."""
    stripped = isinstance(tree, Removed)
    out: list[Words | Pattern] = []
    for leaf in leaves(tree):
        if isinstance(leaf, Address) and leaf.field is None:
            leaf = Words(leaf.text, quoted=True)
        if not isinstance(leaf, Words | Pattern):
            continue
        if leaf.field is None:
            if (field == "removed") if stripped else (field in BARE):
                out.append(leaf)
        elif leaf.field == field or (BY_NAME[leaf.field].kind is Kind.NAMES and leaf.field == "person" and field in BARE):
            out.append(leaf)
    return out


def _find(wanted: Sequence[Words | Pattern], text: str, lang: str | None) -> list[_Found]:
    if not wanted:
        return []
    here = list(tokens(text))
    found: list[_Found] = []
    for number, leaf in enumerate(wanted):
        if isinstance(leaf, Pattern):
            regex = pattern_regex(leaf.text)
            found += [_Found(t.start, t.end, number, False) for t in here if regex.fullmatch(fold(t.written))]
            continue
        form: Form = "written" if leaf.exact else "stem"
        by_name = leaf.field == "person"
        forms = [fold(t.written) if by_name else formed(t.written, form, lang) for t in here]
        words = [fold(w) if by_name else formed(w, form, lang) for w in words_of(leaf.text)]
        found += _near(words, forms, here, leaf.slop, number) if leaf.slop else _in_a_row(words, forms, here, number)
    return found


def _in_a_row(words: list[str], forms: list[str], here: list[Token], number: int) -> list[_Found]:
    size = len(words)
    return [
        _Found(here[at].start, here[at + size - 1].end, number, size > 1)
        for at in range(len(forms) - size + 1)
        if forms[at] == words[0] and forms[at : at + size] == words
    ]


def _near(words: list[str], forms: list[str], here: list[Token], slop: int, number: int) -> list[_Found]:
    """Each of the words inside a window that holds them all."""
    reach = len(words) + slop
    places = [at for at, form in enumerate(forms) if form in words]
    inside: set[int] = set()
    for at in places:
        window = [other for other in places if at <= other < at + reach]
        if all(sum(forms[other] == word for other in window) >= words.count(word) for word in set(words)):
            inside.update(window)
    return [_Found(here[at].start, here[at].end, number, True) for at in sorted(inside)]


def _merged(found: Sequence[_Found]) -> tuple[Mark, ...]:
    out: list[Mark] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if out and one.start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], one.end))
        else:
            out.append((one.start, one.end))
    return tuple(out)


def _fragment(field: str, text: str, found: list[_Found], length: int) -> tuple[tuple[int, int], Snippet]:
    """The best window of a text, with what it is worth: (phrases, different leaves)."""
    found = sorted(found, key=lambda one: one.start)
    best = (-1, -1)
    first = last = found[0]
    for at, one in enumerate(found):
        window = [other for other in found[at:] if other.end <= one.start + length] or [one]
        worth = (len({o.leaf for o in window if o.phrase}), len({o.leaf for o in window}))
        if worth > best:
            best, first, last = worth, one, window[-1]
    spare = max(0, length - (last.end - first.start))
    cut, start = _cut(text, max(0, first.start - spare // 2), length, keep=(first.start, last.end))
    inside = [one for one in found if one.start >= start and one.end <= start + len(cut)]
    return best, Snippet(field, cut, tuple((a - start, b - start) for a, b in _merged(inside)))


def _cut(text: str, start: int, length: int, keep: Mark | None = None) -> tuple[str, int]:
    """At most `length` characters from about `start`, cut between words, and where they begin. `keep` stays whole."""
    if len(text) <= length:
        return text, 0
    start = min(start, max(0, len(text) - length))
    end = min(len(text), start + length)
    if start:
        space = re.compile(r"\s+").search(text, start - 1)
        if space and space.end() <= (keep[0] if keep else end):
            start = space.end()
        elif keep:
            start = keep[0]
    if end < len(text) and not text[end].isspace():
        space_at = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        if space_at > (keep[1] - 1 if keep else start):
            end = space_at
    cut = text[start:end].rstrip()
    return cut, start
