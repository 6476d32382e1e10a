"""How things look on a terminal: colours only there, and never with NO_COLOR."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from broadsheet_index.article import Article, Published


def colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def bold(text: str) -> str:
    return click.style(text, bold=True) if colours() else text


def dim(text: str) -> str:
    return click.style(text, dim=True) if colours() else text


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """The text with its marks in bold; in «quotes» where there are no colours."""
    out, at = [], 0
    for start, end in marks:
        hit = text[start:end]
        out += [text[at:start], click.style(hit, bold=True, fg="yellow") if colours() else f"«{hit}»"]
        at = end
    return "".join(out) + text[at:]


def dated(published: Published) -> str:
    if published.value:
        return published.value
    return f"no date ({published.raw})" if published.raw else "no date"


def article_text(article: Article, *, removed: bool, marks: Sequence[Sequence[tuple[int, int]]] | None = None) -> str:
    """An article as a person would read it; with `removed`, each stripped block in its place with its rule."""
    facts = [
        ", ".join(article.authors),
        article.agency or "",
        article.source.name or article.source.domain or "",
        dated(article.published),
        article.place or "",
        article.section or "",
    ]
    lines = [bold(article.title), dim(" · ".join(filter(None, facts)))]
    if article.flags:
        lines.append(dim("flags: " + ", ".join(article.flags)))
    if article.people:
        lines.append(dim("people: " + ", ".join(person.name for person in article.people)))
    if article.subtitle:
        lines += ["", article.subtitle]
    lines += [part for note in article.corrections for part in ("", note)]
    for at in range(len(article.body) + 1):
        if removed:
            here = [block for block in article.removed if block.position == at]
            lines += [part for block in here for part in ("", dim(f"[{block.rule}] {block.text}"))]
        if at < len(article.body):
            lines += ["", marked(article.body[at], marks[at]) if marks else article.body[at]]
    return "\n".join(lines)
