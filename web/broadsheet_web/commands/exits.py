"""Errors as exit codes and one line on standard error (QUERY.md, section 3)."""

from __future__ import annotations

import errno
import os
import sys
import traceback

import click

from broadsheet_index.errors import (
    BadInput,
    BroadsheetError,
    IndexMissing,
    IndexUntrusted,
    Locked,
    NotEmpty,
    StorageFailed,
)

DONE = 0
UNEXPECTED = 1
USAGE = 2
NOTHING_FOUND = 3
SOME_SKIPPED = 4
LOCKED = 5
STORAGE = 6
NO_INDEX = 7
SOMETHING_NEW = 10  # `watch`
INTERRUPTED = 130


class Exit(Exception):
    """Ends a command with a code and nothing more to say."""

    def __init__(self, code: int) -> None:
        self.code = code


def exit_code(error: BaseException) -> int:
    """The code for an error, after saying it on standard error."""
    match error:
        case Exit():
            return error.code
        case SystemExit():
            return error.code if isinstance(error.code, int) else UNEXPECTED
        case click.exceptions.Exit():
            return error.exit_code
        case click.ClickException():
            error.show()
            return USAGE
        case KeyboardInterrupt() | click.Abort():
            _say("Interrupted. What was committed is kept; run the same command again to go on.")
            return INTERRUPTED
        case BrokenPipeError():
            # The reader of our output went away (`| head`). Python would complain once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        case BroadsheetError():
            _say(_told(error))
            return _code_of(error)
        case OSError() if error.errno in (errno.EADDRINUSE, errno.EADDRNOTAVAIL):
            _say(f"{error.strerror}. Choose another address with --host and --port.")
            return USAGE
        case OSError() if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EEXIST):
            _say(f"{error.filename}: {error.strerror}")
            return USAGE
        case UnicodeDecodeError():
            _say(f"The input is not UTF-8: byte {error.start} cannot be read.")
            return USAGE
        case OSError() if error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EACCES):
            _say(f"{error.filename or 'the disk'}: {error.strerror}")
            return STORAGE
        case _:
            traceback.print_exception(error)
            _say("This is a fault of Broadsheet, not yours; the lines above are what its makers need.")
            return UNEXPECTED


def _code_of(error: BroadsheetError) -> int:
    match error:
        case Locked():
            return LOCKED
        case StorageFailed():
            return STORAGE
        case IndexMissing() | IndexUntrusted():
            return NO_INDEX
        case BadInput() | NotEmpty():
            return USAGE
    from broadsheet_search.errors import BadParameter, BadQuery, NoSuchArticle

    if isinstance(error, BadQuery | BadParameter):
        return USAGE
    return NOTHING_FOUND if isinstance(error, NoSuchArticle) else UNEXPECTED


def _told(error: BroadsheetError) -> str:
    hint = getattr(error, "hint", None)
    place = getattr(error, "position", None)
    return str(error) + (f" (characters {place[0]} to {place[1]})" if place else "") + (f"\n{hint}" if hint else "")


def _say(text: str) -> None:
    click.echo(f"broadsheet: {text}", err=True)
