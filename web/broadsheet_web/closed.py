"""A closed archive: nothing is answered without its token, but whether the server is well.

A browser asks for it (HTTP Basic: any name, the token as the password), a script sends `Authorization: Bearer TOKEN`. No cookies,
no accounts: who needs those puts a proxy in front that has them. Over a network it needs TLS, as every password does.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from typing import TYPE_CHECKING

from .failures import is_answered_in_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OPEN = ("/healthz", "/readyz")
MESSAGE = "This archive is closed: send its token."
HINT = "A browser asks for it (any name, the token as password); a script sends the header Authorization: Bearer TOKEN."
# What a browser shows to who does not know the token. No style sheet: that is closed as well.
PAGE = f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>This archive is closed – Broadsheet</title>
</head>
<body>
  <main>
    <h1>This archive is closed</h1>
    <p>{HINT}</p>
  </main>
</body>
</html>
"""


class Closed:
    """Wraps a WSGI application. token: what must be sent; compared in constant time."""

    def __init__(self, app: WSGIApplication, token: str) -> None:
        self._app = app
        self._token = token.encode()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in OPEN or hmac.compare_digest(_sent(environ.get("HTTP_AUTHORIZATION", "")), self._token):
            return self._app(environ, start_response)
        kind, body = "text/html; charset=utf-8", PAGE
        if is_answered_in_json(path):
            told = {"status": "error", "code": "unauthorized", "message": MESSAGE, "param": None, "position": None, "hint": HINT}
            kind, body = "application/json", json.dumps(told | {"request_id": secrets.token_hex(8)}) + "\n"
        content = body.encode()
        headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
        start_response("401 Unauthorized", [*headers, ("WWW-Authenticate", 'Basic realm="Broadsheet", charset="UTF-8"')])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [content]


def _sent(header: str) -> bytes:
    """The token in an Authorization header; empty where there is none."""
    scheme, _, value = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""
