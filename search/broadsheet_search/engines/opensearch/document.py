"""An article as a document of OpenSearch."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from broadsheet_index.address import address_key
from broadsheet_index.analysis import domain_terms, exact, fold, stem, tokens
from broadsheet_index.article import Article
from broadsheet_index.copies import fingerprint
from broadsheet_index.fields import FACETS, FIELDS, Kind, facet_values
from broadsheet_index.repeated import applied, lines_of
from broadsheet_index.store.stored import article_record

from ...query.days import period_of
from . import mapping

NOTHING = "_"  # what stands for a form without a letter, so that the words after it keep their places


def form(word: str) -> str:
    """A form of a word as it is indexed: the index has no spaces in words, and a limit."""
    return "_".join(word[: mapping.LONGEST_WORD].split()) or NOTHING


@lru_cache(maxsize=400_000)
def formed(written: str, lang: str | None) -> tuple[str, str, str, str]:
    """A word in all of mapping.FORMS."""
    return form(stem(written, lang)), form(exact(written)), form(written), form(fold(written))


def document_id(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def kept_only(key: str, id: str, article: Article) -> dict[str, Any]:
    """A capture that is not searched."""
    return {"id": id, "key": _sound(key), "searched": False, "article": _sound_all(article_record(article))}


def document(key: str, id: str, article: Article, own: Collection[str] = (), story: str | None = None, copies: int = 1) -> dict[str, Any]:
    """A capture that is searched: see mapping.py.

    own: lines of its site (lines.py); story, copies: as of copies.py. Until a run ends, as much as is known.
    """
    out = kept_only(key, id, article) | {"searched": True, "story": story or id, "copies": copies}
    print_ = fingerprint(article)
    out |= {"slots": base64.b64encode(print_.slots.tobytes()).decode(), "shingles": print_.size}
    lines = lines_of(article)
    terms = frozenset(lines.at.values())
    out |= {"site": lines.site, "line": sorted(terms), "repeated": sorted(terms.intersection(own))}
    article = applied(article, lines, set(out["repeated"]).__contains__)
    for field in FIELDS:
        values = [_sound(value) for value in field.values(article)]
        if not values:
            continue
        match field.kind:
            case Kind.TEXT:
                words = [[formed(token.written, article.lang) for token in tokens(value)] for value in values]
                for at, name in enumerate(mapping.FORMS):
                    out[mapping.formed_in(field.name, name)] = [" ".join([forms[at] for forms in some]) for some in words]
                out[mapping.words_in(field.name)] = sum(map(len, words))
            case Kind.NAMES | Kind.DOMAIN:
                out[field.name] = [" ".join([form(fold(token.written)) for token in tokens(value)]) for value in values]
                out[mapping.whole(field.name)] = values
            case Kind.VALUE:
                out[field.name] = values
            case Kind.ADDRESS:
                out[field.name] = [address_key(value) if field.name == "url" else value for value in values]
        if field.kind is Kind.DOMAIN and article.source.domain:
            out[mapping.domain(field.name)] = list(domain_terms(_sound(article.source.domain)))
    period = period_of(article.published.value, dt.date.min) if article.published.value else None
    if period:
        out |= {"first": period[0].toordinal(), "last": period[1].toordinal()}
    out |= {mapping.facet(name): [_sound(value) for value in found] for name in FACETS if (found := facet_values(article, name))}
    return out


def different_words(made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, folded word), each once, of all in a document that a prefix or wildcard may stand for."""
    for field in FIELDS:
        if field.kind in (Kind.TEXT, Kind.NAMES, Kind.DOMAIN):
            folded = made.get(mapping.formed_in(field.name, "folded") if field.kind is Kind.TEXT else field.name, ())
            yield from ((field.name, word) for word in set(" ".join(folded).split()))


def word_action(index: str, field: str, word: str) -> dict[str, Any]:
    """Of a bulk request: put a word of a field into the index of words, if it is not there."""
    name = hashlib.sha256(f"{field}\0{word}".encode()).hexdigest()
    return {"_op_type": "create", "_index": index, "_id": name, "_source": {"field": field, "word": word}}


def _sound(text: str) -> str:
    """Without lone surrogates (names of files hold them), which JSON over HTTP cannot."""
    return text.encode("utf-8", "backslashreplace").decode()


def _sound_all(value: Any) -> Any:
    if isinstance(value, str):
        return _sound(value)
    if isinstance(value, dict):
        return {key: _sound_all(one) for key, one in value.items()}
    return [_sound_all(one) for one in value] if isinstance(value, list | tuple) else value
