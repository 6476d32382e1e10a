"""Who is who inside one article: mentions -> people. PEOPLE.md, section 4.

Full names come first: variants of one name are one person, a slip of the pen too, and the tail or the head of a longer name
joins it. Then single words: the surname, else the given name, of exactly one person is that person. Two Bidens stay two, and a
bare "Biden" beside them stays "Biden" unless Mr or Mrs decides. Nothing is ever completed from outside the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from broadsheet_index.people.given import sex
from broadsheet_index.people.keys import keys
from broadsheet_index.people.lists import fold
from broadsheet_index.people.names import SUFFIXES, parse, same
from broadsheet_index.people.slips import are_slips, is_slip
from broadsheet_index.people.someone import Mention, Someone, bare, may_be_given, mention_at, with_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_KIN = (
    "daughter|son|wife|husband|brother|sister|widow|widower|mother|father|ex-wife|ex-husband|stepson|stepdaughter|grandson|"
    "granddaughter|nephew|niece|child|children"
)
_RELATIVE = re.compile(rf"([^\W\d_][\w'’\-]*)['’]s\s+(?:[a-z\-]+\s+){{0,2}}(?:{_KIN})\s*,?\s*$")
_TITLE_OF_HIM = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince)\.?\s+$")
_TITLE_OF_HER = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess)\.?\s+$")
_TITLE = 12  # characters in front of a mention in which its title stands
_BEFORE = 60  # characters in front of a mention that are looked at; "Skripal's eldest daughter, " fits


def _surname(name: str) -> str:
    words = parse(name).surname.split()
    return bare(fold(words[-1])) if words else ""


def _given(name: str) -> str:
    return fold(parse(name).given)


def _given_or_particle(mentions: Sequence[Mention]) -> list[Mention]:
    """Al Gore and Ben Carson have a given name; Ben Ali is whoever the article calls Zine Ben Ali, Al Assad its Bashar Assad."""
    tails: set[tuple[str, ...]] = set()
    for mention in mentions:
        if mention.is_full:
            tails.update(mention.all_words[k:] for k in range(1, len(mention.all_words)))
            if parse(mention.mended).arabic:
                tails.add(("al", mention.words[-1]))
    return [with_given(one) if may_be_given(one) and one.all_words not in tails else one for one in mentions]


def _join_full(mentions: Sequence[Mention]) -> list[Someone]:
    """Full names: a form joins the first person all of whose forms may be the same, so that no two that differ are ever joined."""
    people: list[Someone] = []
    by_form: dict[str, Someone] = {}
    for mention in mentions:
        person = by_form.get(mention.mended)
        if person is None:
            person = next((p for p in people if all(same(form, mention.mended) for form in p.forms())), None)
        if person is None:
            person = Someone()
            people.append(person)
        person.mentions.append(mention)
        by_form[mention.mended] = person
    return people


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What may stand for a longer name: Suu Kyi for Aung San Suu Kyi, Sheikh Hasina for Sheikh Hasina Wazed."""
    for k in range(1, len(words) - 1):
        yield words[k:]
    if SUFFIXES.get(words[-1]) not in ("jr", "sr"):
        yield words[:-1]


def _joined(people: list[Someone], may_be: Callable[[Someone], Iterable[Someone]]) -> list[Someone]:
    """Whoever may be exactly one of the others is; the longest names are asked first."""
    joined: dict[int, Someone] = {}  # who has become part of whom, by id
    for person in sorted(people, key=lambda person: -max(len(mention.words) for mention in person.mentions)):
        others = {id(p): p for other in may_be(person) if (p := joined.get(id(other), other)) is not person}
        if len(others) == 1:
            joined[id(person)] = others.popitem()[1]
            joined[id(person)].mentions += person.mentions
    return [person for person in people if id(person) not in joined]


def _join_slips(people: list[Someone]) -> list[Someone]:
    by_word: dict[str, list[Someone]] = defaultdict(list)
    for person in people:
        for word in {word for form in person.forms() for word in (_given(form), _surname(form))}:
            by_word[word].append(person)
    meant: dict[int, list[Someone]] = defaultdict(list)
    for several in by_word.values():
        for one, other in combinations(several, 2):
            if all(are_slips(a, b) for a in one.forms() for b in other.forms()):
                meant[id(one)].append(other)
                meant[id(other)].append(one)
    return _joined(people, lambda person: meant.get(id(person), ()))


def _join_parts(people: list[Someone]) -> list[Someone]:
    longer: dict[tuple[str, ...], list[Someone]] = defaultdict(list)
    for person in people:
        for words in {mention.words for mention in person.mentions}:
            for part in _parts(words):
                longer[part].append(person)
    return _joined(people, lambda person: [p for mention in person.mentions for p in longer.get(mention.words, ())])


