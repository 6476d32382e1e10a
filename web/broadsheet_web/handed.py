"""The engine that the application was handed; the web part asks it and never builds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import flask

if TYPE_CHECKING:
    from broadsheet_search.engine import Engine

KEY = "broadsheet"


def engine() -> Engine:
    return cast("Engine", flask.current_app.extensions[KEY])
