"""`broadsheet export`: every hit of a query, streamed."""

from __future__ import annotations

import sys
from typing import Any

import click

from .asking import Asking, asking, fail_empty, request_of, sort_option
from .exits import NOTHING_FOUND, Exit
from .options import Place, as_json

# Said here again, and held to `broadsheet_search.export` by a test: --help imports nothing heavy.
FORMATS = ("jsonl", "csv", "ris", "bibtex", "csl")


@click.command(cls=Asking, epilog="Example:  broadsheet export 'person:Naryshkin date:2024' --format csv > naryshkin.csv")
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="bibtex, csl and ris: references.")
@click.option("--fields", metavar="NAMES", help="Keys of a line of JSONL, parted by commas.")
@asking
@sort_option
@fail_empty
@as_json
def export(
    query: tuple[str, ...], index: Place, form: str, fields: str | None, fail_empty: bool, as_json: bool, **asked: Any
) -> None:
    """Write every article that a query finds, without a limit: its text and facts as JSONL, or as a table or references.

    The last line of JSONL is {"end": true, "count": N}: without it the file is not whole. --json is --format jsonl.
    """
    from broadsheet_search import open_engine
    from broadsheet_search.export import FORMATS as KNOWN

    from ..result import EXPORTED, KEYS, WHOLE, result

    keys = tuple(part.strip() for part in fields.split(",")) if fields else EXPORTED
    for key in keys:
        if key not in (*KEYS, *WHOLE):
            raise click.BadParameter(f'"{key}" is none of: ' + ", ".join((*KEYS, *WHOLE)), param_hint="--fields")
    out = sys.stdout.buffer
    with open_engine(index) as engine, engine.walk(request_of(query, asked)) as walked:
        told = KNOWN["jsonl" if as_json else form]
        for text in told.write(walked.hits, lambda hit: result(hit, keys), lambda id: None):
            out.write(text.encode("utf-8", "replace"))
        out.flush()
    if fail_empty and not walked.total:
        raise Exit(NOTHING_FOUND)
