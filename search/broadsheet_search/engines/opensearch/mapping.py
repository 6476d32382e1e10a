"""The mapping of an archive on OpenSearch, made from FIELDS.

Text is analysed by us, so that both engines see the same words: each form of a text's words has a field of its own, in which they are
parted by spaces.

| field kind | in the index                                                                                 |
|------------|----------------------------------------------------------------------------------------------|
| TEXT       | `title_stem`, `title_exact`, `title_written`, `title_folded`: its words in this form; `title_words`: how many |
| NAMES      | `person`: folded words; `person_whole`: each value                                            |
| DOMAIN     | as NAMES, and `source_domain`: the domain and each above it                                    |
| VALUE      | `lang`                                                                                        |
| ADDRESS    | `url`: without scheme and www.                                                                |
| DATE       | `first`, `last`: days as ordinals, both missing where no date is known                        |
| facets     | `facet_person`                                                                                |

Beside them `story` and `copies` (copies.py), and the fingerprint that they come from; `site`, `line` and `repeated` (lines.py); `id`,
`key`, `searched` (the capture of its article that is asked for; the others are only kept) and `article`, all of it as JSON, not indexed.
"""

from __future__ import annotations

from typing import Any

from broadsheet_index.analysis import gap_of
from broadsheet_index.fields import FACETS, FIELDS, Field, Kind

FORMAT = 3
LONGEST_VALUE = 8_000  # characters of a keyword; Lucene ends at 32,766 bytes
LONGEST_WORD = 200  # characters of a form of a word, in the index and in a question alike


KEPT = ["id", "key", "article", "story", "copies", "site", "repeated"]  # of a document, as it was put
FORMS = ("stem", "exact", "written", "folded")


def formed_in(field: str, form: str) -> str:
    """The field of a TEXT field's words in one form."""
    return f"{field}_{form}"


def words_in(field: str) -> str:
    return f"{field}_words"


def whole(field: str) -> str:
    return f"{field}_whole"


def domain(field: str) -> str:
    return f"{field}_domain"


def facet(name: str) -> str:
    return f"facet_{name}"


def settings(shards: int, replicas: str) -> dict[str, Any]:
    return {
        "index": {
            "number_of_shards": shards,
            "auto_expand_replicas": replicas,
            "refresh_interval": "-1",  # what was put is seen when it is committed, not before
            # Frequencies as they are: what they are worth is ours to say (scoring.py).
            "similarity": {"times": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}},
        },
        "analysis": {
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": LONGEST_WORD}},
            "analyzer": {"spaces": {"type": "custom", "tokenizer": "spaces"}},
        },
    }


def mapping() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "keyword"},
        "key": {"type": "keyword", "ignore_above": LONGEST_VALUE},
        "searched": {"type": "boolean"},
        "first": {"type": "integer"},
        "last": {"type": "integer"},
        "article": {"type": "object", "enabled": False},
        "story": {"type": "keyword"},
        "copies": {"type": "integer"},
        "slots": {"type": "binary", "doc_values": True},
        "shingles": {"type": "integer", "index": False},
        "site": {"type": "keyword"},
        "line": {"type": "keyword"},
        "repeated": {"type": "keyword"},
    }
    for field in FIELDS:
        properties |= _properties(field)
    properties |= {facet(name): _keyword() for name in FACETS}
    return {"dynamic": "strict", "_meta": {"format": FORMAT}, "_source": {"includes": KEPT}, "properties": properties}


FOLDED = {"type": "text", "analyzer": "spaces", "norms": False, "similarity": "times", "index_options": "freqs"}  # patterns are one word


def _properties(field: Field) -> dict[str, Any]:
    spaced = {"analyzer": "spaces", "position_increment_gap": gap_of(field.name), "norms": False}
    match field.kind:
        case Kind.TEXT:
            words = spaced | {"type": "text", "similarity": "times"}
            forms = {formed_in(field.name, form): words for form in FORMS}
            forms[formed_in(field.name, "folded")] = FOLDED
            return forms | {words_in(field.name): {"type": "integer"}}
        case Kind.NAMES:
            return {field.name: spaced | {"type": "text"}, whole(field.name): _keyword()}
        case Kind.DOMAIN:
            return {field.name: spaced | {"type": "text"}, whole(field.name): _keyword(), domain(field.name): _keyword()}
        case Kind.VALUE | Kind.ADDRESS:
            return {field.name: _keyword()}
    return {}  # Kind.DATE: `first` and `last`


def _keyword() -> dict[str, Any]:
    return {"type": "keyword", "ignore_above": LONGEST_VALUE}


WORDS: dict[str, Any] = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}},
    "mappings": {"dynamic": "strict", "properties": {"field": {"type": "keyword"}, "word": {"type": "keyword"}}},
}
FILES: dict[str, Any] = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}},
    "mappings": {"dynamic": "strict", "properties": {"record": {"type": "object", "enabled": False}, "number": {"type": "long"}, "settled": {"type": "long"},
                                                     "updated": {"type": "keyword"}, "path": {"type": "keyword"}, "forgotten": {"type": "keyword"},
                                                     "reason": {"type": "keyword", "index": False}}},
}  # fmt: skip
