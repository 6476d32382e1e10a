"""The names in a byline: "ANNA-LENA BERGFELD", "Ines Calder, Senior Transport Reporter, and Lena Okoro".

>>> names_in("Ines Calder, Senior Transport Reporter, Owen Hale, City Editor, and Lena Okoro").authors
('Ines Calder', 'Owen Hale', 'Lena Okoro')
>>> names_in("Nate Ostiller and The Kyiv Independent news desk")
Names(authors=('Nate Ostiller',), agency='The Kyiv Independent news desk')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..people.lists import GIVEN, kinds
from .agencies import is_agency, is_desk, is_named_desk, is_nobody, is_organisation
from .same import plain

LONGEST = 60  # characters of one name
MOST_WORDS = 6
PARTICLES = frozenset(
    [
        "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "les", "el", "al", "ul", "bin",
        "ibn", "ben", "van", "von", "vom", "zu", "zur", "der", "den", "ter", "ten", "te", "af", "av", "y", "e", "i",
        "ap", "ua", "mc", "st", "ould", "abu",
    ]
)  # fmt: skip
OPENING = re.compile(
    r"^\W*(?:(?:written|posted|reported|words?|text|story|article|reviewed|published|submitted|authored|report|analysis|opinion|contributed"
    r"|exclusive|interview|column|comment(?:ary)?|essay|profile) )?(?:(?:and|&) (?:photos?|pictures) )?(?:by|von"
    r"|par|por|di|door|oleh|autorin/autor|autor(?:in|es)?|author"
    r"|auteur|автор|текст|texte?|tekst|redaktör|af|av|napsal|foto e texto|words(?=\s?:))\b(?: und)? ?:? *(?=\S)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
CONTACT = re.compile(
    r"\S+@\S+|@\w+|https?://\S+|www\.\S+"
    r"|\b(?:e-?mail|follow|contact|twitter|facebook|tweet|view|see|more by|about) (?:the |this )?"
    r"(?:author|bio|profile|archive|her|him|them|me|us)?\b.*$",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\s*(?:\b(?i:published|posted|updated|last updated|first published|created|aktualisiert|veröffentlicht|stand|publié|mis à jour|actualizado|publicado"
    r"|pubblicato|gepubliceerd|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|special to)\b.*$"
    r"|\b\d+ ?(?i:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\b.*$"
    r"|\b(?:[Ii]n|on|[Aa]t|[Ff]or|[Oo]f|from|with|aus|nach|à|en|bei|für) (?:the )?[A-ZÀ-Þ].*$|\sThe [A-Z].*$|\d.*$)"
)
SPLIT = re.compile(r"\s*(?:[,;|•·\n/]|\s[-–—]\s)\s*(?:(?:and|And|AND|und|et|y|&)\s+)?|\s+(?:and|And|AND|&|und|et|y|e|with|og|och|en|и|і|dan|ja|oraz|și)\s+")
ROLE = re.compile(
    r"\b(?:writers?|reporters?|editors?|correspondents?|contributors?|columnists?|author|journalists?|producers?|bureau chief|chief|analysts?|freelancer?"
    r"|critic|fellow|director|professor|photographer|redakteur(?:in)?|korrespondent(?:in)?|journaliste|reporterin|autorin|rédacteur|rédactrice"
    r"|redactor[ae]?|periodista|giornalista|mba|phd|m\.?d|esq|jr|sr|lecturer|researcher|special|meteorologist|anchor|host|intern|expert|managers?|officer|ceo|founder|engineer)\b",
    re.IGNORECASE,
)
TITLES = re.compile(r"^(?:mr|mrs|ms|sir|lord|lady|dame)\.? ", re.IGNORECASE)
# A role beside the name without a comma: "Jane Roe Political editor", "Senior Reporter Jane Roe".
ROLE_WORDS = (
    r"(?:(?:parliamentary|political|senior|chief|staff|deputy|associate|managing|business|sports?|science|health|legal|city|national|foreign|news|crime"
    r"|education|environment|economics|technology|culture|arts|features?|assistant|executive|special|contributing|freelance|web|online|digital|diplomatic"
    r"|europe|asia|africa|us|uk|north america|home affairs|social affairs)\s+){0,3}"
    r"(?:writer|reporter|editor|correspondent|contributor|columnist|journalist|bureau chief|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|reporterin)s?"
)
ROLE_AFTER = re.compile(rf"(?<=[\w.])\s+{ROLE_WORDS}\s*$", re.IGNORECASE)
ROLE_BEFORE = re.compile(rf"^{ROLE_WORDS}\s+(?=[A-ZÀ-Þ]\S+ \S)", re.IGNORECASE)
SUFFIX = re.compile(r",? (?:jr|sr)\.?$", re.IGNORECASE)
# Who made the pictures, or read the text again, wrote nothing.
OTHERS = re.compile(
    r"(?<=\S)[\s.;,|•·]+(?:and )?(?:photo(?:graph)?(?:s|y)?|pictures?|illustrations?|graphics?|videos?|fotos?|bilder|images?|additional reporting"
    r"|edited|reviewed|fact[- ]?checked|translated|produced|medically reviewed|redaktion|übersetzung)\s*(?:by\b|:|von\b|par\b|di\b|de\b).*$",
    re.IGNORECASE | re.DOTALL,
)
# Names in scripts without spaces, where the page or a word beside them says that they are a writer's.
WRITER_MARK = r"(?:本报|本報)?(?:记者|記者|作者|撰文|撰稿|文字|文|取材|執筆|編集委員|기자)"
IDEOGRAPHIC = re.compile(
    rf"\s*(?:{WRITER_MARK}[\s:：・／/]*)?(?P<name>[\u4e00-\u9fff\u30a0-\u30ff]{{2,6}}|[가-힣]{{2,4}})(?P<mark>\s*[\s(（]?(?:记者|記者|기자)[)）]?)?\s*"
)
HOUSES = frozenset("部社局網网版報报사")  # an editorial office, an agency, a paper
MARKED = re.compile(rf"^\s*{WRITER_MARK}[\s:：・／/]|(?:记者|記者|기자)[)）]?\s*$")
WRITER = re.compile(r"\s+(?:staff|writers?|reporters?|correspondents?)(?: writer)?$", re.IGNORECASE)
TRIM = " .,:;·•|–—-*\"“”„'‘’"
DOMAIN = re.compile(r"[a-z\d-]+(?:\.[a-z\d-]+)+")
NO_NAME = re.compile(r"\d{3}|\.(?:com|org|net|de|ru)\b", re.IGNORECASE)
SIGN = re.compile(r"[A-ZÀ-Þ]{2,5}")  # "CBS": the initials of a house, or of nobody known
ARTICLES = frozenset(["The", "the", "A", "An"])  # no name begins so; "The Earthtimes" does
GLUED = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!La)(?<!Le)(?<!Van)(?<!Fitz)(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ])")  # "Jervis-BardyThe West"
ARABIC = re.compile(r"(?:al|el|as|ash|ad|ar|an|at|az|d|l|bin|ibn)['’-][A-ZÀ-Þ]")
VOWELS = re.compile(r"[AEIOUYÀ-ÖØ-ÝАЕЁИОУЫЭЮЯІЇЄ]")


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a byline names: persons, in order, and the agency or desk."""

    authors: tuple[str, ...] = ()
    agency: str | None = None


