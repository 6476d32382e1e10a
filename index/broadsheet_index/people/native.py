"""Names in Cyrillic and Greek letters: a given name, perhaps a patronymic, a surname.

There are no lists of titles or places for these languages yet, so only a given name that is known, in the form of its
dictionary, begins a name: "Мер Володимир Коваль" is found, the genitive "Володимира Коваля" is not. Where a sentence begins
with a word that is a given name too ("Роман Булгакова", a novel by Bulgakov) nothing is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet_index.people.lists import cue_words, native_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.labels import Span
    from broadsheet_index.people.runs import Run

FIRST_LETTER = "\u0370"  # Greek begins here, Cyrillic follows; Latin, with all its accents in use, ends before
LAST_LETTER = "\u0530"
WORDS_TOO = cue_words("given names that are words")
LONGEST = 3  # Олександр Григорович Лукашенко


def is_native(word: str) -> bool:
    return FIRST_LETTER <= word[0] < LAST_LETTER


def native_name(words: Sequence[str], run: Run) -> Span | None:
    """The name in a run, or None.

    >>> from broadsheet_index.people.runs import Run
    >>> native_name(("Мер", "Володимир", "Коваль"), Run(0, 3, "normal", True))
    (1, 3)
    """
    for k in range(run.start, run.end - 1):
        given = words[k].lower()
        if given in native_given() and not (given in WORDS_TOO and run.opens and k == run.start):
            end = k + 1
            while end < run.end and end - k < LONGEST and is_native(words[end]):
                end += 1
            return (k, end) if end - k > 1 else None
    return None
