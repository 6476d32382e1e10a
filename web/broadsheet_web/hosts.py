"""Which Host headers are answered: only names this server is known by, so that no foreign name can be pointed at it.

Without this, a page on evil.example could have its own name resolve to 127.0.0.1 and read a private archive
through the reader's browser (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = {"0.0.0.0", "[::]"}  # bound to all addresses of the machine


WHOLE = re.compile(r"(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?|[0-9a-f:.]+")  # a name or address, perhaps with a port


def hosts_for(bound: str, base_url: str | None = None) -> tuple[str, ...]:
    """The names that a server bound to `bound` is known by, with the public one of `--base-url`."""
    return tuple(dict.fromkeys((*LOOPBACK, _name(bound), *public(base_url))))


def public(base_url: str | None) -> tuple[str, ...]:
    """The name in `--base-url`, if there is one."""
    name = _name(urlsplit(base_url).netloc) if base_url else ""
    return (name,) if name else ()


def is_trusted(host: str, trusted: Sequence[str]) -> bool:
    """True if the Host header names this server, with any port.

    Bound to every address, any literal address will do: rebinding needs a name.
    """
    name = _name(host)
    names = {_name(other) for other in trusted}
    if not name or name in names:
        return bool(name)
    return not EVERYWHERE.isdisjoint(names) and _is_literal(name)


def _name(host: str) -> str:
    """"Example.org.:8000" -> "example.org"; "[::1]:80" and "::1" -> "[::1]"."""
    host = host.strip().lower()
    if not WHOLE.fullmatch(host):
        return ""  # "127.0.0.1:80@evil.example" begins like us and is somebody else
    if host.count(":") > 1 and not host.startswith("["):
        return f"[{host}]"
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def _is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
