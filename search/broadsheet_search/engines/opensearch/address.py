"""Where an archive on OpenSearch lives: `https://user:secret@one:9200,two:9200/news?shards=6&replicas=1`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from broadsheet_index.errors import BadInput

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,200}")
CERTIFICATES = "BROADSHEET_OPENSEARCH_CA"  # a file of certificates to trust beside the machine's
RETRIES = 3  # on another node, where one cannot be reached


@dataclass(frozen=True, slots=True)
class Address:
    """hosts: each `http(s)://host:port`; name: of the archive; shards and replicas: of an archive that is made new."""

    hosts: tuple[str, ...]
    name: str
    user: tuple[str, str] | None = field(default=None, repr=False)
    shards: int = 1
    replicas: str = "0-1"  # OpenSearch's auto_expand_replicas: a copy as soon as there is a second node

    @property
    def files(self) -> str:
        """The index of what is remembered of files, and of the generation."""
        return f"{self.name}-files"

    @property
    def words(self) -> str:
        """The index of the different words there are: prefixes, wildcards and spelling suggestions look there."""
        return f"{self.name}-words"

    def __str__(self) -> str:
        return f"{','.join(self.hosts)}/{self.name}"


def address_of(text: str) -> Address:
    """Raises BadInput where it is none, saying how it is written."""
    try:
        parts = urlsplit(text)
        scheme, (account, _, hosts) = parts.scheme, parts.netloc.rpartition("@")
        told = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        shards = int(told.pop("shards", "1"))
        replicas = str(int(told.pop("replicas"))) if "replicas" in told else ""
    except ValueError:
        raise _bad(text) from None
    name = parts.path.strip("/")
    if scheme not in ("http", "https") or not hosts or not NAME.fullmatch(name) or told or not 1 <= shards <= 1024:
        raise _bad(text)
    user, _, secret = account.partition(":")
    return Address(
        tuple(f"{scheme}://{host}" for host in hosts.split(",") if host),
        name,
        (unquote(user), unquote(secret)) if account else None,
        shards,
        f"{replicas}-{replicas}" if replicas else "0-1",
    )


def _bad(text: str) -> BadInput:
    shown = re.sub(r"//[^/@]*@", "//…@", text)
    return BadInput(f"{shown}: no address of an archive. Write https://HOST:9200/NAME, NAME in small letters (and ?shards=6&replicas=1).")


def client(address: Address, seconds: float, *, patient: bool = False) -> OpenSearch:
    """A client of the cluster; patient: one that waits while the cluster is busy, for runs that nobody waits for.

    Raises BadInput where the library is not installed.
    """
    try:
        from opensearchpy import OpenSearch, Transport

        from .patience import Patient
    except ImportError:
        raise BadInput("An archive on OpenSearch needs its client: pip install 'broadsheet[opensearch]'") from None
    return OpenSearch(
        transport_class=Patient if patient else Transport,
        hosts=list(address.hosts),
        http_auth=address.user,
        verify_certs=True,
        ca_certs=os.environ.get(CERTIFICATES),
        timeout=seconds,
        max_retries=RETRIES,
        retry_on_timeout=False,
        retry_on_status=(502, 503, 504),
    )
