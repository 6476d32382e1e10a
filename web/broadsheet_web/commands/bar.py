"""How far a run is: one line that changes on a terminal; elsewhere, a line every ten seconds."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

import click

from broadsheet_index.report import Progress

REDRAWN = 0.1  # seconds; faster than the eye costs more than it shows
PLAIN = 10.0  # seconds between two lines where there is no terminal
KNOWN_SECONDS, KNOWN_SHARE = 3.0, 0.01  # from which on the time that is left can be told


class Bar:
    """Called with each Progress; shows some of them on standard error."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._clock = clock
        self._began = clock()
        self._next = self._began + (0 if self._on_terminal else PLAIN)

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if now < self._next:
            return
        self._next = now + (REDRAWN if self._on_terminal else PLAIN)
        line = line_of(progress, now - self._began)
        if self._on_terminal:
            width = shutil.get_terminal_size().columns - 1
            click.echo("\r" + line[:width].ljust(width), nl=False, err=True)
        else:
            click.echo(line, err=True)

    def done(self) -> None:
        if self._on_terminal:
            click.echo("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r", nl=False, err=True)


def line_of(progress: Progress, seconds: float) -> str:
    """What is done, how fast, and how long the rest will take.

    >>> line_of(Progress(500, 1000, 480, 20, 0.5), 60)
    '500 of 1,000 files, 480 indexed, 20 skipped, 8 pages/s, about 1 min left'
    """
    parts = [f"{progress.files:,} of {progress.of:,} files", f"{progress.indexed:,} indexed", f"{progress.skipped:,} skipped"]
    if seconds >= KNOWN_SECONDS and progress.indexed:
        parts.append(f"{progress.indexed / seconds:,.0f} pages/s")
        if progress.share >= KNOWN_SHARE:
            parts.append(f"about {lasting(seconds * (1 - progress.share) / progress.share)} left")
    return ", ".join(parts)


def lasting(seconds: float) -> str:
    """A time as one says it.

    >>> lasting(0.4), lasting(42), lasting(600), lasting(9000)
    ('1 s', '42 s', '10 min', '2 h 30 min')
    """
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
