"""Which finder is used: ours, or one of the user's by its name."""

from __future__ import annotations

from functools import cache

from broadsheet_index.errors import BadInput
from broadsheet_index.people.find import Finder, mentions
from broadsheet_index.people.languages import can_read

OURS = ""


class Ours:
    """The finder of this version."""

    def __call__(self, text: str) -> list[tuple[int, int]]:
        return mentions(text)

    def can_read(self, lang: str | None) -> bool:
        return can_read(lang)


@cache
def finder_named(name: str) -> Finder:
    """"": ours; "spacy:MODEL": a spaCy pipeline that is installed. Raises BadInput for any other, or where it is not there."""
    if name == OURS:
        return Ours()
    kind, _, model = name.partition(":")
    if kind != "spacy" or not model:
        raise BadInput(f'--people {name}: there is no such finder. Say spacy:MODEL, as in "spacy:en_core_web_sm", or leave it out.')
    from broadsheet_index.people.spacy_finder import SpacyFinder

    return SpacyFinder(model)
