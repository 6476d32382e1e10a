"""Places that news writes in two ways: a question for one says what the other would find. Never taken by itself."""

from __future__ import annotations

from dataclasses import replace

from broadsheet_index.analysis import fold
from broadsheet_index.fields import BY_NAME, Kind

from .answering_to import Asking
from .compiled import ARTICLE, words_of
from .plan import Plan
from .query import show
from .query.tree import Leaf, Node, Or, Words
from .query.warned import Warned
from .variants import changed

# The first of each is the one used today.
SPELLINGS = tuple(
    tuple(names.split(", "))
    for names in (
        "Kyiv, Kiev",
        "Kharkiv, Kharkov",
        "Odesa, Odessa",
        "Lviv, Lvov",
        "Luhansk, Lugansk",
        "Chernihiv, Chernigov",
        "Mykolaiv, Nikolaev, Nikolayev",
        "Zaporizhzhia, Zaporizhia, Zaporozhye",
        "Vinnytsia, Vinnitsa",
        "Rivne, Rovno",
        "Kryvyi Rih, Krivoy Rog",
        "Chornobyl, Chernobyl",
        "Donbas, Donbass",
        "Bakhmut, Artemivsk, Artyomovsk",
        "Dnipro, Dnepropetrovsk, Dnipropetrovsk",
        "Belarus, Byelorussia, Belorussia",
        "Moldova, Moldavia",
        "Almaty, Alma-Ata",
        "Beijing, Peking",
        "Mumbai, Bombay",
        "Kolkata, Calcutta",
        "Chennai, Madras",
        "Bengaluru, Bangalore",
        "Myanmar, Burma",
        "Yangon, Rangoon",
        "Ho Chi Minh City, Saigon",
        "Türkiye, Turkey",
        "Czechia, Czech Republic",
        "Eswatini, Swaziland",
        "Timor-Leste, East Timor",
        "Cabo Verde, Cape Verde",
        "Ivory Coast, Côte d'Ivoire",
        "Fallujah, Falluja",
        "Raqqa, Raqqah",
        "Mecca, Makkah",
    )
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words_of(text))


BY_WORDS = {_words(name): tuple(other for other in names if other != name) for names in SPELLINGS for name in names}
LONGEST = max(map(len, BY_WORDS))


def others_of(leaf: Leaf) -> tuple[str, tuple[str, ...]] | None:
    """The place that a leaf names, as typed, and its text with each other spelling; None where it names none."""
    if not isinstance(leaf, Words) or leaf.exact or leaf.slop:
        return None
    if leaf.field is not None and leaf.field != "place" and BY_NAME[leaf.field].kind is not Kind.TEXT:
        return None
    typed = words_of(leaf.text)
    folded = _words(leaf.text)
    for size in range(min(LONGEST, len(typed)), 0, -1):
        for at in range(len(typed) - size + 1):
            if found := BY_WORDS.get(folded[at : at + size]):
                return " ".join(typed[at : at + size]), tuple(" ".join((*typed[:at], name, *typed[at + size :])) for name in found)
    return None


def place_hint(asking: Asking, planned: Plan, total: int) -> tuple[Warned, ...]:
    """What more there is under the other spellings of the places that a question names; nothing where there is no more."""
    named: list[tuple[str, tuple[int, int]]] = []

    def either(leaf: Leaf) -> Node:
        found = others_of(leaf)
        if found is None or not isinstance(leaf, Words):
            return leaf
        named.append((found[0], leaf.at))
        return Or((leaf, *(replace(leaf, text=text, quoted=leaf.quoted or " " in text) for text in found[1])))

    asked = changed(planned.reading.tree, either)
    if not named:
        return ()
    named.clear()
    more = asking.count(changed(planned.tree, either), ARTICLE, tuple(planned.filters.values())) - total
    if more <= 0:
        return ()
    place, at = named[0]
    others = " and ".join(BY_WORDS[_words(place)])
    articles = "article" if more == 1 else "articles"
    return (Warned("place_spelling", f"{place} is also written {others}: {show(asked)} finds {more:,} more {articles}.", at),)
