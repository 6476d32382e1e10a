"""The production server: waitress, told where it listens and stopped gently."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from .refusal import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed.wsgi import WSGIApplication

THREADS = 64  # most wait: for a place to search (crowd.py) or for nothing
CONNECTIONS = 500  # waitress stops accepting at 100 by itself, which a handful of stalled clients reach
IDLE = 60  # seconds after which a silent connection is closed
LARGEST_HEAD = 1024 * 1024  # bytes; limits.py refuses far less, in JSON where that is asked for
LARGEST_BODY = 8 * 1024 * 1024
DRAIN = 5.0  # seconds for what is being answered when the server is told to stop


class Server:
    """One listening server. `run` answers until `stop` is called, from a signal or another thread."""

    def __init__(self, app: WSGIApplication, host: str, port: int) -> None:
        """Binds; raises OSError where that fails. Port 0: any free one."""
        # Bound here, not by waitress, which binds each address of "localhost", with port 0 each to another port.
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._stopping = threading.Event()
        # A map of its own: several servers in one process do not run each other's sockets.
        self._map: dict[int, Any] = {}
        self._waitress: Any = create_server(
            app,
            map=self._map,
            sockets=[self._socket],
            threads=THREADS,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE,
            max_request_header_size=LARGEST_HEAD,
            max_request_body_size=LARGEST_BODY,
            ident=None,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        self._waitress.channel_class = Channel

    def run(self) -> None:
        while not self._stopping.is_set():
            self._turn(1.0)
        self._drain()

    def stop(self) -> None:
        """Stop accepting, answer what has been asked, within five seconds."""
        self._stopping.set()
        with contextlib.suppress(OSError):  # already closed
            self._waitress.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _drain(self) -> None:
        self._waitress.accepting = False
        self._waitress.del_channel(self._map)
        self._socket.close()
        deadline = time.monotonic() + DRAIN
        while any(map(_is_busy, list(self._map.values()))) and time.monotonic() < deadline:
            self._turn(0.05)
        self._waitress.task_dispatcher.shutdown(timeout=max(0.1, deadline - time.monotonic()))
        wasyncore.close_all(self._map, ignore_all=True)


def serve(app: WSGIApplication, host: str, port: int, on_listening: Callable[[str], None]) -> None:
    """Answer until SIGTERM or SIGINT; `on_listening` is told the address as soon as it can be asked."""
    server = Server(app, host, port)
    with _stopped_by_signals(server):
        on_listening(server.url)
        server.run()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.create_server((host, port), family=family, backlog=1024)
    bound.setblocking(False)
    return bound


def _is_busy(channel: Any) -> bool:
    """True while a connection has a request that is not answered, or an answer that is not sent."""
    return bool(getattr(channel, "requests", None)) or getattr(channel, "total_outbufs_len", 0) > 0


@contextlib.contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # Python gives signals to the main thread alone
        yield
        return
    before = {number: signal.signal(number, lambda *_: server.stop()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
