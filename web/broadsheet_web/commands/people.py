"""`broadsheet people`: who is in an index; people in bare texts, and whether two names are one, for scripts and for measuring."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .options import as_json, finder_option, index_option, print_json


@click.command(epilog="Example:  broadsheet people --like naryskin --index my-index")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--same", is_flag=True, help="A filter: `name A<TAB>name B` a line in, `same` or `different` out.")
@click.option("--like", metavar="NAME", default="", help="Only people whose name may be meant; near misses too.")
@click.option("--authors", is_flag=True, help="Who wrote, not who is mentioned.")
@click.option("--limit", type=int, default=20, help="How many people. Default: 20.")
@finder_option
@index_option()
@as_json
def people(file: Path | None, same: bool, like: str, authors: bool, limit: int, people: str, index: Path, as_json: bool) -> None:
    """Say who is in an index, most mentioned first, with the spellings of each.

    With a FILE: find people in its texts, lines {"id", "text"} in, {"id", "people", "spans"} out.
    """
    if same:
        _judge(as_json)
    elif file is not None:
        _find(file, people)
    else:
        _list(index, like, limit, "author" if authors else "person", as_json)


def _list(index: Path, like: str, limit: int, field: str, as_json: bool) -> None:
    from broadsheet_search import open_engine

    with open_engine(index) as engine:
        found = engine.people(like, limit, field=field)
    if as_json:
        from ..answer_json import people_json

        print_json(people_json(found))
        return
    for one in found:
        others = ", ".join(spelling for spelling in one.spellings if spelling != one.name)
        click.echo(f"{one.articles:>8,}  {one.name}" + (f"  (also {others})" if others else ""))


def _find(file: Path, finder: str) -> None:
    from broadsheet_index.errors import BadInput
    from broadsheet_index.people import finder_named, people_in

    find = finder_named(finder)
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                text = str(record["text"])
                id = record["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise BadInput(f'{file}, line {number}: not a JSON object with "id" and "text" ({error}).') from error
            found = people_in([text], finder=find)
            print_json(
                {
                    "id": id,
                    "people": [{"name": p.name, "mentions": p.mentions, "spellings": list(p.spellings)} for p in found],
                    "spans": [list(span) for span in find(text)],
                }
            )


def _judge(as_json: bool) -> None:
    from broadsheet_index.errors import BadInput
    from broadsheet_index.people.names import same
    from broadsheet_index.people.slips import is_misspelt

    for number, line in enumerate(sys.stdin, 1):
        one, tab, other = line.rstrip("\r\n").partition("\t")
        if not tab:
            raise BadInput(f"standard input, line {number}: no tab between two names.")
        alike = same(one, other) or is_misspelt(one, other)
        if as_json:
            print_json({"same": alike})
        else:
            click.echo("same" if alike else "different")
        sys.stdout.flush()  # a line at once: the asking program waits for it
