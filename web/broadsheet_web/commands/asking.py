"""What the commands that ask have in common: a query, filters, the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from .options import Command, index_option

if TYPE_CHECKING:
    from broadsheet_search import Request

WORD = "\ue000"  # stands before an argument that begins with a hyphen and is no option; private, so nobody types it
FILTERS = ("person", "author", "source", "lang", "section", "flag")


class Asking(click.Command):
    """A command whose arguments are a query: `-Ukraine` is a word of it, and so is '-Ukraine Putin'. Options begin with two hyphens."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._marked(ctx, args)))

    def _marked(self, ctx: click.Context, args: list[str]) -> Iterator[str]:
        valued = {name for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.is_flag for name in param.opts}
        value = False
        for at, arg in enumerate(args):
            if value:
                value = False
                yield arg
            elif arg == "--":
                yield from (WORD + word if word.startswith("-") else word for word in args[at + 1 :])
                return
            elif arg.startswith("-") and not arg.startswith("--") and arg != "-h":
                yield WORD + arg
            else:
                value = arg in valued
                yield arg


def asking(command: Command) -> Command:
    """The parameters that decide which articles are found, as the API has them."""
    options: list[Callable[[Any], Any]] = [
        click.option("--from", "since", metavar="DATE", help="Published then or later: YYYY, YYYY-MM or YYYY-MM-DD."),
        click.option("--to", "until", metavar="DATE", help="Published then or earlier."),
        click.option("--match", type=click.Choice(["all", "any"]), default="all", help="Join bare words by AND or by OR."),
        click.option("--undated", type=click.Choice(["include", "exclude", "only"]), help="What becomes of undated articles."),
        click.option("--variants", type=click.Choice(["on", "off"]), default="on", help="Other spellings of a name are taken too."),
        click.option("--lenient", is_flag=True, help="Mend mistakes in the query, as the page does."),
        index_option(),
        *(click.option(f"--{name}", multiple=True, metavar="VALUE", help=f"Only this {name}; -VALUE: not this one.") for name in FILTERS),
    ]
    for option in reversed(options):
        command = option(command)
    return command


fail_empty = click.option("--fail-empty", is_flag=True, help="Exit with 3 if nothing was found.")
sort_option = click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="By default as the page sorts.")


def request_of(query: tuple[str, ...], asked: dict[str, Any]) -> Request:
    """The words of the query together, and the options. Raises BadInput for bytes that are no text."""
    from broadsheet_search import Request

    text = " ".join(word.removeprefix(WORD) for word in query)
    if any("\udc80" <= char <= "\udcff" for char in text):
        from broadsheet_index.errors import BadInput

        raise BadInput("The query is not UTF-8.")
    asked["variants"] = asked.pop("variants", "on") == "on"
    match = cast("Literal['all', 'any']", asked.pop("match", "all"))
    return Request(text or "*", match=match, **asked)
