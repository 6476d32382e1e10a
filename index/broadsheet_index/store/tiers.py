"""When segments are merged: a question looks into each of them, so there must be few; copying costs, so not too often.

Segments of about the same size, up to four times each other, are a tier. Six in a tier become one, of the next tier. After n
commits of one article there are about 5 log4(n) segments and each article was copied about log6(n) times.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

TIER = 4  # times larger than the one below
FAN = 6  # segments that a tier may not reach
SMALLEST = 64 << 10  # bytes: all below are one tier
LARGEST = 4 << 30  # bytes of a merged segment: copying them keeps a commit waiting for a minute
WASTE = 0.5  # share of deleted records from which a segment is written anew


def tier(size: int) -> int:
    return int(log(max(size, SMALLEST) / SMALLEST, TIER))


def to_merge(sizes: Sequence[int], wasted: Sequence[float]) -> list[int]:
    """The segments that should become one, by place; () where all is well.

    sizes   bytes that each segment's records alive take
    wasted  share of deleted records of each
    """
    for level in range(max(map(tier, sizes), default=-1) + 1):
        here = [at for at, size in enumerate(sizes) if tier(size) <= level]
        same = sum(tier(sizes[at]) == level for at in here)
        if same >= FAN and sum(sizes[at] for at in here) <= LARGEST:
            return here
    return next(([at] for at, share in enumerate(wasted) if share > WASTE), [])
