"""One plain sentence of what is searched, so that nobody has to guess how a query was read.

    All of: Putin; the phrase "foreign agents"; published 15-21 June 2024; not: Ukraine.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from broadsheet_index.fields import PEOPLE_FIELDS

from .days import shown
from .tree import Address, And, Copies, CopiesOf, Dates, Everything, Named, Node, Not, Or, Pattern, Removed, Undated, Words

IN_WORDS = {
    "title": "in the headline",
    "subtitle": "in the standfirst",
    "body": "in the story",
    "correction": "in a correction",
    "caption": "in a caption",
}
CALLED = {"lang": "language", "flag": "flagged"}  # fields whose name is no word that people say
SO_SPELLED = ", spelled so"
MOST_TOLD = 6  # names of those taken that a sentence tells
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def read_back(node: Node) -> str:
    """The sentence, with a capital and a full stop."""
    text = _sentence(node)
    return text[:1].upper() + text[1:] + "."


def _sentence(node: Node) -> str:
    match node:
        case Removed(part):
            return f"in the removed text: {_sentence(part)}"
        case Everything():
            return "every article"
        case Not(part):
            return f"every article but: {_said(part)}"
        case And(parts):
            wanted = [_said(part) for part in parts if not isinstance(part, Not)]
            unwanted = [_said(part.part) for part in parts if isinstance(part, Not)]
            alone = [part for part in parts if not isinstance(part, Not)]
            positive = "all of: " + "; ".join(wanted) if len(wanted) > 1 else _sentence(alone[0]) if alone else "every article"
            return positive + "".join(f"; not: {text}" for text in unwanted)
        case Or(parts):
            return "any of: " + "; ".join(_said(part) for part in parts)
        case _:
            return _said(node)


def _said(node: Node) -> str:
    match node:
        case Everything():
            return "every article"
        case Words():
            return _words(node)
        case Named(text, field, spelled):
            return f"{field} {text}" + ("" if spelled else SO_SPELLED)
        case Pattern():
            return _pattern(node)
        case Address(text, None):
            return f"the address {text}, or else its words"
        case Address(text, field, exact):
            return f"{'address' if field == 'url' else 'file'} {text}{'' if exact else ', from its beginning'}"
        case Dates(first, last):
            return f"published {span(first, last)}"
        case Undated():
            return "no date known"
        case Copies(least, most):
            return copies(least, most)
        case CopiesOf(id):
            return f"the article {id} and its near-identical copies"
        case And(parts):
            return "(" + " and ".join(_said(part) for part in parts) + ")"
        case Or(parts):
            return "(" + " or ".join(_said(part) for part in parts) + ")"
        case Not(part):
            return f"not {_said(part)}"
        case Removed(part):
            return f"in the removed text: {_said(part)}"


def _pattern(node: Pattern) -> str:
    text, distance = node.text, node.distance
    if distance:
        text = f"at most {distance} letter{'s' if distance > 1 else ''} away from {text}"
    elif "*" in text or "?" in text:
        text = f"like {text}"
    if node.field is None or node.field in IN_WORDS:
        words = text if text == node.text else f"words {text}"
        return f"{words} {IN_WORDS[node.field]}" if node.field else words
    return f"{CALLED.get(node.field, node.field)} {text}"


def _words(node: Words) -> str:
    if node.field == "has":
        return f"has {'an' if node.text[0] in 'aeiou' else 'a'} {node.text}"
    text = node.text
    if node.quoted and node.field not in ("person", "author", "source"):
        text = f'the phrase "{text}"'
    if node.slop:
        text += f" within {node.slop} words, in any order"
    if node.exact:
        text = f'"{node.text}" exactly as written'
    if node.field is None:
        return text
    if node.field in PEOPLE_FIELDS and not (node.spelled or node.exact):
        text += SO_SPELLED
    return f"{text} {IN_WORDS[node.field]}" if node.field in IN_WORDS else f"{CALLED.get(node.field, node.field)} {text}"


def copies(least: int | None, most: int | None) -> str:
    """ "without copies", "in 2 to 5 near-identical copies", "in at least 4 near-identical copies"."""
    if most == 1 and (least is None or least == 1):
        return "without near-identical copies"
    if least is not None and least == most:
        return f"in {least} near-identical copies"
    if least is None:
        return f"in at most {most} near-identical copies"
    return f"in {f'at least {least}' if most is None else f'{least} to {most}'} near-identical copies"


def names_taken(asked: str, taken: Sequence[str]) -> str:
    """
    >>> names_taken("Naryshkin", ("Sergei Naryshkin", "Sergey Naryshkin"))
    'Taken for Naryshkin: Sergei Naryshkin, Sergey Naryshkin.'
    """
    more = f" and {len(taken) - MOST_TOLD:,} more" if len(taken) > MOST_TOLD + 1 else ""
    return f"Taken for {asked}: {', '.join(taken[:MOST_TOLD] if more else taken)}{more}."


def span(first: dt.date | None, last: dt.date | None) -> str:
    """Days as a person would say them: "in June 2024", "15-21 June 2024", "on or after 1 May 2023"."""
    if first and last:
        if first == last:
            return f"on {_day(first)}"
        text = shown(first, last)
        if len(text) == 4:
            return f"in {text}"
        if len(text) == 7:
            return f"in {MONTHS[first.month - 1]} {first.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}-{_day(last)}"
        if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
            return f"{first.year} to {last.year}"
        if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
            return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"
        return f"{_day(first)} to {_day(last)}"
    return f"on or after {_day(first)}" if first else f"on or before {_day(last)}" if last else "on any known day"


def _day(day: dt.date | None) -> str:
    assert day
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
