"""An archive on a cluster, as it is reached: one search, and what is known of the whole of it."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from broadsheet_index.article import Article
from broadsheet_index.errors import IndexMissing
from broadsheet_index.fields import PEOPLE_FIELDS, TEXT_FIELDS

from ...engine import Generation
from ...errors import EngineDown, QueryTooComplex, TooSlow
from . import lines, mapping
from .address import address_of, client
from .holding import NO_LANG, SEARCHED, Clause
from .indices import GENERATION, told_id

LOOK_AGAIN = 1.0  # seconds for which what is known of the whole archive may be kept
MOST_LANGS = 1000
MOST_CLAUSES = "indices.query.bool.max_clause_count"
UNLIMITED = 60.0  # seconds that a search of the cluster may take, of a question without a deadline
UNTIL = ContextVar("until", default=math.inf)  # when the answer that is being made must be there, on the monotonic clock


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the whole archive."""

    generation: Generation
    langs: tuple[str, ...]
    mean_lengths: Mapping[str, float]
    told: Mapping[str, Any]


class Archive:
    """Raises IndexMissing, EngineDown, TooSlow."""

    def __init__(self, address: str, deadline: float | None) -> None:
        """deadline: seconds that an answer may take; None: as many as it needs."""
        self._address = address_of(address)
        self._deadline = deadline
        self._client = client(self._address, deadline or UNLIMITED)
        self._looked = 0.0
        self._known: Known | None = None
        self._lines: tuple[int, dict[str, lines.Stories]] = (0, {})  # of this generation, by site

    def close(self) -> None:
        self._client.close()

    def refresh(self) -> None:
        """Ask what is known of the whole archive again now, not only after a second."""
        self._known = None

    def _whole(self) -> Known:
        known = self._known
        if known is None or time.monotonic() - self._looked > LOOK_AGAIN:
            known = self._known = self._look()
            self._looked = time.monotonic()
        return known

    def _look(self) -> Known:
        lengths = {field.name: {"avg": {"field": mapping.words_in(field.name)}} for field in TEXT_FIELDS}
        langs = {"langs": {"terms": {"field": "lang", "size": MOST_LANGS}}}
        told = self._search({"query": SEARCHED, "size": 0, "track_total_hits": True, "aggs": lengths | langs})
        with self._reaching() as cluster:
            ids = [GENERATION, *map(told_id, PEOPLE_FIELDS)]
            found = cluster.mget(index=self._address.files, body={"ids": ids}, params={"request_timeout": self._seconds()})["docs"]
        state, *said = (one.get("_source", {}) for one in found)
        totals = told["aggregations"]
        return Known(
            Generation(state.get("number", 0), told["hits"]["total"]["value"], state.get("updated")),
            (NO_LANG, *sorted(bucket["key"] for bucket in totals["langs"]["buckets"])),
            {name: float(totals[name]["value"] or 0.0) for name in lengths},
            {field: source["record"]["told"] for field, source in zip(PEOPLE_FIELDS, said, strict=True) if source},
        )

    def _articles(self, hits: Sequence[Mapping[str, Any]]) -> list[Article]:
        """Of documents: as they are searched, without the lines that their sites repeat. Lines are looked up once a generation."""
        number = self._whole().generation.number
        held, of_site = self._lines
        if held != number:
            of_site = {}
            self._lines = (number, of_site)
        missing = {hit["_source"]["site"] for hit in hits if hit["_source"].get("repeated")} - of_site.keys()
        if missing:
            with self._reaching() as cluster:
                of_site |= lines.said(cluster, self._address.files, missing)
        return [lines.shown(hit["_source"], of_site) for hit in hits]

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """All searches of the cluster together may take the deadline, not each."""
        held = UNTIL.set(time.monotonic() + self._deadline if self._deadline else math.inf)
        try:
            yield
        finally:
            UNTIL.reset(held)

    def _seconds(self) -> float:
        """That one request to the cluster may take. Raises TooSlow where none is left."""
        allowed = self._deadline or UNLIMITED
        left = min(allowed, UNTIL.get() - time.monotonic())
        if left <= 0:
            raise TooSlow(allowed)
        return left

    def _count(self, query: Clause) -> int:
        return int(self._search({"query": query, "size": 0, "track_total_hits": True})["hits"]["total"]["value"])

    def _search(self, body: Mapping[str, Any], index: str | None = None) -> dict[str, Any]:
        seconds = self._seconds()
        whole = dict(body) | {"timeout": f"{math.ceil(seconds * 1000)}ms"}
        params = {"allow_partial_search_results": "false", "request_timeout": seconds}
        with self._reaching() as cluster:
            found: dict[str, Any] = cluster.search(index=self._address.name if index is None else index or None, body=whole, params=params)
        if found["timed_out"]:
            raise TooSlow(self._deadline or UNLIMITED)
        return found

    @contextmanager
    def _reaching(self) -> Iterator[Any]:
        """Errors of the client as ours: a cluster that is gone, slow, without this archive, or asked too much."""
        from opensearchpy.exceptions import ConnectionError, ConnectionTimeout, NotFoundError, TransportError

        try:
            yield self._client
        except ConnectionTimeout:
            raise TooSlow(self._deadline or UNLIMITED) from None
        except ConnectionError as error:
            raise EngineDown(f"{self._address}: OpenSearch cannot be reached ({error.error}). Try again soon.") from error
        except NotFoundError:
            raise IndexMissing(str(self._address)) from None
        except TransportError as error:
            if "too_many" in str(error.info):
                raise QueryTooComplex(
                    "This is more than the cluster takes at once.", None, f"Write fewer words, or raise its setting {MOST_CLAUSES}."
                ) from None
            raise EngineDown(f"{self._address}: OpenSearch answered {error.status_code} ({error.error}).") from error
