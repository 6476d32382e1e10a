"""`broadsheet people`: find people in bare texts, for scripts and for measuring."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .options import print_json


@click.command(epilog="Example:  echo '{\"id\": 1, \"text\": \"Joe Biden met Xi.\"}' > t.jsonl; broadsheet people t.jsonl")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--same", is_flag=True, help="A filter: `name A<TAB>name B` a line in, `same` or `different` out.")
def people(file: Path | None, same: bool) -> None:
    """Find people in texts: lines {"id", "text"} in, {"id", "people", "spans"} out."""
    if same:
        _judge()
    elif file is None:
        raise click.UsageError("Name a file of texts, or say --same.")
    else:
        _find(file)


def _find(file: Path) -> None:
    from broadsheet_index.errors import BadInput
    from broadsheet_index.people import mentions, people_in

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
            found = people_in([text])
            print_json(
                {
                    "id": id,
                    "people": [{"name": p.name, "mentions": p.mentions, "spellings": list(p.spellings)} for p in found],
                    "spans": [list(span) for span in mentions(text)],
                }
            )


def _judge() -> None:
    from broadsheet_index.errors import BadInput
    from broadsheet_index.people.names import same

    for number, line in enumerate(sys.stdin, 1):
        one, tab, other = line.rstrip("\r\n").partition("\t")
        if not tab:
            raise BadInput(f"standard input, line {number}: no tab between two names.")
        click.echo("same" if same(one, other) else "different")
        sys.stdout.flush()  # a line at once: the asking program waits for it
