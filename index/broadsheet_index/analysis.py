"""Text to words, the same for an index and for a question.

A word has four forms. *Written*: as it stands, only composed (NFC) and with a plain apostrophe. *Exact*: in lower case.
*Folded*: without accents, apostrophes and possessive 's. *Stem*: the folded form, stemmed by Snowball in the language of
the article. A question matches by stem, an exact match scores higher, `="Kiev"` asks for the written form.

What is one word, by example (see tests/test_analysis.py):

    U.S. -> u.s     AT&T -> at&t     C++ -> c++     Disney+ -> disney     2,500 -> 2500     1.1 -> 1.1
    well-known -> well known        18:40 -> 18 40        O'Brien's -> obrien        l'homme -> l homme
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

PARAGRAPH_GAP = 1  # positions between paragraphs: a phrase does not run from one into the next, `~1` does
VALUE_GAP = 100  # positions between two values of a field (people, captions): more than any `~n` reaches


def _marks() -> str:
    """Combining marks as ranges of a character class: `\\w` has none, and Hindi or Thai words would break at each."""
    spans: list[list[int]] = []
    for code in range(0x300, 0x3100):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


MARKS = _marks()
LETTER = r"[^\W\d_]"
WORD_CHAR = rf"(?:[^\W_]|[{MARKS}])"

TOKEN = re.compile(
    rf"(?<!\w){LETTER}(?:\.{LETTER})+(?!\w)"  # U.S.  a.m
    rf"|(?<!\w){LETTER}{{1,4}}(?:&{LETTER}{{1,4}})+(?!\w)"  # AT&T  R&D
    rf"|(?<!\w){LETTER}{{1,2}}(?:\+\+?|\#)(?!\w)"  # C++  C#  A+; longer names lose it, or "Disney" would miss "Disney+"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])"  # 2,500
    r"|(?<![\w.])\d+\.\d+(?!\w|\.\d)"  # 1.1
    rf"|[^\W_]{WORD_CHAR}*(?:['’ʼ]{WORD_CHAR}+)*"
)
SIMPLE = re.compile(r"[A-Za-z0-9]+(?=[\s\-]|[.,;:!?)\"”]+(?:\s|\Z))")  # what TOKEN finds here too, in a third of the time
# Elided articles and pronouns of French, Italian and Catalan part from their word: l'homme is found by homme.
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dall?|dell|nell|sull|all|un)['’ʼ](?=\w)", re.IGNORECASE)
UNSPACED = re.compile("[\u0e00-\u0e7f]+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+")  # Thai; kana, Han
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
FOLDABLE = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
LETTERS_FOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae",
                                "œ": "oe", "þ": "th", "ё": "е", "ς": "σ", "ـ": None})  # fmt: skip
KEPT_WHOLE = frozenset("йїўѓќ")  # letters of their own, not accented ones


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, and where it stands (characters, end excluded)."""

    written: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text without invisible characters, with no-break spaces as spaces; same meaning, other offsets."""
    return INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order. Runs of Thai, Japanese and Chinese give overlapping pairs of characters."""
    for match in TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if word.isascii():
            elided = ELISION.match(word) if "'" in word else None
        else:
            run = UNSPACED.search(word)
            if run:
                yield from _pairs(word, start)
                continue
            elided = ELISION.match(word)
        if elided:
            cut = elided.end()
            yield Token(written(word[: cut - 1]), start, start + cut - 1)
            yield Token(written(word[cut:]), start + cut, match.end())
        else:
            yield Token(written(word), start, match.end())


def _pairs(word: str, start: int) -> Iterator[Token]:
    at = 0
    for run in UNSPACED.finditer(word):
        if run.start() > at:
            yield Token(written(word[at : run.start()]), start + at, start + run.start())
        text = run.group()
        for offset in range(max(1, len(text) - 1)):
            first = start + run.start() + offset
            yield Token(written(text[offset : offset + 2]), first, first + len(text[offset : offset + 2]))
        at = run.end()
    if at < len(word):
        yield Token(written(word[at:]), start + at, start + len(word))


def end_of(text: str, start: int, following: int) -> int:
    """Where a word ends, of which only is known where it and the next one begin (the end of the text, for the last).

    >>> end_of("l'homme", 0, 2), end_of("l'homme", 2, 7), end_of("Disney+ Inc.", 0, 8)
    (1, 7, 6)
    """
    simple = SIMPLE.match(text, start)
    if simple:
        return simple.end()
    match = TOKEN.match(text, start)
    if match is None:
        return following
    end, word = match.end(), match.group()
    if word.isascii():
        elided = ELISION.match(word) if "'" in word else None
    else:
        run = UNSPACED.search(word)
        if run:
            return start + min(2, run.end()) if run.start() == 0 else start + run.start()
        elided = ELISION.match(word)
    if elided:
        return start + elided.end() - 1
    if end > following:
        bounded = TOKEN.match(text, start, following)
        return bounded.end() if bounded else following
    return end