class _Known:
    """The people with a full name, by each word that may stand for them alone."""

    def __init__(self, people: Sequence[Someone]) -> None:
        self.by_surname: dict[str, list[Someone]] = defaultdict(list)
        self.by_sound: dict[str, list[Someone]] = defaultdict(list)
        self.by_given: dict[str, list[Someone]] = defaultdict(list)
        self.by_any: dict[str, list[Someone]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Someone) -> None:
        forms = person.forms()
        surnames = {_surname(form) for form in forms}
        sounds = {sound for surname in surnames for sound in keys(surname)}
        words = {part for m in person.mentions if m.is_full for word in m.words for part in (word, *word.split("-"))}
        for table, entries in (
            (self.by_surname, surnames),
            (self.by_sound, sounds),
            (self.by_given, {_given(form) for form in forms}),
            (self.by_any, words),
        ):
            for entry in entries:
                table[entry].append(person)

    def meant_by(self, word: str) -> list[Someone]:
        """By surname, else by one that sounds alike, else by given name, by any word of the name, by a slip in the surname."""
        found = self.by_surname.get(word) or [p for sound in sorted(keys(word)) for p in self.by_sound.get(sound, ())]
        # A bare surname is somebody whose name the article gave in full, not the relative completed from it.
        found = [person for person in found if not person.completed] or found
        found = found or self.by_given.get(word) or self.by_any.get(word) or self._mistyped(word)
        return list({id(person): person for person in found}.values())

    def _mistyped(self, word: str) -> list[Someone]:
        return [person for surname, people in self.by_surname.items() if is_slip(word, surname) for person in people]


def _of_their_title(text: str, mention: Mention, people: list[Someone]) -> list[Someone]:
    """Those whom Mr or Mrs in front of the mention leaves."""
    before = text[max(0, mention.start - _TITLE) : mention.start]
    wanted = "m" if _TITLE_OF_HIM.search(before) else "f" if _TITLE_OF_HER.search(before) else ""
    fitting = [person for person in people if sex(_given(person.name())) == wanted]
    return fitting if wanted and fitting else people


def _relative(text: str, mention: Mention, closing: dict[str, str]) -> str:
    """ "Yuliia Skripal" for the Yuliia of "Skripal's daughter Yuliia"; else "". `closing`: last words, folded and as shown."""
    match = _RELATIVE.search(text[max(0, mention.start - _BEFORE) : mention.start])
    owner = fold(match[1]) if match else ""
    if owner not in closing or owner == mention.words[-1]:
        return ""
    return f"{mention.mended} {closing[owner]}"


def resolve(text: str, spans: Sequence[tuple[int, int]]) -> list[Someone]:
    """The people of an article, by first mention."""
    found = [mention_at(text, start, end) for start, end in sorted(spans)]
    mentions = _given_or_particle([mention for mention in found if mention.words])
    people = _join_parts(_join_slips(_join_full([mention for mention in mentions if mention.is_full])))
    known = _Known(people)
    closing = {mention.words[-1]: mention.mended.split()[-1] for mention in reversed(mentions)}
    unknown: dict[str, Someone] = {}  # people of one word, by its keys
    for mention in mentions:
        if mention.is_full:
            continue
        introduced = known.by_given.get(mention.words[-1], ())
        completed = "" if introduced else _relative(text, mention, closing)
        meant = [] if completed else _of_their_title(text, mention, known.meant_by(mention.words[-1]))
        if len(meant) == 1:
            meant[0].mentions.append(mention)
        elif completed:
            people.append(Someone([mention], completed))
            known.add(people[-1])
        else:
            sounds = keys(mention.words[-1])
            person = next((unknown[sound] for sound in sorted(sounds) if sound in unknown), None)
            if person is None:
                person = Someone()
                people.append(person)
            unknown.update(dict.fromkeys(sounds, person))
            person.mentions.append(mention)
    for person in people:
        person.mentions.sort(key=lambda mention: mention.start)
    return sorted(people, key=lambda person: person.mentions[0].start)


def may_be(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Whose a name of one word may be that an article leaves open; empty where it is nobody else's.

    >>> may_be("Biden", ["Joe Biden", "Hunter Biden", "Biden", "Ann Roe"])
    ('Joe Biden', 'Hunter Biden')
    """
    wanted = fold(name)
    found = tuple(other for other in names if " " in other and wanted in fold(other).split()) if " " not in name else ()
    return found if len(found) > 1 else ()
