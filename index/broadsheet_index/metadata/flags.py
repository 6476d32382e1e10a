"""What a reader should know before he trusts an article: the flags of article.FLAGS, except those that other facts raise themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..article import SHORT_BODY
from ..strip import Block
from ..strip.lines import ends_with_stop
from .json_ld import types
from .reading import Reading
from .title import shares_words

LIVE_TITLE = re.compile(r"\b(?:live (?:updates|blog|ticker|coverage|report)|live:|as it happened|liveticker|newsblog|en direct|minuto a minuto)", re.I)
LIVE_ADDRESS = re.compile(r"/live(?:blog|-blog|ticker|-updates)?(?:/|-)|-live-updates?\b|liveblog|liveticker", re.IGNORECASE)
LIVE_TIMES = 3  # times of day among the text
PAYWALL = re.compile(
    r"already (?:a |an )?(?:subscriber|member)|(?:keep|continue|finish) reading (?:with|by|for)|subscribe (?:now )?to (?:continue|keep|read)"
    r"|to (?:continue|keep) reading|(?:this|the) (?:article|story|content) is (?:for|only available to|exclusive to|reserved for) (?:our )?"
    r"(?:subscribers|members)|unlock (?:this|the full) (?:article|story)|for subscribers only|subscriber[- ]only"
    r"|(?:sign in|log in|register) to (?:read|continue)"
    r"|jetzt weiterlesen|mit \S+ ?(?:plus|\+) weiterlesen|abonnenten vorbehalten|diesen artikel weiterlesen|réservé aux abonnés"
    r"|la suite est réservée|contenido exclusivo para suscriptores|para suscriptores|riservato agli abbonati",
    re.IGNORECASE,
)
# One of these is in all that it finds.
PAYWALL_SIGNS = (
    "already", "reading", "subscribe", "members", "unlock", "to read", "to continue", "weiterlesen", "abonnenten", "abonnés", "est réservée",
    "suscriptores", "abbonati",
)  # fmt: skip
PAID_BODY = 1500  # characters: more than this is no stub, whatever the page sells
CONSENT = re.compile(
    r"\b(?:cookies?|consent|gdpr|privacy|datenschutz|einwilligung|personal data|advertising partners|vendors|tracking|consentement"
    r"|données personnelles|consentimiento|datos personales|consenso|toestemming|samtycke)\b",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"\b(?:you|your|we|our|us|wir|unsere?[nr]?|ihre?[nr]?|sie|nous|vous|nos|votre|usted|su|tu|nuestr\w+|noi|tuo|wij|onze|uw|vi|vår\w*)\b", re.IGNORECASE
)
MOSTLY_ABOUT = 0.8  # of what a page says, from which it is the wall
SENTENCE_OF_NEWS = 8  # words
FEWEST_SENTENCES = 2
REPUBLISHED = re.compile(
    r"\bsource ?: ?read full article\b|\b(?:originally|first) (?:appeared|published|ran) (?:on|in|at|by)\b|\brepublished (?:from|with|under)\b"
    r"|\bread the (?:original|full) (?:article|story)(?: here| at| on)?\b|\bthis (?:article|story) (?:is|was|has been) (?:syndicated|republished|reposted)"
    r"|\bzuerst (?:erschienen|veröffentlicht) (?:auf|in|bei)\b|\bcross-?posted (?:from|at)\b|\breprinted (?:from|with)\b",
    re.IGNORECASE,
)
END_REACH = 4  # blocks around the end of the text
LONGEST_CREDIT = 300  # characters
SENTENCE = 15  # words of the last line of a dump, which breaks off: fewer are a headline


def flags_of(reading: Reading, body: Sequence[str]) -> Iterator[str]:
    """Yield the flags that follow from body and page."""
    length = sum(map(len, body))
    if length < SHORT_BODY:
        yield "short"
    if is_live(reading):
        yield "live-blog"
    if is_paid(reading, length):
        yield "paywall"
    if is_consent_wall(reading, body):
        yield "consent-wall"
    if body and reading.title and length >= SHORT_BODY and not shares_words(reading.title, body):
        yield "title-mismatch"
    if is_republished(reading):
        yield "republished"
    if breaks_off(reading):
        yield "truncated"


def is_republished(reading: Reading) -> bool:
    """True where a line near the headline or the end says that another site had the story first."""
    last = reading.kept[-1].number if reading.kept else 0
    end = [block for block in reading.blocks if last - END_REACH <= block.number <= last + END_REACH]
    return any(len(block.text) <= LONGEST_CREDIT and REPUBLISHED.search(block.text) for block in (*reading.near, *end))


def is_live(reading: Reading) -> bool:
    if "liveblogposting" in types(reading.graph.article):
        return True
    if not (LIVE_TITLE.search(reading.title) or LIVE_ADDRESS.search(reading.url or "")):
        return False
    return sum(bool(re.match(r"\d{1,2}[:.]\d\d\b", block.text)) for block in reading.blocks) + len(reading.times) >= LIVE_TIMES


def is_paid(reading: Reading, length: int) -> bool:
    if length > PAID_BODY:
        return False
    free = str(reading.graph.article.get("isAccessibleForFree")).lower()
    told = {block.number for block in reading.kept[:-1]}  # a story may quote a poster; its last line may be the wall
    walls = (block for block in reading.blocks if len(block.text) <= LONGEST_CREDIT and block.number not in told)
    return free == "false" or any(is_stub(block.text) for block in walls)


def is_stub(text: str) -> bool:
    lowered = text.lower()
    return any(map(lowered.__contains__, PAYWALL_SIGNS)) and PAYWALL.search(text) is not None


def is_consent_wall(reading: Reading, body: Sequence[str]) -> bool:
    """True where the page says next to nothing but the text of the dialog that stands before it.

    Near miss: a short item of news on a page with a long dialog. It is told as news by the page's head, or in sentences of its own.
    """
    length = sum(map(len, body))
    if length >= SHORT_BODY:
        return False
    about = consent_text(reading.blocks)
    if not about or about < MOSTLY_ABOUT * length:
        return False
    if 2 * consent_text(reading.kept) >= length:
        return True
    own = sum(block.words >= SENTENCE_OF_NEWS and ends_with_stop(block.text) and not CONSENT.search(block.text) for block in reading.kept)
    return own < FEWEST_SENTENCES and not says_article(reading)


def says_article(reading: Reading) -> bool:
    return reading.graph.is_news or reading.said.first("article:published_time") is not None or reading.said.first("og:type") == "article"


def consent_text(blocks: Sequence[Block]) -> int:
    """Characters of the blocks that speak of cookies, consent and partners to their reader; a law on cookies speaks to nobody."""
    texts = (block.text for block in blocks if ADDRESSED.search(block.text))
    return sum(len(text) for text in texts if len(set(map(str.lower, CONSENT.findall(text)))) >= 2)


def breaks_off(reading: Reading) -> bool:
    """True where a dump ends in the middle of a sentence, directly after the article or in it."""
    if reading.is_html or not reading.kept:
        return False
    last = reading.blocks[-1]
    return (
        last.number - reading.kept[-1].number <= 1
        and reading.rules.get(last.number) in (None, "after the article")
        and last.words >= SENTENCE
        and not ends_with_stop(last.text)
        and last.text[-1].isalnum()
    )
