"""`broadsheet check`, `compact`, `rebuild` and `forget`: look after an index."""

from __future__ import annotations

from pathlib import Path

import click

from .exits import NO_INDEX, Exit
from .options import Place, as_json, index_option, print_json


@click.command(epilog="Example:  broadsheet check --index my-index")
@index_option()
@as_json
def check(index: Place, as_json: bool) -> None:
    """Say whether every byte of the index is as it was committed. Exits with 7 where one is not."""
    from broadsheet_index.store.upkeep import damage

    found = damage(_folder(index, "check"))
    if as_json:
        print_json({"index": str(index), "whole": not found, "damaged": found})
    elif found:
        for one in found:
            click.echo(one)
        click.echo(f"{index}: damaged. What can be read goes into a new index: broadsheet rebuild --index {index} --into ANOTHER", err=True)
    else:
        click.echo(f"{index}: every byte is as it was committed.")
    if found:
        raise Exit(NO_INDEX)


@click.command(epilog="Example:  broadsheet compact --index my-index")
@index_option()
@as_json
def compact(index: Place, as_json: bool) -> None:
    """Make one segment of all, without what was deleted: less room, quicker searches."""
    from broadsheet_index.store import upkeep

    folder = _folder(index, "compact")
    before = _size(folder)
    upkeep.compact(folder)
    after = _size(folder)
    if as_json:
        print_json({"index": str(index), "bytes_before": before, "bytes": after})
    else:
        click.echo(f"{index}: {before:,} bytes before, {after:,} now; the state before is kept until the next commit.", err=True)


@click.command(epilog="Example:  broadsheet rebuild --index my-index")
@index_option()
@click.option("--into", type=click.Path(path_type=Path), help="A new folder for it; without it, in place.")
@as_json
def rebuild(index: Place, into: Path | None, as_json: bool) -> None:
    """Make the index anew from what it stores, without the pages: after an upgrade, or when one file is damaged."""
    if isinstance(index, str):
        if into is not None:
            raise click.UsageError("--into is for folders; an archive on OpenSearch is rebuilt behind its own name.")
        from broadsheet_search.engines.opensearch.upkeep import rebuild as anew

        pages = anew(index)
    else:
        from broadsheet_index.store import upkeep

        pages = upkeep.rebuild(index, into)
    if as_json:
        print_json({"index": str(into or index), "pages": pages})
    else:
        click.echo(f"{into or index}: {pages:,} pages made anew.", err=True)


@click.command(epilog='Example:  broadsheet forget 9f2c31d7aa04be15 --reason "court order of 3 May"')
@click.argument("id")
@click.option("--reason", required=True, help="Why: shown wherever the page turns up again.")
@index_option()
@as_json
def forget(id: str, reason: str, index: Place, as_json: bool) -> None:
    """Take one article out for good, from everything that is stored, and keep it from coming back. The page's file is not touched."""
    if isinstance(index, str):
        from broadsheet_search.engines.opensearch.upkeep import forget as away

        paths = away(index, id, reason)
    else:
        from broadsheet_index.store import upkeep

        paths = upkeep.forget(index, id, reason)
    if as_json:
        print_json({"index": str(index), "id": id, "reason": reason, "paths": list(paths)})
    else:
        for path in paths:
            click.echo(f"forgotten: {path}", err=True)


def _folder(index: Place, command: str) -> Path:
    if isinstance(index, str):
        raise click.UsageError(f"{command} is for folders: OpenSearch looks after its own files.")
    return index


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
