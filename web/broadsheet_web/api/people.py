"""`/api/people`: whom an archive mentions, and how they are spelled."""

from __future__ import annotations

import flask

from broadsheet_search.answering import MOST_PEOPLE
from broadsheet_search.errors import BadParameter

from .. import conditional
from ..answer_json import people_json
from ..asked import LONGEST_VALUE, whole_number
from ..handed import engine
from .own import once

LISTED = "20"  # people, where nothing else is asked

people = flask.Blueprint("people", __name__)


@people.get("/api/people")
def listed() -> flask.Response:
    """Who is mentioned (field=author: who wrote), likest to `q` first, near misses too; without it whoever is in most articles."""
    asked = once(flask.request.args, ("q", "limit", "field"))
    q, field = asked.get("q", ""), asked.get("field", "person")
    if len(q) > LONGEST_VALUE:
        raise BadParameter("q", f"q has {len(q)} characters; {LONGEST_VALUE} are the most.")
    limit = whole_number("limit", asked.get("limit", LISTED), 1, MOST_PEOPLE)
    key = (("q", q), ("limit", str(limit)), ("field", field))
    return conditional.answered(key, lambda: people_json(engine().people(q, limit, field=field)))
