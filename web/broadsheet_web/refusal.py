"""What waitress refuses by itself, before the application sees it: broken HTTP, far too large a head or body."""

from __future__ import annotations

import json
import secrets

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from .failures import CODES, is_answered_in_json
from .headers import SECURITY


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """Answers with the headers of every other answer, and in JSON where the path could be read and asks for it."""

    def execute(self) -> None:
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        kind, body = "text/plain; charset=utf-8", f"{error.reason}. {error.body}"
        if is_answered_in_json(getattr(self.request, "path", "")):  # it has none where even the first line is broken
            kind, body = "application/json", _in_json(error.code, body)
        content = body.encode()
        self.response_headers.extend([("Content-Type", kind), *SECURITY])
        self.set_close_on_finish()
        self.content_length = len(content)
        self.write(content)


def _in_json(status: int, message: str) -> str:
    code = CODES.get(status, "internal_error" if status >= 500 else "invalid_parameter")
    facts = {"status": "error", "code": code, "message": message, "param": None, "position": None, "hint": None}
    return json.dumps({**facts, "request_id": secrets.token_hex(8)}) + "\n"


class Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = Refusal
