"""What a leaf of the tree asks of an index, whatever the engine: which fields, which words, in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from broadsheet_index.analysis import exact, fold, stem, tokens
from broadsheet_index.fields import BARE_FIELDS, BY_NAME, Field, Kind

from .errors import BadQuery
from .query.limits import MOST_TERMS
from .query.tree import And, Node, Not, Pattern, Words

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


@lru_cache(maxsize=4096)
def pattern_regex(text: str) -> re.Pattern[str]:
    """A prefix or wildcard over folded words."""
    return re.compile("".join(r"\w" if char == "?" else r".*" if char == "*" else re.escape(char) for char in folded_pattern(text)))


def folded_pattern(text: str) -> str:
    return "".join(char if char in "*?" else fold(char) for char in text)


def literal_prefix(text: str) -> str:
    """The folded letters before the first sign of a pattern."""
    return re.split(r"[*?]", folded_pattern(text), maxsplit=1)[0]


def looks_like_domain(text: str) -> bool:
    """A single word with a dot inside: `tass.com`, also `https://tass.com/`."""
    host = (urlsplit(text).hostname or "") if "://" in text else text
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host))


def headline_of(tree: Node) -> Words | None:
    """The words of a query as a phrase of the headline: whoever pastes a headline wants its article first."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    plain = [part for part in wanted if isinstance(part, Words) and part.field is None and not part.exact and not part.slop]
    text = " ".join(part.text for part in plain)
    return Words(text, "title", quoted=True) if len(plain) == len(wanted) and len(words_of(text)) > 1 else None


def check_terms(leaf: Pattern, terms: set[str]) -> None:
    """Raises BadQuery where a pattern stands for more words than allowed; `terms` are folded."""
    if len(terms) > MOST_TERMS:
        raise BadQuery(
            f"{leaf.text} stands for {len(terms):,} words; {MOST_TERMS} is the limit.",
            leaf.at,
            "Write more letters before the sign.",
        )
