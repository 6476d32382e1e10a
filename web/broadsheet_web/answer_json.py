"""An answer in JSON, as QUERY.md, section 2, has it: the same from the API and from `broadsheet search --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet_index.fields import PEOPLE_FIELDS

from .result import result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet_search.engine import Answer, Clause, Count, Generation, Instead, NoHits, Request, Someone, Warned

Json = dict[str, Any]


def answer_json(
    answer: Answer,
    request: Request,
    *,
    fields: tuple[str, ...] | None = None,
    next: str | None = None,
    prev: str | None = None,
) -> Json:
    """Every key, in the order of the documentation.

    fields       keys of a result, None: all but the body
    next, prev   whole addresses of the neighbouring pages
    """
    return {
        "status": "ok",
        "query": {
            "q": request.q,
            "canonical": answer.canonical,
            "read_back": answer.read_back,
            "warnings": warnings_json(answer.warnings),
            "variants": [{"field": one.field, "asked": one.asked, "taken": list(one.taken)} for one in answer.variants],
            "suggestion": _instead(answer.suggestion) if answer.suggestion else None,
            "explain": _explained(answer) if request.explain else None,
        },
        "no_hits": _nothing(answer.no_hits) if answer.no_hits else None,
        "total": answer.total,
        "stories": answer.stories,
        "undated_excluded": answer.undated_excluded,
        "page": answer.page if request.cursor is None else None,  # a cursor counts none
        "page_size": answer.page_size,
        "pages": answer.pages,
        "next": next,
        "prev": prev,
        "took_ms": round(answer.took_ms),
        "index": generation_json(answer.generation),
        "facets": {
            name: [_counted(name, count) for count in answer.facets.get(name, ())] for name in request.facets
        },
        "results": [result(hit, fields) for hit in answer.hits],
    }


def _counted(facet: str, count: Count) -> Json:
    """A value of a facet; of people with all spellings of each."""
    told: Json = {"value": count.value, "count": count.count}
    return told | {"spellings": list(count.spellings)} if facet in PEOPLE_FIELDS else told


def people_json(people: Sequence[Someone]) -> Json:
    return {"people": [{"name": one.name, "spellings": list(one.spellings), "articles": one.articles} for one in people]}


def generation_json(generation: Generation) -> Json:
    return {"generation": generation.number, "articles": generation.articles, "updated": generation.updated}


def warnings_json(warnings: Iterable[Warned]) -> list[Json]:
    return [{"code": warned.code, "message": warned.message, "position": position_json(warned.position)} for warned in warnings]


def position_json(position: tuple[int, int] | None) -> list[int] | None:
    return list(position) if position else None


def _explained(answer: Answer) -> Json:
    """The clauses, each with its count, and the whole tree with the time that each part took."""
    assert answer.explained
    clauses = [{"text": clause.text, "total": clause.total} for clause in answer.explained.clauses]
    return {"canonical": answer.canonical, "clauses": clauses, "tree": clause_json(answer.explained)}


def clause_json(clause: Clause) -> Json:
    return {
        "kind": clause.kind,
        "text": clause.text,
        "total": clause.total,
        "took_ms": round(clause.took_ms, 3),
        "parts": [clause_json(part) for part in clause.parts],
    }


def _instead(other: Instead) -> Json:
    return {"q": other.q, "total": other.total}


def _nothing(found: NoHits) -> Json:
    return {
        "clauses": [{"text": clause.text, "total": clause.total} for clause in found.clauses],
        "without": [_instead(other) for other in found.without],
        "removed": found.removed.total,
        "captions": found.captions.total,
    }
