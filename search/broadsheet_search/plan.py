"""A request, checked and taken apart into what an engine has to evaluate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from broadsheet_index.article import FLAGS
from broadsheet_index.fields import BY_NAME, FACETS, Kind

from . import bookmark
from .bookmark import Bookmark
from .engine import DEEPEST, FILTERS, LARGEST_PAGE, MOST_COUNTED, Request, Sort, Warned
from .errors import BadParameter
from .query import Reading, days, read, read_back
from .query.tree import Address, And, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words, leaves
from .variants import fields_named, unspelled

SWAPPED = (Warned("swapped_range", "from is later than to; they were swapped."),)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to evaluate.

    reading   the query text, understood
    warnings  of the query text, and of the parameters beside it
    read_back the sentence of all that is searched: query text, dates and filters
    tree      all that must hold but the filters: query text, dates, undated
    beside    of these, what stood beside the query text
    filters   one node a filtered name; facets of that name are counted without it
    open      the tree without its outermost date ranges, to count the undated articles they leave out; None: no ranges
    sort      resolved
    after     the hit to go on behind; None: from the first
    """

    reading: Reading
    read_back: str
    warnings: tuple[Warned, ...]
    tree: Node
    beside: tuple[Node, ...]
    filters: dict[str, Node]
    open: Node | None
    sort: Sort
    after: Bookmark | None = None


def plan(request: Request, today: dt.date | None = None) -> Plan:
    """Raises BadQuery for a mistake in the query text, BadParameter for one beside it."""
    _check(request)
    reading = read(request.q, lenient=request.lenient, match_any=request.match == "any", today=today, limited=request.limited)
    if not request.variants and fields_named([reading.tree]):
        tree = unspelled(reading.tree)
        reading = replace(reading, tree=tree, read_back=read_back(tree))
    asked, ranges = ranges_apart(reading.tree)
    parameter = _parameter_range(request, today or dt.date.today())
    undated = request.undated or ("exclude" if parameter else "include")
    parts: list[Node] = [reading.tree]
    if parameter:
        parts.append(Or((parameter, Undated())) if undated == "include" else parameter)
        if undated == "only":
            parts[-1] = Undated()
    elif undated != "include":
        parts.append(Undated() if undated == "only" else Words("date", "has"))
    filters = {name: _filter(name, values, request.variants) for name in FILTERS if (values := getattr(request, name))}
    leaves_out = bool(ranges) or (undated == "exclude" and (parameter is not None or request.undated == "exclude"))
    sort: Sort = request.sort or ("relevance" if any(map(_is_ranked, leaves(reading.tree))) else "newest")
    return Plan(
        reading=reading,
        read_back=_said(reading, parts[1:], list(filters.values())),
        warnings=reading.warnings + (SWAPPED if _is_swapped(request, parameter) else ()),
        tree=parts[0] if len(parts) == 1 else And(tuple(parts)),
        beside=tuple(parts[1:]),
        filters=filters,
        open=asked if leaves_out else None,
        sort=sort,
        after=bookmark.read(request.cursor, request, sort) if request.cursor is not None else None,
    )


def _said(reading: Reading, dates: list[Node], filters: list[Node]) -> str:
    if not dates and not filters:
        return reading.read_back
    asked = reading.tree.parts if isinstance(reading.tree, And) else () if isinstance(reading.tree, Everything) else (reading.tree,)
    parts = (*asked, *dates, *filters)
    return read_back(parts[0] if len(parts) == 1 else And(parts))


