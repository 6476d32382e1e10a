"""Documents sent to a cluster: several requests at once, more slowly where it is busy."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, NamedTuple

REQUESTS = 3  # at once: one is read there while another is made here
CHUNK_BYTES = 8 << 20  # of a request
BUSY_RETRIES = 8  # of a document that the cluster has no room for just now (429), 1, 2, 4 ... 60 s apart
BUSY = (429, 503)

Action = dict[str, Any]


class NotTaken(NamedTuple):
    """A document that the cluster did not take: its id, the HTTP status that it was given, and why."""

    id: str
    status: int
    reason: str


def sent(cluster: Any, actions: Iterable[Action], documents: int) -> Iterator[NotTaken]:
    """Send actions, each of another document, `documents` a request; those that were not taken. Raises OpenSearchException."""
    waiting: deque[Future[list[NotTaken]]] = deque()
    with ThreadPoolExecutor(REQUESTS) as threads:
        for chunk in _chunks(actions, documents):
            waiting.append(threads.submit(_sent, cluster, chunk))
            if len(waiting) > REQUESTS:
                yield from waiting.popleft().result()
        for one in waiting:
            yield from one.result()


def _sent(cluster: Any, actions: list[Action]) -> list[NotTaken]:
    from opensearchpy.helpers import streaming_bulk

    told = streaming_bulk(
        cluster,
        actions,
        chunk_size=len(actions),
        max_chunk_bytes=CHUNK_BYTES,
        max_retries=BUSY_RETRIES,
        initial_backoff=1,
        max_backoff=60,
        raise_on_error=False,
        raise_on_exception=True,
    )
    found = []
    for done, item in told:
        ((action, result),) = item.items()
        if done or (action, result["status"]) in (("delete", 404), ("create", 409)):  # gone already; there already
            continue
        found.append(NotTaken(result["_id"], result["status"], str(result.get("error", {}).get("reason", result["status"]))))
    return found


def _chunks(actions: Iterable[Action], size: int) -> Iterator[list[Action]]:
    rest = iter(actions)
    while chunk := list(islice(rest, size)):
        yield chunk
