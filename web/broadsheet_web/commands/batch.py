"""`broadsheet batch`: many queries at once, a line each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .asking import asking, fail_empty, request_of, sort_option
from .exits import NOTHING_FOUND, USAGE, Exit
from .options import Place, as_json, print_json

if TYPE_CHECKING:
    from broadsheet_search import BadParameter, BadQuery, TooSlow


@click.command(epilog="Example:  printf '%s\\n' 'Naryshkin attrition' 'ferry OR tram' > queries.txt; broadsheet batch queries.txt --json")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@asking
@sort_option
@click.option("--page-size", type=int, default=20, show_default=True, help="Results a query, with --json.")
@click.option("--snippets", type=int, default=0, show_default=True)
@fail_empty
@as_json
def batch(file: Path, index: Place, fail_empty: bool, as_json: bool, **asked: Any) -> None:
    """Ask each line of a file (-: standard input): the number of articles, a tab, the query; with --json the whole answer, a line each.

    Empty lines and those that begin with # are passed over. A line that is no query is named on standard error, the others are
    asked, and the exit code is 2.
    """
    from broadsheet_search import BadParameter, BadQuery, TooSlow, open_engine

    from ..answer_json import answer_json

    bad = found = 0
    with open_engine(index) as engine:
        for number, line in _lines(file):
            try:
                request = request_of((line,), dict(asked))
                answer = engine.answer(request)
            except (BadQuery, BadParameter, TooSlow) as error:
                bad += 1
                click.echo(f"{file}, line {number}: {error}", err=True)
                if as_json:
                    print_json({"line": number} | _refused(line, error))
                continue
            found += answer.total
            if as_json:
                print_json({"line": number} | answer_json(answer, request))
            else:
                click.echo(f"{answer.total}\t{line}")
    if bad:
        raise Exit(USAGE)
    if fail_empty and not found:
        raise Exit(NOTHING_FOUND)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The queries and the numbers of their lines. Raises UnicodeDecodeError."""
    text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    for number, line in enumerate(text.decode("utf-8-sig").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _refused(line: str, error: BadQuery | BadParameter | TooSlow) -> dict[str, Any]:
    place = getattr(error, "position", None)
    return {
        "status": "error",
        "q": line,
        "code": getattr(error, "code", "search_timeout"),
        "message": str(error),
        "param": getattr(error, "param", "q"),
        "position": list(place) if place else None,
        "hint": getattr(error, "hint", None),
    }
