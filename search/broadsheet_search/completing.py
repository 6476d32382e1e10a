"""Completions of what is being typed: words and names of the articles themselves, never of what was removed, that have hits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from broadsheet_index.analysis import Token, fold, tokens

from .answers import Suggestion
from .engine import Answer, Request
from .errors import BadQuery

SHORTEST = 2  # letters of the last word
TRIED = 12  # completions looked up, at most
MOST_NAME_WORDS = 4


def completions(
    text: str,
    number: int,
    answer: Callable[[Request], Answer],
    total: Callable[[str], int],
    words_beginning: Callable[[str, int], list[str]],
) -> tuple[Suggestion, ...]:
    """What `text` could become, each with its hits, those with most of them first; names before words. Where nothing begins
    so, another spelling of it.

    answer            asks the archive
    total             how many articles a query finds
    words_beginning   (folded letters, how many): the commonest words of articles that begin so, as they are mostly written
    Raises BadQuery for a text over a limit.
    """
    typed_so_far = answer(Request(text, lenient=True, page_size=1, snippets=0))  # what is no query is refused as everywhere
    typed = list(tokens(text))
    if not typed or typed[-1].end != len(text.rstrip()) or text != text.rstrip():
        return ()
    last = fold(typed[-1].written)
    if len(last) < SHORTEST or text.lstrip().lower().startswith("in:removed"):
        return ()
    found = [*_names(text, typed, number, answer, total)]
    field = _is_value(text, typed[-1])
    if not field:
        for word in words_beginning(last, TRIED):
            found += _tried(text[: typed[-1].start] + word, "word", total)
    found = [one for one in found if one.q != text]
    if not found and typed_so_far.suggestion:
        return (Suggestion(typed_so_far.suggestion.q, "spelling", typed_so_far.suggestion.total),)
    order = sorted(found, key=lambda one: (one.kind != "person", -one.total, one.q))
    return tuple(dict.fromkeys(order))[:number]


def _is_value(text: str, word: Token) -> bool:
    """Whether a word is the value of a field: `person:Nary`."""
    before = text[: word.start].rstrip('"=')
    return before.endswith(":")


def _names(
    text: str, typed: list[Token], number: int, answer: Callable[[Request], Answer], total: Callable[[str], int]
) -> Iterator[Suggestion]:
    last = fold(typed[-1].written)
    try:
        known = answer(Request(f"person:{last}*", facets=("person",), facet_size=100, page_size=1, snippets=0)).facets["person"]
    except BadQuery:  # too many names begin so: more letters will tell
        return
    for length in range(min(MOST_NAME_WORDS, len(typed)), 0, -1):
        words = [fold(token.written) for token in typed[-length:]]
        names = [count.value for count in known if _begins(count.value, words)]
        if names:
            begin = text[: typed[-length].start].rstrip('"=')
            begin = begin[: len(begin) - len("person:")] if begin.lower().endswith("person:") else begin
            for name in names[:number]:
                yield from _tried(f'{begin}person:"{name}"', "person", total)
            return


def _begins(name: str, words: list[str]) -> bool:
    """Whether a name holds the words in a row, the last of them perhaps unfinished."""
    own = [fold(token.written) for token in tokens(name)]
    return any(
        own[at : at + len(words) - 1] == words[:-1] and len(own) >= at + len(words) and own[at + len(words) - 1].startswith(words[-1])
        for at in range(len(own))
    )


def _tried(q: str, kind: Literal["word", "person"], total: Callable[[str], int]) -> list[Suggestion]:
    try:
        found = total(q)
    except BadQuery:
        return []
    return [Suggestion(q, kind, found)] if found else []
