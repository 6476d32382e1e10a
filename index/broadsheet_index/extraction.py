"""One page to one article: a pure function of the page's bytes and of what was given with it.

bytes -> text -> blocks -> headline -> what is kept -> the other facts, read from blocks near the headline -> people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import yours
from .article import FLAGS, NO_ARTICLE, Article, Form, Given, Page, Removed
from .errors import BadInput, Unreadable
from .metadata import source as sources
from .metadata.address import article_url, domain_of, told_domain
from .metadata.authors import writers
from .metadata.facts import facts, given_facts, latest_day
from .metadata.first_line import first_line
from .metadata.first_sentence import first_sentence
from .metadata.flags import consent_text, flags_of
from .metadata.head import Said, said
from .metadata.json_ld import Graph, graph
from .metadata.language import language
from .metadata.list_page import is_links_alone, is_list_page
from .metadata.reading import Reading
from .metadata.title import Title, html_title
from .metadata.titles import without_kicker
from .people import OURS, Finder, finder_named, people_in
from .read.decode import to_text
from .read.found import outranking
from .read.sites import Sites
from .read.told import Known
from .strip import Block, Stripped, Time, html_page, strip, text_page, weigh
from .strip.readable import readable

NO_SITES = Sites()
TEXT_LIMIT = 2_000_000  # characters of an article; more is no article (../shared/RELIABILITY.md)
SCRIPT_STUB = re.compile(
    r"(?:enable|activate|turn on|requires?|needs?|without|activer|aktivieren|habilit\w+|включите) .{0,30}java ?script", re.IGNORECASE
)
STUB = 400  # characters up to which a text about JavaScript is all that a page says
SCRIPTED_BODY = 3  # times as long as what the page shows, a text in its JSON-LD is the article
FEW_BLOCKS = 10  # of a page that has scripts and no text
PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as blocks, with its headline and what it says of itself; nothing was taken out yet."""

    blocks: tuple[Block, ...]
    title: Title | None
    times: tuple[Time, ...] = ()
    html_lang: str | None = None
    said: Said = field(default_factory=Said)
    graph: Graph = field(default_factory=Graph)
    url: str | None = None
    domain: str | None = None
    has_script: bool = False
    writers: tuple[str, ...] = ()
    yours: yours.Yours = yours.NOTHING


@dataclass(frozen=True, slots=True)
class Explained:
    """A block with the evidence that decided about it.

    verdict  "kept", or the rule that took it out
    """

    text: str
    evidence: tuple[tuple[str, int], ...]
    total: int
    verdict: str


def extract_as_told(page: Page, known: Known) -> Article:
    """`extract`, with what the user told of the page's address, whether it came with the page or only the page tells it."""
    page = replace(page, given=outranking(known.of(page.given.url), page.given))
    finder = finder_named(known.finder)
    article = extract(page, known.sites, finder)
    given = outranking(known.of(article.url), page.given)
    return article if given == page.given else extract(replace(page, given=given), known.sites, finder)


def extract(page: Page, sites: Sites = NO_SITES, finder: Finder = OURS) -> Article:
    """Return the article of a page; `sites`: what the user keeps and drops of it; `finder`: of people.

    A page that needs its script, or shows a consent wall, gives an article without a body, flagged so. Raises Unreadable, with
    the reason, where the page gives nothing.
    """
    found = opened(page, sites)
    stripped = stripped_of(found, page.form)
    scripted = scripted_body(found.graph, stripped)
    body = scripted or tuple(block.text for block in stripped.kept)
    if not body or says_enable_script(body):
        return without_body(page, found, stripped, flag_of_nothing(page, found, body))
    if sum(map(len, body)) > TEXT_LIMIT:
        raise Unreadable(page.path, "more than 2 MB of text")
    lang = language(page.given, found.said, found.graph, found.html_lang, body)
    reading = reading_of(page, found, stripped, lang, body)
    article = Article(
        path=page.path,
        digest=page.digest,
        title=reading.title,
        title_origin=found.title.origin if found.title else "first_sentence",
        body=body,
        url=found.url,
        fetched=page.given.fetched,
        lang=lang,
        removed=removed(stripped),
        corrections=tuple(dict.fromkeys(block.text for block in stripped.notes)),
        captions=tuple(dict.fromkeys(block.text for block in stripped.captions)),
        extra=page.extra,
    )
    flags = [*page_flags(found, stripped, reading, body), *(["script-only"] if scripted else [])]
    if page.form != "clean" and is_list_page(reading):
        source = sources.source(page.given, found.said, found.graph, found.domain)
        return replace(article, source=source, flags=ordered((*flags, "list-page")))
    return with_facts(article, reading, stripped, found.html_lang, flags, finder, is_clean=page.form == "clean")


