"""A process that reads pages one after the other, and is replaced when a page kills it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from . import limits

SECONDS = 60.0  # by the clock, for a page that neither computes nor ends
DYING = 1.0  # seconds that a process may take from the end of its pipe to its own
TRIES = 3  # to send a chunk to a process that dies between two of them

In = TypeVar("In")
Out = TypeVar("Out")
# A copy of this process has all modules and word lists at once; elsewhere than on Linux copies are not safe.
CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Closed(Exception):
    """The worker was closed while it read: the run is over."""


class Worker(Generic[In, Out]):
    """A process and its end of the pipe.

    work    what is done with one thing, in the process; never raises
    spent   after which answers the process is given up for a new one
    died    the answer for a thing that killed its process, made of why: "time", "killed; out of memory?", "signal 11"
    """

    def __init__(self, work: Callable[[In], Out], spent: Callable[[Out], bool], died: Callable[[str], Out]) -> None:
        self._work = work
        self._spent = spent
        self._died = died
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def start(self) -> None:
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(target=_serve, args=(theirs, ours, self._work, self._spent), daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    def read(self, things: list[In]) -> list[Out]:
        """An answer for each, in order. A thing that ends its process is answered for; the rest goes to the next process."""
        answers: list[Out] = []
        again = 0
        while len(answers) < len(things):
            if self._closed:
                raise Closed
            before = len(answers)
            why = self._some(things, answers)
            if self._closed and why:
                raise Closed
            if len(answers) > before:
                again = 0
            if why is None:
                continue
            again += 1
            # Killed from outside, as the system does where memory is short everywhere: it may be nobody's fault once.
            if again >= (TRIES if why == "before" else 2 if why.startswith("killed") else 1):
                answers.append(self._died(why))
                again = 0
        return answers

    def _some(self, things: list[In], answers: list[Out]) -> str | None:
        """Answers as far as one process gives them, appended; why it died, None where it did not."""
        if self._pipe is None:
            self.start()
        assert self._pipe and self._process
        sent = False
        try:
            self._pipe.send(things[len(answers) :])
            sent = True
            while len(answers) < len(things):
                if not self._pipe.poll(SECONDS):
                    self._process.kill()
                    self._end()
                    return "time"
                answer = self._pipe.recv()
                answers.append(answer)
                if self._spent(answer):
                    self._end()
                    return None
        except (EOFError, OSError):
            why = self._end()
            return why if sent else "before"
        return None

    def close(self) -> None:
        """End the process, whatever it does; `read` in another thread raises Closed."""
        self._closed = True
        process = self._process
        if process:
            process.kill()

    def wait(self) -> None:
        """Until the process is gone, after `close` and when no thread reads any more."""
        if self._process:
            self._end()

    def _end(self) -> str:
        """End the process; why it had ended, if it had."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        assert process
        # Not join(1): that waits for the process to let go of its files, which it does at its beginning (let_go).
        deadline = time.monotonic() + DYING
        while process.exitcode is None and time.monotonic() < deadline:
            time.sleep(0.005)
        if process.exitcode is None:
            process.kill()
            process.join()
        if pipe:
            pipe.close()
        code = process.exitcode or 0
        if code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        return (
            "killed; out of memory?"
            if code == -getattr(signal, "SIGKILL", 9)
            else f"signal {-code}"
            if code < 0
            else f"exit {code}"
        )


def _serve(pipe: Connection, parents: Connection, work: Callable[[In], Out], spent: Callable[[Out], bool]) -> None:
    """Read what the pipe brings until it is closed. Ctrl-C is the parent's to handle."""
    parents.close()
    if CONTEXT.get_start_method() == "fork":
        let_go(pipe.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limits.fence_memory()
    with contextlib.suppress(EOFError, OSError):
        while True:
            for thing in pipe.recv():
                limits.fence_time()
                answer = work(thing)
                pipe.send(answer)
                if spent(answer):
                    return


def let_go(kept: int) -> None:
    """Let go of all files but one and standard error: a copy holds those of its parent, the lock of the index among them.

    Else a run that was killed would leave the index locked until its readers have found out, 12 s at most. The numbers stay
    taken, by /dev/null, so that an object which still knows one can close no file of ours.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        if int(name) not in (2, kept, nothing):
            with contextlib.suppress(OSError):  # the one that listed them
                os.fstat(int(name))
                os.dup2(nothing, int(name))
