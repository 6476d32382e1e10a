"""One page to one article: a pure function of the page's bytes and of what was given with it.

bytes -> text -> blocks -> headline -> what is kept -> the other facts, read from blocks near the headline -> people.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from .article import FLAGS, Article, Given, Page, Removed
from .errors import BadInput, Unreadable
from .metadata import source as sources
from .metadata.address import article_url, domain_of
from .metadata.facts import Facts, facts, latest_day
from .metadata.first_line import first_line
from .metadata.first_sentence import first_sentence
from .metadata.flags import flags_of
from .metadata.head import Said, said
from .metadata.json_ld import Graph, graph
from .metadata.language import language
from .metadata.list_page import is_list_page
from .metadata.reading import Reading
from .metadata.title import Title, html_title
from .people import can_read, people_in
from .read.decode import to_text
from .strip import Block, HtmlPage, Stripped, html_page, strip, text_page
from .strip.readable import readable

TEXT_LIMIT = 2_000_000  # characters of an article; more is no article (../shared/RELIABILITY.md)
SCRIPT_STUB = re.compile(r"(?:enable|activate|turn on|requires?|needs?|without|activer|aktivieren|habilit\w+|включите) .{0,30}java ?script", re.IGNORECASE)
STUB = 400  # characters up to which a text about JavaScript is all that a page says
SCRIPTED_BODY = 3  # times as long as what the page shows, a text in its JSON-LD is the article
PARAGRAPH = re.compile(r"\n\s*\n")


def extract(page: Page) -> Article:
    """Return the article of a page. Raises Unreadable, with the reason, where the page gives none."""
    text = page.content if isinstance(page.content, str) else to_text(page.content, page.charset)
    if not text.strip():
        raise Unreadable(page.path, "empty file")
    if page.form == "clean":
        return from_clean(page, text)
    return from_html(page, text) if page.form == "html" else from_text(page, text)


def extract_file(path: Path) -> Article:
    """Return the article of one file. Raises BadInput for a file that cannot be read, Unreadable for one that gives no article."""
    from .read import reader_for

    reader = reader_for(path)
    if reader is None or not path.is_file():
        raise BadInput(f"{path}: no file that can be read as a page.")
    found = next(reader(path, path.name, Given()), None)
    if found is None or found.page is None:
        raise Unreadable(path.name, (found and found.reason) or "empty file")
    return extract(found.page)


def from_html(page: Page, html: str) -> Article:
    parsed = html_page(html)
    head = said(html)
    titles = [title for title in (head.first("og:title"), parsed.title_tag) if title]
    data = graph(parsed.json_ld, titles=titles, address=page.given.url or head.canonical)
    url = article_url(page.given, head, data)
    domain = domain_of(page.given, head, url)
    told = given_title(page.given)
    title = html_title(head, data, parsed.blocks, sources.site_names(head, data, domain))
    if told and title:
        told = replace(told, block=title.block)
    title = told or title
    stripped = strip(parsed.blocks, title=title.text if title else None, url=url)
    scripted = scripted_body(data, stripped)
    body = scripted or tuple(block.text for block in stripped.kept)
    if not body or says_enable_script(body):
        raise Unreadable(page.path, why_nothing(html, parsed))
    article = finished(page, title, body, stripped, parsed, head, data, url, domain)
    return replace(article, flags=ordered((*article.flags, "script-only"))) if scripted else article


def from_text(page: Page, text: str) -> Article:
    blocks = text_page(text)
    line = first_line(blocks)
    title = given_title(page.given) or (Title(line.text, "first-line", line.number) if line else None)
    stripped = strip(blocks, title=title.text if title else None)
    body = tuple(block.text for block in stripped.kept)
    if not body or says_enable_script(body):
        raise Unreadable(page.path, "no text")
    url = article_url(page.given, Said(), Graph())
    return finished(page, title, body, stripped, HtmlPage(blocks), Said(), Graph(), url, domain_of(page.given, Said(), url))


def from_clean(page: Page, text: str) -> Article:
    """A record whose body is taken as it is; of its facts only what was given is known."""
    body = tuple(filter(None, map(readable, PARAGRAPH.split(text))))
    if not body:
        raise Unreadable(page.path, "no text")
    blocks = tuple(Block(paragraph, number) for number, paragraph in enumerate(body))
    url = article_url(page.given, Said(), Graph())
    return finished(
        page, given_title(page.given), body, Stripped(blocks, ()), HtmlPage(blocks), Said(), Graph(), url, domain_of(page.given, Said(), url)
    )


def finished(
    page: Page, title: Title | None, body: tuple[str, ...], stripped: Stripped, parsed: HtmlPage, head: Said, data: Graph, url: str | None, domain: str | None
) -> Article:
    """The article, with all facts that its page tells."""
    if sum(map(len, body)) > TEXT_LIMIT:
        raise Unreadable(page.path, "more than 2 MB of text")
    lang = language(page.given, head, data, parsed.lang, body)
    shown = title or Title(first_sentence(body[0]), "first_sentence")
    reading = Reading(
        given=page.given,
        said=head,
        graph=data,
        blocks=parsed.blocks,
        kept=stripped.kept,
        latest=latest_day(page.given.fetched),
        times=parsed.times,
        rules={block.number: rule for block, rule in stripped.removed},
        headline=title.block if title and title.block >= 0 else stripped.headline.number if stripped.headline else -1,
        title=shown.text,
        lang=lang,
        url=url,
        domain=domain,
    )
    article = Article(
        path=page.path,
        digest=page.digest,
        title=shown.text,
        title_origin=shown.origin,
        body=body,
        url=url,
        fetched=page.given.fetched,
        lang=lang,
        removed=removed(stripped),
        corrections=tuple(dict.fromkeys(block.text for block in stripped.notes)),
        captions=tuple(dict.fromkeys(block.text for block in stripped.captions)),
        extra=page.extra,
    )
    flags = ["no-title"] if title is None else []
    if stripped.uncertain_end:
        flags.append("uncertain-end")
    flags += flags_of(reading, body)
    if page.form != "clean" and is_list_page(reading):
        source = sources.source(page.given, head, data, domain)
        return replace(article, source=source, flags=ordered((*flags, "list-page")))
    if not can_read(lang):
        flags.append("people-not-read")
    known = facts(reading, stripped, parsed.lang) if page.form != "clean" else given_facts(reading)
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
        people=people_in(body, lang),
        flags=ordered((*flags, *known.flags)),
    )


def given_title(given: Given) -> Title | None:
    text = readable(given.title or "")
    return Title(text, "given") if text else None


def given_facts(reading: Reading) -> Facts:
    """The facts of a clean record: what was given, nothing that is read from its text."""
    from .metadata.published import dates

    bare = replace(reading, kept=(), blocks=())
    when = dates(bare, None, None)
    return Facts(
        source=sources.source(reading.given, reading.said, reading.graph, reading.domain),
        authors=reading.given.authors or (),
        published=when.published,
        flags=when.flags,
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
    if not isinstance(text, str):
        return ()
    shown = sum(len(block.text) for block in stripped.kept)
    if shown > STUB or len(text) < SCRIPTED_BODY * max(shown, 100) or "<" in text:
        return ()
    return tuple(filter(None, map(readable, text.splitlines())))


def says_enable_script(body: tuple[str, ...]) -> bool:
    return sum(map(len, body)) <= STUB and any(SCRIPT_STUB.search(text) for text in body)


def why_nothing(html: str, parsed: HtmlPage) -> str:
    return "no text: the page needs its script" if "<script" in html.lower() and len(parsed.blocks) < 10 else "no text"


def ordered(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Each flag once, in the order of the closed list."""
    return tuple(flag for flag in FLAGS if flag in flags)


__all__ = ["extract", "extract_file"]
