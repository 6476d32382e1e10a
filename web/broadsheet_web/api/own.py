"""Parameters of one route, beside those of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from broadsheet_search.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..asked import Args


def once(args: Args, known: tuple[str, ...]) -> dict[str, str]:
    """Parameters that can be given once; any other is refused."""
    for name, texts in args.lists():
        if name not in known:
            there_are = "Parameters: " + ", ".join(known) + "." if known else "Parameters: none."
            raise BadParameter(name, f'There is no parameter "{name}" here.', there_are)
        if len(texts) > 1:
            raise BadParameter(name, f"{name} is given {len(texts)} times; it can be given once.")
    return {name: texts[0] for name, texts in args.lists()}


def chosen(args: Args, name: str, choices: Iterable[str], default: str) -> tuple[str, Args]:
    """The value of a parameter with a closed list of values, and the parameters without it."""
    listed = tuple(choices)
    texts = args.getlist(name)
    if len(texts) > 1:
        raise BadParameter(name, f"{name} is given {len(texts)} times; it can be given once.")
    text = texts[0] if texts else default
    if text not in listed:
        raise BadParameter(name, f'{name} cannot be "{text}".', "One of: " + ", ".join(listed) + ".")
    return text, MultiDict((other, value) for other, value in args.items(multi=True) if other != name)
