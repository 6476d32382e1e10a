"""What was asked: the parameters of an address read into a Request, the same for the page and the API.

Nothing is clamped or guessed: a value out of range, a single one given twice, a word for a number is a BadParameter
that names it. The API refuses what it does not know; the page ignores it (links come with `utm_source` and the like).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from broadsheet_index.article import FLAGS
from broadsheet_index.fields import FACETS
from broadsheet_search.engine import FILTERS, LARGEST_PAGE, Request
from broadsheet_search.errors import BadParameter

from . import urls
from .result import KEYS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

    from .urls import Params

    Args = MultiDict[str, str]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "match": ("all", "any"),
    "undated": ("include", "exclude", "only"),
    "collapse": ("none", "story"),
    "sort": ("relevance", "newest", "oldest"),
    "variants": ("on", "off"),
    "explain": ("0", "1"),
    "lenient": ("0", "1"),
}
NUMBERS: Mapping[str, tuple[int, int]] = {
    "page": (1, 999_999_999),  # how deep pages reach is the plan's to say
    "page_size": (1, LARGEST_PAGE),
    "facet_size": (1, 100),
    "snippets": (0, 10),
    "snippet_length": (20, 1000),
}
SWITCHES = ("0", "1", "off", "on")
TEXTS = ("q", "from", "to", "cursor", "fields")
LISTS = (*FILTERS, "facet")
KNOWN = (*TEXTS, *CHOICES, *NUMBERS, *LISTS)
QUESTION = ("q", "from", "to", "match", "undated", *FILTERS, "variants", "lenient")  # what decides which articles are hits
ON_THE_PAGE = ("q", "from", "to", "match", "undated", *FILTERS, "variants", "collapse", "sort", "page", "page_size")

PAGE_FACETS = ("source", "person", "section", "lang")  # UI.md, in this order
MOST_VALUES = 32  # of one filter: as many as a query may have clauses
LONGEST_VALUE = 200  # characters of one value of a filter
DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in.

    request   for the engine
    given     the parameters that were given, in canonical order, for links that change one thing
    fields    keys of a result that the answer should have; None: all but the body
    """

    request: Request
    given: Params
    fields: tuple[str, ...] | None = None

    @classmethod
    def from_args(cls, args: Args, page: bool, known: tuple[str, ...] = KNOWN) -> Self:
        """known: the parameters that there are. Raises BadParameter."""
        given = _read(args, page, known)
        values = {name: _value(name, text) for name, text in given if name not in LISTS}
        values |= {name: _values(name, [text for other, text in given if other == name]) for name in LISTS}
        fields = values.pop("fields", None)
        values |= {"since": values.pop("from", None), "until": values.pop("to", None), "facets": values.pop("facet")}
        if page:
            # 100, though eight are shown: a chosen value must have its count wherever it stands.
            values |= {"lenient": True, "collapse": values.get("collapse", "story"), "facets": PAGE_FACETS, "facet_size": 100}
        return cls(Request(**values), urls.ordered(given), fields)

    @property
    def q(self) -> str:
        """The text of the query; "" where everything was asked for."""
        return "" if self.request.q.strip() == "*" else self.request.q.strip()

    @property
    def filters(self) -> Params:
        """What narrows the query from beside it."""
        return tuple(pair for pair in self.given if pair[0] in (*FILTERS, "from", "to", "undated", "match", "variants"))


def _read(args: Args, page: bool, known: tuple[str, ...]) -> list[tuple[str, str]]:
    """The (name, text) pairs of the parameters that are known here."""
    found = []
    for name, texts in args.lists():
        if page and name not in ON_THE_PAGE:
            continue
        if name not in known:
            raise BadParameter(name, f'There is no parameter "{name}" here.', "Parameters: " + ", ".join(known) + ".")
        if name not in LISTS and len(texts) > 1:
            raise BadParameter(name, f"{name} is given {len(texts)} times; it can be given once.")
        for text in texts:
            if text.strip():
                # The query stays as it was written: places of mistakes are counted in it.
                found.append((name, text if name == "q" else text.strip()))
            elif not page and name != "q":  # a form sends empty boxes; a program does not mean to
                raise BadParameter(name, f"{name} has no value.", "Give it one, or leave it out.")
    return found


def _value(name: str, text: str) -> Any:
    """The value of a single parameter, as Request has it."""
    if name in CHOICES:
        if text not in CHOICES[name]:
            raise BadParameter(name, f'{name} cannot be "{text}".', "One of: " + ", ".join(CHOICES[name]) + ".")
        return text in ("1", "on") if text in SWITCHES else text
    if name in NUMBERS:
        return whole_number(name, text, *NUMBERS[name])
    if name in ("from", "to") and not is_date(text):
        raise BadParameter(name, f'"{text}" is not a date.', "Use YYYY, YYYY-MM or YYYY-MM-DD.", code="invalid_date")
    if name == "fields":
        return listed(name, text, (*KEYS, *WHOLE))
    return text


def _values(name: str, texts: list[str]) -> tuple[str, ...]:
    """The values of a parameter that can be repeated."""
    if len(texts) > MOST_VALUES:
        raise BadParameter(name, f"{name} is given {len(texts)} times; {MOST_VALUES} are the most.")
    closed = {"flag": FLAGS, "facet": FACETS}.get(name)
    for text in texts:
        bare = text if name == "facet" else text.removeprefix("-").strip()
        if not bare:
            raise BadParameter(name, f'{name} cannot be "{text}".', "A leading hyphen excludes the value after it.")
        if len(text) > LONGEST_VALUE:
            raise BadParameter(name, f"A value of {name} has {len(text)} characters; {LONGEST_VALUE} are the most.")
        if closed and bare not in closed:
            raise BadParameter(name, f'{name} cannot be "{bare}".', "One of: " + ", ".join(closed) + ".")
    return tuple(dict.fromkeys(texts))


def whole_number(name: str, text: str, least: int, most: int) -> int:
    # Not int(): it takes " 1_0 ", "+1" and Arabic digits, and four thousand digits take it a while.
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise BadParameter(name, f'{name} cannot be "{text}".', f"A whole number from {least:,} to {most:,}.")
    if not least <= int(text) <= most:
        raise BadParameter(name, f"{name} cannot be {text}.", f"A whole number from {least:,} to {most:,}.")
    return int(text)


def listed(name: str, text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a comma-separated list, each of which must be known."""
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for part in parts:
        if part not in known:
            raise BadParameter(name, f'{name} cannot hold "{part}".', "Any of: " + ", ".join(known) + ".")
    return parts


def is_date(text: str) -> bool:
    """True for YYYY, YYYY-MM and YYYY-MM-DD that are in the calendar."""
    parts = DATE.fullmatch(text)
    if parts is None:
        return False
    try:
        dt.date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return False
    return True
