"""Where an answer was left, as a short opaque text: the next call goes on behind it, or back before it, however deep that is.

It holds the sort key and the id of the article at its edge, not a number of articles to skip. So it costs the same at any depth, and
in a newer generation sorting by date goes on exactly where it was; sorted by relevance, whose scores every new article changes
a little, it goes on behind the same article wherever that stands now.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .errors import BadParameter

if TYPE_CHECKING:
    from .engine import Request

BEGIN = "*"
LONGEST = 400  # characters; ours have about 120
Sorted = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """sort, and of the article at the edge its score or its first day as an ordinal (0: no date), and its id.

    generation   in which that was so
    question     which question it belongs to, see `question`
    back         the articles before it are wanted, not those behind
    """

    sort: Sorted
    key: float
    id: str
    generation: int
    question: str
    back: bool = False

    def written(self) -> str:
        """Opaque to whoever gets it; `read` reads it."""
        told = json.dumps([self.sort, self.key, self.id, self.generation, self.question, int(self.back)], separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode("utf-8", "surrogatepass")).rstrip(b"=").decode()


def read(text: str, request: Request, sort: Sorted) -> Bookmark | None:
    """None for `*`, which begins. Raises BadParameter for what was never given out, or given out for another question."""
    if text == BEGIN:
        return None
    found = _told(text)
    if found.question != question(request) or found.sort != sort:
        raise BadParameter("cursor", "This cursor belongs to another search.", "Begin with cursor=*.")
    return found


def _told(text: str) -> Bookmark:
    try:
        if len(text) > LONGEST:
            raise ValueError(text)
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        sort, key, id, generation, asked, back = json.loads(raw)
        told = (type(sort), type(id), type(generation), type(asked), type(back)) == (str, str, int, str, int) and type(key) in (int, float)
        if not told or sort not in ("relevance", "newest", "oldest") or not math.isfinite(key) or back not in (0, 1):
            raise ValueError(text)
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        raise BadParameter("cursor", "This is no cursor of this archive.", "Begin with cursor=*, go on with `next` or `prev`.") from None
    return Bookmark(sort, key, id, generation, asked, bool(back))


def question(request: Request) -> str:
    """Eight digits that differ between questions whose hits differ; how a page is cut and shown takes no part."""
    parts = (request.q.strip() or "*", request.since, request.until, request.match, request.undated, request.lenient,
             request.person, request.author, request.source, request.lang, request.section, request.flag, request.collapse,
             request.variants)  # fmt: skip
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
