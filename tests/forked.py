"""Children that tests kill: forked from a small server that has numpy loaded, so that one takes milliseconds to begin."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

CONTEXT: ForkServerContext = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["broadsheet_index.store", "broadsheet_search.engines.whoosh", "tests.generated"])


def child(work: Any, *told: Any) -> tuple[ForkServerProcess, Connection]:
    """Start `work(*told, pipe)` in a process of its own; what it sends comes out of the pipe given back."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=work, args=(*told, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours
