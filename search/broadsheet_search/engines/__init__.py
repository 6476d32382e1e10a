"""The engines, chosen by the address of an index."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet_index.sink import Sink

    from ..engine import Engine


def open_engine(address: str | PathLike[str]) -> Engine:
    """An engine on the index in a folder, or on an archive at `https://HOST:9200/NAME`.

    Raises IndexMissing or IndexUntrusted; BadInput and EngineDown for an address.
    """
    # Imported late: `broadsheet --help` loads neither Whoosh nor numpy.
    if _is_address(address):
        from .opensearch import OpenSearchEngine

        return OpenSearchEngine(str(address))
    from .whoosh import WhooshEngine

    return WhooshEngine(address)


def sink_of(address: str | PathLike[str]) -> Sink | str | PathLike[str]:
    """What `broadsheet_index.build` writes into: a folder as it is, an address as an open archive. Raises as `open_engine`."""
    if not _is_address(address):
        return address
    from .opensearch.sink import OpenSearchSink

    return OpenSearchSink(str(address))


def _is_address(address: str | PathLike[str]) -> bool:
    return str(address).startswith(("http://", "https://"))
