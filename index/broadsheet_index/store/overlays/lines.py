"""The overlay of repeated lines: those that several stories of a site tell, and which of them are the site's own.

    terms      (t,) bytes, in order (repeated/lines.py)
    sites      (t,) bytes: the term of the site
    stories    (t,) that tell it, copies counted once; articles (t,) of the site
    own        (t,) whether it is the site's own

It is worked out anew only for the lines of articles that changed, or whose story did; where many did, for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ...repeated.lines import LEAST, is_repeated, lines_of
from ..generation import Part
from ..records import capture
from ..segment.file import Array, ArrayFile
from ..segment.runs import sizes
from ..segment.texts import ENCODING
from .copies import places
from .overlay import Made, Staged

MANY = 200  # changed articles from which all lines are counted
SITE = b"@"

Row = tuple[bytes, int, int]  # site, stories, articles


class RepeatedLines:
    edition = 1

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        copies = _Copies(staged.beside.get("copies"))
        changed = set(staged.changed or ())
        if before is not None:
            changed |= copies.differing(_Copies(staged.earlier.get("copies")))
        if before is None or staged.changed is None or len(changed) > MANY:
            return _made(_all(staged.parts, copies))
        rows: dict[bytes, Row] = {
            term: (site, stories, articles)
            for term, site, stories, articles in zip(
                before.get("terms").tolist(), before.get("sites").tolist(), before.get("stories").tolist(),
                before.get("articles").tolist(), strict=True,
            )
        }  # fmt: skip
        sites: set[bytes] = set()
        for site, terms in _touched(staged, changed):
            sites.add(site)
            for term in terms:
                stories = copies.count(staged.parts, term)
                rows[term] = (site, stories, 0)
                if stories < LEAST:
                    del rows[term]
        of_site = {site: sum(int(part.alive[part.segment.records_with("line", site)].sum()) for part in staged.parts) for site in sites}
        for term, (site, stories, articles) in rows.items():
            rows[term] = (site, stories, of_site.get(site, articles))
        made = _made(rows)
        same = all(np.array_equal(made.arrays[name], before.get(name)) for name in made.arrays)
        return None if same else made


class _Copies:
    """The copies overlay, asked for the stories of some articles."""

    def __init__(self, file: ArrayFile | None) -> None:
        self._ids = file.get("ids") if file else np.zeros(0, "S1")
        self._leaders = file.get("leaders").astype(np.int64) if file else np.zeros(0, np.int64)

    def of(self, ids: Array) -> Array:
        """(n,) a number each story, those without copies each its own."""
        at = places(ids, self._ids)
        alone = at < 0
        out = np.empty(len(ids), np.int64)
        out[alone] = len(self._ids) + np.flatnonzero(alone)
        out[~alone] = self._leaders[at[~alone]]
        return out

    def count(self, parts: Sequence[Part], term: bytes) -> int:
        """How many stories tell a line."""
        found = []
        for part in parts:
            numbers = part.segment.records_with("line", term)
            found.append(part.segment.ids[numbers[part.alive[numbers]]])
        return len(np.unique(self.of(np.concatenate(found)))) if found else 0

    def differing(self, other: _Copies) -> set[str]:
        """Ids of the articles that are in another story than they were."""
        if self._ids is other._ids:
            return set()
        ids = np.unique(np.concatenate((self._ids, other._ids)))
        moved = self._named(ids) != other._named(ids)
        return {id.decode(*ENCODING) for id in ids[moved].tolist()}

    def _named(self, ids: Array) -> Array:
        """The smallest id of the story of each of some articles."""
        found = ids.copy()
        at = places(ids, self._ids)
        _, first, which = np.unique(self._leaders, return_index=True, return_inverse=True)  # members are in order
        found[at >= 0] = self._ids[first[which]][at[at >= 0]]
        return found


def _touched(staged: Staged, changed: Iterable[str]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Site and lines of each changed article, as it was and as it is."""
    for parts in (staged.were, staged.parts):
        for id in changed:
            place = Staged(parts).find(id)
            if place is not None:
                lines = lines_of(capture(place[0].segment, place[1])[1])
                yield lines.site.encode(), [term.encode() for term in lines.at.values()]


def _all(parts: Sequence[Part], copies: _Copies) -> dict[bytes, Row]:
    """Every line that enough stories tell."""
    terms, rows, ids, base = [], [], [], 0
    for part in parts:
        field = part.segment.field("line")
        ids.append(part.segment.ids)
        if field is not None:
            dictionary = field.dictionaries["term"]
            starts = field.runs.starts.astype(np.int64)
            names = np.array(dictionary.all(), "S8")
            by_run = np.empty(len(names), "S8")
            by_run[dictionary.runs()] = names
            docs = field.runs.docs[: int(starts[-1])].astype(np.int64)
            alive = part.alive[docs]
            terms.append(np.repeat(by_run, sizes(starts))[alive])
            rows.append(base + docs[alive])
        base += part.segment.articles
    if not terms:
        return {}
    term, row = np.concatenate(terms), np.concatenate(rows)
    story = copies.of(np.concatenate(ids))
    is_site = term >= SITE
    is_site &= term < bytes([SITE[0] + 1])
    site_of = np.zeros(base, "S8")
    site_of[row[is_site]] = term[is_site]
    of_site = dict(zip(*(found.tolist() for found in np.unique(term[is_site], return_counts=True)), strict=True))
    line, told, row = term[~is_site], story[row[~is_site]], row[~is_site]
    order = np.lexsort((told, line))
    line, told, row = line[order], told[order], row[order]
    new_line = np.ones(len(line), bool)
    new_line[1:] = line[1:] != line[:-1]
    new_story = new_line.copy()
    new_story[1:] |= told[1:] != told[:-1]
    begins = np.flatnonzero(new_line)
    counts = np.add.reduceat(new_story.astype(np.int64), begins) if len(begins) else np.zeros(0, np.int64)
    found: dict[bytes, Row] = {}
    for at in np.flatnonzero(counts >= LEAST).tolist():
        site = bytes(site_of[row[begins[at]]])
        found[bytes(line[begins[at]])] = (site, int(counts[at]), of_site[site])
    return found


def _made(rows: dict[bytes, Row]) -> Made:
    terms = sorted(rows)
    return Made(
        {
            "terms": np.array(terms, "S8"),
            "sites": np.array([rows[term][0] for term in terms], "S8"),
            "stories": np.array([rows[term][1] for term in terms], np.uint32),
            "articles": np.array([rows[term][2] for term in terms], np.uint32),
            "own": np.array([is_repeated(*rows[term][1:]) for term in terms], np.uint8),
        }
    )