def names_in(text: str, *, strict: bool = True, site: frozenset[str] = frozenset()) -> Names:
    """Return whom the text of a byline names, without its "by".

    strict  names of persons must look like names: a line of the page, where the page does not mark what it is
    site    what the site calls itself, plain: it is no author of its own
    """
    text = OTHERS.sub("", without_contact(text))
    authors: list[str] = []
    agency: str | None = None
    for part in SPLIT.split(text):
        name = " ".join(OPENING.sub("", part).split()).strip(TRIM)
        if not name:
            continue
        if is_agency(name) or (is_desk(name) and not is_person(name, strict=True)):
            if agency is None and (is_agency(name) or is_named_desk(name)):
                agency = WRITER.sub("", name)
            continue
        name = ENDING.sub("", name).strip(TRIM)
        name = without_role(TITLES.sub("", name))
        if plain(name) in site or not is_person(name, strict=strict):
            continue
        mended = with_small_letters(name)
        if plain(mended) not in map(plain, authors):
            authors.append(mended)
    return Names(tuple(authors), agency)


def without_role(name: str) -> str:
    """The name less a role that stands beside it without a comma; "Senior Transport Reporter" is a role and nothing else."""
    bare = ROLE_BEFORE.sub("", ROLE_AFTER.sub("", name))
    return bare if bare != name and kinds(bare.split()[0]) & GIVEN else name


