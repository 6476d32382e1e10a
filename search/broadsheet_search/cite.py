"""An article as a reference: plain text, RIS, BibTeX and CSL-JSON; and a search, so that others can ask it again.

What is not known is left out. A date known to the month stays one; nothing is filled in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from broadsheet_index.article import Article

from .answers import Walked
from .engine import Hit
from .query.read_back import MONTHS

Json = dict[str, Any]

PARTICLES = frozenset(("von", "van", "de", "der", "den", "da", "di", "del", "della", "dos", "du", "la", "le", "al", "bin", "ibn", "ter", "zu"))
BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\s]+")
LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
         "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
LANG_KEY = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Name:
    """An author. given None: one name, or one that is not told apart (a desk, a name in Chinese)."""

    family: str
    given: str | None = None


def name_of(text: str) -> Name:
    """
    >>> name_of("Ursula von der Leyen"), name_of("Reuters")
    (Name(family='von der Leyen', given='Ursula'), Name(family='Reuters', given=None))
    """
    words = line(text).split(" ")
    if len(words) < 2 or "," in text or any(char.isdigit() for char in text) or words[0].lower() in ("the", "by"):
        return Name(line(text))
    at = next((at for at, word in enumerate(words[1:], 1) if word.lower() in PARTICLES), len(words) - 1)
    return Name(" ".join(words[at:]), " ".join(words[:at]))


def line(text: str) -> str:
    """A text on one line, without control characters: every format here is read line by line."""
    return BREAKS.sub(" ", text).strip()


def source_of(article: Article) -> str | None:
    return article.source.name or article.source.domain


def plain(hit: Hit, link: str | None = None) -> str:
    """As it would stand in a footnote. link: where the archive shows it."""
    article = hit.article
    parts = [", ".join(map(line, article.authors)), f"“{line(article.title).rstrip('.')}”", line(source_of(article) or ""),
             _said(article.published.value), line(article.url or "")]  # fmt: skip
    kept = [f"Archived copy: {link}" if link else f"Article {hit.id} of the archive"]
    kept += [f"fetched {line(article.fetched)}"] if article.fetched else []
    return f"{', '.join(filter(None, parts))}. {'; '.join([*kept, f'SHA-256 of the page {article.digest}'])}.\n"


def _said(value: str | None) -> str:
    """20 December 2023; June 2024; 2024."""
    if not value:
        return "no date"
    year, *rest = value.split("-")
    day = [str(int(rest[1]))] if len(rest) == 2 else []
    return " ".join([*day, *(MONTHS[int(month) - 1] for month in rest[:1]), year])


def ris(hit: Hit, link: str | None = None) -> str:
    """One record, ended by ER; of type NEWS."""
    article = hit.article
    value = article.published.value
    pairs: list[tuple[str, str | None]] = [("TY", "NEWS"), ("ID", hit.id), ("TI", article.title)]
    for author in article.authors:
        name = name_of(author)
        pairs.append(("AU", f"{name.family}, {name.given}" if name.given else name.family))
    pairs += [
        ("T2", source_of(article)),
        ("PY", value[:4] if value else None),
        ("DA", "/".join([*value.split("-"), "", "", ""][:4]) if value else None),
        ("Y2", _slashed(article.fetched)),
        ("SE", article.section),
        ("CY", article.place),
        ("AB", article.subtitle),
        ("LA", article.lang),
        ("UR", article.url),
        ("L2", link),
        *(("KW", who.name) for who in article.people),
    ]
    return "".join(f"{tag}  - {line(text)}\r\n" for tag, text in pairs if text) + "ER  - \r\n\r\n"


def _slashed(fetched: str | None) -> str | None:
    return fetched[:10].replace("-", "/") + "/" if fetched and re.match(r"\d{4}-\d\d-\d\d", fetched) else None


def bibtex(hit: Hit, link: str | None = None) -> str:
    """One @misc entry; its key is made of author, year and id."""
    article = hit.article
    value = article.published.value
    first = name_of(article.authors[0]).family if article.authors else source_of(article) or "article"
    key = LANG_KEY.sub("", first.encode("ascii", "ignore").decode()).lower() or "article"
    fields: list[tuple[str, str | None]] = [
        ("title", f"{{{latex(article.title)}}}"),
        ("author", " and ".join(_bibtex_name(author) for author in article.authors) or None),
        ("howpublished", latex(source_of(article) or "") or None),
        ("year", value[:4] if value else None),
        ("month", str(int(value[5:7])) if value and len(value) > 4 else None),
        ("day", str(int(value[8:10])) if value and len(value) > 7 else None),
        ("url", _braceless(article.url)),
        ("urldate", article.fetched[:10] if article.fetched and re.match(r"\d{4}-\d\d-\d\d", article.fetched) else None),
        ("language", latex(article.lang or "") or None),
        ("keywords", ", ".join(latex(who.name).replace(",", " ") for who in article.people) or None),
        ("note", f"Archived copy: {_braceless(link)}" if link else None),
    ]
    inside = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields if text)
    return f"@misc{{{key}{(value or '')[:4]}-{LANG_KEY.sub('', hit.id)},\n{inside}\n}}\n\n"


def _bibtex_name(author: str) -> str:
    name = name_of(author)
    return f"{latex(name.family)}, {latex(name.given)}" if name.given else f"{{{latex(name.family)}}}"


def latex(text: str) -> str:
    """A text as LaTeX prints it."""
    return "".join(LATEX.get(char, char) for char in line(text))


def _braceless(url: str | None) -> str | None:
    """An address whose braces do not end the field."""
    return line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C") if url else None


def csl(hit: Hit, link: str | None = None) -> Json:
    """An item of CSL-JSON, as Zotero and pandoc read it."""
    article = hit.article
    item: Json = {"id": hit.id, "type": "article-newspaper", "title": line(article.title)}
    if article.authors:
        names = map(name_of, article.authors)
        item["author"] = [{"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in names]
    known = {"container-title": source_of(article), "URL": article.url, "section": article.section, "language": article.lang,
             "abstract": article.subtitle, "event-place": article.place, "archive_location": link}  # fmt: skip
    item |= {name: line(text) for name, text in known.items() if text}
    if article.published.value:
        item["issued"] = {"date-parts": [[int(part) for part in article.published.value.split("-")]]}
    if article.fetched and re.match(r"\d{4}-\d\d-\d\d", article.fetched):
        item["accessed"] = {"date-parts": [[int(part) for part in article.fetched[:10].split("-")]]}
    return item


def csl_text(hit: Hit, link: str | None = None) -> str:
    return json.dumps([csl(hit, link)], ensure_ascii=False, indent=1) + "\n"


CITED: dict[str, Callable[[Hit, str | None], str]] = {"plain": plain, "ris": ris, "bibtex": bibtex, "csl": csl_text}


# -- a search


@dataclass(frozen=True, slots=True)
class CitedSearch:
    """What a search found, so that it can be asked again and compared.

    asked    ISO time, UTC
    digest   of all hits: the sum, modulo 2^256, of the SHA-256 of "id digest-of-the-page" of each, in hexadecimal; the same in
             whatever order they come, another as soon as one is missing, new or changed
    """

    q: str
    walked: Walked
    asked: str
    digest: str
    url: str | None = None

    @property
    def text(self) -> str:
        """One paragraph."""
        walked, state = self.walked, self.walked.generation
        left_out = f"; {walked.undated_excluded:,} without a date left out" if walked.undated_excluded else ""
        found = f"{walked.total:,} {'article' if walked.total == 1 else 'articles'} of {state.articles:,}{left_out}"
        where = f" {self.url}." if self.url else ""
        index = f"index generation {state.number}" + (f" of {state.updated}" if state.updated else "")
        asked = f"Search for {line(walked.canonical)} ({line(walked.read_back)}) on {self.asked}"
        return f"{asked}: {found}; {index}; digest of the hits {self.digest}.{where}\n"


def search(q: str, walked: Walked, url: str | None = None) -> CitedSearch:
    """Reads every hit."""
    asked = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return CitedSearch(q, walked, asked, digest((hit.id, hit.article.digest) for hit in walked.hits), url)


def digest(hits: Iterable[tuple[str, str]]) -> str:
    """Of (id, SHA-256 of the page), in any order.

    >>> digest([("a", "1"), ("b", "2")]) == digest([("b", "2"), ("a", "1")]) != digest([("a", "1")])
    True
    """
    total = 0
    for id, page in hits:
        total += int.from_bytes(hashlib.sha256(f"{id} {page}".encode("utf-8", "surrogatepass")).digest())
    return f"{total % (1 << 256):064x}"
