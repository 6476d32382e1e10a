"""An article as JSON, the one shape of `extract`, `show` and what builds on them."""

from __future__ import annotations

from typing import Any

from .article import Article


def extracted(article: Article) -> dict[str, Any]:
    """Every key is always there; a list is always a list; what is unknown is null (QUERY.md, section 3)."""
    published = article.published
    return {
        "path": article.path,
        "url": article.url,
        "source": {"name": article.source.name, "domain": article.source.domain},
        "title": article.title,
        "title_origin": article.title_origin,
        "subtitle": article.subtitle,
        "authors": list(article.authors),
        "agency": article.agency,
        "place": article.place,
        "published": {"value": published.value, "precision": published.precision, "origin": published.origin, "raw": published.raw},
        "modified": article.modified,
        "people": [{"name": p.name, "mentions": p.mentions, "spellings": list(p.spellings)} for p in article.people],
        "corrections": list(article.corrections),
        "captions": list(article.captions),
        "section": article.section,
        "lang": article.lang,
        "body": list(article.body),
        "removed": [{"text": block.text, "rule": block.rule, "position": block.position} for block in article.removed],
        "flags": list(article.flags),
    }
