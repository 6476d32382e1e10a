"""Which lines of an article may turn out to be its site's, and from how many pages on they are."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ..article import Article
from ..strip.lines import ends_with_stop

LEAST = 3  # stories of a site that say a line: two may be a story and its follow-up
SHARE = 0.1  # of the site's articles: a sentence that a paper likes stands in fewer
HEAD, TAIL = 3, 8  # blocks at the two ends of an article among which a line of any kind may go
SHORT, SHORT_CHARS = 12, 120  # words and characters up to which a line without a stop may go from anywhere
LONGEST = 500  # characters of a line


def site_of(article: Article) -> str:
    """The domain that published it, else the name of the source, else its folder."""
    domain = (article.source.domain or "").removeprefix("www.")
    return domain or (article.source.name or "").lower() or "/" + article.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Lines:
    """The terms of an article: of its site, and by its place in the body of each line that may turn out to be the site's.

    Not of what extraction took out: the first sentence of a story is the teaser of many a page beside it.
    """

    site: str
    at: Mapping[int, str]

    @property
    def terms(self) -> frozenset[str]:
        return frozenset((self.site, *self.at.values()))


def lines_of(article: Article) -> Lines:
    site = site_of(article)
    body = article.body
    return Lines(site_term(article), {at: _term(f"{site}\0{body[at].lower()}") for at in may_go(body)})


def site_term(article: Article) -> str:
    return "@" + _term(site_of(article))[:7]


def _term(text: str) -> str:
    """Eight characters."""
    return b2a_base64(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), newline=False).decode()


def may_go(body: Sequence[str]) -> list[int]:
    """Places of the paragraphs that may turn out to be the site's: those at the ends, and short ones that are no sentence."""
    end = len(body) - TAIL
    return [at for at, text in enumerate(body) if 0 < len(text) <= LONGEST and (at < HEAD or at >= end or is_no_sentence(text))]


def is_no_sentence(text: str) -> bool:
    return 0 < len(text) <= SHORT_CHARS and len(text.split()) <= SHORT and not ends_with_stop(text)


def is_repeated(stories: int, articles: int) -> bool:
    """Whether a line is its site's. stories: that say it, copies counted once; articles: of the site."""
    return stories >= LEAST and stories >= SHARE * articles
