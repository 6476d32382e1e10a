"""What a leaf of the tree asks of an index, whatever the engine: which fields, which words, in which form."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from broadsheet_index.analysis import exact, fold, stem, tokens
from broadsheet_index.fields import BARE_FIELDS, BY_NAME, Field, Kind

from .closeness import within
from .errors import BadQuery
from .query.limits import MOST_TERMS
from .query.tree import Address, And, Node, Not, Or, Pattern, Words, leaves
from .stop_words import NOWHERE, languages_of

PAIRED = (b"\xe0\xb8", b"\xe0\xb9", *(bytes([lead]) for lead in range(0xE3, 0xEA)), b"\xef")  # UTF-8 of Thai, kana and Han
Form = Literal["stem", "exact", "written"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which fields words without a field are looked for in."""

    fields: tuple[Field, ...]

    @property
    def weights(self) -> dict[str, float]:
        # Removed text has no weight beside an article's own words; searched alone it needs one.
        return {field.name: field.weight or 1.0 for field in self.fields}


ARTICLE = Scope(BARE_FIELDS)
STRIPPED = Scope((BY_NAME["removed"],))


def scope_of(leaf: Words | Pattern, outer: Scope) -> Scope:
    """The fields of one leaf: its own, or those of the query around it."""
    return outer if leaf.field is None else Scope((BY_NAME[leaf.field],))


def is_text(leaf: Words | Pattern) -> bool:
    return leaf.field is None or BY_NAME[leaf.field].kind is Kind.TEXT


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a leaf as written; never empty, as the parser lets no leaf without a word through."""
    return tuple(token.written for token in tokens(text))


def formed(word: str, form: Form, lang: str | None) -> str:
    """A word in the form that is compared. `lang` matters to stems alone."""
    if form == "stem":
        return stem(word, lang)
    return exact(word) if form == "exact" else word


def is_single(leaf: Pattern) -> bool:
    """One character of a script without spaces: the index has such in pairs, and any pair that holds it will do."""
    return len(leaf.text) == 1


def stands_for(leaf: Pattern, words: Collection[str]) -> set[str]:
    """Those of some folded words that a pattern stands for."""
    if leaf.distance:
        wanted = fold(leaf.text)
        return set(within(wanted, [word for word in words if word[:1] == wanted[0]], leaf.distance))
    regex = _regex(leaf.text)
    return {word for word in words if regex.fullmatch(word)}


@lru_cache(maxsize=20_000)
def matches(leaf: Pattern, word: str) -> bool:
    """Whether a pattern stands for a folded word."""
    return bool(stands_for(leaf, (word,)))


@lru_cache(maxsize=4096)
def _regex(text: str) -> re.Pattern[str]:
    """A prefix, a wildcard or a single character over folded words."""
    if len(text) == 1:
        return re.compile(f".?{re.escape(fold(text))}.?")
    return re.compile("".join(r"\w" if char == "?" else r".*" if char == "*" else re.escape(char) for char in _folded(text)))


def _folded(text: str) -> str:
    return "".join(char if char in "*?" else fold(char) for char in text)


def beginnings(leaf: Pattern) -> tuple[str | bytes, ...]:
    """What every word that a pattern stands for begins with, one or the other."""
    if leaf.distance:
        return (fold(leaf.text)[0],)
    if is_single(leaf):
        return PAIRED
    return (re.split(r"[*?]", _folded(leaf.text), maxsplit=1)[0],)


@lru_cache(maxsize=1024)
def address_words(text: str) -> Node:
    """What is looked for where no article has a pasted address: the address in a text, or the words of its last part.

    The same node each time, so that what was found for it is not looked for again.
    """
    whole = Words(text, quoted=True)
    path = re.split(r"[?#]", text.partition("://")[2])[0].partition("/")[2]
    slug = [part for part in path.split("/") if part][-1:]
    words = list(words_of(unquote(slug[0]).partition(".")[0].replace("_", " "))) if slug else []
    kept = [word for word in words if word.isalpha()]
    return Or((whole, And(tuple(Words(word) for word in kept)))) if len(kept) > 1 else whole


def looks_like_domain(text: str) -> bool:
    """A single word with a dot inside: `tass.com`, also `https://tass.com/`."""
    host = re.split(r"[/?#:]", text.partition("://")[2])[0] if "://" in text else text
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host))


def headline_of(tree: Node) -> Words | None:
    """The words of a query as a phrase of the headline: whoever pastes a headline wants its article first."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    plain = [part for part in wanted if isinstance(part, Words) and part.field is None and not part.exact and not part.slop]
    text = " ".join(part.text for part in plain)
    return Words(text, "title", quoted=True) if len(plain) == len(wanted) and len(words_of(text)) > 1 else None


def silent_in(leaf: Words | Pattern) -> frozenset[str]:
    """The languages of articles in which a leaf weighs nothing, as one of their stop words outside quotes."""
    if isinstance(leaf, Pattern) or leaf.quoted or leaf.exact:
        return NOWHERE
    return languages_of(leaf.text)


def silences(tree: Node) -> bool:
    """Whether stop words weigh nothing in a query: where other words are beside them, by which to rank."""
    return any(
        (isinstance(leaf, Words | Pattern) and is_text(leaf) and not silent_in(leaf)) or (isinstance(leaf, Address) and not leaf.field)
        for leaf in leaves(tree)
    )


def check_terms(leaf: Pattern, terms: set[str]) -> None:
    """Raises BadQuery where a pattern stands for more words than allowed; `terms` are folded."""
    if len(terms) > MOST_TERMS and not is_single(leaf):
        written = leaf.text + (f"~{leaf.distance}" if leaf.distance else "")
        raise BadQuery(
            f"{written} stands for {len(terms):,} words; {MOST_TERMS} is the limit.",
            leaf.at,
            "Write more letters before the sign.",
        )
