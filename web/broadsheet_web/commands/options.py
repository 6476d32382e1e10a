"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Place = Path | str  # of an index: a folder, or the address of an archive on OpenSearch


class PlaceType(click.ParamType[Place]):
    """A folder as a path, an address as it is: a path would lose a slash of `https://`."""

    name = "folder or address"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Place:
        return value if str(value).startswith(("http://", "https://")) else Path(value)

as_json = click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")


def index_option(name: str = "--index") -> Callable[[Command], Command]:
    return click.option(
        name,
        "index",
        type=PlaceType(),
        metavar="PLACE",
        envvar="BROADSHEET_INDEX",
        default="broadsheet-index",
        show_default=True,
        help="The folder of the index, or https://HOST:9200/NAME (BROADSHEET_INDEX).",
    )


def named(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`maintext=body` and the like, as names."""
    pairs = [value.partition("=") for value in values]
    for theirs, sign, ours in pairs:
        if not (theirs and sign and ours):
            raise click.BadParameter("write it as THEIRS=OURS, such as maintext=body")
    return {theirs: ours for theirs, _, ours in pairs}


names_option = click.option(
    "--map", "names", multiple=True, metavar="THEIRS=OURS", callback=named, help="Another scraper's key of a record: maintext=body."
)

sites_option = click.option(
    "--sites",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A sites.toml: what to keep and drop of a site's pages, by CSS selector or phrase.",
)

finder_option = click.option(
    "--people", default="", metavar="FINDER", help="Who finds people: spacy:MODEL, a spaCy pipeline that is installed. Default: Broadsheet."
)


def print_json(value: Any) -> None:
    """One document, a line. Names of files that are no text are written with their odd bytes escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    click.echo(text.encode("utf-8", "backslashreplace"))
