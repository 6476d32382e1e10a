"""Facts of an article in words a reader understands: dates, how they are known, flags, counts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet_index.article import Article, Published

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

ORIGINS = {
    "given": "as given with the page",
    "json-ld": "from the page's metadata",
    "meta": "from the page's metadata",
    "time": "from a time mark on the page",
    "byline": "from the byline",
    "dateline": "from the dateline",
    "url": "from the page's address",
    "text": "from the text",
}

FLAG_WORDS = {
    "no-title": "No headline was found; the first sentence stands in for it.",
    "no-date": "Nothing on the page says when it was published.",
    "no-year": "The page gives a day and a month, but no year.",
    "ambiguous-date": "The date on the page can be read in two ways.",
    "future-date": "The page gives a date that lay ahead when it was read.",
    "short": "Very short: it may be a teaser.",
    "list-page": "This looks like a front page or a list, not one article.",
    "live-blog": "A live blog: many short entries.",
    "paywall": "Cut short by a paywall.",
    "consent-wall": "The page shows a consent notice instead of the story.",
    "script-only": "The text comes from a script of the page that was not run.",
    "title-mismatch": "The headline shares no word with the text.",
    "uncertain-end": "Where the article ends is not certain.",
    "people-not-read": "People are not found in this language.",
    "republished": "The page says that it took the story from elsewhere.",
    "truncated": "The text stops in mid-sentence or was cut at a limit.",
}

SHORT_FLAGS = {"no-year": "no year", "ambiguous-date": "two readings"}

# How each rule's field is called where a hit lies outside the body.
PLACES = {
    "title": "Headline",
    "subtitle": "Standfirst",
    "correction": "Editor's note",
    "caption": "Caption",
    "removed": "Removed from the page",
}

LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}

# Written without spaces, so that words cannot be counted by them.
UNSPACED = ("zh", "ja", "th")


def day(value: str) -> str:
    """An ISO day, month or year in words: "20 December 2023", "June 2024", "2023"."""
    year, _, rest = value.partition("-")
    month, _, date = rest.partition("-")
    try:
        return " ".join(part for part in (date and str(int(date[:2])), month and MONTHS[int(month) - 1], year) if part)
    except (ValueError, IndexError):  # shown as it is rather than not at all
        return value


def published(article: Article) -> str:
    """When it was published, for a line of facts: "date unknown (June 20, no year)" where that is all."""
    when = article.published
    if when.value:
        return day(when.value)
    if not when.raw:
        return "date unknown"
    reasons = [words for flag, words in SHORT_FLAGS.items() if flag in article.flags]
    return f"date unknown ({', '.join([when.raw, *reasons])})"


def known_how(article: Article) -> str:
    """How the date is known: "from the dateline, year not given"."""
    when: Published = article.published
    parts = [ORIGINS[when.origin]] if when.origin in ORIGINS else []
    if "no-year" in article.flags:
        parts.append("year not given")
    if "ambiguous-date" in article.flags:
        parts.append("can be read in two ways")
    if when.value and when.precision in ("month", "year"):
        parts.append(f"known to the {when.precision}")
    if not parts:
        return "" if when.value or when.raw else "nothing on the page says"
    return ", ".join(parts)


def moment(value: str) -> str:
    """An ISO time in words: "5 January 2026, 10:00 UTC"."""
    try:
        time = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    if "T" not in value and " " not in value:
        return day(value)
    if time.tzinfo is None:
        return f"{day(value[:10])}, {time:%H:%M}"
    return f"{day(time.astimezone(dt.UTC).date().isoformat())}, {time.astimezone(dt.UTC):%H:%M} UTC"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 article", "1,243 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: int) -> str:
    """ "1,243" """
    return f"{value:,}"


def length(article: Article) -> str:
    """How long the body is: words, or characters where words are not parted."""
    if article.lang in UNSPACED:
        return count(article.kept_chars, "character")
    return count(sum(map(_words, article.body)), "word")


def _words(text: str) -> int:
    # Twenty articles stand on a page, and to count the spaces of a text takes a tenth of the time of cutting it there.
    return len(text.split()) if "  " in text or "\n" in text else text.count(" ") + 1


def language(code: str) -> str:
    """The name of a language: "English"; its code where we have no name for it."""
    return LANGUAGES.get(code.lower(), code)


def is_language_code(lang: str | None) -> bool:
    """True for what may stand in a `lang` attribute: "en", "ckb", "zh-Hant"."""
    return bool(lang and re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", lang))


def names(values: tuple[str, ...]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(values[:-1]), values[-1]))) if values else ""
