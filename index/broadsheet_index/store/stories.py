"""Which articles of a generation are copies of one story, as arrays over its articles."""

from __future__ import annotations

import numpy as np

from .columns import Ints
from .overlays.copies import places
from .segment.file import Array, ArrayFile


class Stories:
    """Articles and their copies, (n,) each.

    story   number of the copy with the smallest id: what the story is called; its own where it is alone
    copies  how many articles the story has, itself included
    """

    def __init__(self, ids: Array, overlay: ArrayFile | None) -> None:
        """ids (n,) bytes; overlay: see overlays/copies.py, None where there is none."""
        self.story: Ints = np.arange(len(ids), dtype=np.int32)
        self.copies: Ints = np.ones(len(ids), np.int32)
        members = overlay.get("ids") if overlay else ids[:0]
        if overlay is None or not len(members):
            return
        at = places(ids, members)
        rows = np.flatnonzero(at >= 0)
        numbers = np.zeros(len(members), np.int32)
        numbers[at[rows]] = rows
        # Members are in the order of their ids, so that the first of a story has its smallest.
        _, first, which, counts = np.unique(overlay.get("leaders"), return_index=True, return_inverse=True, return_counts=True)
        self.story[numbers] = numbers[first][which]
        self.copies[numbers] = counts[which]

    def of(self, number: int) -> Ints:
        """Numbers of the articles of its story, ascending."""
        return np.flatnonzero(self.story == self.story[number]).astype(np.int32)
