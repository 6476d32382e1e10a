"""The command line: `broadsheet COMMAND`. Each command is a file in commands/; errors become exit codes in exits.py."""

from __future__ import annotations

import sys

import click

from broadsheet_index.version import VERSION

from .commands.ask import explain, search, show
from .commands.batch import batch
from .commands.completion import NAME, VARIABLE, completion
from .commands.demo import demo
from .commands.exits import exit_code
from .commands.export import export
from .commands.extract import extract
from .commands.index import index
from .commands.info import info
from .commands.people import people
from .commands.serve import serve
from .commands.upkeep import check, compact, forget, rebuild
from .commands.watch import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="broadsheet")
def commands() -> None:
    """Search an archive of scraped news pages: who said what, when.

    \b
    broadsheet index pages/            clean a folder of pages and index it
    broadsheet serve                   search it in a browser
    broadsheet search 'person:Putin "foreign agents" date:2023-12'

    The index is the folder broadsheet-index here, or as --into, --index or BROADSHEET_INDEX say.
    """


COMMANDS = (
    *(index, extract, search, show, explain, export, watch, batch, people, info, serve, demo),
    *(check, compact, rebuild, forget, completion),
)
for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Run a command and exit: data on standard output, everything else on standard error."""
    try:
        code = commands.main(prog_name=NAME, complete_var=VARIABLE, standalone_mode=False)
    except BaseException as error:  # the one place where errors become exit codes
        code = exit_code(error)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
