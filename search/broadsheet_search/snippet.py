"""Where the words of a question stand in a text, and the fragments of an article that show it.

Works on the words of a text, not on markup: marks are offsets. A phrase is marked as a whole, its words elsewhere are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from broadsheet_index.analysis import Token, fold, tokens
from broadsheet_index.article import Article
from broadsheet_index.fields import BARE_FIELDS, BY_NAME, Kind

from .compiled import Form, address_words, formed, matches, words_of
from .engine import Snippet
from .query.tree import Address, Node, Pattern, Removed, Words, leaves

SPACE = re.compile(r"\s+")
Mark = tuple[int, int]
Number = TypeVar("Number", int, Any)  # or an array
PHRASE = 1000  # leaves that a phrase is worth in a window
WORD = 10  # characters of a word, about
NO_HIT = 200  # characters of the body that stand for an article in which no word can be shown
BARE = frozenset(field.name for field in BARE_FIELDS)
SHOWN = ("body", "subtitle", "correction", "caption")  # where fragments are cut from, in this order; the headline marks its own


class Found(NamedTuple):
    """A place in a text where a leaf of the tree is answered: characters, end excluded.

    leaf     which of the leaves that are marked in this field
    phrase   it is several words
    last     where its last word begins
    """

    start: int
    end: int
    leaf: int
    phrase: bool
    last: int


def marks(tree: Node, field: str, text: str, lang: str | None) -> tuple[Mark, ...]:
    """Where the tree's words stand in a text of the field: (start, end) in characters, in order, not overlapping.

    People and authors are marked too, by name, wherever an article's own text says it.
    """
    return merged([(one.start, one.end) for one in _find(wanted_in(tree, field), text, lang)])


def snippets(article: Article, tree: Node, number: int, length: int) -> tuple[Snippet, ...]:
    """At most `number` fragments of `length` characters, phrases and different words first, in the order of the text."""
    if number == 0:
        return ()
    texts = []
    for field in searched_in(tree):
        wanted = wanted_in(tree, field)
        if wanted:
            texts += [(field, text, _find(wanted, text, article.lang)) for text in BY_NAME[field].values(article)]
    return chosen(texts, article.body, number, length)


def searched_in(tree: Node) -> tuple[str, ...]:
    """The fields that fragments are cut from, in their order."""
    return ("removed",) if isinstance(tree, Removed) else SHOWN


def chosen(texts: Iterable[tuple[str, str, list[Found]]], body: Sequence[str], number: int, length: int) -> tuple[Snippet, ...]:
    """The best fragments of some texts, each with its field and what was found there; else the opening of the body."""
    best = []
    for at, (field, text, found) in enumerate(texts):
        if found:
            found.sort(key=lambda one: one.start)
            worth, first = _window(found, length)
            best.append((-worth, at, field, text, found, first))
    if not best:
        return opening(body)
    best.sort(key=lambda item: item[:2])
    kept = sorted(best[:number], key=lambda item: item[1])
    return once([fragment(field, text, [(one.start, one.end) for one in found], first, length) for _, _, field, text, found, first in kept])


def once(fragments: Sequence[Snippet]) -> tuple[Snippet, ...]:
    """Without those whose text stands in another: many pages open with their standfirst again."""
    out: list[Snippet] = []
    for one in fragments:
        if any(one.text in other.text for other in out):
            continue
        out = [other for other in out if other.text not in one.text] + [one]
    return tuple(out)


def opening(body: Sequence[str]) -> tuple[Snippet, ...]:
    """What is shown of an article in which no word can be shown."""
    return (Snippet("body", _cut(body[0], 0, NO_HIT)[0]),) if body and body[0] else ()


def wanted_in(tree: Node, field: str) -> list[Words | Pattern]:
    """The leaves whose words are to be marked in a field."""
    stripped = isinstance(tree, Removed)
    out: list[Words | Pattern] = []
    for leaf in _shown(tree):
        if not isinstance(leaf, Words | Pattern):
            continue
        if leaf.field is None:
            if (field == "removed") if stripped else (field in BARE):
                out.append(leaf)
        elif leaf.field == field or (BY_NAME[leaf.field].kind is Kind.NAMES and leaf.field == "person" and field in BARE):
            out.append(leaf)
    return out


def _shown(tree: Node) -> Iterator[Node]:
    """The leaves, and for a pasted address those of its words."""
    for leaf in leaves(tree):
        yield from leaves(address_words(leaf.text)) if isinstance(leaf, Address) and leaf.field is None else (leaf,)


def _find(wanted: Sequence[Words | Pattern], text: str, lang: str | None) -> list[Found]:
    if not wanted:
        return []
    here = list(tokens(text))
    found: list[Found] = []
    for number, leaf in enumerate(wanted):
        if isinstance(leaf, Pattern):
            found += [Found(t.start, t.end, number, False, t.start) for t in here if matches(leaf, fold(t.written))]
            continue
        form: Form = "written" if leaf.exact else "stem"
        by_name = leaf.field == "person"
        forms = [fold(t.written) if by_name else formed(t.written, form, lang) for t in here]
        words = [fold(w) if by_name else formed(w, form, lang) for w in words_of(leaf.text)]
        if leaf.slop:
            places = [(at, form) for at, form in enumerate(forms) if form in words]
            found += [Found(here[at].start, here[at].end, number, True, here[at].start) for at in near(words, places, leaf.slop)]
        else:
            found += _in_a_row(words, forms, here, number)
    return found


def _in_a_row(words: list[str], forms: list[str], here: list[Token], number: int) -> list[Found]:
    size = len(words)
    return [
        Found(here[at].start, here[at + size - 1].end, number, size > 1, here[at + size - 1].start)
        for at in range(len(forms) - size + 1)
        if forms[at] == words[0] and forms[at : at + size] == words
    ]


def near(words: Sequence[str], places: Sequence[tuple[int, str]], slop: int) -> list[int]:
    """Places of words that stand inside a window which holds them all, of (place, word) in order."""
    reach = len(words) + slop
    inside: set[int] = set()
    for start, _ in places:
        window = [(at, form) for at, form in places if start <= at < start + reach]
        if all(sum(form == word for _, form in window) >= words.count(word) for word in set(words)):
            inside.update(at for at, _ in window)
    return sorted(inside)


def merged(found: Sequence[Mark]) -> tuple[Mark, ...]:
    """Places in a text as marks that do not overlap."""
    if len(found) == 1:
        return (found[0],)
    out: list[Mark] = []
    reach = -1
    for start, end in sorted(found):
        if start >= reach:
            out.append((start, end))
            reach = end
        elif end > reach:
            out[-1] = (out[-1][0], end)
            reach = end
    return tuple(out)


def _window(found: Sequence[Found], length: int) -> tuple[int, int]:
    """The best window of a text: what it is worth, and where it begins; the first of those that are worth as much.

    found   in the order of the text
    """
    best, first = -1, 0
    starts = [one.start for one in found]
    for at, one in enumerate(found):
        room = room_from(one.start, length)
        window = {other.leaf: other.phrase for other in found[at : bisect_left(starts, room)] if other.last < room}
        window[one.leaf] = one.phrase
        worth = sum(PHRASE if phrase else 1 for phrase in window.values())
        if worth > best:
            best, first = worth, one.start
    return best, first


def room_from(start: Number, length: int) -> Number:
    """Before which character the last word of a find must begin to count in a window from `start`: its end is not known yet."""
    return start + max(1, length - WORD)


def fragment(field: str, text: str, found: Sequence[Mark], start: int, length: int) -> Snippet:
    """The fragment of a window.

    found   in order, all that stand less than `length` before or after the window's first find
    start   where that one begins
    """
    stop = start + length
    end = max([b for a, b in found if a >= start and b <= stop], default=0) or next(b for a, b in found if a == start)
    spare = max(0, length - (end - start))
    cut, begins = _cut(text, max(0, start - spare // 2), length, keep=(start, end))
    stops = begins + len(cut)
    inside = [(a - begins, b - begins) for a, b in found if a >= begins and b <= stops]
    return Snippet(field, cut, merged(inside))


def _cut(text: str, start: int, length: int, keep: Mark | None = None) -> tuple[str, int]:
    """At most `length` characters from about `start`, cut between words, and where they begin. `keep` stays whole."""
    if len(text) <= length:
        return text, 0
    start = min(start, max(0, len(text) - length))
    end = min(len(text), start + length)
    if start:
        space = SPACE.search(text, start - 1)
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
