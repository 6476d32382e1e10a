"""`broadsheet completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from .options import as_json, print_json

NAME, VARIABLE = "broadsheet", "_BROADSHEET_COMPLETE"


@click.command(epilog="Example:  broadsheet completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@as_json
@click.pass_context
def completion(context: click.Context, shell: str, as_json: bool) -> None:
    """Print the lines that make a shell complete this command.

    \b
    bash:  broadsheet completion bash >> ~/.bashrc
    zsh:   broadsheet completion zsh >> ~/.zshrc
    fish:  broadsheet completion fish > ~/.config/fish/completions/broadsheet.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    source = kind(context.find_root().command, {}, NAME, VARIABLE)
    # Not `source()`: it asks which bash there is, and this may be run where the shell is not.
    script = source.source_template % source.source_vars()
    if as_json:
        print_json({"shell": shell, "script": script})
    else:
        click.echo(script)
