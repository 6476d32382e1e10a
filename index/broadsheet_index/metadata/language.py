"""The language of an article: what the page declares, unless its text plainly is another.

Templates declare "en" for pages in every language, so a long text outvotes them; of a short one only its letters are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..article import Given
from .head import Said
from .json_ld import Graph

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 700  # characters that are looked at; the model takes 0.1 ms for 100
ENOUGH = 200  # characters from which the text outvotes what is declared
LEAST = 30  # characters below which nothing can be told
SURE = 0.9  # probability from which another language than the declared one is believed
LIKELY = 0.6  # the same, where nothing is declared
# Words that every sentence has and and that no other language has as many of. Where they stand the model, which takes 0.7 ms, is not asked.
SMALL_WORDS = {
    "en": frozenset([
        "the", "of", "and", "to", "a", "in", "that", "was", "is", "for", "with", "on", "it", "he", "his", "from", "by", "said", "has",
        "have", "as", "at", "be", "are", "were", "but", "who", "an", "not", "this", "will", "they", "their", "i", "you", "we", "its",
    ]),
    "de": frozenset([
        "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit", "auf", "für", "den", "dem", "zu", "sich", "im", "in", "von",
        "des", "wie", "am", "es", "er", "sie", "auch", "als", "an", "hat", "werden", "wird", "einen", "einem", "einer", "dass", "bei",
    ]),
}  # fmt: skip
PLAINLY = 0.25  # share of the words; on 667 pages the model says the same wherever it is reached
# Languages that news is archived in. Left out are those that the model sees in headlines and lists of names (Latin, Breton).
KNOWN = [
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu",
    "fa", "fi", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk",
    "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "or", "pa",
    "pl", "ps", "pt", "ro", "ru", "rw", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl",
    "tr", "uk", "ur", "uz", "vi", "xh", "yo", "zh", "zu",
]  # fmt: skip
CLOSE = (frozenset(["no", "nb", "nn", "da"]), frozenset(["sr", "hr", "bs", "sl"]), frozenset(["id", "ms"]), frozenset(["xh", "zu"]),
         frozenset(["cs", "sk"]), frozenset(["es", "gl", "ca"]), frozenset(["af", "nl"]))  # fmt: skip


def language(given: Given, said: Said, graph: Graph, html_lang: str | None, paragraphs: Sequence[str]) -> str | None:
    """Return the two-letter code of the language, None where it cannot be told."""
    if given.lang and code(given.lang):
        return code(given.lang)
    declared = next(filter(None, map(code, declarations(said, graph, html_lang))), None)
    text = sample(paragraphs)
    if len(text) < LEAST or (declared and len(text) < ENOUGH):
        return declared
    for plainly in (declared,) if declared else SMALL_WORDS:
        if is_plainly(plainly, text):
            return plainly
    seen, probability = detector().classify(text)
    if declared is None:
        return seen if probability >= LIKELY else None
    if seen == declared or any({seen, declared} <= group for group in CLOSE):
        return declared
    return seen if probability >= SURE else declared


def is_plainly(declared: str, text: str) -> bool:
    """True for a text in which the small words of the declared language stand as often as they do in its sentences."""
    small = SMALL_WORDS.get(declared)
    words = text.lower().split()
    return small is not None and sum(word in small for word in words) >= PLAINLY * len(words)


def declarations(said: Said, graph: Graph, html_lang: str | None) -> Iterator[str | None]:
    yield html_lang
    yield graph.text("inLanguage")
    yield said.first("og:locale", "content-language", "language", "dc.language", "dcterms.language")


def declared_locale(said: Said, html_lang: str | None) -> str | None:
    """The declared language with its country ("en-GB"), from whichever declaration names one."""
    for text in (html_lang, said.first("og:locale"), said.first("content-language")):
        if text and len(text.strip()) == 5:
            return text.strip().replace("_", "-").lower()
    return html_lang.strip().lower() if html_lang else None


def code(text: str | None) -> str | None:
    """
    >>> code("de_AT"), code("EN-us"), code("English"), code("x-default")
    ('de', 'en', None, None)
    """
    first = (text or "").strip().replace("_", "-").split("-")[0].lower()
    if len(first) != 2 or not first.isascii() or not first.isalpha():
        return None
    return {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(first, first)


def sample(paragraphs: Sequence[str]) -> str:
    text = " ".join(paragraphs[:12])
    return text[:SAMPLE]


@lru_cache(maxsize=1)
def detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second: only where a text must be looked at

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(KNOWN)
    return found