def without_contact(text: str) -> str:
    """The text less addresses, handles and what stands in brackets: "Ryan Roe[email protected] gazette.example@rroe"."""
    return CONTACT.sub(" ", BRACKETS.sub(" ", text))


def is_person(name: str, *, strict: bool) -> bool:
    """True for what can be the name of one human being."""
    words = name.split()
    if not words or words[0] in ARTICLES or len(name) > LONGEST or len(words) > MOST_WORDS or not any(char.isalpha() for char in name):
        return False
    name = SUFFIX.sub("", name)
    words = name.split()
    if is_nobody(name) or ROLE.search(name) or ("." in name.strip(".") and "/" in name):
        return False
    if not strict:
        return not (is_organisation(name) or SIGN.fullmatch(name) or DOMAIN.fullmatch(name) or NO_NAME.search(name))
    if len(words) < 2 or is_organisation(name) or re.search(r"[\d:!?]", name):
        return False
    if GLUED.search(name):
        return False
    return all(is_capital(word) or word.lower() in PARTICLES for word in words) and is_capital(words[-1])


def is_capital(word: str) -> bool:
    """True for "Roe" and "al-Rahman"."""
    return word[0].isupper() or ARABIC.match(word) is not None


def ideographic_name(text: str, *, marked: bool) -> str | None:
    """The name that is all of a line in Chinese, Japanese or Korean but for the word that says a writer's.

    >>> ideographic_name("记者 王小明", marked=False), ideographic_name("홍길동 기자", marked=False), ideographic_name("王小明", marked=False)
    ('王小明', '홍길동', None)
    """
    found = IDEOGRAPHIC.fullmatch(text)
    if found is None or not (marked or MARKED.search(text)) or found["name"][-1] in HOUSES or is_agency(found["name"]):
        return None
    return found["name"]


def with_small_letters(name: str) -> str:
    """A name without capitals where they only shout: "ANNA-LENA BERGFELD", "Gavriil GRIGOROV".

    >>> with_small_letters("JD McDONALD-O'HARA"), with_small_letters("LEE Young")
    ("JD McDonald-O'Hara", 'LEE Young')
    """
    shouting = name.isupper()
    return " ".join(small(word) if is_loud(word, shouting) else word for word in name.split())


def is_loud(word: str, shouting: bool) -> bool:
    letters = "".join(char for char in word if char.isalpha())
    if letters[:2] == "Mc" and letters[2:].isupper() and len(letters) > 4:
        return True
    if not letters.isupper() or "." in word or not VOWELS.search(letters):
        return False
    return len(letters) >= 3 if shouting else len(letters) >= 4


def small(word: str) -> str:
    parts = re.split(r"([-'’])", word)
    return "".join("Mc" + part[2:].capitalize() if part[:2].lower() == "mc" and len(part) > 4 else part.capitalize() for part in parts)
