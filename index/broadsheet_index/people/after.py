"""Rules after the model: what it left on a name is cut off, and what it left of a name is put back.

Titles and handles are outside a name, "von der" and "Jr." are inside it, wherever the model drew the line. At last the second
look: a surname that closes a full name of the article is that person wherever it stands alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet_index.people.again import in_small_line, is_given_again, is_surname_again, known
from broadsheet_index.people.lists import (
    GIVEN,
    MODIFIER,
    ORDINARY,
    ORGANISATION,
    PEOPLE,
    STOP,
    SURNAME,
    TITLE,
    cue_words,
    fold,
    is_namesake,
    is_place,
    kinds,
)
from broadsheet_index.people.names import SUFFIXES
from broadsheet_index.people.runs import PARTICLES, QUOTES, small_lines
from broadsheet_index.people.tokens import WALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.labels import Span
    from broadsheet_index.people.runs import Run
    from broadsheet_index.people.seen import Seen

CROWNS = cue_words("crowns")
IN_NAMES_ONLY = cue_words("hardly but in names")
POSSESSIVES = frozenset({"'s", "’s"})
HANDLES = frozenset("@#")
HYPHENED = re.compile(rf"[^\W\d_]+-(?:{'|'.join(sorted(cue_words('hyphened')))})", re.IGNORECASE)  # London-born, In-form
PLURAL = re.compile(r"[A-Z]{2,}s")  # Tory MPs
NAMED_AFTER = cue_words("named after")
SAINTS = cue_words("saints")
VERSION = re.compile(r"\d\.\d")  # Guccifer 2.0 is no name; Trump 2.0 is one


def straightened(words: Sequence[str], name: Span) -> Span | None:
    """The name with its ends where PEOPLE.md, section 1, has them; None where it is no name after all."""
    start, end = name
    if start and words[start - 1] in HANDLES:
        return None
    while end > start and (words[end - 1] in QUOTES or words[end - 1] == "["):
        end -= 1
    if end - start > 1 and _is_no_surname(words[end - 1]):  # Tuesday, Ricans
        end -= 1
        if end - start == 1:
            return None
    if end - start > 2 and start and words[start - 1] == "of" and _is_office(words[start]):  # Secretary of State John Hale
        start += 1
    while end - start > 1 and (HYPHENED.fullmatch(words[start]) or _is_title(words[start], followed_by=end - start - 1)):
        start += 1
    # "... Robert F. Kennedy Jr. Kennedy said": what closes a name closes it.
    end = next((k + 1 for k in range(start + 2, end) if fold(words[k]).rstrip(".") in SUFFIXES), end)
    if end == start or _is_nobody(words[start:end]) or (end - start == 1 and kinds(words[start]) & STOP):
        return None
    following, beyond = [*words[end : end + 2], WALL, WALL][:2]
    if following in POSSESSIVES and beyond in NAMED_AFTER:  # Alzheimer's disease
        return None
    if end - start == 1 and VERSION.fullmatch(following) and not kinds(words[start]) & SURNAME:
        return None
    if end - start > 1 and fold(following).rstrip(".") in SUFFIXES:
        end += 1
    first = start
    while first and words[first - 1] in PARTICLES:
        first -= 1
    return (first if words[first] in IN_NAMES_ONLY else start, end)


def _is_office(word: str) -> bool:
    kind = kinds(word)
    return bool(kind & (ORGANISATION | MODIFIER)) and not kind & GIVEN


def _is_nobody(name: Sequence[str]) -> bool:
    """True for what looks like a name and is none: a firm, an authority, a place of several words, Tory MPs, X X X."""
    if len(name) > 1 and is_place(" ".join(map(fold, name))):
        return not kinds(name[0]) & GIVEN or fold(name[0]) in SAINTS
    last = kinds(name[-1])
    if len(name) > 1 and last & ORGANISATION and not last & (SURNAME | GIVEN):
        return True
    return is_namesake(name) or any(map(PLURAL.fullmatch, name)) or (len(name) > 1 and max(map(len, name)) == 1)


def _is_no_surname(word: str) -> bool:
    kind = kinds(word)
    return bool(kind & (STOP | PEOPLE)) and not kind & (SURNAME | GIVEN)


def _is_title(word: str, followed_by: int) -> bool:
    """True for a title at the start of a name; Dean and Major are names as well."""
    kind = kinds(word)
    if not kind & TITLE:
        return False
    if word.endswith(".") or fold(word) in CROWNS:
        return True
    return not kind & GIVEN and (followed_by > 1 or not kind & SURNAME)


def missed(words: Sequence[str], runs: Sequence[Run], seen: Seen, names: Sequence[Span]) -> list[Span]:
    """Names alone that the full names found give away."""
    article = known(words, names)
    taken = {k for start, end in names for k in range(start, end)}
    found: list[Span] = []
    for run in runs:
        if any(k in taken for k in range(run.start, run.end)):
            continue
        last = run.end - 1
        if run.style != "normal":
            found += [(k, k + 1) for k in range(run.start, run.end) if is_surname_again(words[k], article, seen)]
        elif is_surname_again(words[last], article, seen):
            if all(kinds(word) & (ORDINARY | TITLE) for word in words[run.start : last]):  # "Following Putin"
                found.append((last, run.end))
        elif run.start == last and is_given_again(words[last], article, seen):
            found.append((last, run.end))
    if article.full:
        for start, end in small_lines(words):
            found += in_small_line(words, start, end, article, seen)
    return found