def without_body(page: Page, found: Opened, stripped: Stripped, flag: str) -> Article:
    """A page that tells no story, with all that it shows as removed."""
    blocks = {block.number: rule for block, rule in stripped.removed}
    return Article(
        path=page.path,
        digest=page.digest,
        title=found.title.text if found.title else "",
        title_origin=found.title.origin if found.title else "first_sentence",
        body=(),
        url=found.url,
        fetched=page.given.fetched,
        source=sources.source(page.given, found.said, found.graph, found.domain),
        removed=tuple(Removed(block.text, blocks.get(block.number, NO_ARTICLE[flag]), 0) for block in found.blocks),
        flags=ordered((*(() if found.title else ("no-title",)), "no-date", "short", flag)),
        extra=page.extra,
    )


def explained_as_told(page: Page, known: Known) -> tuple[Explained, ...]:
    return explained(replace(page, given=outranking(known.of(page.given.url), page.given)), known.sites)


def explained(page: Page, sites: Sites = NO_SITES) -> tuple[Explained, ...]:
    """Return every block of a page with what was found about it. Raises Unreadable as `extract` does."""
    found = opened(page, sites)
    blocks = [block for block in found.blocks if block.number not in found.yours.dropped]
    weighed = weigh(blocks, found.title.text if found.title else None, found.writers) if page.form != "clean" else ()
    known = {one.block.number: Explained(one.block.text, one.evidence, one.sum, one.why or "kept") for one in weighed}
    known |= {block.number: Explained(block.text, (), 0, yours.RULE) for block in found.blocks if block.number in found.yours.dropped}
    return tuple(
        replace(one, verdict="kept, yours") if block.number in found.yours.kept and one.verdict != "headline" else one
        for block in found.blocks
        for one in (known.get(block.number) or Explained(block.text, (), 0, "kept"),)
    )


def extract_file(path: Path, sites: Sites = NO_SITES, finder: Finder = OURS) -> Article:
    """Return the article of one file. Raises BadInput for a file that is no page, Unreadable for one that gives no article."""
    from .read import reader_for

    reader = reader_for(path)
    if reader is None or not path.is_file():
        raise BadInput(f"{path}: no file that can be read as a page.")
    found = next(reader(path, path.name, Given(), {}), None)
    if found is None or found.page is None:
        raise Unreadable(path.name, (found.reason if found else None) or "empty file")
    return extract(found.page, sites, finder)


def opened(page: Page, sites: Sites = NO_SITES) -> Opened:
    text = page.content if isinstance(page.content, str) else to_text(page.content, page.charset)
    if not text.strip():
        raise Unreadable(page.path, "empty file")
    if page.form == "html":
        return opened_html(page, text, sites)
    url = article_url(page.given, Said(), Graph())
    domain = domain_of(page.given, Said(), url)
    site = sites.of(told_domain(page.given, domain))
    title = given_title(page.given)
    if page.form == "clean":  # paragraphs parted by empty lines, taken as they are
        paragraphs = filter(None, map(readable, PARAGRAPH.split(text)))
        blocks = tuple(Block(one, number) for number, one in enumerate(paragraphs))
        return Opened(blocks, title, url=url, domain=domain, yours=yours.of(blocks, site))
    blocks = text_page(text)
    line = first_line(blocks)
    if line is not None:
        text = without_kicker(line.text, [block.text for block in blocks if block is not line])
        title = replace(title, block=line.number) if title else Title(text, "first-line", line.number)
    return Opened(blocks, title, url=url, domain=domain, yours=yours.of(blocks, site))


