"""What can be taken from one article as plain text: all that is stored of it, or a quote with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet_index.article import Article


OUTER = '“”" '  # quotation marks around a paragraph that is itself one quote


def quote(article: Article, number: int, citation: str) -> str | None:
    """Paragraph `number` (from 1) with its citation, which holds the digest; None where there is no such paragraph."""
    if not 1 <= number <= len(article.body):
        return None
    return f"“{article.body[number - 1].strip(OUTER)}”\n— {citation} Paragraph {number}."


def stored(article: Article) -> str:
    """Everything that is kept of a page, kept and removed, in its order."""
    return "\n".join(_stored(article)) + "\n"


def _stored(article: Article) -> Iterator[str]:
    facts = {
        "Title": f"{article.title} ({article.title_origin.replace('_', ' ')})",
        "Standfirst": article.subtitle,
        "Authors": ", ".join(article.authors),
        "Agency": article.agency,
        "Place": article.place,
        "Published": _published(article),
        "Changed": article.modified,
        "Fetched": article.fetched,
        "Source": " ".join(filter(None, (article.source.name, article.source.domain and f"({article.source.domain})"))),
        "Address": article.url,
        "File": article.path,
        "SHA-256": article.digest,
        "Section": article.section,
        "Language": article.lang,
        "Flags": ", ".join(article.flags),
        "People": "; ".join(f"{who.name} ({who.mentions}; {', '.join(who.spellings)})" for who in article.people),
        **dict(article.extra),
    }
    yield from (f"{name}: {' '.join(value.split())}" for name, value in facts.items() if value)
    yield from (f"Correction: {note}" for note in article.corrections)
    yield from (f"Caption: {caption}" for caption in article.captions)
    blocks = sorted(article.removed, key=lambda block: block.position)
    for number, paragraph in enumerate((*article.body, None)):
        # The last round has no paragraph: what stands behind the story.
        last = paragraph is None
        for block in blocks:
            if block.position == number or (last and block.position > number) or (not number and block.position < 0):
                yield f"\n[removed: {block.rule}] {block.text}"
        if paragraph is not None:
            yield f"\n{paragraph}"


def _published(article: Article) -> str:
    when = article.published
    return f"{when.value or 'unknown'} ({', '.join(filter(None, (when.precision, when.origin, when.raw and f'read from “{when.raw}”')))})"
