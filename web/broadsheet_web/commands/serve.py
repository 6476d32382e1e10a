"""`broadsheet serve`: the pages and the JSON API."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click

from .index import indexed, tell
from .options import Place, as_json, index_option, print_json


@click.command(epilog="Example:  broadsheet serve pages/ --port 8080")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@index_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@click.option("--public", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--base-url", metavar="URL", help="How the outside calls this server, behind a proxy.")
@click.option("--token", envvar="BROADSHEET_TOKEN", help="Close the archive: answer only who sends this (BROADSHEET_TOKEN).")
@click.option("--log", type=click.Choice(["plain", "json"]), default="plain", help="json: a line a request, without queries.")
@as_json
def serve(
    folder: Path | None, index: Place, host: str, port: int, public: bool, base_url: str | None, token: str | None, log: str, as_json: bool
) -> None:
    """Serve the pages and the JSON API of an index. With FOLDER: index it first."""
    if not public and not _is_loopback(host):
        raise click.UsageError(f"{host} can be reached by other machines; say --public if that is meant.")
    if folder is not None:
        tell(indexed([folder], index), index, dry_run=False)
    answer_from(index, host, port, base_url=base_url, token=token, log=log, in_json=as_json)


def answer_from(
    index: Place, host: str, port: int, *, base_url: str | None = None, token: str | None = None, log: str = "plain", in_json: bool = False
) -> None:
    """Serve an index until told to stop; the address is printed as soon as it can be asked; in_json: as {"url": ...}."""
    from broadsheet_search import open_engine

    from ..app import create_app
    from ..hosts import hosts_for
    from ..journal import begin
    from ..serving import serve as listen

    begin(as_json=log == "json")
    with open_engine(index) as engine:
        app = create_app(engine, trusted_hosts=hosts_for(host, base_url), base_url=base_url, token=token or None)
        listen(app, host, port, lambda url: print_json({"url": url}) if in_json else click.echo(url))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

