"""A client that waits where a cluster says that it is busy: its memory is full of other requests for a moment (429).

Bulk requests wait by themselves (sending.py); these are all others of a run: what it reads to settle copies and lines, its counts
and refreshes.
"""

from __future__ import annotations

import time
from typing import Any

from opensearchpy import Transport
from opensearchpy.exceptions import TransportError

BUSY = 429
WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds before each further try


class Patient(Transport):
    def perform_request(self, method: Any, url: Any, *args: Any, **more: Any) -> Any:
        if url.endswith("/_bulk"):
            return super().perform_request(method, url, *args, **more)
        for wait in WAITS:
            try:
                return super().perform_request(method, url, *args, **more)
            except TransportError as error:
                if error.status_code != BUSY:
                    raise
            time.sleep(wait)
        return super().perform_request(method, url, *args, **more)
