"""The overlay of names: which of the people (or authors) that articles name are one person; see ../../people/spellings.py.

    names     every name of the articles alive, in the order of their bytes
    leaders   (n,) the first name of the person that each is a spelling of
    rows      (m,) ascending: the crc32 of a key in the upper 32 bits, the number of a name that has it in the lower ones

Keys are those under which names meet, and those by which questions look them up (`keys_of`). Names that meet, directly or through
others, are judged together and apart from all the rest; so a name that comes or goes changes nothing but the names it meets.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from ...people.register import words_in
from ...people.spellings import meeting_keys, people_of, surname_keys
from ...people.told import Told, plain
from ..generation import Part
from ..segment.dictionary import PARTED
from ..segment.file import Array, ArrayFile, narrowest
from ..segment.texts import ENCODING
from .overlay import Made, Staged

BITS = 32  # of a name's number, and of a key's checksum
LOWER = (1 << BITS) - 1
MEETING, SURNAME, WORD, WHOLE = "mswp"  # what kind of key it is


def row(kind: str, key: str) -> int:
    """The checksum of a key; two keys may share one, so whoever looks names up by it looks at the names as well."""
    return zlib.crc32(f"{kind}{key}".encode("utf-8", "surrogatepass"))


def meeting_rows(name: str, told: Told) -> set[int]:
    group = told.group(name)
    return {row(MEETING, key) for key in meeting_keys(name)} | ({row(MEETING, f"+{min(group)}")} if group else set())


def rows_of(name: str, told: Told) -> set[int]:
    """Of everything that a name can be found by."""
    rows = meeting_rows(name, told) | {row(WORD, word) for word in words_in(name)}
    return rows | {row(SURNAME, key) for key in surname_keys(name)} | {row(WHOLE, plain(name))}


def values_alive(part: Part, facet: str) -> list[bytes]:
    """The values of a facet that articles alive have, in order."""
    held = part.segment.facet(facet)
    if not part.gone.any():
        return held.values
    counts = held.counts(part.alive[: part.segment.articles].nonzero()[0])
    return [held.values[ord] for ord in counts.nonzero()[0].tolist()]


class NamesOverlay:
    """The overlay of one facet of names: "person", "author"."""

    edition = 1

    def __init__(self, facet: str) -> None:
        self._facet = facet

    def update(self, staged: Staged, before: ArrayFile | None) -> Made | None:
        now = sorted(set().union(*(values_alive(part, self._facet) for part in staged.parts)))
        told = Told.of_json(staged.told)
        if before is None:
            return of_all(now, told)
        held = names_in(before)
        if now == held:
            return None
        return after(held, before.get("leaders"), before.get("rows"), now, told)


def names_in(file: ArrayFile) -> list[bytes]:
    return bytes(file.blob("names")).split(PARTED) if file.about["names"] else []


def after(held: list[bytes], leaders: Array, rows: Array, now: list[bytes], told: Told) -> Made:
    """What `of_all` makes of the names now, from what it made of those held."""
    there, wanted = set(held), set(now)
    gone = [at for at, name in enumerate(held) if name not in wanted]
    return changed(held, leaders.astype(np.int64), rows, gone, [name for name in now if name not in there], told)


def made(names: list[bytes], leaders: Array, rows: Array) -> Made:
    arrays = {"names": np.frombuffer(PARTED.join(names), np.uint8), "leaders": narrowest(leaders), "rows": rows}
    return Made(arrays, {"names": len(names)})


def of_all(names: list[bytes], told: Told) -> Made:
    """names (n,) in order, none twice."""
    texts = [name.decode(*ENCODING) for name in names]
    keys = [tuple(meeting_rows(text, told)) for text in texts]
    having: dict[int, list[int]] = {}
    for at, own in enumerate(keys):
        for key in own:
            having.setdefault(key, []).append(at)

    def meeting(at: int) -> Iterator[int]:
        for key in keys[at]:
            yield from having[key]

    leaders = np.arange(len(names))
    judge(range(len(names)), names, leaders, meeting, told)
    return made(names, leaders, np.sort(rows_for(enumerate(texts), told)))


def changed(held: list[bytes], leaders: Array, rows: Array, gone: Sequence[int], new: Sequence[bytes], told: Told) -> Made:
    """What `of_all` would make of the names held without some and with new ones; looks at those that these meet.

    gone   numbers of names held, ascending
    new    names that are not held, in order
    """
    left = set(connected(gone, lambda at: meeting_in(rows, held[at].decode(*ENCODING), told))) - set(gone)
    stays = np.ones(len(held), bool)
    stays[list(gone)] = False
    names = sorted([*(name for name, stay in zip(held, stays.tolist(), strict=True) if stay), *new])
    arrived = [bisect_left(names, name) for name in new]
    numbers = np.full(len(held), -1, np.int64)  # of the names held, among those that there are now
    old = np.ones(len(names), bool)
    old[arrived] = False
    numbers[stays] = np.flatnonzero(old)

    owners = numbers[(rows & np.uint64(LOWER)).astype(np.int64)]
    rows = (rows >> np.uint64(BITS) << np.uint64(BITS)) | owners.astype(np.uint64)
    rows = rows[owners >= 0]
    added = np.sort(rows_for(((at, name.decode(*ENCODING)) for at, name in zip(arrived, new, strict=True)), told))
    rows = np.insert(rows, np.searchsorted(rows, added), added)

    led = np.arange(len(names))
    led[numbers[stays]] = numbers[leaders[stays]]  # -1 where the leader is gone: all it led are judged anew
    touched = [*arrived, *numbers[sorted(left)].tolist()]
    judge(touched, names, led, lambda at: meeting_in(rows, names[at].decode(*ENCODING), told), told)
    return made(names, led, rows)


def rows_for(names: Iterable[tuple[int, str]], told: Told) -> Array:
    return np.array([key << BITS | at for at, name in names for key in rows_of(name, told)], np.uint64)


def having(rows: Array, key: int) -> list[int]:
    """The numbers of the names that have a key."""
    first = np.searchsorted(rows, np.uint64(key << BITS))
    last = np.searchsorted(rows, np.uint64(key << BITS | LOWER), "right")
    found: list[int] = (rows[first:last] & np.uint64(LOWER)).tolist()
    return found


def meeting_in(rows: Array, name: str, told: Told) -> Iterator[int]:
    for key in meeting_rows(name, told):
        yield from having(rows, key)


def connected(seeds: Iterable[int], meeting: Callable[[int], Iterable[int]]) -> list[int]:
    """Names that meet some, directly or through others, and these themselves."""
    seen = set(seeds)
    waiting = list(seen)
    while waiting:
        for other in meeting(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return sorted(seen)


def judge(touched: Iterable[int], names: Sequence[bytes], leaders: Array, meeting: Callable[[int], Iterable[int]], told: Told) -> None:
    """Set the leaders of some names and of all that they meet."""
    done: set[int] = set()
    for seed in touched:
        if seed in done:
            continue
        together = connected([seed], meeting)
        done.update(together)
        place = {names[at].decode(*ENCODING): at for at in together}
        for person in people_of(place, told):
            for name in person:
                leaders[place[name]] = place[person[0]]
