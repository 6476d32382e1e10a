"""What was last asked for, up to a size: a new half, and the old one, from which what is asked for again comes back."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Held = TypeVar("Held")
LEAST = 50  # what any entry takes, in the sizes of `put`


class Kept(Generic[Held]):
    """Safe from many threads: two that miss the same entry at once make it twice, equal."""

    def __init__(self, most: int) -> None:
        """most: the sizes of all entries together."""
        self._most = most // 2
        self._size = 0
        self._new: dict[Hashable, tuple[Held, int]] = {}
        self._old: dict[Hashable, tuple[Held, int]] = {}

    def get(self, key: Hashable) -> Held | None:
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: Hashable, held: Held, size: int) -> None:
        self._size += size + LEAST
        if self._size > self._most:
            self._old, self._new, self._size = self._new, {}, size + LEAST
        self._new[key] = (held, size)
