"""Which of an archive's names are one person's: what no single article can tell. PEOPLE.md, section 5.

Names meet by keys, so that no two are compared that could not be one. Those that meet are joined from the closest to the
loosest: alike but for marks, alike in sound, one given name in two forms, a middle name more or less. Two names, or groups of
names, are joined where every pair across them is one person's; a name that could join two which differ joins neither (George
Bush beside George W. and George H. W.). What comes out depends on the names alone, not on their order.

A surname by itself, or with initials, names no one in particular outside its article: it is joined only with itself in other letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from broadsheet_index.people.given import SLAVIC, groups, is_of
from broadsheet_index.people.keys import arabic_key, key, keys, slavic_key
from broadsheet_index.people.lists import fold
from broadsheet_index.people.names import SYLLABLES, Name, parse, same
from broadsheet_index.people.told import NOTHING, Told

LEVELS = ALIKE, SOUND, FORMS, PARTS = range(4)  # alike but for marks; in sound; a given name's other form; a middle name more
APART = len(LEVELS)
SOUNDED = 5  # letters of a surname that may be looked up by its sound
Names = tuple[str, ...]
Judge = Callable[[str, str], int | None]


def _is_whole(name: Name) -> bool:
    return len(name.given) > 1 and len(name.surname) > 1


def _spelled_apart(word: str) -> str:
    return word.replace("oe", "o").replace("ue", "u").replace("ae", "a")


def _letters(name: Name) -> str:
    return f"{fold(name.letters)} {name.suffix}"


def _surname_keys(name: Name) -> set[str]:
    last = name.surname.split()[-1]
    folded = fold(last)
    found = set(keys(last))
    if (apart := _spelled_apart(folded)) != folded:
        found.add(key(apart))
    found |= {f"#{number}" for number in groups(last)}
    if is_of(name.given, SLAVIC):
        found.add(f"~{slavic_key(last)}")
    if len(last) > 3:
        found.add(f"^{arabic_key(last)}")
    return found


def _given_keys(given: str) -> set[str]:
    found = {*keys(given), *(f"#{number}" for number in groups(given.replace("-", "")) | groups(given))}
    if len(given) > 3:
        found.add(f"^{arabic_key(given)}")
    return found


@lru_cache(maxsize=20_000)
def meeting_keys(name: str) -> frozenset[str]:
    """Two names can be one person's only where these meet.

    >>> bool(meeting_keys("Sergei Naryshkin") & meeting_keys("Serhii Naryškin"))
    True
    """
    parsed = parse(name)
    found = {f"={_letters(parsed)}"}
    if not _is_whole(parsed):
        return frozenset(found)
    if parsed.family_first:
        found.add(f"<{key(parsed.surname)} {key(parsed.given)}")
    else:
        found |= {f"{surname} {given}" for surname in _surname_keys(parsed) for given in _given_keys(parsed.given)}
        if len(parsed.letters) > SYLLABLES:
            found.add(f">{key(parsed.letters)}")
    return frozenset(found)


def surname_keys(name: str) -> frozenset[str]:
    """How the surname sounds: what a question for a bare surname is looked up by; none for short ones (Lee is not Li).

    >>> surname_keys("Volodymyr Zelensky") & surname_keys("Zelenskiy"), surname_keys("Bruce Lee")
    (frozenset({'zelenski'}), frozenset())
    """
    words = parse(name).surname.split()
    return keys(words[-1]) if words and len(words[-1]) >= SOUNDED else frozenset()


def closeness(a: str, b: str) -> int | None:
    """One of LEVELS where two names are one person's, as far as names alone can tell; else None.

    >>> closeness("Volodymyr Zelensky", "Volodymyr Zelenskiy") == SOUND, closeness("V. Putin", "Vladimir Putin")
    (True, None)
    """
    first, second = parse(a), parse(b)
    if min(len(first.surname), len(second.surname)) > 1 and _letters(first) == _letters(second):
        return ALIKE
    if not (_is_whole(first) and _is_whole(second) and same(a, b)):
        return None
    if len(first.middle) != len(second.middle):
        return PARTS
    return SOUND if keys(first.given) & keys(second.given) else FORMS


def people_of(names: Iterable[str], told: Told = NOTHING, judge: Judge = closeness) -> list[Names]:
    """The names of each person, in order; every name is one person's. `judge` as of `closeness`.

    >>> people_of(["Sergei Naryshkin", "George Bush", "Sergey Naryshkin", "George W. Bush", "George H. W. Bush"])
    [('George Bush',), ('George H. W. Bush',), ('George W. Bush',), ('Sergei Naryshkin', 'Sergey Naryshkin')]
    """
    people: list[tuple[Names, ...]] = [(one,) for one in told.joined(sorted(set(names)))]
    known: dict[tuple[Names, Names], int] = {}

    def distance(a: Names, b: Names) -> int:
        """Between what the user told to be one; its closest pair counts, as the others were never compared."""
        if (a, b) not in known:
            far = any(told.are_different(x, y) for x in a for y in b)
            found = (level for x in a for y in b if (level := judge(x, y)) is not None)
            known[a, b] = known[b, a] = APART if far else min(found, default=APART)
        return known[a, b]

    for level in LEVELS:
        people = _joined(people, lambda a, b, level=level: all(distance(x, y) <= level for x in a for y in b))
    return sorted(tuple(sorted(name for names in person for name in names)) for person in people)


def _joined(people: Sequence[tuple[Names, ...]], are_close: Callable[..., bool]) -> list[tuple[Names, ...]]:
    """Join those that are close to each other and to no two that are not."""
    if len(people) < 2:
        return list(people)
    near: list[set[int]] = [set() for _ in people]
    for a, b in combinations(range(len(people)), 2):
        if are_close(people[a], people[b]):
            near[a].add(b)
            near[b].add(a)
    # With the torn ones left out, whoever are linked at all are all close to each other.
    whole = [all(b in near[a] for a, b in combinations(others, 2)) for others in near]
    first = [min([at, *(other for other in near[at] if whole[other])]) if whole[at] else at for at in range(len(people))]
    joined: dict[int, tuple[Names, ...]] = {}
    for at, one in enumerate(people):
        joined[first[at]] = joined.get(first[at], ()) + one
    return list(joined.values())
