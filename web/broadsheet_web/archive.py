"""What every page says of the archive behind it, and where its style sheet is."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask

from broadsheet_index.errors import BroadsheetError

from . import urls
from .handed import engine

if TYPE_CHECKING:
    from broadsheet_search.engine import Generation


def shown() -> dict[str, Any]:
    """Names for all templates: `archive`, the state of the index (None: not readable), `static`, the `typed` text."""
    return {"archive": _generation(), "static": static, "typed": flask.request.args.get("q", "")}


def _generation() -> Generation | None:
    try:
        return engine().generation()
    except BroadsheetError:  # the page that says so still needs its footer
        return None


def static(name: str) -> str:
    """The address of a static file, with its digest: it may be kept for a year."""
    return f"{urls.path('static', filename=name)}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((Path(__file__).parent / "static" / name).read_bytes()).hexdigest()[:12]
