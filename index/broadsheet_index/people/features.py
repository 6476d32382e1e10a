"""What the model sees of each word of a run: features, in groups.

A group is a function and what it needs to know, for instance (near, "+1", "said", "33/x"): called, it spells its features
out. The trainer spells all of them; the finder keeps the summed weights of the groups that it has met, and the few words
that stand around most names need not be looked up letter by letter again.

In the features a word is folded; its *kinds* are the number whose bits are the lists that it is on (lists.py); its *form*
is both its kinds and its shape: "33/Xx".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet_index.people.labels import OUTSIDE
from broadsheet_index.people.lists import fold, kinds
from broadsheet_index.people.tokens import WALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet_index.people.rules import Reading
    from broadsheet_index.people.runs import Run
    from broadsheet_index.people.seen import Seen

Group = tuple[Callable[..., list[str]], *tuple[str | int | tuple[str, ...], ...]]

LONGEST_SHAPE = 12  # letters
LONGEST_WORD = 9  # letters; longer words are alike
FAR = 4  # words; from there on the distance to an end of the run does not matter
LONG_RUN = 5  # words, likewise


class Word(NamedTuple):
    folded: str
    kinds: str
    form: str


def shape(word: str) -> str:
    """Capitals, small letters and signs, two alike at most in a row.

    >>> shape("Putin"), shape("McCain"), shape("J.D."), shape("BBC")
    ('Xxx', 'XxXxx', 'X.X.', 'XX')
    """
    found: list[str] = []
    for letter in word[:LONGEST_SHAPE]:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        if found[-2:] != [kind, kind]:
            found.append(kind)
    return "".join(found)


@lru_cache(maxsize=50_000)
def look_at(word: str) -> Word:
    if word == WALL:
        return Word("¶", "", "/")
    folded = fold(word)
    if len(folded) > 2 and folded.count(".") == 1:
        folded = folded.removesuffix(".")
    if folded[:1].isdigit():  # an accent that stands alone folds to nothing
        folded = "0"
    known = str(kinds(word)) if word[0].isalpha() else ""
    return Word(folded, known, f"{known}/{'x' if word.islower() else shape(word)}")


def spell(group: Group) -> list[str]:
    function, *facts = group
    return function(*facts)


def groups(words: Sequence[str], run: Run, seen: Seen, reading: Reading) -> Iterator[list[Group]]:
    """The groups of each word of a run, in order."""
    length = run.end - run.start
    width = min(length, LONG_RUN)
    seen_from = max(0, run.start - 2)
    around = [look_at(WALL)] * (seen_from + 2 - run.start)
    around += map(look_at, words[seen_from : run.end + 2])
    around += [look_at(WALL)] * (length + 4 - len(around))
    before, after = around[1], around[-2]
    for k in range(run.start, run.end):
        at = k - run.start
        before2, before1, word, after1, after2 = around[at : at + 5]
        ahead, behind = min(at, FAR), min(length - 1 - at, FAR)
        opens = int(at == 0 and run.opens)
        small = "l" if words[k].lower() in seen.small else ""
        often = "m" if seen.inside.get(words[k], 0) > (run.style == "normal" and not opens) else ""  # m: not only here
        labelled = reading.labels[k]
        met = elsewhere(reading, words[k], labelled)
        opinion = reading.opinions.get(k)
        place, step = (opinion.place, opinion.step) if opinion else ("-", 0)
        found: list[Group] = [
            (own, words[k]),
            (near, "-1", before1.folded, before1.form),
            (near, "+1", after1.folded, after1.form),
            (far, "-2", before2.folded, before2.form),
            (far, "+2", after2.folded, after2.form),
            (forms, before1.form, word.form, after1.form, length == 1),
            (place_in_run, width, ahead, word.kinds),
            (outside, "<", ahead, before.folded, before.form),
            (outside, ">", behind, after.folded, after.form),
            (article, small + often, run.style, opens, opens and width, word.kinds),
            (again, met, min(length, 2), ahead, word.kinds),
            (rules, place, step, labelled, width, word.kinds),
            (rules_and_article, place, step, labelled, met),
        ]
        if length == 1:
            found.append((both_sides, before.folded, after.folded))
        if opinion:
            found.append((why, opinion.place, opinion.clues))
        yield found


def elsewhere(reading: Reading, word: str, here: str) -> str:
    """How the rules read a word in the rest of the article, in up to three letters: E2y is mostly the end of a name (E), more than
    once (2), but not always (y; x where mostly not). Words that were no name are o, or O if more than once."""
    met = reading.met[fold(word)]
    count = {label: met[label] - (label == here) for label in "BIES"}
    named, not_named = sum(count.values()), met[OUTSIDE] - (here == OUTSIDE)
    if not named:
        return "O" if not_named > 1 else "o" if not_named else ""
    most = "E" if count["E"] and count["E"] >= count["B"] else "B" if count["B"] else "I" if count["I"] else "S"
    return most + ("2" if named > 1 else "1") + ("x" if not_named > named else "y" if not_named else "")


def own(word: str) -> list[str]:
    folded, known, _ = look_at(word)
    form = shape(word.rstrip(".") if word.count(".") == 1 and len(word) > 2 else word)
    return [
        f"w={folded}",
        f"k={known}",
        f"f={form}",
        f"kf={known}/{form}",
        *(f"p{n}={folded[:n]}" for n in (2, 3)),
        *(f"s{n}={folded[-n:]}" for n in (2, 3, 4)),
        f"n={min(len(folded), LONGEST_WORD)}",
    ]


def near(where: str, word: str, form: str) -> list[str]:
    return [f"w{where}={word}", f"f{where}={form}", f"s{where}={word[-3:]}"]


def far(where: str, word: str, form: str) -> list[str]:
    return [f"w{where}={word}", f"f{where}={form}"]


def forms(before: str, word: str, after: str, alone: bool) -> list[str]:
    found = [f"f<={before}|{word}", f"f>={word}|{after}", f"f<>={before}|{word}|{after}"]
    return [*found, f"1f<>={before}|{word}|{after}"] if alone else found


def place_in_run(width: int, ahead: int, known: str) -> list[str]:
    return [f"r={width}.{ahead}", f"r={width}.{ahead}/{known}"]


def outside(side: str, distance: int, word: str, form: str) -> list[str]:
    found = [f"rf{side}{distance}={form}"]
    return [*found, f"rw{side}={word}"] if distance else found


def both_sides(before: str, after: str) -> list[str]:
    return [f"1w={before}|{after}"]


def article(seen: str, style: str, opens: int, width: int, known: str) -> list[str]:
    found = [f"a={seen}", f"a={seen}{opens}/{known}"]
    if opens:
        found += ["b", f"b={known}/{width}"]
    if style != "normal":
        found += [f"l={style}", f"l={style}/{known}"]
    return found


def again(met: str, several: int, ahead: int, known: str) -> list[str]:
    return [f"m={met}", f"m={met}/{several}.{ahead}", f"m={met}/{known}"] if met else ["m="]


def rules(place: str, step: int, labelled: str, width: int, known: str) -> list[str]:
    return [f"j={place}{step}", f"j={place}{step}{labelled}", f"t={labelled}", f"t={labelled}{width}", f"t={labelled}/{known}"]


def rules_and_article(place: str, step: int, labelled: str, met: str) -> list[str]:
    return [f"tm={labelled}{met}", f"jm={place}{step}{met}"]


def why(place: str, clues: tuple[str, ...]) -> list[str]:
    return [f"c={place}{clue}" for clue in clues]
