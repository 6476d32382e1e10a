"""`broadsheet demo`: a small archive of invented articles, to see the pages at their best."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from .index import indexed, tell
from .options import as_json, print_json
from .serve import answer_from


@click.command(epilog="Example:  broadsheet demo --port 8080")
@click.option("--into", type=click.Path(path_type=Path), help="Write pages and index there and keep them; serve nothing.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@as_json
def demo(into: Path | None, port: int, as_json: bool) -> None:
    """Make a small archive of invented, free articles and serve it.

    Without --into it lives in a temporary folder and is gone when the server stops. With --into DIR the pages are in DIR/pages
    and the index in DIR/index.
    """
    if into is not None:
        make(into)
        if as_json:
            print_json({"index": str(into / "index"), "pages": str(into / "pages")})
        else:
            click.echo(into / "index")
        return
    with tempfile.TemporaryDirectory(prefix="broadsheet-demo-") as folder:
        answer_from(make(Path(folder)), "127.0.0.1", port, in_json=as_json)


def make(folder: Path) -> Path:
    """The index, made from pages that are written first."""
    from ..demo import write

    fetched = write(folder)
    index = folder / "index"
    tell(indexed([folder / "pages"], index, meta=fetched), index, dry_run=False)
    return index