@lru_cache(maxsize=200_000)
def written(word: str) -> str:
    """As it stands, composed, with a plain apostrophe."""
    if word.isascii():
        return word.replace(",", "") if word[0].isdigit() else word
    return unicodedata.normalize("NFC", word).replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=200_000)
def exact(word: str) -> str:
    """The written form in lower case: endings and accents count, capitals do not."""
    return written(word).lower()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The exact form without accents, apostrophes and possessive 's.

    >>> fold("Naryškin"), fold("O'Brien's"), fold("ΠΑΠΑΔΟΠΟΥΛΟΣ"), fold("Київ")
    ('naryskin', 'obrien', 'παπαδοπουλοσ', 'київ')
    """
    word = exact(word)
    if word.endswith("'s") and len(word) > 2:
        word = word[:-2]
    if word.isascii():
        return word.replace("'", "")
    plain = "".join(char if char in KEPT_WHOLE else FOLDABLE.sub("", unicodedata.normalize("NFKD", char)) for char in word)
    return unicodedata.normalize("NFC", plain.lower().translate(LETTERS_FOLDED).replace("'", ""))


SNOWBALL = {"ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
            "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
            "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
            "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
            "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
            "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish"}  # fmt: skip


UNSTEMMED = re.compile(r"[\d.&+#]")
_STEMMING = Lock()  # a Snowball stemmer keeps the word it works on in itself


@cache
def _stemmer(lang: str) -> snowballstemmer.stemmer.Stemmer | None:
    algorithm = SNOWBALL.get(lang)
    return snowballstemmer.stemmer(algorithm) if algorithm in snowballstemmer.algorithms() else None


@lru_cache(maxsize=400_000)
def stem(word: str, lang: str | None) -> str:
    """The stem of a word as written, in a language of two letters; the folded form where Snowball has no such language.

    Folded first: "creme brulee" must find "crème brûlée", and Snowball's French stems the two differently. In Turkish last: there
    ö and ü are letters of their own, and endings follow them.
    """
    folded = fold(word)
    stemmer = _stemmer(lang) if lang and not UNSTEMMED.search(folded) else None
    if stemmer is None:
        return folded
    with _STEMMING:
        if lang == "tr":
            turkish = str(stemmer.stemWord(exact(word).replace("i\u0307", "i").replace("'", "")))
            return fold(turkish) if turkish else folded
        return str(stemmer.stemWord(folded))


def forms_of(words: Sequence[str], lang: str | None) -> list[tuple[str, str, str, str]]:
    """Of each word of a text in a language: written, exact, stem, folded. The stem is that of the lower case: "The" finds what "the" gave."""
    written_forms = [word if word.isascii() and word.isalpha() else written(word) for word in words]
    lower = [form.lower() for form in written_forms]
    folded = [form if form.isascii() and form.isalpha() else fold(form) for form in lower]
    stemmer = _stemmer(lang) if lang else None
    if stemmer is None or lang == "tr":
        stems = [stem(form, lang) for form in lower]
    else:
        with _STEMMING:
            stems = list(map(str, stemmer.stemWords(folded)))
        stems = [form if UNSTEMMED.search(form) else root for form, root in zip(folded, stems, strict=True)]
    return list(zip(written_forms, lower, stems, folded, strict=True))


Placed = tuple[int, str]


def placed(values: Iterable[str], gap: int) -> list[Placed]:
    """The words of a field's values as (position, written form); `gap` positions are left free between two values."""
    out: list[Placed] = []
    at = 0
    for value in values:
        if out:
            at += gap
        for token in tokens(value):
            out.append((at, token.written))
            at += 1
    return out


def gap_of(field: str) -> int:
    return PARAGRAPH_GAP if field == "body" else VALUE_GAP


def domain_terms(domain: str) -> Sequence[str]:
    """A domain and each domain above it, but for the last label.

    >>> domain_terms("www.news.tass.com")
    ('www.news.tass.com', 'news.tass.com', 'tass.com')
    """
    labels = domain.lower().strip(".").split(".")
    return tuple(".".join(labels[at:]) for at in range(max(1, len(labels) - 1)))
