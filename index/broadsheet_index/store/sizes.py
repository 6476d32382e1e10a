"""How many bytes an index has, and what they are for: the words of each field, the texts it keeps, and the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..fields import BY_NAME
from ..originals import ORIGINALS
from . import generation, place

WORDS = ("starts", "docs", "positions", "freqs", "marks", "weights", "terms", "heads", "blocks", "runs")  # last parts of names


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes.

    words      by field: dictionaries and postings
    texts      by field: the texts as they are kept, and where their words begin
    facets     the values that are counted
    pages      what is kept of each page beside its texts
    columns    ids, dates, languages, fingerprints
    overlays   by name: what is known only across articles
    before     files that only the generation before has
    originals  the pages' own bytes, where they are kept
    """

    words: dict[str, int]
    texts: dict[str, int]
    facets: int
    pages: int
    columns: int
    overlays: dict[str, int]
    before: int
    originals: int

    @property
    def total(self) -> int:
        fields = sum(self.words.values()) + sum(self.texts.values()) + sum(self.overlays.values())
        return fields + self.facets + self.pages + self.columns + self.before + self.originals

    @property
    def summary(self) -> str:
        """The largest first: "words of body 8,104,220, texts of body 7,920,113, pages 1,044,310"."""
        parts = {f"words of {name}": size for name, size in self.words.items()} | {f"texts of {name}": size for name, size in self.texts.items()}
        parts |= {f"overlay {name}": size for name, size in self.overlays.items()}
        parts |= {"facets": self.facets, "pages": self.pages, "columns": self.columns, "kept of the state before": self.before}
        parts["originals"] = self.originals
        ordered = sorted((item for item in parts.items() if item[1]), key=lambda item: -item[1])
        return ", ".join(f"{name} {size:,}" for name, size in ordered)


def sizes(folder: Path) -> Sizes:
    """Raises IndexMissing or IndexUntrusted."""
    place.check(folder)
    held = generation.open_newest(folder)
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in ("words", "texts")}
    rest: Counter[str] = Counter()
    for part in held.parts:
        file = part.segment.file
        told = 0
        for name in file.names():
            field, _, what = name.partition(":")
            size = file.size_of(name)
            told += size
            if field in BY_NAME:
                counted["words" if what.rpartition(":")[2] in WORDS else "texts"][field] += size
            else:
                rest["facets" if field == "facet" else "pages" if name.startswith("record") or field in ("key", "article") else "columns"] += size
        rest["columns"] += part.written.size - told  # the file's own table
    named = {part.name for part in held.parts} | {laid.file.path.name for laid in held.overlays.values()}
    files = [file for file in folder.rglob("*") if file.is_file()]
    kept = [file for file in files if ORIGINALS in file.relative_to(folder).parts]
    return Sizes(
        dict(counted["words"].most_common()),
        dict(counted["texts"].most_common()),
        rest["facets"],
        rest["pages"],
        rest["columns"],
        {name: laid.written.size for name, laid in held.overlays.items()},
        sum(file.stat().st_size for file in files if file.name not in named and file not in kept),
        sum(file.stat().st_size for file in kept),
    )
