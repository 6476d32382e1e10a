"""What is a word, and in which forms it is compared."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.address import address_key
from broadsheet_index.analysis import SNOWBALL, domain_terms, end_of, exact, fold, placed, stem, tokens
from broadsheet_index.article import Article

from .generated import articles

WORDS = [
    ("U.S. ship", ["U.S", "ship"]),
    ("They told us.", ["They", "told", "us"]),
    ("AT&T mast", ["AT&T", "mast"]),
    ("Smith & Daughters", ["Smith", "Daughters"]),
    ("C++ and C#, not C", ["C++", "and", "C#", "not", "C"]),
    ("Disney+ grows", ["Disney", "grows"]),
    ("2,500 parts, 1.1 billion", ["2500", "parts", "1.1", "billion"]),
    ("1,2,3", ["1", "2", "3"]),
    ("30.10.2023", ["30", "10", "2023"]),
    ("well-known", ["well", "known"]),
    ("at 18:40", ["at", "18", "40"]),
    ("O’Brien’s", ["O'Brien's"]),
    ("l’homme d'État", ["l", "homme", "d", "État"]),
    ("it's o'clock", ["it's", "o'clock"]),
    ("’90s", ["90s"]),
    ("a@b.org", ["a", "b", "org"]),
    ("東京都", ["東京", "京都"]),
    ("橋", ["橋"]),
    ("हिन्दी", ["हिन्दी"]),
    ("snake_case", ["snake", "case"]),
    ("", []),
    ("… — !", []),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert [token.written for token in tokens(text)] == words


@pytest.mark.parametrize(("text", "_"), WORDS)
def test_offsets_point_at_the_words(text: str, _: list[str]) -> None:
    for token in tokens(text):
        assert token.written.replace("'", "") in text[token.start : token.end].replace("’", "").replace("'", "").replace(",", "")


FORMS = [
    ("Zoë", "zoë", "zoe"),
    ("Zoe\u0308", "zoë", "zoe"),
    ("COUNCIL’S", "council's", "council"),
    ("O'Brien's", "o'brien's", "obrien"),
    ("Naryškin", "naryškin", "naryskin"),
    ("Łódź", "łódź", "lodz"),
    ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδοπουλος", "παπαδοπουλοσ"),
    ("Παπαδόπουλος", "παπαδόπουλος", "παπαδοπουλοσ"),
    ("Київ", "київ", "київ"),
    ("ещё", "ещё", "еще"),
    ("Straße", "straße", "strasse"),
]


@pytest.mark.parametrize(("word", "lower", "folded"), FORMS)
def test_forms_of_a_word(word: str, lower: str, folded: str) -> None:
    assert (exact(word), fold(word)) == (lower, folded)


STEMS = [
    ("councils", "council's", "en", True),
    ("running", "run", "en", True),
    ("Brücken", "Brücke", "de", True),
    ("crème", "creme", "fr", True),
    ("köprüler", "köprü", "tr", True),
    ("İstanbul'dan", "ISTANBUL", "tr", True),
    ("automobily", "automobil", "cs", True),
    ("news", "new", "en", False),
    ("councils", "council", None, False),
    ("councils", "council", "xx", False),
    ("90s", "90", "en", False),
]


@pytest.mark.parametrize(("one", "other", "lang", "alike"), STEMS)
def test_stems_meet_in_the_article_s_language(one: str, other: str, lang: str | None, alike: bool) -> None:
    assert (stem(one, lang) == stem(other, lang)) is alike


def test_values_of_a_field_are_set_apart() -> None:
    assert placed(["a b", "c"], 100) == [(0, "a"), (1, "b"), (102, "c")]


def test_addresses_are_compared_without_scheme_and_www() -> None:
    assert address_key("https://WWW.Tass.com/Politics/") == address_key("tass.com/Politics") == "tass.com/Politics"


def test_a_domain_is_found_by_those_above_it() -> None:
    assert domain_terms("www.news.tass.com") == ("www.news.tass.com", "news.tass.com", "tass.com")


@pytest.mark.parametrize("article", articles(80), ids=lambda article: article.path)
def test_a_word_ends_where_it_did_when_only_its_beginning_is_known(article: Article) -> None:
    for text in (article.title, *article.body):
        here = list(tokens(text))
        following = [*(token.start for token in here[1:]), len(text)]
        assert [end_of(text, token.start, after) for token, after in zip(here, following, strict=True)] == [t.end for t in here]


def pure_stem(word: str, algorithm: str) -> str:
    """As Snowball's own Python has it, whether or not the compiled one is installed."""
    module = importlib.import_module(f"snowballstemmer.{algorithm}_stemmer")
    return str(getattr(module, f"{algorithm.title()}Stemmer")().stemWord(word))


@given(word=st.text(st.sampled_from("abcdefghilmnorstuvyéöüßñабвиноптыякαεικλοςτ"), min_size=1, max_size=14), lang=st.sampled_from(sorted(SNOWBALL)))
@settings(max_examples=300, deadline=None)
def test_a_stem_is_the_same_compiled_and_in_python(word: str, lang: str) -> None:
    if lang != "tr":  # folded after it is stemmed
        assert stem(word, lang) == pure_stem(fold(word), SNOWBALL[lang])


def test_words_are_stemmed_where_nothing_compiled_is_installed() -> None:
    asked = """
import sys
sys.modules["Stemmer"] = None  # as where it is not installed
from broadsheet_index.analysis import stem
print(stem("Ferries", "en"), stem("chevaux", "fr"), stem("городов", "ru"), stem("ferries", "ja"))
"""
    told = subprocess.run([sys.executable, "-X", "utf8", "-c", asked], capture_output=True, text=True, encoding="utf-8", check=True).stdout.split()
    assert told == [stem("Ferries", "en"), stem("chevaux", "fr"), stem("городов", "ru"), "ferries"]
