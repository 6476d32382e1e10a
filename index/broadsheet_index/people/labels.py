"""The labels of the words of a run: B I E for the first, inner and last words of a name, S for a name of one word, O for the rest."""

from __future__ import annotations

Span = tuple[int, int]  # tokens, the end excluded

LABELS = "BIESO"
OUTSIDE = "O"

# What may follow each label. A run begins with what may follow O, and ends with what O may follow.
FOLLOWS = {"B": "IE", "I": "IE", "E": "BSO", "S": "BSO", "O": "BSO"}


def label(k: int, start: int, end: int) -> str:
    """The label of token k in the name [start, end).

    >>> "".join(label(k, 3, 6) for k in range(3, 6)), label(3, 3, 4)
    ('BIE', 'S')
    """
    if end - start == 1:
        return "S"
    return "B" if k == start else "E" if k == end - 1 else "I"
