"""An article as a document of OpenSearch."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from broadsheet_index.address import address_key
from broadsheet_index.analysis import domain_terms, exact, fold, stem, tokens
from broadsheet_index.article import Article
from broadsheet_index.copies import fingerprint
from broadsheet_index.fields import FACETS, FIELDS, Kind, facet_values
from broadsheet_index.store.stored import article_record

from ...query.days import period_of
from . import mapping

FORMS = {"stem": "s:", "exact": "e:", "written": "w:", "folded": "f:"}


def form(name: str, word: str) -> str:
    """A form of a word as it is indexed; `name` one of FORMS. The index has no spaces in words, and a limit."""
    return FORMS[name] + "_".join(word[: mapping.LONGEST_WORD].split())


def stacked(written: str, lang: str | None) -> str:
    """A word as all of its forms."""
    forms = {"stem": stem(written, lang), "exact": exact(written), "written": written, "folded": fold(written)}
    return "|".join(form(name, word) for name, word in forms.items() if word)


def document_id(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def kept_only(key: str, id: str, article: Article) -> dict[str, Any]:
    """A capture that is not searched."""
    return {"id": id, "key": _sound(key), "searched": False, "article": _sound_all(article_record(article))}


def document(key: str, id: str, article: Article, story: str | None = None, copies: int = 1) -> dict[str, Any]:
    """A capture that is searched: see mapping.py. story, copies: as of copies.py; until that was looked for, it stands alone."""
    print_ = fingerprint(article)
    out = kept_only(key, id, article) | {"searched": True, "story": story or id, "copies": copies}
    out |= {"slots": base64.b64encode(print_.slots.tobytes()).decode(), "shingles": print_.size}
    for field in FIELDS:
        values = [_sound(value) for value in field.values(article)]
        if not values:
            continue
        match field.kind:
            case Kind.TEXT:
                words = [[stacked(token.written, article.lang) for token in tokens(value)] for value in values]
                out[field.name] = [" ".join(some) for some in words]
                out[mapping.words_in(field.name)] = sum(map(len, words))
            case Kind.NAMES | Kind.DOMAIN:
                out[field.name] = [" ".join(_names(value)) for value in values]
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


def different_words(article: Article) -> Iterable[tuple[str, str]]:
    """(field, folded word) of all that a prefix or wildcard may stand for."""
    for field in FIELDS:
        if field.kind in (Kind.TEXT, Kind.NAMES, Kind.DOMAIN):
            yield from {(field.name, _sound(fold(token.written))) for value in field.values(article) for token in tokens(value)}


def word_action(index: str, field: str, word: str) -> dict[str, Any]:
    """Of a bulk request: put a word of a field into the index of words, if it is not there."""
    name = hashlib.sha256(f"{field}\0{word}".encode()).hexdigest()
    return {"_op_type": "create", "_index": index, "_id": name, "_source": {"field": field, "word": word}}


def _names(value: str) -> list[str]:
    return ["_".join(fold(token.written)[: mapping.LONGEST_WORD].split()) for token in tokens(value)]


def _sound(text: str) -> str:
    """Without lone surrogates (names of files hold them), which JSON over HTTP cannot."""
    return text.encode("utf-8", "backslashreplace").decode()


def _sound_all(value: Any) -> Any:
    if isinstance(value, str):
        return _sound(value)
    if isinstance(value, dict):
        return {key: _sound_all(one) for key, one in value.items()}
    return [_sound_all(one) for one in value] if isinstance(value, list | tuple) else value
