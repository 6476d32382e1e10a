"""`broadsheet extract`: clean pages and print them, without any index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal
from .index import expanded
from .options import as_json, names_option, print_json

if TYPE_CHECKING:
    from broadsheet_index.read import Found


@click.command(epilog="Example:  broadsheet extract page.html --json")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--explain", is_flag=True, help="Show each block with its evidence and sum.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Worker processes.")
@names_option
@as_json
def extract(paths: tuple[Path, ...], explain: bool, jobs: int | None, names: dict[str, str], as_json: bool) -> None:
    """Clean pages and print them, one article a line with --json, each page by itself.

    Without --json a page is printed as a person would read it, what was removed dimmed with its rule. A page that gives
    nothing is named on standard error.
    """
    from broadsheet_index.article import Article
    from broadsheet_index.as_json import extracted
    from broadsheet_index.workers import Extraction

    found = list(_found_files(expanded(paths)))
    if explain:
        _explain(found, names)
        return
    workers = jobs or (_processors() if len(found) > 24 else 1)
    items = ((one, one.page) for file in found for one in _pages(*file, names))
    first = True
    for one, page, result in Extraction["Found"](workers).run(items):
        if isinstance(result, Article):
            if as_json:
                print_json(extracted(result))
            else:
                click.echo(("" if first else "\n" + "─" * 40 + "\n\n") + terminal.article_text(result, removed=True))
            first = False
        else:
            where = page.path if page else one.name
            click.echo(f"{where}: {result or one.reason}", err=True)


def _processors() -> int:
    import os

    return os.cpu_count() or 1


def _found_files(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    from broadsheet_index.errors import BadInput
    from broadsheet_index.walk import files, one_file

    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: no such file or folder.")
        for found in files(path) if path.is_dir() else [one_file(path)]:
            if found.reason is None:
                yield found.file, found.path
            elif found.reason:
                click.echo(f"{found.path}: {found.reason}", err=True)


def _pages(file: Path, path: str, names: dict[str, str]) -> Iterator[Found]:
    from dataclasses import replace

    from broadsheet_index.read import reader_for
    from broadsheet_index.read.told import Told

    reader = reader_for(file)
    for one in reader(file, path, Told().of(file, path), names) if reader else ():
        yield one if one.page else replace(one, name=f"{path}#{one.name}" if one.name else path)


def _explain(found: list[tuple[Path, str]], names: dict[str, str]) -> None:
    """Each block of each page with its sum, what became of it, and the evidence."""
    from broadsheet_index.extraction import explained

    for file, path in found:
        for one in _pages(file, path, names):
            if one.page is None:
                continue
            click.echo(terminal.bold(one.page.path))
            for block in explained(one.page):
                evidence = ", ".join(f"{name} {value:+d}" for name, value in block.evidence)
                text = block.text if len(block.text) <= 90 else block.text[:89] + "…"
                click.echo(f"{block.total:+5d}  {block.verdict:<22} {text}   {terminal.dim(f'({evidence})')}")