def _check(request: Request) -> None:
    for name, value, largest in (
        ("page_size", request.page_size, LARGEST_PAGE),
        ("facet_size", request.facet_size, MOST_COUNTED),
    ):
        if not 1 <= value <= largest:
            raise BadParameter(name, f"{name} is {value}; it must be 1 to {largest}.")
    if request.page < 1:
        raise BadParameter("page", f"page is {request.page}; pages are counted from 1.")
    if request.cursor is not None and request.page != 1:
        raise BadParameter("cursor", "cursor and page exclude each other.", "Leave page out.")
    if request.limited and request.page * request.page_size > DEEPEST:
        beyond = f"Pages reach the first {DEEPEST:,} articles; cursor goes beyond."
        raise BadParameter("page", beyond, "Begin with cursor=* in the API, or narrow the search.")
    if not 0 <= request.snippets <= 10:
        raise BadParameter("snippets", f"snippets is {request.snippets}; it must be 0 to 10.")
    if not 20 <= request.snippet_length <= 1000:
        raise BadParameter("snippet_length", f"snippet_length is {request.snippet_length}; it must be 20 to 1000.")
    for name, given, allowed in (
        ("match", request.match, ("all", "any")),
        ("undated", request.undated, (None, "include", "exclude", "only")),
        ("sort", request.sort, (None, "relevance", "newest", "oldest")),
        ("collapse", request.collapse, ("none", "story")),
        *(("facet", facet, FACETS) for facet in request.facets),
        *(("flag", flag.removeprefix("-"), FLAGS) for flag in request.flag),
    ):
        if given not in allowed:
            raise BadParameter(name, f'{name} knows no "{given}".', "There are: " + ", ".join(filter(None, allowed)) + ".")


def _parameter_range(request: Request, today: dt.date) -> Dates | None:
    """`from` and `to` as one range of days; swapped where reversed, as in the query language."""
    ends: list[tuple[dt.date, dt.date] | None] = []
    for name, text in (("from", request.since), ("to", request.until)):
        try:
            ends.append(days.period_of(text, today) if text else None)
        except days.NotADate:
            raise BadParameter(name, f'"{text}" is not a date.', "Use YYYY, YYYY-MM or YYYY-MM-DD.", code="invalid_date") from None
    first, last = ends
    if first is None and last is None:
        return None
    if first and last and first[0] > last[1]:
        first, last = last, first
    return Dates(first[0] if first else None, last[1] if last else None)


def _is_swapped(request: Request, found: Dates | None) -> bool:
    return bool(request.since and request.until and found and found.first and found.first.isoformat() < request.since[:10]
                and not found.first.isoformat().startswith(request.since))  # fmt: skip


def _filter(name: str, values: tuple[str, ...], spelled: bool) -> Node:
    wanted = tuple(_one(name, value, spelled) for value in values if not value.startswith("-"))
    unwanted = tuple(Not(_one(name, value[1:], spelled)) for value in values if value.startswith("-"))
    parts = ((wanted[0] if len(wanted) == 1 else Or(wanted)), *unwanted) if wanted else unwanted
    return parts[0] if len(parts) == 1 else And(parts)


def _one(name: str, value: str, spelled: bool) -> Node:
    if not any(char.isalnum() for char in value):
        raise BadParameter(name, f'{name} is "{value}": no word in it.')
    if BY_NAME[name].kind is Kind.VALUE:
        return Words(value.lower(), name)
    if value.startswith("="):
        return Words(value[1:].strip('"'), name, exact=True, quoted=True)
    if BY_NAME[name].people:
        return Named(value.strip('"'), name, spelled)
    return Words(value.strip('"'), name, quoted=True)


def ranges_apart(tree: Node) -> tuple[Node, list[Dates]]:
    """The tree without the date ranges that every hit must satisfy, and these ranges."""
    if isinstance(tree, Dates):
        return Everything(), [tree]
    if isinstance(tree, Or) and all(isinstance(part, Dates) for part in tree.parts):
        return Everything(), [part for part in tree.parts if isinstance(part, Dates)]
    if isinstance(tree, Removed):
        part, ranges = ranges_apart(tree.part)
        return Removed(part), ranges
    if isinstance(tree, And):
        apart = [(part, ranges_apart(part)[1] if isinstance(part, Dates | Or) else []) for part in tree.parts]
        ranges = [one for _, found in apart for one in found]
        rest = tuple(part for part, found in apart if not found)
        return (And(rest) if len(rest) > 1 else rest[0] if rest else Everything()), ranges
    return tree, []


def _is_ranked(leaf: Node) -> bool:
    match leaf:
        case Words(_, field) | Pattern(_, field):
            return field is None or BY_NAME[field].kind is Kind.TEXT
        case Address(_, None):
            return True
    return False
