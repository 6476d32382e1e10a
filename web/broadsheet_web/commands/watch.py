"""`broadsheet watch`: what is new since last time, for cron."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .asking import Asking, asking, request_of
from .exits import SOMETHING_NEW, Exit
from .options import Place, as_json, print_json

if TYPE_CHECKING:
    from broadsheet_search import Request

FORMAT = 1


@click.command(cls=Asking, epilog="Example:  broadsheet watch 'person:Naryshkin attrition' >> new.jsonl || test $? = 10")
@click.argument("query", nargs=-1)
@asking
@click.option("--state", type=click.Path(path_type=Path, dir_okay=False), help="Where to remember; by default a file a query beside the index.")
@click.option("--from-now", is_flag=True, help="The first time: remember what is there and print nothing.")
@as_json
def watch(query: tuple[str, ...], index: Place, state: Path | None, from_now: bool, as_json: bool, **asked: Any) -> None:
    """Print the articles that a query finds and did not find last time, a JSON object a line; exit with 10 if there are any.

    What was found is remembered after it was printed: what could not be printed comes again. The first time everything is new.
    """
    from broadsheet_search import open_engine

    from ..result import KEYS, result

    request = request_of(query, asked)
    place = state or _beside(index, request)
    known = _read(place)
    new: list[str] = []
    with open_engine(index) as engine, engine.walk(request) as walked:
        generation = [walked.generation.number, walked.generation.updated]
        if known and known["generation"] == generation and known["canonical"] == walked.canonical:
            return
        seen = set(known["seen"]) if known else set()
        silent = from_now and not known
        keys = tuple(key for key in KEYS if key not in ("snippets", "score"))
        for hit in walked.hits:
            if hit.id not in seen:
                new.append(hit.id)
                if not silent:
                    print_json(result(hit, keys))
    sys.stdout.flush()
    _write(place, {"format": FORMAT, "q": request.q, "canonical": walked.canonical, "generation": generation, "seen": sorted(seen.union(new))})
    if new and not silent:
        raise Exit(SOMETHING_NEW)


def _beside(index: Place, request: Request) -> Path:
    """A file a question, in a folder beside that of the index; for an archive on OpenSearch in the current folder."""
    from broadsheet_search.bookmark import question

    folder = Path("broadsheet.watch") if isinstance(index, str) else index.absolute().with_name(index.absolute().name + ".watch")
    return folder / f"{question(request)}.json"


def _read(place: Path) -> dict[str, Any] | None:
    """What was remembered. Raises BadInput where it is no such file: overwriting it could lose somebody's work."""
    from broadsheet_index.errors import BadInput

    try:
        told = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not {"canonical", "generation", "seen"} <= told.keys():
        raise BadInput(f"{place} was not written by broadsheet watch. Name another with --state, or remove it to begin anew.")
    return told


def _write(place: Path, told: dict[str, Any]) -> None:
    """All or nothing: a run that dies meanwhile leaves what was there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}.{os.getpid()}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(place)
