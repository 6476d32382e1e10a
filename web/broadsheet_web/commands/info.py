"""`broadsheet info`: what is in an index, and what was left out of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import Place, as_json, index_option, print_json
from .terminal import plain


@click.command(epilog="Example:  broadsheet info --skipped")
@index_option()
@click.option("--skipped", is_flag=True, help="List what was skipped or flagged, and why.")
@as_json
def info(index: Place, skipped: bool, as_json: bool) -> None:
    """Say what is in the index; with --skipped, which pages gave no article or are odd, and why."""
    from broadsheet_index.store.sizes import sizes
    from broadsheet_search import Request
    from broadsheet_search.engines import open_engine

    with open_engine(index) as engine:
        answer = engine.answer(Request("*", page_size=1, snippets=0, facets=("source", "year", "lang", "flag"), facet_size=100))
        left_out = engine.skipped()
        flagged = engine.flagged() if skipped else []
    room = sizes(index) if isinstance(index, Path) else None  # OpenSearch knows its own
    facets = {name: [{"value": c.value, "count": c.count} for c in counts] for name, counts in answer.facets.items()}
    state = answer.generation
    told = {
        "index": str(index),
        "generation": state.number,
        "articles": state.articles,
        "updated": state.updated,
        "bytes": room.total if room else None,
        "sizes": asdict(room) if room else None,
        "facets": facets,
        "skipped": [{"path": path, "reason": reason} for path, reason in left_out] if skipped else len(left_out),
    }
    if skipped:
        told["flagged"] = [{"path": path, "flags": list(flags)} for path, flags in flagged]
    if as_json:
        print_json(told)
        return
    click.echo(f"{index}: {state.articles:,} articles, generation {state.number}, updated {state.updated}")
    for name, counts in answer.facets.items():
        click.echo(f"{name}: " + (", ".join(f"{c.value} {c.count:,}" for c in counts[:10]) or "none known"))
    if room:
        click.echo(f"bytes: {room.total:,}; {room.summary}")
    click.echo(f"skipped: {len(left_out):,}")
    if skipped:
        for path, reason in left_out:
            click.echo(plain(f"  {path}: {reason}"))
        click.echo(f"flagged: {len(flagged):,}")
        for path, flags in flagged:
            click.echo(plain(f"  {path}: {', '.join(flags)}"))