def opened_html(page: Page, html: str, sites: Sites) -> Opened:
    parsed = html_page(html)
    head = said(html)
    titles = [title for title in (head.first("og:title"), parsed.title_tag) if title]
    data = graph(parsed.json_ld, titles=titles, address=page.given.url or head.canonical)
    url = article_url(page.given, head, data)
    domain = domain_of(page.given, head, url)
    site = sites.of(told_domain(page.given, domain))
    selected = yours.selected_page(html, site) if site and site.has_selectors else None
    parsed, mine = selected or (parsed, yours.NOTHING)
    title = html_title(head, data, parsed.blocks, sources.site_names(head, data, domain))
    told = given_title(page.given)
    return Opened(
        parsed.blocks,
        replace(told, block=title.block) if told and title else told or title,
        times=parsed.times,
        html_lang=parsed.lang,
        said=head,
        graph=data,
        url=url,
        domain=domain,
        has_script="<script" in html or "<SCRIPT" in html,
        writers=writers(head, data),
        yours=yours.of(parsed.blocks, site, mine),
    )


def given_title(given: Given) -> Title | None:
    text = readable(given.title or "")
    return Title(text, "given") if text else None


def stripped_of(found: Opened, form: Form) -> Stripped:
    blocks = [block for block in found.blocks if block.number not in found.yours.dropped] if found.yours else found.blocks
    title = found.title.text if found.title else None
    stripped = Stripped(tuple(blocks), ()) if form == "clean" else strip(blocks, title=title, url=found.url, writers=found.writers)
    return yours.laid_over(stripped, found.blocks, found.yours) if found.yours else stripped


def reading_of(page: Page, found: Opened, stripped: Stripped, lang: str | None, body: tuple[str, ...]) -> Reading:
    headline = stripped.headline.number if stripped.headline else -1
    return Reading(
        given=page.given,
        said=found.said,
        graph=found.graph,
        blocks=found.blocks,
        kept=stripped.kept,
        latest=latest_day(page.given.fetched),
        times=found.times,
        rules={block.number: rule for block, rule in stripped.removed},
        headline=found.title.block if found.title and found.title.block >= 0 else headline,
        title=found.title.text if found.title else first_sentence(body[0]),
        lang=lang,
        url=found.url,
        domain=found.domain,
    )


def page_flags(found: Opened, stripped: Stripped, reading: Reading, body: tuple[str, ...]) -> Iterator[str]:
    if found.title is None:
        yield "no-title"
    if stripped.uncertain_end:
        yield "uncertain-end"
    yield from flags_of(reading, body)


def with_facts(
    article: Article, reading: Reading, stripped: Stripped, html_lang: str | None, flags: list[str], finder: Finder, *, is_clean: bool
) -> Article:
    """The article with all facts that its page, or the user, tells."""
    known = given_facts(reading) if is_clean else facts(reading, stripped, html_lang)
    unread = [] if finder.can_read(article.lang) else ["people-not-read"]
    return replace(
        article,
        source=known.source,
        subtitle=known.subtitle,
        authors=known.authors,
        agency=known.agency,
        place=known.place,
        published=known.published,
        modified=known.modified,
        section=known.section,
        people=people_in(article.body, article.lang, finder),
        flags=ordered((*flags, *unread, *known.flags)),
    )


def removed(stripped: Stripped) -> tuple[Removed, ...]:
    """Every block that was taken out, each with the number of kept paragraphs before it."""
    kept = [block.number for block in stripped.kept]
    found = []
    position = 0
    for block, rule in stripped.removed:
        while position < len(kept) and kept[position] < block.number:
            position += 1
        found.append(Removed(block.text, rule, position))
    return tuple(found)


def scripted_body(data: Graph, stripped: Stripped) -> tuple[str, ...]:
    """The text that a page carries in its JSON-LD for its script to show, where it shows next to nothing itself."""
    text = data.article.get("articleBody")
    if not isinstance(text, str) or "<" in text:
        return ()
    shown = sum(len(block.text) for block in stripped.kept)
    if shown > STUB or len(text) < SCRIPTED_BODY * max(shown, 100):
        return ()
    return tuple(filter(None, map(readable, text.splitlines())))


def flag_of_nothing(page: Page, found: Opened, body: tuple[str, ...]) -> str:
    """What a page is that shows no story. Raises Unreadable where that cannot be told."""
    if body or (found.has_script and len(found.blocks) < FEW_BLOCKS):
        return "script-only"
    if consent_text(found.blocks):
        return "consent-wall"
    if is_links_alone(found.blocks):
        return "list-page"
    raise Unreadable(page.path, "no text")


def says_enable_script(body: tuple[str, ...]) -> bool:
    return sum(map(len, body)) <= STUB and any(SCRIPT_STUB.search(text) for text in body)


def ordered(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Each flag once, in the order of the closed list."""
    return tuple(flag for flag in FLAGS if flag in flags)
