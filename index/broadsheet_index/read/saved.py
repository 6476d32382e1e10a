"""What programs that save pages write at their beginning: where the page was, and when it was saved.

SingleFile:                <!-- Page saved with SingleFile  url: https://…  saved date: Sun Nov 05 2023 10:12:13 GMT+0100 (…) -->
Chrome, Edge, Explorer:    <!-- saved from url=(0042)https://… -->
HTTrack:                   <!-- Mirrored from www.gazette.example/story by HTTrack Website Copier/3.x […], Sun, 05 Nov 2023 09:12:13 GMT -->
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..article import Given

HEAD = 4096  # bytes in which the comment stands; an address is at most half of that
COMMENT = re.compile(rb"<!--(.{1,3500}?)-->", re.DOTALL)
SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s+url: (\S+)(?:\s+saved date: ([^\n]{1,100}))?")
SAVED_FROM = re.compile(r"\s*saved from url=\(\d{4,}\)(\S+)")
HTTRACK = re.compile(r"\s*Mirrored from (\S+) by HTTrack [^,]{0,200}, (\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT)")
JS_DATE = re.compile(r"\w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


def given_of_saved(content: bytes) -> Given:
    """The address and day that are noted in a saved page's first comments."""
    for found in COMMENT.finditer(content[:HEAD]):
        comment = found[1].decode("utf-8", "replace")
        if single := SINGLE_FILE.match(comment):
            return Given(url=_web(single[1]), fetched=_of_script(single[2]))
        if saved := SAVED_FROM.match(comment):
            return Given(url=_web(saved[1]))
        if mirrored := HTTRACK.match(comment):
            return Given(url=_web("https://" + mirrored[1]), fetched=of_header(mirrored[2]))
    return Given()


def of_header(value: str | None) -> str | None:
    """The date of a mail header, as ISO text with its zone; None where it is none."""
    try:
        date = parsedate_to_datetime(value[:100]) if value else None
        # -0000 is Chrome's and the mail standard's way to say UTC without saying where
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat() if date else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _of_script(value: str | None) -> str | None:
    """The date as a browser's script writes it."""
    found = JS_DATE.match(value or "")
    try:
        return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z").isoformat() if found else None
    except ValueError:
        return None


def _web(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None
