"""Parameters are UTF-8. Bytes that are none are refused: decoded with a replacement, they would search for what nobody typed."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from broadsheet_search.errors import BadParameter


def check(query_string: str) -> None:
    """query_string: as WSGI has it, a character a byte. Raises BadParameter that names the parameter."""
    for pair in query_string.split("&"):
        raw = unquote_to_bytes(pair.encode("latin-1", "replace").replace(b"+", b" "))
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            name, _, _ = raw.partition(b"=")
            raise BadParameter(
                name.decode("utf-8", "replace")[:50],
                "This value is not UTF-8.",
                "Encode the parameters as UTF-8, then as %XX.",
            ) from None
