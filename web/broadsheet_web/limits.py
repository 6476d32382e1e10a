"""How large a request may be: request line and headers 16 KB, body 64 KB.

Measured in WSGI, before anything is parsed, and refused through the application, so that the refusal has the frame and
the headers of every other answer and is JSON under /api/. The server's own limits (serving.py) are higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, RequestHeaderFieldsTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_HEAD = 16 * 1024  # bytes of the request line and all headers
LARGEST_BODY = 64 * 1024  # bytes
REFUSED = "broadsheet.refused"  # the key under which the application finds why


class Limits:
    """Wraps a WSGI application; what is too large reaches it as an empty request that holds the refusal."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        refusal = _refusal(environ)
        if refusal is not None:
            environ = {key: value for key, value in environ.items() if not _is_large(key)}
            # Only the kind of answer depends on the path from here on: routing need not see 200 KB of it.
            environ |= {"PATH_INFO": environ["PATH_INFO"][:100], "QUERY_STRING": "", REFUSED: refusal}
        return self.app(environ, start_response)


def _refusal(environ: WSGIEnvironment) -> HTTPException | None:
    if head_size(environ) > LARGEST_HEAD:
        return RequestHeaderFieldsTooLarge(f"Request line and headers may have {LARGEST_HEAD:,} bytes together.")
    if _body_size(environ) > LARGEST_BODY:
        return RequestEntityTooLarge(f"The body of a request may have {LARGEST_BODY:,} bytes.")
    return None


def head_size(environ: WSGIEnvironment) -> int:
    """Bytes of the request line and the headers, as nearly as WSGI tells."""
    line = environ.get("REQUEST_URI") or environ.get("PATH_INFO", "") + "?" + environ.get("QUERY_STRING", "")
    size = len(environ["REQUEST_METHOD"]) + len(line) + len(" ") + len(" HTTP/1.1\r\n")
    for key, value in environ.items():
        if key.startswith("HTTP_"):
            size += len(key) - len("HTTP_") + len(": ") + len(value) + len("\r\n")
    return size


def _body_size(environ: WSGIEnvironment) -> int:
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else LARGEST_BODY + 1


def _is_large(key: str) -> bool:
    return key in ("REQUEST_URI", "RAW_URI") or (key.startswith("HTTP_") and key != "HTTP_HOST")
