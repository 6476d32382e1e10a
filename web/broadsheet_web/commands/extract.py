"""`broadsheet extract`: clean pages and print them, without any index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal
from .exits import SOME_SKIPPED, Exit
from .index import expanded
from .options import as_json, finder_option, names_option, print_json, sites_option

if TYPE_CHECKING:
    from broadsheet_index.article import Page
    from broadsheet_index.extraction import Explained
    from broadsheet_index.read.told import Known, Told

WORTH_WORKERS = 24  # files from which on several processes are worth their start
Items = Iterable[tuple[str, "Page | None"]]  # a page, or None with why there is none


@click.command(epilog="Example:  broadsheet extract page.html --json")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--explain", is_flag=True, help="Show each block with its evidence and sum.")
@click.option("--meta", type=click.Path(path_type=Path), help="CSV or JSONL of what the scraper knew, by path or url.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Worker processes.")
@click.option("--strict", is_flag=True, help="Exit with 4 if a page gave nothing.")
@finder_option
@names_option
@sites_option
@as_json
def extract(
    paths: tuple[Path, ...],
    explain: bool,
    meta: Path | None,
    jobs: int | None,
    strict: bool,
    people: str,
    names: dict[str, str],
    sites: Path | None,
    as_json: bool,
) -> None:
    """Clean pages and print them, one article a line with --json, each page by itself.

    Without --json a page is printed as a person would read it, what was removed dimmed with its rule. A page that is no
    article is printed with its flag; one that gives nothing is named on standard error.
    """
    from broadsheet_index.people import finder_named
    from broadsheet_index.read.sites import Sites, read_sites
    from broadsheet_index.read.told import Known, Told

    told = Told(meta)
    finder_named(people)  # whoever cannot find people says so before anything is read
    known = Known(told.by_url, read_sites(sites) if sites else Sites(), people)
    run = _Run(jobs, as_json)
    files = list(run.files(expanded(paths)))
    items = run.pages(files, told, names)
    if explain:
        run.explain(items, known, len(files))
    else:
        run.print(items, known, len(files))
    for where, what in told.notes:
        click.echo(f"note {where}: {what}", err=True)
    if strict and run.gave_nothing:
        raise Exit(SOME_SKIPPED)


class _Run:
    def __init__(self, jobs: int | None, as_json: bool) -> None:
        self.jobs = jobs
        self.as_json = as_json
        self.gave_nothing = False
        self.printed = 0

    def files(self, paths: list[Path]) -> Iterator[tuple[Path, str]]:
        """(file, path) of what can be read. Raises BadInput for a path at which there is nothing."""
        from broadsheet_index.errors import BadInput
        from broadsheet_index.walk import files, one_file

        for path in paths:
            if not (path.exists() or path.is_symlink()):
                raise BadInput(f"{path}: no such file or folder.")
            for found in files(path) if path.is_dir() else [one_file(path)]:
                if found.reason is None:
                    yield found.file, found.path
                elif found.reason:
                    self._nothing(found.path, found.reason)

    def pages(self, files: list[tuple[Path, str]], told: Told, names: dict[str, str]) -> Iterator[tuple[str, Page | None]]:
        """The pages of the files, each with what is told of it. A file that cannot be read is named, and the next is read."""
        from dataclasses import replace

        from broadsheet_index.article import Given
        from broadsheet_index.errors import BadInput
        from broadsheet_index.read import reader_for
        from broadsheet_index.read.found import outranking

        for file, path in files:
            try:
                given = told.of(file, path)
            except BadInput as error:
                click.echo(f"note {path}: {error}", err=True)
                given = Given()
            try:
                reader = reader_for(file)
                for one in reader(file, path, given, names) if reader else ():
                    if one.page is None:
                        yield f"{path}#{one.name}: {one.reason}" if one.name else f"{path}: {one.reason}", None
                        continue
                    own = told.of_record(one.page.path) if one.name else Given()
                    yield one.page.path, replace(one.page, given=outranking(own, one.page.given))
            except OSError as error:
                yield f"{path}: cannot be read ({error.strerror})", None

    def print(self, items: Items, known: Known, files: int) -> None:
        from broadsheet_index.article import Article
        from broadsheet_index.as_json import extracted
        from broadsheet_index.workers import Extraction, article_or_reason

        for where, page, result in Extraction[str](self._workers(files), partial(article_or_reason, known=known)).run(items):
            if not isinstance(result, Article):
                self._nothing(where, result if page else None)
            elif self.as_json:
                print_json(extracted(result))
            else:
                self._apart()
                click.echo(terminal.article_text(result, removed=True))

    def explain(self, items: Items, known: Known, files: int) -> None:
        """Each block of each page with its sum, what became of it, and the evidence."""
        from broadsheet_index.workers import Readers, explained_or_reason

        readers: Readers[str, tuple[Explained, ...]] = Readers(self._workers(files), partial(explained_or_reason, known=known))
        for where, page, result in readers.run(items):
            if not isinstance(result, tuple):
                self._nothing(where, result if page else None)
            elif self.as_json:
                blocks = [{"text": one.text, "verdict": one.verdict, "sum": one.total, "evidence": dict(one.evidence)} for one in result]
                print_json({"path": where, "blocks": blocks})
            else:
                self._apart()
                click.echo(terminal.explained_text(where, result))

    def _workers(self, files: int) -> int:
        import os

        return self.jobs or ((os.cpu_count() or 1) if files > WORTH_WORKERS else 1)

    def _apart(self) -> None:
        if self.printed:
            click.echo("\n" + terminal.rule() + "\n")
        self.printed += 1

    def _nothing(self, where: str, reason: str | None) -> None:
        self.gave_nothing = True
        click.echo(terminal.plain(f"{where}: {reason}" if reason else where), err=True)
