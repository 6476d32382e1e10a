"""`broadsheet index`: bring an index up to date with folders and files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .bar import Bar
from .exits import SOME_SKIPPED, Exit
from .options import Place, as_json, finder_option, index_option, names_option, print_json, sites_option
from .terminal import plain

if TYPE_CHECKING:
    from broadsheet_index.report import Report

LISTED = 20  # skipped pages named on a terminal; `info --skipped` has them all


@click.command(epilog="Example:  broadsheet index pages/ --into my-index --meta scraped.csv")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@index_option("--into")
@click.option("--meta", type=click.Path(path_type=Path), help="CSV or JSONL of what the scraper knew, by path or url.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes. Default: one a processor, for larger folders.")
@click.option("--prune", is_flag=True, help="Take out vanished pages, however many they are.")
@click.option("--full", is_flag=True, help="Read every page again.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be done.")
@click.option("--strict", is_flag=True, help="Exit with 4 if anything was skipped.")
@click.option("--keep-originals", is_flag=True, help="Keep the pages' own bytes in the index folder.")
@finder_option
@click.option("--people-file", type=click.Path(path_type=Path, exists=True), help="people.toml: names that are the same, different, shown so.")
@names_option
@sites_option
@as_json
def index(paths: tuple[Path, ...], index: Place, strict: bool, dry_run: bool, as_json: bool, **how: Any) -> None:
    """Clean pages and bring the index up to date with them: new, changed and vanished ones.

    PATHS are folders, files and globs in quotes. Pages: .html, .htm, .xhtml, .mhtml, .mht, .txt (flattened), and files of a
    mirror that begin like HTML, whatever their name. Files of many: .jsonl, .ndjson, .csv, .warc, .wacz, .rss, .atom, .xml
    (feeds). Each also .gz. - reads a list of paths from standard input. Indexing another folder removes nothing.
    """
    report = indexed(expanded(paths), index, dry_run=dry_run, **how)
    if as_json:
        print_json(report_json(report))
    else:
        tell(report, index, dry_run=dry_run)
    if strict and report.skipped:
        raise Exit(SOME_SKIPPED)


def expanded(paths: tuple[Path, ...]) -> list[Path]:
    """The paths given: those on standard input in place of `-`, and what 'pages/*.html' means where no shell has said it."""
    from broadsheet_index.walk import globbed

    out: list[Path] = []
    for path in paths:
        out += [Path(line.rstrip("\r\n")) for line in sys.stdin if line.strip()] if str(path) == "-" else globbed(path)
    return out


def indexed(paths: list[Path], into: Place, **how: Any) -> Report:
    """Index, and say how far it is; `how` as of `broadsheet_index.build`."""
    from broadsheet_index import build
    from broadsheet_search.engines import sink_of

    bar = Bar()
    try:
        return build(paths, sink_of(into), progress=bar, **how)
    finally:
        bar.done()


def report_json(report: Report) -> dict[str, object]:
    return {
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "vanished": report.vanished,
        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in report.skipped],
        "notes": [{"path": note.path, "reason": note.reason} for note in report.notes],
    }


def tell(report: Report, into: Place, *, dry_run: bool) -> None:
    """The report, in words, on standard error."""
    for skip in report.skipped[:LISTED]:
        click.echo(f"skipped {plain(skip.path)}: {plain(skip.reason)}", err=True)
    if len(report.skipped) > LISTED:
        click.echo(f"… and {len(report.skipped) - LISTED:,} more; broadsheet info --skipped lists them", err=True)
    for note in report.notes[:LISTED]:
        click.echo(f"note {plain(note.path)}: {plain(note.reason)}", err=True)
    counts = (report.indexed, report.unchanged, report.vanished, len(report.skipped))
    told = "{:,} indexed, {:,} unchanged, {:,} vanished, {:,} skipped".format(*counts)
    click.echo(f"{'Would be: ' if dry_run else ''}{told} ({into})", err=True)
