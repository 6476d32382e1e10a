"""The JSON API: QUERY.md, section 2. A file a kind of answer; openapi/ says in one document what all of them are."""

from __future__ import annotations

from .articles import articles
from .docs import docs
from .export import export
from .people import people
from .search import search
from .state import state

BLUEPRINTS = (search, people, articles, export, state, docs)
