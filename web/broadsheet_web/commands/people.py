"""`broadsheet people`: find people in bare texts, for scripts and for measuring."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .options import print_json


@click.command(epilog='Example:  echo \'{"id": "1", "text": "Joe Biden met Xi."}\' > t.jsonl; broadsheet people t.jsonl')
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def people(file: Path) -> None:
    """Find people in texts: lines {"id", "text"} in, {"id", "people", "spans"} out."""
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
