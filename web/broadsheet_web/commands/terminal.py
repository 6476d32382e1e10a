"""How things look on a terminal: colours only there, and never with NO_COLOR."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from broadsheet_index.article import Article, Published

from ..legible import legible
from ..wording import FLAG_WORDS

if TYPE_CHECKING:
    from broadsheet_index.extraction import Explained

WIDEST = 88  # columns: longer lines are hard to read
NARROW = 100  # columns where no terminal says how many it has


def colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def bold(text: str) -> str:
    return click.style(text, bold=True) if colours() else text


def dim(text: str) -> str:
    return click.style(text, dim=True) if colours() else text


def italic(text: str) -> str:
    return click.style(text, italic=True) if colours() else text


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


def plain(text: str) -> str:
    """Text without signs that nobody can see or that steer a terminal; odd bytes of file names are escaped."""
    return str(legible(text.encode("utf-8", "backslashreplace").decode()))


def rule() -> str:
    """What parts two pages."""
    return dim("─" * min(width() or NARROW, NARROW))


def width() -> int | None:
    """Columns in which text is set; None where no terminal shows it, and each paragraph is one line."""
    return min(shutil.get_terminal_size().columns - 1, WIDEST) if sys.stdout.isatty() else None


def article_text(article: Article, *, removed: bool) -> str:
    """An article as a person would read it; with `removed`, each stripped block in its place with its rule."""
    parts = [head_of(article)]
    if article.subtitle:
        parts.append(set_in(article.subtitle, italic))
    parts += [set_in(f"Note: {note}", italic) for note in article.corrections if not removed]
    if reason := article.is_no_article:
        parts.append(dim(f"({reason}: an index would not hold it)"))
    for at in range(len(article.body) + 1):
        if removed:
            parts += removed_at(article, at)
        if at < len(article.body):
            parts.append(set_in(article.body[at]))
    return "\n\n".join(parts)


def head_of(article: Article) -> str:
    """Headline, who, where, when; the address; what to beware of; who is in it."""
    facts = [
        ", ".join(article.authors),
        article.agency or "",
        article.source.name or article.source.domain or "",
        dated(article.published),
        f"changed {article.modified}" if article.modified and article.modified != article.published.value else "",
        article.place or "",
        article.section or "",
        article.lang or "",
    ]
    lines = [set_in(article.title or "(no headline)", bold), set_in(" · ".join(filter(None, facts)))]
    if article.url:
        lines.append(dim(plain(article.url)))
    if article.people:
        lines.append(set_in("People: " + ", ".join(f"{one.name} ({one.mentions})" for one in article.people), dim))
    lines += [set_in(f"{flag}: {FLAG_WORDS.get(flag, '')}", dim, "! ") for flag in article.flags]
    return "\n".join(lines)


def removed_at(article: Article, at: int) -> list[str]:
    """What stood before a paragraph and was removed. On a terminal, neighbours that one rule took out are told together."""
    here = [block for block in article.removed if block.position == at]
    if width() is None:
        return ["\n".join(set_in(f"[{block.rule}] {block.text}", indent="  ") for block in here)] if here else []
    together = [(name, " · ".join(block.text for block in blocks)) for name, blocks in groupby(here, lambda block: block.rule)]
    return ["\n".join(set_in(f"[{name}] {text}", dim, "  ") for name, text in together)] if here else []


def explained_text(path: str, blocks: Sequence[Explained]) -> str:
    """Each block of a page: its sum, what became of it, its words, and the evidence below."""
    lines = [bold(plain(path))]
    for block in blocks:
        is_kept = block.verdict.startswith("kept")
        room = (width() or NARROW) - 32
        text = plain(block.text if len(block.text) <= room else block.text[: room - 1] + "…")
        line = f"{block.total:+5d}  {block.verdict:<22}  {text}"
        lines.append(line if is_kept else dim(line))
        if block.evidence:
            lines.append(dim(" " * 31 + ", ".join(f"{name} {value:+d}" for name, value in block.evidence)))
    return "\n".join(lines)


def set_in(text: str, style: Callable[[str], str] = str, indent: str = "") -> str:
    """A paragraph in the columns there are."""
    columns = width()
    text = plain(text)
    if columns is None:
        return style(indent + text)
    lines = textwrap.wrap(text, max(columns, 20), initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False)
    return "\n".join(style(line) for line in lines)
