"""Lines near the headline that say when the article was published or changed: bylines, date lines, labelled dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..article import Origin
from ..strip import Block
from ..strip.lines import FULL_STOP
from .byline import byline
from .dates import Day, Order, find_days
from .reading import Reading

MOST_OTHER_WORDS = 6  # of a line that is a date and little else: weekday, place, "3 min read"
MOST_BYLINE_WORDS = 32
LONGEST_MARKED = 160  # characters of a line that the page calls a date
BEFORE = 34  # characters before a date in which its label stands
CHANGED = re.compile(
    r"\b(?:updated|modified|edited|changed|revised|last update|aktualisiert|geändert|stand|mis(?:e)? à jour|modifié"
    r"|actualizado|aggiornat[oa]|atualizado"
    r"|bijgewerkt|oppdatert|opdateret|uppdaterad|zaktualizowano|aktualizacja|обновлено|оновлено|güncelleme\w*|diperbarui"
    r"|更新|päivitetty)\W*[^\d]{0,22}$",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first (?:published|posted)|issued|filed|veröffentlicht|erstellt|erschienen|publié"
    r"|publicado|pubblicato|gepubliceerd"
    r"|publicerad|publisert|opublikowano|опубликовано|опубліковано|yayın\w*|公開|掲載|date)\W*[^\d]{0,22}$",
    re.IGNORECASE,
)
# Other dates that stand in short lines: events, deadlines, pictures.
NOT_PUBLISHED = re.compile(
    r"(?:\b(?:until|till|bis|expires?|deadline|photo|picture|image|file|foto|copyright|born|died|since|seit|valid|event"
    r"|when|where|wann|wo|quand|cuándo|tickets?|doors|on sale|save the date|accessed|retrieved|abgerufen"
    r"|joined|member since|starts?|ends?|begins?|due|opens?|closes?|from|between|season|vs?)\b|©)\W*[^\d]{0,12}$",
    re.IGNORECASE,
)
OF_EVENT = re.compile(r"\bevent[-_]{0,2}(?:date|time|when|start|day)", re.IGNORECASE)  # a class
COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One date of such a line, and whether it is that of a change."""

    day: Day
    changed: bool
    origin: Origin


def told_dates(reading: Reading, order: Order | None) -> Iterator[Told]:
    """Yield the dates that lines near the headline tell: labelled ones and bylines before bare date lines."""
    bare = []
    for block in reading.near:
        for told, labelled in dates_of(block, order):
            if labelled:
                yield told
            else:
                bare.append(told)
    yield from bare


def dates_of(block: Block, order: Order | None) -> Iterator[tuple[Told, bool]]:
    days = find_days(block.text, order)
    if not days or OF_EVENT.search(block.signature) or COPYRIGHT.search(block.text):
        return
    is_byline = block.words <= MOST_BYLINE_WORDS and byline(block.text) is not None
    others = block.words - sum(len(day.raw.split()) for day in days)
    is_short = others <= MOST_OTHER_WORDS and not FULL_STOP.search(block.text.removesuffix("."))
    is_marked = "date" in block.own_cues and len(block.text) <= LONGEST_MARKED
    end = 0
    for day in days:
        label = block.text[max(end, day.at - BEFORE) : day.at]
        end = day.at + len(day.raw)
        changed = CHANGED.search(label) is not None
        labelled = changed or PUBLISHED.search(label) is not None
        if NOT_PUBLISHED.search(label) and not labelled:
            continue
        if is_byline or is_marked or is_short or (labelled and block.words <= MOST_BYLINE_WORDS):
            origin: Origin = "byline" if is_byline or labelled else "text"
            yield Told(day, changed, origin), is_byline or labelled
