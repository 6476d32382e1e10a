"""A public address with a path (`--base-url https://example.org/archive`): links begin with it.

The proxy may strip the path before it asks, or leave it on; both work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Prefix:
    """Wraps a WSGI application that lives below the path of `base_url`."""

    def __init__(self, app: WSGIApplication, base_url: str | None) -> None:
        self.app = app
        self.prefix = urlsplit(base_url).path.rstrip("/") if base_url else ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self.prefix:
            path = environ["PATH_INFO"]
            if path == self.prefix or path.startswith(self.prefix + "/"):
                path = path[len(self.prefix) :] or "/"
            environ |= {"SCRIPT_NAME": self.prefix, "PATH_INFO": path}
        return self.app(environ, start_response)
