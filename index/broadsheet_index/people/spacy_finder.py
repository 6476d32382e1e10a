"""A finder of the user's: a spaCy pipeline that is installed beside Broadsheet (`--people spacy:MODEL`, the extra `spacy`).

The only file that knows spaCy. Its spans are trimmed to what a mention is (find.Finder): no titles, no possessive, no line ends.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

from broadsheet_index.errors import BadInput
from broadsheet_index.people.lists import GIVEN, TITLE, kinds

LABELS = frozenset(["PERSON", "PER"])
EDGES = " \t\r,.;:\"“”()"
POSSESSIVE = re.compile(r"['’]s?$")


class SpacyFinder:
    """Raises BadInput where spaCy or the pipeline is not installed, or the pipeline finds no entities."""

    def __init__(self, model: str) -> None:
        try:
            spacy = importlib.import_module("spacy")
        except ImportError:
            raise BadInput(f'--people spacy:{model}: spaCy is not installed. Install it with: pip install "broadsheet[spacy]"') from None
        try:
            self._pipeline: Any = spacy.load(model)
        except (OSError, ValueError) as error:
            raise BadInput(
                f"--people spacy:{model}: there is no such pipeline ({str(error).splitlines()[0]}) Install it with: python -m spacy download {model}"
            ) from None
        if not {"ner", "entity_ruler", "span_ruler", "transformer"} & set(self._pipeline.pipe_names):
            raise BadInput(f"--people spacy:{model}: this pipeline finds no names (it has {', '.join(self._pipeline.pipe_names) or 'nothing'}).")

    def can_read(self, lang: str | None) -> bool:
        """Its own language alone; a pipeline of many ("xx") reads all."""
        return self._pipeline.lang in ("xx", lang.split("-")[0].lower() if lang else "en")

    def __call__(self, text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for entity in self._pipeline(text).ents:
            if entity.label_ in LABELS:
                begin = entity.start_char
                for line in entity.text.split("\n"):  # a line end is a wall
                    start, end = _trimmed(text, begin, begin + len(line))
                    begin += len(line) + 1
                    if start < end:
                        found.append((start, end))
        return sorted(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without signs and titles around it, and without a possessive s."""
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES and not re.search(r"\b(?:Jr|Sr|\w)\.$", text[start:end]):
        end -= 1
    if match := POSSESSIVE.search(text[start:end]):
        end = start + match.start()
    words = text[start:end].split()
    while len(words) > 1 and kinds(words[0]) & TITLE and not kinds(words[0]) & GIVEN:
        start = text.index(words[1], start + len(words[0]))
        words.pop(0)
    return start, end
